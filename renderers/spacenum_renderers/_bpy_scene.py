"""A stage as a Blender scene: settings, meshes, lights and camera.

Two scenes share one collection of objects: `colour` is what a person sees; `passes` has one sample, a
pixel filter of almost no width and one plain material, so that its depths and indices are those of pixel
centres. Each keeps its own loaded copy of a stage, so that the stage's next camera only moves the camera.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.parts import Mesh, Part, Skin
from spacenum_dsl.output.pictures.renderer import Device, Quality, Stage
from spacenum_renderers._bpy_devices import preferences, switch_on
from spacenum_renderers._bpy_light import light_world, lights, world
from spacenum_renderers._bpy_materials import looks, material, plain
from spacenum_renderers._bpy_nodes import IN_PART
from spacenum_renderers._bpy_skins import lay_skins, skin_material
from spacenum_renderers._surface import albedo, corner_normals, in_part

SAMPLES: Mapping[Quality, int] = MappingProxyType({"draft": 8, "standard": 16, "high": 64})
"""Light paths per pixel, before the denoiser."""
AMBIENT_AFTER = 2
"""Bounces after which the even ambient light stands for all further ones. It reaches closed rooms too, where
light from outside would not, and makes a picture in half the time."""
VIEW = "Standard"
"""Blender's view transform. It keeps the named colours; AgX makes yellow ochre and red orange."""
SHOULDER = ((0.0, 0.0), (0.35, 0.35), (0.7, 0.7), (0.9, 0.84), (1.2, 0.93), (2.0, 1.0))
"""Radiance, and what is shown for it: white things near a lamp keep their shape instead of being clipped."""
NORMALS = "Normals"
"""Name of the pass of flat normals. Cycles' own normal pass follows the smooth shading."""
POINT_FILTER = 0.01
"""Width in pixels of the filter for passes: one sample within a two-hundredth of the pixel's centre."""

BOUNCES = MappingProxyType(
    {"max": 6, "diffuse": 2, "glossy": 3, "transmission": 6, "transparent_max": 8, "volume": 0}
)


class LoadedScene:
    """The Blender data of one session. Only one may exist per process: Blender has one state."""

    def __init__(self, quality: Quality, threads: int, device: Device = "cpu") -> None:
        import bpy  # noqa: PLC0415  exists where Blender does

        bpy.ops.wm.read_factory_settings(use_empty=True)
        computes_on = switch_on(preferences(), device)
        self._data = bpy.data
        self._stage: str | None = None
        self._meshes: dict[tuple[Mesh, str], Any] = {}
        self._materials: dict[tuple[str | Skin, str], Any] = {}
        self._collection = self._data.collections.new("stage")
        self._camera = self._data.objects.new("camera", self._data.cameras.new("camera"))
        self._camera.data.sensor_fit = "HORIZONTAL"
        self._camera.data.clip_start = 0.001
        self._camera.data.clip_end = 1000.0
        self.colour, self.passes = self._data.scenes[0], self._data.scenes.new("passes")
        self.colour.name = "colour"
        for scene in (self.colour, self.passes):
            scene.collection.children.link(self._collection)
            scene.collection.objects.link(self._camera)
            scene.camera = self._camera
            _common(scene, threads, computes_on)
        _for_colour(self.colour, SAMPLES[quality], world(self._data))
        _for_passes(self.passes, plain())

    def show(self, stage: Stage) -> None:
        """Put a stage in place of the one before, if it is another one."""
        if self._stage == stage.key:
            return
        self._clear_objects()
        for scene in (self.colour, self.passes):
            _forget(scene)
        kept = {(instance.mesh, instance.colour) for instance in stage.instances}
        for key in [key for key in self._meshes if key not in kept]:
            self._data.meshes.remove(self._meshes.pop(key))
        for instance in stage.instances:
            shape = self._data.objects.new(f"{instance.id}", self._mesh(instance.mesh, instance.colour))
            shape.location = instance.position
            shape.rotation_euler = (0.0, 0.0, math.radians(instance.yaw))
            shape.scale = (instance.scale,) * 3
            shape.pass_index = instance.id
            shape.color = looks(instance.grain)
            self._collection.objects.link(shape)
        for light in lights(self._data, stage.lighting):
            self._collection.objects.link(light)
        light_world(self._data, self.colour.world, stage.lighting)
        self.colour.view_settings.exposure = stage.lighting.exposure
        self._stage = stage.key

    def aim(self, camera: Camera) -> None:
        """Move Blender's camera, which looks along its −z with y upwards, and size the pictures."""
        right, down, forward = camera.axes
        matrix = np.eye(4)
        matrix[:3, :3] = np.column_stack([right, -down, -forward])
        matrix[:3, 3] = camera.position
        self._camera.matrix_world = matrix.T.tolist()
        self._camera.data.angle_x = math.radians(camera.fov)
        for scene in (self.colour, self.passes):
            scene.render.resolution_x, scene.render.resolution_y = camera.width, camera.height

    def _clear_objects(self) -> None:
        for thing in list(self._collection.objects):
            lamp = thing.data if thing.type == "LIGHT" else None
            self._data.objects.remove(thing)
            if lamp is not None:
                self._data.lights.remove(lamp)

    def _mesh(self, mesh: Mesh, colour: str) -> Any:
        made = self._meshes.get((mesh, colour))
        if made is None:
            made = self._meshes[mesh, colour] = _filled(self._data.meshes.new("mesh"), mesh)
            for part in mesh.parts:
                made.materials.append(self._material(part, colour))
        return made

    def _material(self, part: Part, colour: str) -> Any:
        """The material of a part; parts of one paint and finish share it, and so do those of one skin."""
        paint = colour if part.paint == "body" else part.paint
        key = (part.skin or paint, part.finish)
        if key not in self._materials:
            self._materials[key] = (
                material(albedo(part, colour), part.finish, f"{paint} {part.finish}")
                if part.skin is None
                else skin_material(part.skin, part.finish)
            )
        return self._materials[key]


