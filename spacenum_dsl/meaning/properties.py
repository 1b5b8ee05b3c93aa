"""Reads the properties of one block against its specification."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from spacenum_dsl.base.diagnostics import close_match
from spacenum_dsl.base.span import Source
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.language.parse import parse
from spacenum_dsl.meaning import faults, types, values
from spacenum_dsl.meaning.conditions import resolve_condition
from spacenum_dsl.meaning.expressions import resolve_value
from spacenum_dsl.meaning.inherit import UNKNOWN
from spacenum_dsl.meaning.measures import fixed_number
from spacenum_dsl.meaning.scope import Scope
from spacenum_dsl.meaning.values import is_drawn


class Reader:
    """The values of one block: typed, defaults filled in, every fault reported on the way."""

    def __init__(self, block: syntax.Block, spec: types.BlockSpec, scope: Scope) -> None:
        self.block = block
        self.spec = spec
        self.scope = scope
        self.written: dict[str, syntax.Property] = {}
        found: dict[str, values.Value] = {}
        self._gather()
        for wanted in spec.properties:
            value = self._read(wanted)
            if value is not None:
                found[wanted.name] = value
        self.values: Mapping[str, values.Value] = MappingProxyType(found)

    def value(self, name: str) -> values.Value | None:
        return self.values.get(name)

    def needed(self, name: str) -> values.Value:
        """A value that is there because its fault would have ended the block before."""
        return self.values[name]

    @staticmethod
    def count(expr: syntax.Expr, scope: Scope) -> int | None:
        """A whole number from 0 up, fixed."""
        value = resolve_value(expr, types.Measure("number", low=0, high=10**9, whole=True), scope)
        number = None if value is None else fixed_number(value)
        if value is not None and number is None:
            scope.report(faults.NOT_FIXED, "a count of questions is one fixed number", expr.span)
        return None if number is None else int(number)

    def _gather(self) -> None:
        for item in self.block.body:
            match item:
                case syntax.Property():
                    self._gather_property(item)
                case syntax.Block() if item.kind.text not in self.spec.nested:
                    help = [
                        f"`{self.spec.kind}` may hold {', '.join(f'`{name}`' for name in self.spec.nested)}"
                    ]
                    self.scope.report(
                        faults.MISPLACED,
                        f"`{item.kind.text}` can't stand inside a `{self.spec.kind}`",
                        item.kind.span,
                        close_match(item.kind.text, self.spec.nested),
                        help if self.spec.nested else (),
                    )
                case syntax.Require() if not self.spec.requires:
                    self.scope.report(
                        faults.MISPLACED, f"a `{self.spec.kind}` has no requirements", item.span
                    )
                case syntax.Import():
                    self.scope.report(faults.MISPLACED, "imports stand at the top of a file", item.span)
                case syntax.Let() if self.spec.kind != "scene":
                    self.scope.report(faults.MISPLACED, "`let` stands at top level or in a scene", item.span)

    def _gather_property(self, item: syntax.Property) -> None:
        name = item.name.text
        if self.spec.property(name) is None:
            known = [spec.name for spec in self.spec.properties]
            help = [f"`{self.spec.kind}` takes {', '.join(f'`{name}`' for name in known)}"]
            message = f"unknown property `{name}`"
            self.scope.report(
                faults.UNKNOWN_PROPERTY, message, item.name.span, close_match(name, known), help
            )
        elif name in self.written:
            message = f"`{name}` is written twice in this block"
            self.scope.report(faults.DUPLICATE, message, item.name.span)
        else:
            self.written[name] = item

    def _read(self, wanted: types.PropertySpec) -> values.Value | None:
        item = self.written.get(wanted.name)
        if item is None:
            if wanted.required and not missed(self.block, wanted.name):
                message = f"this `{self.spec.kind}` has no `{wanted.name}`"
                help = [f"`{wanted.name}`: {wanted.doc}; {wanted.type}"]
                self.scope.report(faults.MISSING_PROPERTY, message, self.block.kind.span, "", help)
            return None if wanted.default is None else _default(wanted, self.scope)
        value = resolve_value(item.value, wanted.type, self.scope)
        if value is not None and not wanted.drawn and is_drawn(value):
            message = f"`{wanted.name}` is the same for all worlds, so it takes one fixed value"
            self.scope.report(faults.NOT_FIXED, message, item.value.span)
            return None
        return value if wanted.drawn else _unnamed(value)


def missed(block: syntax.Block, *names: str) -> bool:
    """Whether one of these may be missing because a statement could not be read or a block not be found."""
    return UNKNOWN in block.lost or any(name in block.lost for name in names)


def _unnamed(value: values.Value | None) -> values.Value | None:
    """A fixed value without the `let` that names it: only what is drawn needs to remember its name."""
    while isinstance(value, values.Named):
        value = value.value
    return value


def _default(wanted: types.PropertySpec, scope: Scope) -> values.Value | None:
    parsed = parse(Source("default", f"let value = {wanted.default}\n"))
    (item,) = parsed.tree.items
    assert isinstance(item, syntax.Let)
    return resolve_value(item.value, wanted.type, Scope(scope.faults))


def requirements(block: syntax.Block, scope: Scope) -> tuple[values.Requirement, ...]:
    """The requirements of a block, in order."""
    found = []
    for item in block.body:
        if isinstance(item, syntax.Require):
            condition = resolve_condition(item.condition, scope)
            if condition is not None:
                found.append(values.Requirement(item.condition.span, condition))
    return tuple(found)
