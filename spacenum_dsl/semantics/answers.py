"""What a reply to a question must be."""

from __future__ import annotations

from typing import Literal, TypeAlias

AnswerName: TypeAlias = Literal["pick_one", "number"]
ANSWER_NAMES: tuple[AnswerName, ...] = ("pick_one", "number")
"""The letter of one option, or a number that no option offers."""
