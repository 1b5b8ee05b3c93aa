"""What scenes are made of and what may be said of them: one thing, one file, found by itself."""
