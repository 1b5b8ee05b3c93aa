"""Question families, one file each; every module here registers itself."""
