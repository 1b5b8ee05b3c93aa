"""A user's own meshes as object kinds: found in the spec's folder, read with care, known by their content."""
