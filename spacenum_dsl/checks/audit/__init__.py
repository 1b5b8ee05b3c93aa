"""Blind solvers: whether anything but the pictures tells which option is right (G2)."""
