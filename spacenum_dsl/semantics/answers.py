"""What a reply to a question may have to be."""

from __future__ import annotations

from spacenum_dsl.base.registry import Registry

PICKED = "pick_one"
"""The letter of one of the options, as every family can ask for."""

ANSWERS: Registry[str] = Registry("type of answer")
"""The types of answers that families can ask for in place of it, each as the manual puts it. How their
replies are read and scored is registered in `answers.grade`, how their prompts are checked in
`checks.asked`."""

ANSWERS.add("number", "a `number` that no option offers")
ANSWERS.add("pick_several", "`pick_several`, all the letters that hold")
ANSWERS.add("order", "an `order`, all letters in a row")
ANSWERS.add("map", "a `map`, coordinates by names")
