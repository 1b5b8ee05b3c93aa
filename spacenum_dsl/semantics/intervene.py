"""Reads `intervention` blocks: one factor each, and an arm for each of its alternatives."""

from __future__ import annotations

from collections.abc import Mapping

from spacenum_dsl.base.diagnostics import Diagnostic, has_errors
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.semantics import faults, values
from spacenum_dsl.semantics.expansion import TooMuch, Written
from spacenum_dsl.semantics.program import InterventionBlock
from spacenum_dsl.semantics.properties import Reader
from spacenum_dsl.semantics.scope import Scope
from spacenum_dsl.semantics.types import FAMILY_SPECS, INTERVENTION_SPECS, BlockSpec


def block_spec() -> BlockSpec:
    """What an `intervention` block takes: the property of every known intervention."""
    found = tuple(each.property for each in INTERVENTION_SPECS.values())
    return BlockSpec("intervention", "a named change to questions", found)


def resolve_intervention(
    block: syntax.BlockNode, on: Mapping[str, str], lets: Mapping[str, Written], found: list[Diagnostic]
) -> InterventionBlock | None:
    """The factor that a block changes, with a value for each arm; None after reporting why there is none.

    `on` are the settings and cells that it names, each with its setting.
    """
    assert block.name is not None
    scope, count = Scope(found, dict(lets)), len(found)
    reader = Reader(block, block_spec(), scope)
    if has_errors(found[count:]):
        return None
    factors = list(reader.values)
    if len(factors) != 1:
        message = f"an intervention changes one thing, not {len(factors)}"
        help = [
            "write one `intervention` for each and name them together: `interventions: a then b`"
            if factors
            else "say what changes, like `{ images: black }`"
        ]
        scope.report(faults.BAD_INTERVENTION, message, block.name.span, "", help)
        return None
    (factor,) = factors
    spec = INTERVENTION_SPECS[factor]
    value = reader.values[factor]
    for name, setting in on.items():
        if setting in FAMILY_SPECS and not spec.takes(setting):
            message = f"`{factor}` can't change a {setting}" + (f" like `{name}`" if name != setting else "")
            takes = " and ".join(f"`{each}`" for each in FAMILY_SPECS if spec.takes(each))
            help = [f"it changes {takes} questions"]
            scope.report(faults.BAD_INTERVENTION, message, block.name.span, "", help)
    arms = _arms(value)
    labels = _written(reader.written[factor].value, lets)
    for place, arm in enumerate(arms):
        if labels[place] in labels[:place]:
            help = ["leave one of them out"]
            scope.report(faults.DUPLICATE, f"`{labels[place]}` is listed twice", arm.span, "", help)
        if not isinstance(value, values.Choice) and values.is_drawn(arm):
            message = f"`{factor}` takes fixed values"
            help = ["write the arms one by one, like `0 | 2 | 4`"]
            scope.report(faults.NOT_FIXED, message, arm.span, "", help)
    return (
        None
        if has_errors(found[count:])
        else InterventionBlock(
            block.name.text, tuple(on), factor, tuple(zip(labels, arms, strict=True)), block.span
        )
    )


def _arms(value: values.Value) -> tuple[values.Value, ...]:
    match value:
        case values.Choice(options=options):
            return options
        case values.Named(value=inner):
            return _arms(inner)
    return (value,)


def _written(expr: syntax.Expr, lets: Mapping[str, Written], unit: str = "") -> tuple[str, ...]:
    """The alternatives as they are written, with a `unit` behind all of them: what the arms are called."""
    match expr:
        case syntax.Group(value=inner):
            return _written(inner, lets, unit)
        case syntax.Quantity(value=syntax.Group(value=inner), unit=own):
            return _written(inner, lets, own)
        case syntax.Name() if expr.text in lets:
            named = lets[expr.text]
            assert not isinstance(named, TooMuch), "it was read before"
            return _written(named, lets, unit)
        case syntax.Alternatives(items=items):
            return tuple(_label(item, unit) for item in items)
    return (_label(expr, unit),)


def _label(expr: syntax.Expr, unit: str) -> str:
    text = " ".join(expr.span.text.split())
    return f"{text} {unit}" if unit and isinstance(expr, syntax.Numeral) else text
