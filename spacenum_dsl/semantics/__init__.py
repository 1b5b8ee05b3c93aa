"""Floor 2: names, types and units resolved; object kinds."""
