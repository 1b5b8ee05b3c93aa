"""Named randomness: a number depends on its names and on nothing that was drawn before it.

A stream is named by seed, scene, object, property, …; within it, a draw is addressed by question index,
attempt and position. So any question can be drawn alone, in any order, by any worker, and adding an
object or a cell moves nothing else. The generator is Philox-4x32-10 (Salmon et al., "Parallel random
numbers: as easy as 1, 2, 3", SC 2011), written for arrays: numpy's own takes one key and one counter per
generator, which costs 10 µs for each object of each world. Tests pin it to the authors' known answers.
"""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.parts import Floats

_ROUND = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
_WEYL = (0x9E3779B9, 0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
Words = npt.NDArray[np.uint64]


def philox(
    counter: tuple[Words, Words, Words, Words], key: tuple[int, int]
) -> tuple[Words, Words, Words, Words]:
    """Ten rounds over 32-bit words kept in 64-bit arrays of one shape."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        left, right = _ROUND[0] * c0, _ROUND[1] * c2
        c0, c1, c2, c3 = (
            (right >> _SHIFT) ^ c1 ^ np.uint64(k0),
            right & _LOW,
            (left >> _SHIFT) ^ c3 ^ np.uint64(k1),
            left & _LOW,
        )
        k0, k1 = (k0 + _WEYL[0]) & 0xFFFFFFFF, (k1 + _WEYL[1]) & 0xFFFFFFFF
    return c0, c1, c2, c3


def stream_key(*names: str | int) -> tuple[int, int]:
    """The key of a named stream; names are separated, so ("a", "bc") and ("ab", "c") differ."""
    text = "\x1f".join(f"{type(name).__name__}:{name}" for name in names)
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:], "little")


def uniform(key: tuple[int, int], index: Words, attempt: Words, start: int, count: int) -> Floats:
    """(n, count) numbers in [0, 1) with 53 random bits: draws start … start + count of each (index, attempt).

    `index` and `attempt` are (n,) unsigned integers below 2³².
    """
    first, last = start // 2, (start + count + 1) // 2
    position = np.arange(first, last, dtype=np.uint64)[None, :]
    shape = (len(index), last - first)
    counter = (
        np.broadcast_to(position, shape),
        np.broadcast_to(attempt[:, None], shape),
        np.broadcast_to(index[:, None], shape),
        np.zeros(shape, dtype=np.uint64),
    )
    words = philox(counter, key)
    pairs = np.stack([_double(words[0], words[1]), _double(words[2], words[3])], axis=-1)
    flat = pairs.reshape(len(index), -1)
    return np.asarray(flat[:, start - 2 * first : start - 2 * first + count])


def _double(high: Words, low: Words) -> Floats:
    return ((high >> np.uint64(5)) * np.float64(67108864.0) + (low >> np.uint64(6))) / 9007199254740992.0
