"""Named randomness: a number depends on its names and on nothing that was drawn before it.

A stream is named by seed, scene, object, property, …; within it, a draw is addressed by question index,
attempt and position. So any question can be drawn alone, in any order, by any worker, and adding an
object or a cell moves nothing else. The generator is Philox-4x32-10 (Salmon et al., "Parallel random
numbers: as easy as 1, 2, 3", SC 2011), written for arrays: numpy's own takes one key and one counter per
generator, which costs 10 µs for each object of each world. Tests pin it to the authors' known answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.parts import Floats

_ROUND = np.array([0xD2511F53, 0xCD9E8D57], dtype=np.uint64)
_WEYL = np.array([0x9E3779B9, 0xBB67AE85], dtype=np.uint64)
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
Words = npt.NDArray[np.uint64]

Seed: TypeAlias = int | str
"""The one source of randomness: a whole number, or a text, which can be too long to be guessed."""


def philox(
    counter: tuple[Words, Words, Words, Words], key: tuple[int, int]
) -> tuple[Words, Words, Words, Words]:
    """Ten rounds over 32-bit words kept in 64-bit arrays of one shape."""
    keys = np.array(key, dtype=np.uint64).reshape(2, *[1] * counter[0].ndim)
    even, odd = _rounds(np.stack(counter[::2]), np.stack(counter[1::2]), keys)
    return even[0], odd[0], even[1], odd[1]


def _rounds(even: Words, odd: Words, keys: Words) -> tuple[Words, Words]:
    """The same for words 0 and 2, and 1 and 3, each stacked: a round treats both alike and crosses them.
    `keys` has the two words of the key on its first axis and broadcasts against both."""
    one = [1] * (even.ndim - 1)
    factor, weyl = _ROUND.reshape(2, *one), _WEYL.reshape(2, *one)
    mixed = keys
    for turn in range(10):
        if turn:
            mixed = (mixed + weyl) & _LOW
        product = even * factor
        even = (product >> _SHIFT)[::-1] ^ odd
        even ^= mixed
        product &= _LOW
        odd = product[::-1]
    return even, odd


def stream_key(*names: str | int) -> tuple[int, int]:
    """The key of a named stream; names are separated, so ("a", "bc") and ("ab", "c") differ."""
    text = "\x1f".join(f"{type(name).__name__}:{name}" for name in names)
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:], "little")


def uniform(key: tuple[int, int], index: Words, attempt: Words, start: int, count: int) -> Floats:
    """(n, count) numbers in [0, 1) with 53 random bits: draws start … start + count of each (index, attempt).

    `index` and `attempt` are (n,) unsigned integers below 2³².
    """
    return np.asarray(uniforms((key,), index, attempt, start, count)[0])


def uniforms(keys: Sequence[tuple[int, int]], index: Words, attempt: Words, start: int, count: int) -> Floats:
    """(streams, n, count): the same for several streams, in little more time than for one."""
    first, last = start // 2, (start + count + 1) // 2
    shape = (len(keys), len(index), last - first)
    even, odd = np.zeros((2, 2, *shape), dtype=np.uint64)
    even[0] = np.arange(first, last, dtype=np.uint64)
    even[1] = index[:, None]
    odd[0] = attempt[:, None]
    even, odd = _rounds(even, odd, np.array(keys, dtype=np.uint64).reshape(-1, 2).T[:, :, None, None])
    pairs = np.stack(list(_double(even, odd)), axis=-1).reshape(*shape[:2], 2 * shape[2])
    return np.asarray(pairs[..., start - 2 * first : start - 2 * first + count])


def _double(high: Words, low: Words) -> Floats:
    return ((high >> np.uint64(5)) * np.float64(67108864.0) + (low >> np.uint64(6))) / 9007199254740992.0
