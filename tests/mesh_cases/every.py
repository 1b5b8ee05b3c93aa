"""All cases of all formats."""

from __future__ import annotations

from mesh_cases import gltf, gltf_looks, obj, ply, stl

CASES = (*obj.CASES, *ply.CASES, *stl.CASES, *gltf.CASES, *gltf_looks.CASES)
