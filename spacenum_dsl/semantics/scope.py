"""What names mean at one place of a spec."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.span import Span
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.semantics import faults
from spacenum_dsl.semantics.expansion import TooMuch, Written
from spacenum_dsl.semantics.units import Dimension

if TYPE_CHECKING:
    from spacenum_dsl.semantics.meshes.library import Meshes


@dataclass
class Scope:
    """What names mean at one place, and where faults go. Objects are those written above.

    `meshes` is where a scene's mesh files are looked up; no other block mentions any. `measures` is what
    options are measured by, None where there are no options.
    """

    faults: list[Diagnostic]
    lets: dict[str, Written] = field(default_factory=dict)
    objects: dict[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    resolving: tuple[str, ...] = ()
    meshes: Meshes | None = None
    measures: Mapping[str, Dimension] | None = None
    viewers: dict[str, str] = field(default_factory=dict)
    """The scene's cameras and agents by name, each with its kind of block."""
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    """How many members each group has at least and at most."""
    open: bool = False
    """Whether there may be other objects, which can't be told because their scene could not be read."""

    def report(self, code: str, message: str, span: Span, label: str = "", help: Iterable[str] = ()) -> None:
        self.faults.append(Diagnostic(code, message, span, label, tuple(help)))

    def warn(self, code: str, message: str, span: Span, label: str = "", help: Iterable[str] = ()) -> None:
        """What is said and stands in nothing's way."""
        self.faults.append(Diagnostic(code, message, span, label, tuple(help), severity="warning"))

    @contextmanager
    def inside(self, name: syntax.Name) -> Iterator[syntax.Expr | None]:
        """The expression of a `let` at the place of its mention; None for one that mentions itself, which is
        reported where it is defined, or that stands for too much."""
        if name.text in self.resolving:
            yield None
            return
        written = self.lets[name.text]
        if isinstance(written, TooMuch):
            help = ["write out what is meant with fewer names"]
            self.report(faults.TOO_MUCH, written.message, name.span, written.limit, help)
            yield None
            return
        before = self.resolving
        self.resolving = (*before, name.text)
        try:
            yield written
        finally:
            self.resolving = before
