"""Reads the properties of one block against its specification."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from spacenum_dsl.base.diagnostics import close_match
from spacenum_dsl.base.span import Source
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.language.parse import parse
from spacenum_dsl.semantics import faults, types, values
from spacenum_dsl.semantics.conditions import resolve_condition
from spacenum_dsl.semantics.expressions import resolve_value
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.hints import PROPERTIES, nearest
from spacenum_dsl.semantics.inherit import UNKNOWN
from spacenum_dsl.semantics.kind import KINDS
from spacenum_dsl.semantics.scope import Scope
from spacenum_dsl.semantics.values import is_drawn


class Reader:
    """The values of one block: typed, defaults filled in, every fault reported on the way."""

    def __init__(
        self,
        block: syntax.BlockNode,
        spec: types.BlockSpec,
        scope: Scope,
        parts: tuple[types.BlockSpec, ...] = (),
    ) -> None:
        self.block = block
        self.parts = parts
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
            message, help = "a count of questions is one fixed number", ["write one number, like `100`"]
            scope.report(faults.NOT_FIXED, message, expr.span, "", help)
        return None if number is None else int(number)

    def _gather(self) -> None:
        for item in self.block.body:
            match item:
                case syntax.Property():
                    self._gather_property(item)
                case syntax.BlockNode() if item.kind.text not in self.spec.nested:
                    self._misplaced(item)
                case syntax.Require() if not self.spec.requires:
                    help = ["write it into the scene, or into a question family"]
                    message = f"{an(self.spec.kind)} has no requirements"
                    self.scope.report(faults.MISPLACED, message, item.span, "", help)
                case syntax.Import():
                    help = ["move it to the top of the file, out of all blocks"]
                    message = "imports stand at the top of a file"
                    self.scope.report(faults.MISPLACED, message, item.span, "", help)
                case syntax.Let() if self.spec.kind != "scene":
                    help = ["move it above this block, or into the scene"]
                    message = "`let` stands at top level or in a scene"
                    self.scope.report(faults.MISPLACED, message, item.span, "", help)

    def _misplaced(self, item: syntax.BlockNode) -> None:
        """A block that this one can't hold."""
        kind, nested = item.kind.text, self.spec.nested
        label = close_match(kind, nested)
        if "object" in nested and KINDS.get(kind) is not None:
            name = item.name.text if item.name else "NAME"
            label = f"did you mean `object {name} {{ kind: {kind} }}`?"
        help = (
            f"`{self.spec.kind}` may hold {', '.join(f'`{name}`' for name in nested)}"
            if nested
            else f"close the `{self.spec.kind}` with `}}` before it"
        )
        message = f"`{kind}` can't stand inside {an(self.spec.kind)}"
        self.scope.report(faults.MISPLACED, message, item.kind.span, label, [help])

    def _gather_property(self, item: syntax.Property) -> None:
        name = item.name.text
        if name in self.spec.nested:
            help = (f"write `{name} {{ … }}`",)
            message = f"`{name}` is a block of its own"
            self.scope.report(faults.MISPLACED, message, item.name.span, "no `:` behind this", help)
        elif self.spec.property(name) is None:
            self._unknown_property(item)
        elif name in self.written:
            first = self.written[name].span
            help = (f"leave one of them out; the first is at {first!r}",)
            message = f"`{name}` is written twice in this block"
            self.scope.report(faults.DUPLICATE, message, item.name.span, "", help)
        else:
            self.written[name] = item

    def _unknown_property(self, item: syntax.Property) -> None:
        name, known = item.name.text, [spec.name for spec in self.spec.properties]
        label = nearest(name, known, PROPERTIES)
        owners = [spec.kind for spec in self.parts if name in (each.name for each in spec.properties)]
        if not label and owners:
            label = f"this belongs into {' or '.join(f'`{owner} {{ … }}`' for owner in owners)}"
        help = [f"`{self.spec.kind}` takes {', '.join(f'`{each}`' for each in known)}"]
        if "cells" in self.spec.nested:
            help.append(f"numbers of questions stand in `cells {{ {name}: {item.value.span.text} }}`")
        message = f"unknown property `{name}`"
        self.scope.report(faults.UNKNOWN_PROPERTY, message, item.name.span, label, help)

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
            help = ["write one value; for several, write one block for each"]
            self.scope.report(faults.NOT_FIXED, message, item.value.span, "", help)
            return None
        return value if wanted.drawn else _unnamed(value)


def an(kind: str) -> str:
    """A block's kind with its article, in words."""
    return f"{'an' if kind[:1] in 'aeio' else 'a'} `{kind}`"


def missed(block: syntax.BlockNode, *names: str) -> bool:
    """Whether one of these may be missing because a statement could not be read or a block not be found."""
    return UNKNOWN in block.lost or any(name in block.lost for name in names)


def _unnamed(value: values.Value | None) -> values.Value | None:
    """A fixed value without the `let` that names it: only what is drawn needs to remember its name."""
    while isinstance(value, values.Named):
        value = value.value
    return value


def _default(wanted: types.PropertySpec, scope: Scope) -> values.Value | None:
    return resolve_value(_as_written(str(wanted.default)), wanted.type, Scope(scope.faults))


@cache
def _as_written(default: str) -> syntax.Expr:
    """A default is read once: every block that leaves its property out has it."""
    parsed = parse(Source("default", f"let value = {default}\n"))
    (item,) = parsed.tree.items
    assert isinstance(item, syntax.Let)
    return item.value


def requirements(block: syntax.BlockNode, scope: Scope) -> tuple[values.Requirement, ...]:
    """The requirements of a block, in order."""
    found = []
    for item in block.body:
        if isinstance(item, syntax.Require):
            condition = resolve_condition(item.condition, scope)
            if condition is not None:
                found.append(values.Requirement(item.condition.span, condition))
    return tuple(found)
