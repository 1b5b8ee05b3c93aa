"""What is printed is read back, what a schema allows is read, and no text at all ends in a traceback."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spacenum_dsl.answers.grade import TYPES, printed, read, schema

LABELS = list("ABCDE")
NAMES = ["mug", "red mug", "desk lamp"]
ITEMS: dict[str, dict[str, Any]] = {
    "pick_one": {"type": "pick_one", "labels": LABELS},
    "pick_several": {"type": "pick_several", "labels": LABELS},
    "order": {"type": "order", "labels": LABELS},
    "length": {"type": "number", "unit": "m", "period": None},
    "bearing": {"type": "number", "unit": "deg", "period": 360},
    "count": {"type": "number", "unit": "", "period": None},
    "map": {"type": "map", "names": NAMES, "axes": 2, "unit": "m"},
    "solid": {"type": "map", "names": NAMES, "axes": 3, "unit": "m"},
    "line": {"type": "map", "names": NAMES, "axes": 1, "unit": "m"},
    "grid": {"type": "map", "names": NAMES, "axes": 2, "cells": [10, 8]},
}
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FINITE = st.floats(-1e12, 1e12).map(lambda value: value + 0.0)


def points(axes: int) -> st.SearchStrategy[dict[str, tuple[float, ...]]]:
    return st.dictionaries(st.sampled_from(NAMES), st.tuples(*[FINITE] * axes), min_size=1)


GIVEN: dict[str, st.SearchStrategy[Any]] = {
    "pick_one": st.sampled_from(LABELS),
    "pick_several": st.frozensets(st.sampled_from(LABELS)),
    "order": st.permutations(LABELS).map(tuple),
    "length": FINITE,
    "bearing": st.floats(0, 360, exclude_max=True),
    "count": FINITE,
    "map": points(2),
    "solid": points(3),
    "line": points(1),
    "grid": st.dictionaries(
        st.sampled_from(NAMES), st.tuples(st.integers(0, 9), st.integers(0, 7)), min_size=1
    ),
}


def test_every_type_is_tried() -> None:
    assert {fields["type"] for fields in ITEMS.values()} == set(TYPES)
    assert set(GIVEN) == set(ITEMS)


@pytest.mark.parametrize("name", ITEMS)
@QUICK
@given(data=st.data())
def test_what_is_printed_is_read_back(name: str, data: st.DataObject) -> None:
    item = {"answer_type": ITEMS[name]}
    said = data.draw(GIVEN[name])
    assert read(item, printed(item, said)) == said


@pytest.mark.parametrize("name", ITEMS)
@QUICK
@given(data=st.data())
def test_what_the_schema_allows_is_read(name: str, data: st.DataObject) -> None:
    """A structured reply with all that the schema asks for is valid, and says what was put in."""
    item = {"answer_type": ITEMS[name]}
    wanted = schema(item)
    jsonschema.Draft202012Validator.check_schema(wanted)
    said = data.draw(GIVEN[name])
    match said:
        case frozenset():
            value: object = sorted(said)
        case dict():
            said = {key: said.get(key, next(iter(said.values()))) for key in NAMES}
            value = {key: list(point) for key, point in said.items()}
        case tuple():
            value = list(said)
        case _:
            value = said
    reply = {"answer": value}
    jsonschema.validate(reply, wanted, jsonschema.Draft202012Validator)
    assert read(item, json.dumps(reply)) == said


@pytest.mark.parametrize(
    ("name", "reply"),
    [
        ("pick_one", {"answer": "F"}),
        ("pick_one", {}),
        ("pick_one", {"answer": "A", "why": "it is"}),
        ("pick_several", {"answer": ["A", "A"]}),
        ("order", {"answer": ["A", "B"]}),
        ("length", {"answer": "2 m"}),
        ("map", {"answer": {"mug": [0, 0]}}),
        ("map", {"answer": {**{name: [0, 0] for name in NAMES}, "mug": [0]}}),
        ("grid", {"answer": {name: [0, 8] for name in NAMES}}),
        ("grid", {"answer": {name: [0.5, 0] for name in NAMES}}),
    ],
)
def test_a_schema_refuses_what_is_no_answer(name: str, reply: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(reply, schema({"answer_type": ITEMS[name]}), jsonschema.Draft202012Validator)


TOKENS = st.sampled_from(
    [
        *"ABCDE.,;:()[]{}<>-–/|'\"*_$%°\n ",
        *(
            "the ",
            "answer",
            " is ",
            " or ",
            "not ",
            "and ",
            "mug",
            "red ",
            "1",
            "2.5",
            "0,3",
            " m",
            " cm",
            "one ",
        ),
        *(
            "half ",
            "point ",
            "between ",
            "\\boxed{",
            "<think>",
            "</think>",
            "<answer>",
            "</answer>",
            '{"answer": ',
        ),
        *("[x] ", "none", "all ", "except ", "½", "π", "±", "Ｂ", "В", "x=", "rad", "\\frac{", "none of "),
    ]
)


@pytest.mark.parametrize("name", ITEMS)
@QUICK
@given(reply=st.one_of(st.text(), st.lists(TOKENS, max_size=12).map("".join)))
def test_any_text_is_read_or_is_not(name: str, reply: str) -> None:
    """Whatever is read is something that the type can print and read back."""
    item = {"answer_type": ITEMS[name]}
    said = read(item, reply)
    if said is not None:
        assert read(item, printed(item, said)) == said
