"""What is wrong with `let`s themselves, wherever they are read: circles, and those that nothing reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.semantics import faults
from spacenum_dsl.semantics.expansion import TooMuch, Written


def circles(lets: Mapping[str, Written]) -> list[Diagnostic]:
    """A fault for each circle of definitions, at the mention that closes it."""
    mentioned = {
        name: [] if isinstance(value, TooMuch) else [each for each in names_in(value) if each.text in lets]
        for name, value in lets.items()
    }
    found: list[Diagnostic] = []
    done: set[str] = set()
    for first in lets:
        path: list[str] = []
        waiting: list[Iterator[syntax.Name]] = []
        if first not in done:
            path, waiting = [first], [iter(mentioned[first])]
        while waiting:
            name = next(waiting[-1], None)
            if name is None:
                waiting.pop()
                done.add(path.pop())
            elif name.text in path:
                found.append(_circle(name, path[path.index(name.text) :]))
            elif name.text not in done:
                path.append(name.text)
                waiting.append(iter(mentioned[name.text]))
    return found


def _circle(name: syntax.Name, path: Sequence[str]) -> Diagnostic:
    way = " → ".join((*path, name.text))
    label = f"each is defined by the next: {way}" if len(path) > 1 else ""
    help = (f"give {'one of them' if len(path) > 1 else 'it'} a value of its own",)
    return Diagnostic(faults.UNKNOWN_NAME, f"`{name.text}` is defined by itself", name.span, label, help)


def unread(entry: syntax.SyntaxTree, everything: Iterable[syntax.TopItem]) -> list[Diagnostic]:
    """A warning for each `let` of a file, and of its scenes, that nothing reads.

    A file of `let`s alone is there for others, which read them.
    """
    blocks = [item for item in entry.items if isinstance(item, syntax.BlockNode)]
    if not blocks:
        return []
    read = {name.parts[0] for item in everything for name in _mentions(item)}
    own = [*entry.items, *(item for block in blocks for item in block.body)]
    return [_unread(item) for item in own if isinstance(item, syntax.Let) and item.name.text not in read]


def _unread(item: syntax.Let) -> Diagnostic:
    name = item.name
    help = ("mention it where its value is meant, or leave it out",)
    return Diagnostic(faults.UNREAD, f"nothing reads `{name.text}`", name.span, "", help, severity="warning")


def _mentions(item: syntax.TopItem) -> Iterator[syntax.Name]:
    """Names in the values of an item and of all that it holds."""
    match item:
        case syntax.Property(value=value):
            yield from names_in(value)
        case syntax.Let(name=own, value=value):
            yield from (name for name in names_in(value) if name.parts[0] != own.text)
        case syntax.Require(condition=condition):
            yield from names_in(condition)
        case syntax.BlockNode(body=body):
            for inner in body:
                yield from _mentions(inner)


def names_in(expr: syntax.Expr) -> Iterator[syntax.Name]:
    """All names that an expression mentions, in order."""
    waiting: list[syntax.Expr] = [expr]
    while waiting:
        part = waiting.pop()
        match part:
            case syntax.Name():
                yield part
            case syntax.Quantity(value=inner) | syntax.Group(value=inner) | syntax.Unary(operand=inner):
                waiting.append(inner)
            case syntax.Call(args=items) | syntax.Tuple(items=items):
                waiting += reversed(items)
            case syntax.List(items=items) | syntax.Alternatives(items=items):
                waiting += reversed(items)
            case syntax.Range(low=low, high=high, step=step):
                waiting += [each for each in (step, high, low) if each is not None]
            case syntax.Binary(left=left, right=right):
                waiting += [right, left]