def _filled(made: Any, mesh: Mesh) -> Any:
    """The same triangles and the same shading normals in a Blender mesh."""
    count = len(mesh.faces)
    made.vertices.add(len(mesh.vertices))
    made.vertices.foreach_set("co", mesh.vertices.astype(np.float32).ravel())
    made.loops.add(3 * count)
    made.loops.foreach_set("vertex_index", mesh.faces.astype(np.int32).ravel())
    made.polygons.add(count)
    made.polygons.foreach_set("loop_start", np.arange(0, 3 * count, 3, dtype=np.int32))
    made.polygons.foreach_set("material_index", mesh.part_of.astype(np.int32))
    made.attributes.new(IN_PART, "FLOAT_COLOR", "POINT").data.foreach_set("color", in_part(mesh).ravel())
    lay_skins(made, mesh)
    made.update(calc_edges=True)
    made.normals_split_custom_set(corner_normals(mesh).reshape(-1, 3).tolist())
    return made


def _common(scene: Any, threads: int, computes_on: str) -> None:
    scene.render.engine = "CYCLES"
    scene.cycles.device = computes_on
    scene.cycles.seed = 0
    scene.cycles.use_adaptive_sampling = False
    scene.cycles.use_auto_tile = False
    scene.render.threads_mode = "FIXED"
    scene.render.threads = threads
    scene.render.use_persistent_data = True
    scene.render.resolution_percentage = 100
    scene.render.use_compositing = False
    scene.render.use_sequencer = False
    scene.render.dither_intensity = 0.0
    scene.display_settings.display_device = "sRGB"


def _forget(scene: Any) -> None:
    """Let go of Cycles' copy of the stage before.

    Where Cycles brings a copy up to date, the order of its lights comes to depend on addresses in memory, and
    with it which random number goes to which light: the same stage would have other noise after other ones.
    """
    scene.render.use_persistent_data = False
    scene.render.use_persistent_data = True


def _for_colour(scene: Any, samples: int, world: Any) -> None:
    scene.world = world
    scene.cycles.samples = samples
    scene.cycles.use_denoising = True
    scene.cycles.denoiser = "OPENIMAGEDENOISE"
    scene.cycles.denoising_use_gpu = False
    scene.cycles.denoising_prefilter = "FAST"
    scene.cycles.caustics_reflective = False
    scene.cycles.caustics_refractive = False
    scene.cycles.sample_clamp_indirect = 4.0
    for kind, count in BOUNCES.items():
        name = "transparent_max_bounces" if kind == "transparent_max" else f"{kind}_bounces"
        setattr(scene.cycles, name, count)
    scene.cycles.use_fast_gi = True
    scene.cycles.fast_gi_method = "REPLACE"
    scene.cycles.ao_bounces_render = AMBIENT_AFTER
    scene.cycles.use_light_tree = False
    scene.view_settings.view_transform = VIEW
    _bend(scene.view_settings)
    scene.render.image_settings.file_format = "PNG"
    scene.render.image_settings.color_mode = "RGB"
    scene.render.image_settings.color_depth = "8"
    scene.render.image_settings.compression = 0


def _bend(view: Any) -> None:
    """Put the shoulder between a scene's light and its colours."""
    view.use_curve_mapping = True
    mapping = view.curve_mapping
    mapping.use_clip = False
    points = mapping.curves[3].points
    points[0].location, points[1].location = SHOULDER[0], SHOULDER[-1]
    for place in SHOULDER[1:-1]:
        points.new(*place)
    for point in points:
        point.handle_type = "AUTO_CLAMPED"
    mapping.update()


def _for_passes(scene: Any, one_material: Any) -> None:
    scene.cycles.samples = 1
    scene.cycles.use_denoising = False
    scene.cycles.max_bounces = 0
    scene.cycles.pixel_filter_type = "BOX"
    scene.cycles.filter_width = POINT_FILTER
    layer = scene.view_layers[0]
    layer.material_override = one_material
    layer.use_pass_z = True
    layer.use_pass_object_index = True
    _give_normals(layer, one_material)
    scene.render.image_settings.media_type = "MULTI_LAYER_IMAGE"
    scene.render.image_settings.file_format = "OPEN_EXR_MULTILAYER"
    scene.render.image_settings.color_depth = "32"


def _give_normals(layer: Any, one_material: Any) -> None:
    """Let the material write the flat normal of the triangle that is hit; Cycles turns it to the camera."""
    given = layer.aovs.add()
    given.name, given.type = NORMALS, "COLOR"
    nodes = one_material.node_tree.nodes
    place, out = nodes.new("ShaderNodeNewGeometry"), nodes.new("ShaderNodeOutputAOV")
    out.aov_name = NORMALS
    one_material.node_tree.links.new(place.outputs["True Normal"], out.inputs["Color"])
