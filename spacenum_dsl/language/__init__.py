"""Floor 1: from text to a syntax tree and back; knows shapes, not names."""
