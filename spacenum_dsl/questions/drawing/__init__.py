"""Draws from exact projections: where things of a scene fall in a picture, smooth lines, labels."""
