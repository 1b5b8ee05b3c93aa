"""The codes of floor 2: names (SN20x), values and units (SN22x), structure (SN24x), files (SN26x)."""

from __future__ import annotations

from spacenum_dsl.base.diagnostics import declare

UNKNOWN_BLOCK = declare(
    "SN201",
    "unknown block kind",
    "A block opens with its kind: `scene`, `dataset`, `intervention`, or a question family such as "
    "`layout`.\n"
    "Inside a scene: `anchor`, `object`, `objects`, `distractors`, `camera`, `agent`.",
)
UNKNOWN_PROPERTY = declare(
    "SN202",
    "unknown property",
    "Each block kind takes its own properties; `docs/language.md` lists them. A misspelt name is "
    "never ignored.",
)
UNKNOWN_KIND = declare(
    "SN203",
    "unknown object kind",
    "The value of `kind` is the name of an object kind. `spacenum assets` lists those that are installed.",
)
UNKNOWN_NAME = declare(
    "SN204",
    "unknown name",
    "A name must be one of the file's blocks, an object of the scene written above its mention, a "
    "`let`, or a\n"
    "word that this place knows.",
)
UNKNOWN_FUNCTION = declare(
    "SN205",
    "unknown rule or function",
    "Placement rules (`against(walls)`, `on(table)`) stand in `at`; functions (`gap`, `visible`) in "
    "`require`.",
)
DUPLICATE = declare(
    "SN206",
    "defined twice",
    "A name can be defined once, and a property written once per block. `extends` replaces what it copies;\n"
    "writing a property twice in one block does not.",
)
WRONG_TARGET = declare(
    "SN207",
    "block refers to the wrong thing",
    "`on` names what a block is about: a scene for a question family; a setting (`transition`, "
    "`layout`) or a\n"
    "cell for an intervention. `extends` names a block of the same kind.",
)
BAD_DEFINE = declare(
    "SN208",
    "definition that fits no `let`",
    "`-D name=value` replaces the value of a top-level `let name = …` of the compiled files.\n"
    "It is one value, and each name is replaced once.",
)
UNREAD = declare(
    "SN209",
    "`let` that nothing reads",
    "A `let` has no type of its own: it is looked at where it is mentioned, and this one is mentioned\n"
    "nowhere, so its value plays no part. A misspelt mention may be the reason.",
)

WRONG_TYPE = declare(
    "SN220",
    "value of the wrong form",
    "The property takes another form of value. The label says which, with an example.",
)
WRONG_UNIT = declare(
    "SN221",
    "missing or wrong unit",
    "Every quantity has its unit: `0.4 m`, `20 deg`, `80 %`, `336 px`. A unit behind a tuple, a "
    "range or a call\n"
    "holds for every bare number in it. Counts have none.",
)
UNKNOWN_UNIT = declare(
    "SN222",
    "unknown unit",
    "Units are m, cm, mm, ft, in (lengths), deg (angles), % (shares) and px (pixels).",
)
OUT_OF_BOUNDS = declare(
    "SN223",
    "value out of bounds",
    "The property has a smallest and a largest sensible value. It holds for computed numbers too: one\n"
    "that is out of bounds in every world is this fault; where only some worlds have it, these are refused.",
)
BAD_RANGE = declare(
    "SN224",
    "range that holds too few or too many values",
    "In `low .. high step s`, low must be below high and s above zero, and at least one step must fit\n"
    "between them. The ends must be fixed values. A unit behind the last number holds for all that have\n"
    "none: `0.1 .. 1.2 step 5 cm` goes from 0.1 cm to 1.2 cm. An end that no step reaches is warned of, as\n"
    "it is none of the values.",
)
NOT_FIXED = declare(
    "SN225",
    "distribution where a fixed value is needed",
    "This property is the same for all worlds, so it takes one value and not a choice or a range.",
)
BAD_ARGUMENTS = declare(
    "SN226",
    "wrong arguments",
    "Rules and functions take a fixed number of arguments, in order.",
)
BAD_WEIGHT = declare(
    "SN227",
    "weight that is not a positive number",
    "`3 * a | b` makes `a` three times as likely as `b`; weights are positive bare numbers.",
)

MISSING_PROPERTY = declare(
    "SN240",
    "missing property",
    "The block can't be understood without this property.",
)
MISPLACED = declare(
    "SN241",
    "not allowed here",
    "Blocks nest in one way: objects, cameras and agents inside scenes, `cells` inside datasets; "
    "requirements\n"
    "inside scenes and question families.",
)
BAD_SCENE = declare(
    "SN242",
    "scene that does not hold together",
    "A scene has one `room` or one `surface`, one `camera` or one `agent`, and either no anchors or exactly\n"
    "`anchor origin` and `anchor x_axis`.",
)
BAD_FAMILY = declare(
    "SN243",
    "question family that does not fit its scene",
    "A layout needs anchors, a camera and a target; a transition needs an agent. Options, factors and\n"
    "dimensions must fit together: every varied factor needs several values, two factors make four\n"
    "options.\n\n"
    "The magnitudes of a transition must hold sets in which no three are equally spaced, as the one between\n"
    "would be as near to both others and ranks by nearness would tie. In equal steps, 2 options need 2\n"
    "values, 3 need 4, 4 need 5, 5 need 9, 6 need 11:\n\n"
    "    by: 10 .. 70 step 10 deg   # seven values: {10, 20, 40, 50} and others are free of ties\n"
    "    by: 10 .. 30 step 10 deg   # three values are too few for four options",
)
AMBIGUOUS_NAME = declare(
    "SN244",
    "two objects that a prompt could not tell apart",
    "A prompt calls anchors and target by their kind and colour, so no other object of the scene "
    "may be of the\n"
    "same kind.",
)
BAD_INTERVENTION = declare(
    "SN245",
    "intervention that can't be carried out",
    "An intervention changes one factor, which must be one that its settings have. Several factors are\n"
    "several interventions, joined by `then` where a dataset names them.",
)

SAME_QUESTIONS = declare(
    "SN247",
    "datasets that ask the same questions",
    "A question follows from seed, scene, question family and number. Two datasets of one seed with the\n"
    "same family, or with families that extend it, hold the same questions: as training and test set they\n"
    "tell nothing. Give one of them another `seed`. A dataset that `extends` the other is taken for\n"
    "meant so.",
)

TOO_MUCH = declare(
    "SN264",
    "name that stands for too much",
    "What a `let` stands for, with all names in it written out, has at most 2,000 values, nested 128 levels\n"
    "deep. `let a = b + b`, `let b = c + c` and so on double with every line.",
)
BAD_IMPORT = declare(
    "SN260",
    "file that can't be imported",
    '`import "file.scene"` takes a path relative to the importing file, inside the spec\'s own folder\n'
    "tree, to a regular file that ends in `.scene`.",
)
IMPORT_CYCLE = declare(
    "SN261",
    "files that import each other",
    "Imports must not form a circle. Put what both need into a third file.",
)
NO_SPEC = declare(
    "SN262",
    "no spec to compile",
    "The path must be a `.scene` file or a folder with `.scene` files.",
)
TOO_LARGE = declare(
    "SN263",
    "spec larger than one megabyte",
    "A spec is text that a person reads; a file over a megabyte is taken for a mistake.",
)
