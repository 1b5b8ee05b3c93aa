"""Functions of requirements, worked out again from the triangles of single objects."""
