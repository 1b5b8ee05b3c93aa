"""Commands, one file each: NAME_command.py holds `command`."""
