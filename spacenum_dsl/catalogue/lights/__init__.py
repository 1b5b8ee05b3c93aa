"""Light presets (`lamp`, `morning`, …), one file each; every module here registers itself."""
