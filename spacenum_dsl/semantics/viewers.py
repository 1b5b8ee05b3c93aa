"""Who takes the pictures of a question family: cameras of its scene, or one of its agents."""

from __future__ import annotations

from typing import Literal

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.semantics import faults, values
from spacenum_dsl.semantics.program import Scene
from spacenum_dsl.semantics.properties import Reader, an


def viewers_of(reader: Reader, eye: Literal["camera", "agent"], scene: Scene) -> tuple[str, ...] | Diagnostic:
    """Who takes a family's pictures: those that it names, or the only one of the scene; none where the scene
    has none of that kind, which the family says."""
    known = [each.name for each in (scene.cameras if eye == "camera" else scene.agents)]
    written = reader.value("seen_by")
    if not isinstance(written, values.Words):
        if len(known) < 2:
            return tuple(known)
        message = f"`{scene.name}` has {len(known)} {eye}s, and this does not say which takes its pictures"
        ways = (f"write `seen_by: {known[0]}`, one or more of {', '.join(f'`{name}`' for name in known)}",)
        return Diagnostic(faults.BAD_FAMILY, message, reader.block.kind.span, "", ways)
    kind = reader.spec.kind
    if other := [name for name in written.names if name not in known]:
        message = f"the pictures of a `{kind}` are taken by {an(eye)}"
        label = f"`{other[0]}` is {an(reader.scope.viewers[other[0]])}"
        return Diagnostic(faults.BAD_FAMILY, message, written.span, label)
    if eye == "agent" and len(written.names) > 1:
        message = f"all pictures of a `{kind}` are taken by one agent"
        return Diagnostic(faults.BAD_FAMILY, message, written.span, "", ("write one block for each",))
    return written.names
