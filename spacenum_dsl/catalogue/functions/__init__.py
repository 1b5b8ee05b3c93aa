"""Functions of requirements (`gap`, `visible`, …), one file each; every module here registers itself."""
