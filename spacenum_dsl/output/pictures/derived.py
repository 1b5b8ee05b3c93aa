"""Draws the pictures that follow from others, or from a world's numbers alone: none of them is rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image

from spacenum_dsl.base.diagnostics import Diagnostic, declare
from spacenum_dsl.output.pictures.brightness import opens
from spacenum_dsl.output.pictures.farm_worker import put
from spacenum_dsl.output.pictures.files import picture
from spacenum_dsl.output.pictures.stage import camera_of, world_of
from spacenum_dsl.output.records.dataset import read_views, read_worlds
from spacenum_dsl.output.records.meshes import know_meshes
from spacenum_dsl.output.records.types import ViewRecord, WorldRecord
from spacenum_dsl.questions.intervention import MIRRORED, PAINTERS, Canvas, Painter
from spacenum_dsl.questions.question import Effect
from spacenum_dsl.world.world import World

BLANK = (255, 255, 255)

NO_SOURCE = declare(
    "SN558",
    "picture that can't be drawn without another one",
    "An intervention draws over a picture that is not there or can't be read: it could not be rendered, or\n"
    "was damaged. Mend what the renderer reported and run the same command again; all others are drawn.",
)


def missing(folder: Path) -> tuple[str, ...]:
    """The ids of the derived views without a whole picture, in the order of the dataset."""
    images = folder / "images"

    def there(view: ViewRecord) -> bool:
        return opens(images / f"{view.id}.png", (view.camera.width, view.camera.height))

    return tuple(view.id for view in read_views(folder) if view.effects and not there(view))


def draw_derived(folder: Path, names: Sequence[str], tell: Callable[[str], None]) -> Diagnostic | None:
    """Draw the views of these ids; `tell` hears of each. What lacks its source is reported at the end."""
    failed: dict[str, str] = {}
    wanted = set(names)
    for world, views in _by_world(folder, wanted):
        for view in views:
            try:
                data = _file(folder, world, view)
            except Exception as error:  # noqa: BLE001  it is told, and the others are drawn
                failed[view.id] = f"{type(error).__name__}: {error}"
            else:
                put(folder / "images" / view.id, ".png", data)
            tell(view.id)
    if not failed:
        return None
    first, reason = next(iter(failed.items()))
    message = (
        f"{len(failed)} pictures can't be drawn, as of `{first}`: the one that they change can't be used"
    )
    help = ("run the same command again", "if it stays, add `--replace` to make all pictures again")
    return Diagnostic(NO_SOURCE, message, help=help, notes=(f"`{first}`: {reason}",))


def _file(folder: Path, world: WorldRecord, view: ViewRecord) -> bytes:
    """A drawn picture as a PNG."""
    know_meshes(folder, {thing.kind for thing in world.objects})
    data = BytesIO()
    _drawn(view, world_of(world), folder / "images" / f"{view.source}.png").save(data, "PNG")
    return data.getvalue()


def _by_world(folder: Path, wanted: set[str]) -> Iterator[tuple[WorldRecord, list[ViewRecord]]]:
    """The wanted views with their worlds. A view of one world may stand among those of another one."""
    by_world: dict[str, list[ViewRecord]] = {}
    for view in read_views(folder):
        if view.id in wanted:
            by_world.setdefault(view.world, []).append(view)
    for world in read_worlds(folder):
        if world.id in by_world:
            yield world, by_world.pop(world.id)


def _drawn(view: ViewRecord, world: World, source: Path) -> Image.Image:
    """The picture after all effects."""
    camera = camera_of(view)
    mirrored = view.effects.count(MIRRORED) % 2 == 1
    if view.source is None:
        shown = Image.new("RGB", (camera.width, camera.height), BLANK)
    else:
        with picture(source, (camera.width, camera.height)) as file:
            shown = file.convert("RGB")
    for place, effect in enumerate(view.effects):
        canvas = Canvas(world, view.state, camera, mirrored, view.effects[place + 1 :])
        shown = _painter(effect).paint(shown, canvas, effect.value)
    return shown


def _painter(effect: Effect) -> Painter:
    found = PAINTERS[effect.name]
    return found
