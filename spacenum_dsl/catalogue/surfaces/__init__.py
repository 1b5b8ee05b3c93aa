"""Surfaces that objects stand on, one file each; every module here registers itself."""
