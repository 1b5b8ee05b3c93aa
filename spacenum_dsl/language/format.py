"""The one way to write a spec.

What the author decides is kept: the words, the comments, single blank lines, and whether a block stands
on one line. All else follows from the tree, so formatting twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeAlias

from spacenum_dsl.language.phrase import phrase, pieces, quoted
from spacenum_dsl.language.tree import BlockNode, Import, Let, Property, Require, SyntaxTree, TopItem

WIDTH = 110
_INDENT = 2
_HANGING = 4

_Cells: TypeAlias = list[str]


@dataclass(frozen=True)
class _Line:
    text: str
    comment: str = ""


def format_tree(tree: SyntaxTree) -> str:
    """The text of a file. A tree that came from `parse` comes back equal when the text is parsed.

    Trees built by programs are put in parentheses where their shape needs them, and their blocks are put
    on one line only where they fit.
    """
    lines = [*_body(tree.items, 0), *_comment_lines(tree.closing, 0)]
    return "".join(f"{text}\n" for text in _with_comments(lines))


def fits_on_line(block: BlockNode, depth: int) -> bool:
    """Whether a block that was written on one line can stay there, inside `depth` other blocks."""
    return _bare(block) and _INDENT * depth + len(_on_line(block)) <= WIDTH


def _bare(block: BlockNode) -> bool:
    """Written on one line and without a comment inside."""
    return (
        block.inline
        and not block.opening
        and not block.closing
        and all(not item.before and not item.after for item in block.body)
        and all(_bare(item) for item in block.body if isinstance(item, BlockNode))
    )


def _body(items: Sequence[TopItem], depth: int) -> list[_Line]:
    lines: list[_Line] = []
    for run in _runs(items, depth):
        texts = _aligned(run, depth)
        for item, text in zip_longest(run, texts):
            lines += _comment_lines(item.before, depth)
            lines += _item(item, depth) if text is None else [_indented(text, depth, item.after)]
    return lines


def _runs(items: Sequence[TopItem], depth: int) -> Iterator[list[TopItem]]:
    """Neighbours that are aligned with each other: properties, or blocks on one line, between blank lines."""
    run: list[TopItem] = []
    for item in items:
        if run and not (_alignable(item, depth) and type(item) is type(run[-1]) and "" not in item.before):
            yield run
            run = []
        run.append(item)
        if not _alignable(item, depth):
            yield run
            run = []
    if run:
        yield run


def _alignable(item: TopItem, depth: int) -> bool:
    if isinstance(item, BlockNode):
        return fits_on_line(item, depth)
    return isinstance(item, Property) and _INDENT * depth + len(_on_line(item)) <= WIDTH


def _aligned(run: Sequence[TopItem], depth: int) -> list[str]:
    """A run's lines in columns as far as they fit, or nothing for what takes several lines."""
    if not _alignable(run[0], depth):
        return []
    blocks = [item for item in run if isinstance(item, BlockNode)]
    properties = [item for item in run if isinstance(item, Property)]
    if properties:
        ways = [_columns([[f"{item.name.text}:", phrase(item.value)] for item in properties])]
    else:
        heads = _columns([[*_head_cells(block), ""] for block in blocks])
        plain = [_braced(block) for block in blocks]
        ways = [
            [head + body for head, body in zip(heads, bodies, strict=True)]
            for bodies in (_bodies(blocks), plain)
        ]
    ways.append([_on_line(item) for item in run])
    return next(way for way in ways if all(_INDENT * depth + len(text) <= WIDTH for text in way))


def _bodies(blocks: Sequence[BlockNode]) -> list[str]:
    """The bodies of blocks with the same properties, one below the other."""
    names = {tuple(item.name.text if isinstance(item, Property) else None for item in b.body) for b in blocks}
    if len(names) > 1 or None in next(iter(names)) or not blocks[0].body:
        return [_braced(block) for block in blocks]
    cells = [
        [*(f"{_on_line(item)};" for item in block.body[:-1]), _on_line(block.body[-1])] for block in blocks
    ]
    return [f"{{ {body} }}" for body in _columns(cells)]


def _columns(rows: Sequence[_Cells]) -> list[str]:
    """Rows of as many cells each, a space between the columns; a column that is empty throughout is none."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    last = len(widths) - 1
    return [
        " ".join(
            cell if at == last else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
            if width or at == last
        )
        for row in rows
    ]


def _head_cells(block: BlockNode) -> _Cells:
    others = ", ".join(other.text for other in block.on)
    return [
        block.kind.text,
        block.name.text if block.name else "",
        f"on {others}" if others else "",
        f"extends {block.extends.text}" if block.extends else "",
    ]


def _head(block: BlockNode) -> str:
    return " ".join(cell for cell in _head_cells(block) if cell)


def _braced(block: BlockNode) -> str:
    return f"{{ {'; '.join(_on_line(item) for item in block.body)} }}" if block.body else "{}"


def _on_line(item: TopItem) -> str:
    match item:
        case BlockNode():
            return f"{_head(item)} {_braced(item)}"
        case Import():
            return f"import {quoted(item.path.value)}"
    return " ".join(_words(item))


def _words(item: Let | Property | Require) -> list[str]:
    """A statement, cut where its line may break."""
    match item:
        case Let():
            head, value = f"let {item.name.text} =", item.value
        case Property():
            head, value = f"{item.name.text}:", item.value
        case Require():
            head, value = "require", item.condition
    first, *rest = pieces(value)
    return [f"{head} {first}", *rest]


def _item(item: TopItem, depth: int) -> list[_Line]:
    """An item that is aligned with no other, on as many lines as it takes."""
    match item:
        case BlockNode():
            return [
                _indented(f"{_head(item)} {{", depth, item.opening),
                *_body(item.body, depth + 1),
                *_comment_lines(item.closing, depth + 1),
                _indented("}", depth, item.after),
            ]
        case Import():
            return [_indented(_on_line(item), depth, item.after)]
    texts = [" " * _INDENT * depth]
    for at, word in enumerate(_words(item)):
        if at and len(texts[-1]) + 1 + len(word) > WIDTH:
            texts.append(" " * (_INDENT * depth + _HANGING) + word)
        else:
            texts[-1] += f" {word}" if at else word
    return [*(_Line(text) for text in texts[:-1]), _Line(texts[-1], item.after)]


def _indented(text: str, depth: int, comment: str) -> _Line:
    return _Line(" " * _INDENT * depth + text, comment)


def _comment_lines(lines: Sequence[str], depth: int) -> list[_Line]:
    return [_indented(line, depth, "") if line else _Line("") for line in lines]


def _with_comments(lines: Sequence[_Line]) -> Iterator[str]:
    """The lines with the comments behind them, those of neighbouring lines in one column."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].comment:
            end += 1
        column = max((len(line.text) for line in lines[at:end]), default=0) + 2
        yield from (line.text.ljust(column) + line.comment for line in lines[at:end])
        if end < len(lines):
            yield lines[end].text
        at = end + 1
