"""Options whose values are words: categories without an order, as integer codes and as columns of 0 and 1.

Only ranks need an order. The key has one: it says which rank the right option has, and whoever is smallest or
largest of its set lies below or above all others. Where that settles every pair of words that is ever offered
together, the words stand in the key's order (tiny, small, large); else in the alphabet's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.parts import Floats

Whole = npt.NDArray[np.int64]

MOST = 60
"""Words of a part that get a column of their own: those that come most often."""
FEWEST = 10
"""Options that each word must be offered as before the key's order of words is looked for."""


@dataclass(frozen=True, eq=False)
class ValueWords:
    """The words of n questions of k options, by named parts of their values.

    `known` are the words of each part in the alphabet's order, `codes` (n, k, p) count them, -1 where an
    option has no such part. `places` (n, k) put the options of a question in order by all of their words.
    """

    parts: tuple[str, ...]
    known: tuple[tuple[str, ...], ...]
    codes: Whole
    places: Whole

    def columns(self) -> Floats:
        """(n, k, c): for each word whether an option is it, the commonest words of each part."""
        found = []
        for part, words in enumerate(self.known):
            codes = self.codes[:, :, part]
            times = np.bincount(codes[codes >= 0], minlength=len(words))
            common = np.sort(np.argsort(-times, kind="stable")[:MOST])
            found.append((codes[:, :, None] == common).astype(float))
        return np.concatenate(found, axis=2) if found else np.zeros((*self.codes.shape[:2], 0))


def gathered(
    rows: Sequence[Sequence[Mapping[str, str]]], answer: Whole, rank: Whole, *, ordered: bool
) -> ValueWords:
    """The words of all options. With `ordered`, their order is the key's as far as it tells one."""
    parts = tuple(dict.fromkeys(part for row in rows for option in row for part in option))
    known = tuple(
        tuple(sorted({option[part] for row in rows for option in row if part in option})) for part in parts
    )
    place = [{word: code for code, word in enumerate(words)} for words in known]
    codes = np.array(
        [
            [[place[at].get(option.get(part, ""), -1) for at, part in enumerate(parts)] for option in row]
            for row in rows
        ],
        dtype=np.int64,
    ).reshape(len(rows), len(rows[0]), len(parts))
    if not parts:
        return ValueWords((), (), codes, np.zeros(codes.shape[:2], dtype=np.int64))
    whole = np.unique(codes.reshape(-1, len(parts)), axis=0, return_inverse=True)[1].reshape(codes.shape[:2])
    own = _by_key(whole, answer, rank) if ordered else None
    return ValueWords(parts, known, codes, whole if own is None else own[whole])


def _by_key(words: Whole, answer: Whole, rank: Whole) -> Whole | None:
    """How many words lie below each, from the ranks of the right ones; nothing where these contradict each
    other or leave open which of two words of a question is the lower one."""
    n, k = words.shape
    size = int(words.max()) + 1
    if size > MOST or min(Counter(words.ravel().tolist()).values()) < FEWEST:
        return None
    right = words[np.arange(n), answer]
    below = np.zeros((size, size), dtype=bool)
    others = words[np.arange(k) != answer[:, None]].reshape(n, k - 1)
    for lowest, pairs in ((True, rank == 0), (False, rank == k - 1)):
        low, high = np.broadcast_arrays(right[pairs, None], others[pairs])
        below[(low, high) if lowest else (high, low)] = True
    for word in range(size):
        below |= below[:, word, None] & below[None, word]
    if below.diagonal().any():
        return None
    settled = (below | below.T | np.eye(size, dtype=bool))[words[:, :, None], words[:, None]]
    found = below.sum(axis=0)
    told = (found[others] < found[right][:, None]).sum(axis=1)
    return found if settled.all() and (told == rank).all() else None
