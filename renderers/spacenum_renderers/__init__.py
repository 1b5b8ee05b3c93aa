"""Renderers, one file each; every module here registers itself and is found through the registry."""
