"""What can be wrong with a dataset's pictures, and with a question that they do not answer as recorded."""

from __future__ import annotations

from spacenum_dsl.base.diagnostics import declare

NOT_ANSWERED = declare(
    "SN610",
    "a question that its pictures do not answer as recorded",
    "`spacenum verify` answered a question from depth, instance ids and intrinsics, and picked another\n"
    "option than the recorded one, or found that the pictures contradict the prompt. The question is named\n"
    "with what was measured. Either its record is wrong, or its pictures are not those of its world: render\n"
    "again with `--replace`. If it stays, please report it with the spec.",
)
NO_PASSES = declare(
    "SN611",
    "pictures or passes that are missing",
    "`spacenum verify` reads `ID.png`, `ID.depth.tiff` and `ID.ids.png` of every rendered view. The command\n"
    "in the help makes what is missing.",
)
DAMAGED_PASS = declare(
    "SN612",
    "a picture or pass that can't be read",
    "A file in `images/` is cut short, of another size than its camera, or holds what no renderer writes.\n"
    "Remove it and render again.",
)
NOT_ITS_WORLD = declare(
    "SN613",
    "a picture that does not show its world",
    "A picture shows instances that its world does not have, or shows an object elsewhere, larger or\n"
    "smaller than its triangles say. Or it lacks what its question is about: a quarter of the target and of\n"
    "each anchor of a layout, or the three objects that every view of a transition shows.",
)
ALIKE = declare(
    "SN614",
    "options whose pictures look alike",
    "Two candidate pictures of a question have the same colours, or their instance ids differ in clearly\n"
    "fewer pixels than the `min_difference` of their cell in the manifest.",
)
NO_LIGHT = declare(
    "SN615",
    "a picture of one colour",
    "All pixels of a rendered picture are alike: it is black or blown out, whatever its passes show.",
)
WORKER_LOST = declare(
    "SN616",
    "a worker process that died",
    "A worker process of `spacenum verify` was killed, as happens when memory runs out. Use fewer\n"
    "`--workers`.",
)
LEFT_OPEN = declare(
    "SN617",
    "questions that depth and ids leave open",
    "The passes of a question that is not blind fit more than one option: what covers its target or an\n"
    "anchor hides too much, or only the direction of a front differs, which depth does not show. None of\n"
    "them is counted as right. Look at the pictures; where a person could not decide either, ask for more\n"
    "to be visible.",
)
UNEXAMINED = declare(
    "SN618",
    "questions that no oracle examines",
    "A question family of a plugin has no oracle in the registry `ORACLES` (docs/extending.md), so nobody\n"
    "has answered its questions from their pictures. They count neither as right nor as wrong, and `verify`\n"
    "exits 1, unless `--allow-unexamined` says that this is known.",
)
