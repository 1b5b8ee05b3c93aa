"""Floor 7: the pipeline and the command line."""
