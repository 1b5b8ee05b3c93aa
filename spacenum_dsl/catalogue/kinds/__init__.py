"""Object kinds, one file each; every module here registers itself."""
