"""Floor 5: views, the renderer contract, the dataset on disk."""
