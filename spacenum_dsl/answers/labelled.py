"""What all answers have in common that name labelled options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from spacenum_dsl.answers.answer_type import Fields, fields_of, labels_of
from spacenum_dsl.answers.options import texts_of


@dataclass(frozen=True)
class Labelled:
    """An answer in letters. `texts` is what is printed beside the letters that have words."""

    labels: tuple[str, ...]
    texts: Mapping[str, str]

    @classmethod
    def parse(cls, item: Fields) -> Self:
        return cls(labels_of(fields_of(item, ("labels",))), texts_of(item))

    def apart(self, given: Any, right: Any) -> float:
        """There is no way between two of them: 0 where they are the same, else 1."""
        return float(given != right)
