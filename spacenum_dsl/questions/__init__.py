"""Floor 4: question families, option sets, wording."""
