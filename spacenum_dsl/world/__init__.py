"""Floor 3: drawing worlds, placement rules, relations, visibility."""
