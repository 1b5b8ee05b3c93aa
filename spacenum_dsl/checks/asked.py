"""Whether a prompt asks for what its record says that a reply must be, whatever type of answer that is.

What holds for all types is tried here: the description is one that replies are scored by, each case has an
answer of its own, no option is told, and what stands under letters is told as it is recorded. What the last
line must say is a reading of each type, found in its registry; a type that has none is said to have none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from spacenum_dsl.answers import grade
from spacenum_dsl.base.registry import Registry
from spacenum_dsl.questions.question import AnswerForm, Question

LastLine: TypeAlias = Callable[[AnswerForm, str], Iterator[str]]
"""Gets a form and the prompt's last line, without its full stop and what keeps other words out; yields what
is wrong."""

ASKED: Registry[LastLine] = Registry("prompt of a type of answer")

UNITS = {
    "m": " in metres",
    "cm": " in centimetres",
    "mm": " in millimetres",
    "ft": " in feet",
    "deg": " in degrees",
    "": "",
}
"""How a prompt asks for numbers in each unit."""
ALONE = " alone, without any other word"

_LISTED = re.compile(r"([A-Z])\. (.+)")


def faults_of(form: AnswerForm, question: Question, lines: Sequence[str]) -> Iterator[str]:
    """What is wrong with a prompt of these lines that asks for no letter of an option."""
    cases = len(question.options)
    try:
        asked = grade.answer_type(form.public)
        answers = [asked.right({"answer": answer}) for answer in form.answers]
    except (ValueError, TypeError, LookupError) as error:
        yield f"no reply can be scored: {error}"
        return
    same = any(asked.apart(one, other) == 0 for one, other in combinations(answers, 2))
    if same or len(answers) != cases:
        yield f"its {cases} cases are answered by {form.answers}"
    for answer in answers:
        reply = asked.printed(answer)
        if asked.read(reply) != answer:
            yield f"the reply {reply} is not read as {answer}"
    listed = tuple(match.groups() for line in lines if (match := _LISTED.fullmatch(line)))
    wanted = tuple((letter["label"], letter["text"]) for letter in form.public["options"])
    if listed != wanted:
        yield f"its words list {listed}, not {wanted}" if wanted else "its words tell its options"
    reading = ASKED.get(form.type)
    if reading is not None:
        yield from reading(form, (lines or [""])[-1].rstrip(".").removesuffix(ALONE))


def _number(form: AnswerForm, line: str) -> Iterator[str]:
    """A number is asked for in the unit that it is recorded in."""
    asked = UNITS[form.fields["bare"] or form.fields["unit"]]
    if not line.endswith(f" a number{asked}"):
        yield f"its last line does not ask for a number{asked}: {line}"


def _letters(form: AnswerForm, line: str) -> Iterator[str]:
    """Letters are asked for, and what to say if there is none."""
    if "the letters of all" not in line or not line.endswith("or the word none"):
        yield f"its last line does not ask for the letters that hold: {line}"


def _order(form: AnswerForm, line: str) -> Iterator[str]:
    """All letters are asked for in a row."""
    if f"all {len(form.labelled)} letters in this order" not in line:
        yield f"its last line does not ask for an order of {len(form.labelled)} letters: {line}"


def _map(form: AnswerForm, line: str) -> Iterator[str]:
    """An object with each name is asked for, in the unit that it is recorded in."""
    asked, found = UNITS[form.fields["bare"] or "m"], re.search(r"\{.*\}", line)
    axes = ", ".join("xyz"[: form.fields["axes"]])
    keys = ", ".join(f"{json.dumps(name, ensure_ascii=False)}: [{axes}]" for name in form.fields["names"])
    if found is None or found[0] != f"{{{keys}}}" or f"a JSON object of coordinates{asked}" not in line:
        yield f"its last line does not ask for a map of {', '.join(form.fields['names'])}{asked}: {line}"


for _name, _reading in {"number": _number, "pick_several": _letters, "order": _order, "map": _map}.items():
    ASKED.add(_name, _reading)
