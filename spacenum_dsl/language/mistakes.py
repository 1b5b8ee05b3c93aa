"""The table of syntax mistakes: one row each, with what `spacenum explain` tells and texts that make it.

The examples are part of the table so that a test can hold every row to its own word. How a mistake is
recognised stands in `diagnose` (inside one statement) and `statements` (between statements).
"""

from __future__ import annotations

from dataclasses import dataclass

from spacenum_dsl.base.diagnostics import Diagnostic, declare
from spacenum_dsl.base.span import Span


@dataclass(frozen=True)
class Mistake:
    """One way to get the syntax wrong. Each example makes this mistake, once, and no other."""

    code: str
    title: str
    explanation: str
    examples: tuple[str, ...]

    def at(
        self,
        span: Span,
        label: str = "",
        *,
        message: str = "",
        help: tuple[str, ...] = (),
        notes: tuple[str, ...] = (),
    ) -> Diagnostic:
        """This mistake, made here. The headline is the title unless `message` is closer to the case."""
        return Diagnostic(self.code, message or self.title, span, label, help, notes)


def _row(code: str, title: str, explanation: str, *examples: str) -> Mistake:
    declare(code, title, explanation)
    return Mistake(code, title, explanation, examples)


MISTAKES = (
    NOT_UTF8 := _row(
        "SN100",
        "the file is not UTF-8 text",
        "Spec files are UTF-8. The first byte that is not is named by its offset from the start of the\n"
        "file. Save the file as UTF-8; editors call this an encoding.",
    ),
    MISSING_SEPARATOR := _row(
        "SN101",
        "two things on one line without a separator",
        "Items of a block stand on lines of their own, or on one line with `;` between them:\n\n"
        "    seed: 7; image: (336, 336) px",
        "seed: 7 image: (336, 336) px",
        "kind: mug at: anywhere",
        "a { } b { }",
        "seed: 7 cells { turn: 8 }",
        'import "a.scene" import "b.scene"',
        "kind: mug, at: anywhere",
    ),
    UNCLOSED_BLOCK := _row(
        "SN102",
        "a block is not closed",
        "Every `{` needs its `}`. The caret stands where the text ends; the note names the `{` that is left\n"
        "open, as far as the indentation tells.",
        "scene desk {",
        "scene desk {\n  object target {\n    kind: mug\n}\n",
    ),
    UNCLOSED_BRACKET := _row(
        "SN103",
        "a parenthesis is not closed",
        "Every `(` needs its `)`. A line break inside parentheses is allowed, so the value went on until\n"
        "something came that cannot stand in it.",
        "at: (0.1, 0.2 m",
        "at: against(walls\nyaw: 0 deg",
        "camera { at: (0.1, 0.2 }",
        "at: (1, 2; yaw: any",
    ),
    STRAY_BRACKET := _row(
        "SN104",
        "a closing bracket without its opening one",
        "A `)` or `}` stands where nothing of its kind is open. Either it is one too many or the opening\n"
        "one is missing.",
        "seed: 7\n}",
        "at: 0.1, 0.2) m",
        "at: )",
    ),
    MISSING_COLON := _row(
        "SN105",
        "no `:` behind the name of a property",
        "A property is a name, a colon and a value: `kind: mug`. A block has a body in braces instead:\n"
        "`object mug { kind: mug }`.",
        "kind mug",
        "seed 7",
        "at (0.1, 0.2) m",
        "kind",
    ),
    EQUALS_FOR_COLON := _row(
        "SN106",
        "`=` where a property has `:`",
        "A property is written `kind: mug`. The equals sign names values: `let reach = 0.6 m`.",
        "kind = mug",
        "seed = 7; image: (1, 1) px",
        "kind == mug",
    ),
    MISSING_BODY := _row(
        "SN107",
        "a block without its body",
        "A block ends with a body in braces, which may be empty:\n\n"
        "    transition walk on kitchen { action: move_forward }",
        "transition walk on kitchen",
        "object target extends thing\nseed: 7",
    ),
    MISSING_VALUE := _row(
        "SN108",
        "a value is missing",
        "Behind the `:` of a property, the `=` of a `let` and the word `require` stands a value: a number\n"
        "with its unit, a name, a call, a tuple, a string.",
        "kind:",
        "kind:\nat: anywhere",
        "let reach =",
        "require",
        "object { kind: }",
        "kind: ; at: anywhere",
        "at: (, 2)",
        "at: ()",
    ),
    MISSING_NAME := _row(
        "SN109",
        "a name is missing",
        "`on` and `extends` take the names of blocks, `let` takes the new name of a value, `import` takes\n"
        "a file in quotes, and a block begins with its kind.",
        "layout desk_1d on { dims: 1 }",
        "object target extends { kind: mug }",
        "let = 3",
        "let",
        "import",
        "import desk",
        "{ kind: mug }",
        "layout a on b, { dims: 1 }",
        "at: target.",
    ),
    DANGLING_OPERATOR := _row(
        "SN110",
        "nothing behind an operator",
        "A comma, a `|`, a `..` and every other operator stand between two values. There is no comma after\n"
        "the last item.",
        "vary: position,",
        "kind: mug |",
        "kind: mug | | cup",
        "at: (1, 2,) m",
        "count: 0 ..",
        "require visible and",
        "yaw: -",
        "by: 1 .. 2 step",
        "vary: a,\nseed: 7",
    ),
    EQUALS_FOR_COMPARISON := _row(
        "SN111",
        "`=` where a comparison has `==`",
        "`require count(visible) == 3` compares; a single `=` only names values in a `let`.",
        "require count(visible) = 3",
    ),
    FOREIGN_OPERATOR := _row(
        "SN112",
        "an operator of another language",
        "Conditions are written in words: `and`, `or`, `not`. Alternatives have a single `|`.",
        "require a && b",
        "require a || b",
        "require !visible(target)",
        "require a & b",
    ),
    FOREIGN_COMMENT := _row(
        "SN113",
        "a comment of another language",
        "A comment begins with `#` and ends with its line.",
        "// seed\nseed: 7",
        "seed: 7 // always",
        "/* two\n   lines */\nseed: 7",
    ),
    OPEN_STRING := _row(
        "SN114",
        "a string is not closed",
        'A string begins and ends with `"` on the same line. A quote inside it is written `\\"`.',
        'import "desk.scene',
        'a { b: "x }',
    ),
    UNKNOWN_CHARACTER := _row(
        "SN115",
        "a character that the language does not use",
        "Names are made of a to z, 0 to 9 and `_`. Other characters may stand in strings and comments only.\n"
        "Text copied from a document may hold typographic quotes, dashes or no-break spaces.",
        "seed: $7",
        "länge: 3 m",
        "yaw: 20°",
        "seed:\u00a07",
    ),
    FOREIGN_RANGE := _row(
        "SN116",
        "a range in another notation",
        "A range is written `0.2 .. 2.4`, and in steps `0.2 .. 2.4 step 0.2 m`, its ends included.",
        "by: 0.2 ... 2.4 m",
        "by: 0.2 to 2.4 m",
        "by: 0.2 m to 2.4 m",
        "by: 0.2 .. 2.4 by 0.2 m",
        "by: 0.2 – 2.4 m",
    ),
    TOO_DEEP := _row(
        "SN117",
        "nested too deeply, or too long",
        "Blocks, parentheses and chains of operators may be nested 64 levels deep, all together, and a\n"
        "statement has at most 5,000 words and marks. Name a part with `let`, or write a long sum as a call.",
        "a: " + "(" * 70 + "1" + ")" * 70,
        "a: " + "-" * 70 + "1",
        "a: " + "1 + " * 70 + "1",
        "a { " * 70 + "} " * 70,
        "a: f(1" + ", 1" * 5_000 + ")",
    ),
    COLON_BEFORE_BLOCK := _row(
        "SN118",
        "`:` or `=` before a block",
        "A block follows its name directly: `cells { turn: 8 }`.",
        "cells: { turn: 8 }",
        "cells = { turn: 8 }",
    ),
    SQUARE_BRACKETS := _row(
        "SN119",
        "square brackets are not used",
        "A tuple is written `(0.4, 0.1) m`, a list `position, size`, a choice `mug | cup`. Only members of\n"
        "groups have them: `apples[0].at.x`.",
        "vary: [position, size]",
        "at: [0.1,\n  0.2]",
        "object apples[0] { kind: apple }",
        "let near[1] = 3 m",
    ),
    UNKNOWN_ESCAPE := _row(
        "SN120",
        "an unknown escape in a string",
        'Behind a backslash may stand `"`, `\\`, `n`, `r` or `t`. Paths are written with `/`.',
        'import "rooms\\kitchen.scene"',
    ),
    BARE_POINT := _row(
        "SN121",
        "a number needs digits on both sides of its point",
        "Write `0.5` and `5.0`, or `5`.",
        "at: .5 m",
        "at: 5. m",
    ),
    CHAINED_COMPARISON := _row(
        "SN122",
        "two comparisons in one",
        "`0 < a < 1` is written `0 < a and a < 1`.",
        "require 0 < a < 1",
    ),
    TWO_CONDITIONS := _row(
        "SN123",
        "a list of conditions",
        "A `require` has one condition. Write several `require` lines, or join them with `and`.",
        "require visible(a), visible(b)",
    ),
    SINGLE_QUOTES := _row(
        "SN124",
        "a string in single quotes",
        'A string stands in double quotes: `import "desk.scene"`.',
        "import 'desk.scene'",
        "title: 'desk",
    ),
    NOTHING_BETWEEN := _row(
        "SN125",
        "two values side by side",
        "Between two values stands an operator: `|` for alternatives, `,` for a list, `..` for a range.\n"
        "A unit may only stand behind a number or a closing parenthesis.",
        "kind: mug cup",
        "at: target.size m",
        "at: 80 % %",
        "at: (1 m 2 m)",
        "image: 336 336 px",
        "at: on table",
        "image: 336 x 336 px",
    ),
    STRAY_STEP := _row(
        "SN126",
        "a step without a range",
        "`step` stands behind a range and says how far apart its values are: `0.1 .. 0.8 step 0.05 m`.\n"
        "A placement rule proposes places of its own and takes no step; coordinates do:\n\n"
        "    at: (0.1 .. 0.8 step 0.05, 0.2) m",
        "at: on(table) step 5 cm",
        "yaw: 20 deg step 5 deg",
    ),
    OUTSIDE_BLOCK := _row(
        "SN127",
        "a property outside its block",
        "The properties of a camera, an agent or an object stand inside its braces:\n\n"
        "    camera { look_at: surface; distance: 2 m; elevation: 40 deg; azimuth: -90 deg }",
        "camera.distance: 2 m",
        "target.kind: mug; seed: 7",
    ),
    LONG_NAME := _row(
        "SN128",
        "a name is too long",
        "Names have at most 100 characters: folders and files are called by them, and people read them.",
        "kind: " + "m" * 101,
        "object " + "m" * 300 + " { kind: mug }",
    ),
    UNEXPECTED := _row(
        "SN199",
        "this does not belong here",
        "The text does not fit the shape of the language at this place. The label says what could stand\n"
        "here.",
        "require: 3",
        "a: b:",
        "object a b c { }",
        "a: f(x: 1)",
        "let x: 3",
    ),
)

TYPOGRAPHY = {
    "°": "degrees are written `20 deg`",
    "…": "a range is written `..`",
    "×": "times is written `*`",
    "≤": "written `<=`",
    "≥": "written `>=`",
    "≠": "written `!=`",
    "−": "minus is written `-`",
    "–": "minus is written `-`, a range `..`",
    "—": "minus is written `-`, a range `..`",
    "“": 'strings stand in `"`',
    "”": 'strings stand in `"`',
    "‘": 'strings stand in `"`',
    "’": 'strings stand in `"`',
    "\u00a0": "this is a no-break space",
    "\ufffd": "this stands for bytes that were not readable",
}
"""What stands in texts that were typeset, and what is written in its place."""
