"""The files of a dataset: what a line holds, how files are written, the door through which they are read."""
