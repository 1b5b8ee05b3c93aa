"""Floor 0: spans, diagnostics, the registry, named random streams, pure geometry."""
