"""The oracles of question families: one file each, of the family's name, found by itself."""
