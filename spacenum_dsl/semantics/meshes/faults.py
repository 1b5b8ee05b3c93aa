"""The codes of mesh files (SN27x): what can be wrong with a user's own mesh."""

from __future__ import annotations

from spacenum_dsl.base.diagnostics import declare

NO_MESH = declare(
    "SN270",
    "mesh file that can't be used",
    '`kind: mesh("models/chair.glb", 0.9 m)` takes a path relative to the file in which it is written,\n'
    "inside the spec's own folder tree, to a regular file in `.glb`, `.gltf`, `.obj`, `.ply` or `.stl`.",
)
BROKEN_MESH = declare(
    "SN271",
    "mesh file that can't be read",
    "The file is not what its ending says, is cut off, or uses something that is not read: compressed\n"
    "geometry, free-form surfaces, polygons whose edges cross, see-through or glowing materials, turned\n"
    "textures. The message names it. Mend it in a 3D editor and export it again.",
)
LARGE_MESH = declare(
    "SN272",
    "mesh file that is too large",
    "A mesh has at most 200,000 triangles, and with all its files 50 MB; its textures have 64 million\n"
    "pixels. Small pictures show no more; a 3D editor can decimate a mesh and shrink its textures.",
)
BAD_SHAPE = declare(
    "SN273",
    "mesh that is no thing",
    "A mesh is scaled to its stated height and must then measure 1 mm to 20 m along each axis; all its\n"
    "coordinates are finite, and it covers some ground seen from above.",
)
BAD_REFERENCE = declare(
    "SN274",
    "file that a mesh may not refer to",
    "Buffers, material files and textures of a mesh obey the rules of imports: relative paths inside the\n"
    "spec's own folder tree, to regular files that are there. Web addresses are never fetched.",
)
BAD_MESH_NAME = declare(
    "SN276",
    "mesh file whose name names no thing",
    "Prompts call a mesh by the name of its file without the ending: `office_chair.glb` is an office chair.\n"
    "So the name begins with a letter and has letters, digits, `_`, `-` and blanks only, 40 at most.",
)
MESH_COLOUR = declare(
    "SN277",
    "colour for what has its own",
    "A mesh keeps the colours of its file; `colour` has a meaning only where `kind` can be another kind too.",
)
BAD_FRONT = declare(
    "SN275",
    "front of a mesh that can't be",
    '`front("the low edge")` says in words what a person would take for the front of a mesh, so that its\n'
    "yaw can be asked for; the words go into prompts, so they are letters, digits, blanks and `'-,` only,\n"
    '60 at most. `front("the low edge", -y)` says that it looks along -y in the axes of the file, which is\n'
    "not where up is. Without an axis it is +z where y is up, and +x where z is up.",
)
LYING = declare(
    "SN278",
    "mesh that may lie on its side",
    "The message says which axis was read as up, by the custom of the format, and what suggests another:\n"
    "the file stands on 0 along that one and not along the first. `z_up` or `y_up` as a further argument of\n"
    '`mesh` decides, as in `mesh("models/chair.glb", 0.9 m, z_up)`; if all is right, it says so for good.',
)
