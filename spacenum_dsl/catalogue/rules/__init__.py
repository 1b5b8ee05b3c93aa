"""Placement rules (`against`, `on`, …), one file each; every module here registers itself."""
