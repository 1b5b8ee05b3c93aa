"""Arithmetic whose last bit is the same everywhere: angles, roots, powers and products of matrices.

What a world is made of is stored, hashed into names and compared with thresholds, so it may not depend on
where it is computed (G6). Additions, subtractions, multiplications, divisions and square roots of IEEE 754
have one right result each, in Python as in numpy, which never fuses two of them into one. The sines and
powers of the C library, numpy's vectorised ones and the products of BLAS have several: they differ from
release to release and from one processor to the next. So everything here is made of those five operations in
a fixed order. Angles are in degrees, which makes quarter turns exact. Errors stay below 4e-16 of the largest
number that takes part.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]

RADIAN = 0.017453292519943295
"""One degree in radians."""

DEGREES = 57.29577951308232
"""One radian in degrees."""

_SINE: tuple[float, ...] = tuple((-1) ** k / math.factorial(2 * k + 1) for k in range(1, 9))
_COSINE: tuple[float, ...] = tuple((-1) ** k / math.factorial(2 * k) for k in range(1, 9))
"""Taylor's series of sin(x)/x − 1 and cos(x) − 1 in x²: up to 45° what is left out is below 3e-18."""
_BOTH = np.array([_COSINE, _SINE])

FEW = 16
"""Up to so many numbers of an array are quicker one by one."""

_ARC: tuple[float, ...] = tuple((-1) ** k / (2 * k + 1) for k in range(1, 7))
_EIGHTHS = np.array(
    [
        0.0,
        7.125016348901798,
        14.036243467926479,
        20.556045219583464,
        26.56505117707799,
        32.005383208083494,
        36.86989764584402,
        41.18592516570965,
        45.0,
    ]
)
"""Degrees whose tangent is k/8. What is left over has a tangent below 1/16."""
_EIGHTH = tuple(_EIGHTHS.tolist())

_LOGARITHM: tuple[float, ...] = tuple(1 / (2 * k + 1) for k in range(1, 12))
_EXPONENTIAL: tuple[float, ...] = tuple(1 / math.factorial(k) for k in range(2, 15))
_LOG_2 = 0.6931471805599453
_ROOT_HALF = 0.7071067811865476


def _series(terms: Sequence[float], x: Any) -> Any:
    """terms[0] · x + terms[1] · x² + …, the last one first, of a number or an array."""
    found = terms[-1] * x
    for term in terms[-2::-1]:
        found = (found + term) * x
    return found


@lru_cache(maxsize=4096)
def turn(degrees: float) -> tuple[float, float]:
    """Cosine and sine; no zero is negative."""
    quarter = math.floor(degrees / 90.0 + 0.5)
    x = (degrees - 90.0 * quarter + 0.0) * RADIAN
    square = x * x
    c: float = 1.0 + _series(_COSINE, square)
    s: float = x + x * _series(_SINE, square)
    one, other = (s, c) if quarter % 2 else (c, s)
    behind = quarter % 4 >= 2
    return 0.0 - one if behind != quarter % 2 else one, 0.0 - other if behind else other


def turns(degrees: Floats) -> tuple[Floats, Floats]:
    """Cosines and sines of an array, each the one that `turn` gives."""
    if degrees.size <= FEW:
        few = np.array([turn(one) for one in degrees.ravel().tolist()]).reshape(-1, 2)
        return few[:, 0].reshape(degrees.shape), few[:, 1].reshape(degrees.shape)
    quarter = np.floor(degrees / 90.0 + 0.5)
    x = (degrees - 90.0 * quarter + 0.0) * RADIAN
    square = x * x
    terms = _BOTH.reshape(2, -1, *[1] * degrees.ndim)
    both = terms[:, -1] * square
    for place in range(terms.shape[1] - 2, -1, -1):
        both += terms[:, place]
        both *= square
    c, s = both
    c += 1.0
    s *= x
    s += x
    if not quarter.any():
        return c, s
    quarter %= 4.0
    across, behind = quarter % 2.0 == 1.0, quarter >= 2.0
    one, other = np.where(across, s, c), np.where(across, c, s)
    np.subtract(0.0, one, out=one, where=across != behind)
    np.subtract(0.0, other, out=other, where=behind)
    return one, other


def cos(degrees: float) -> float:
    return turn(degrees)[0]


def sin(degrees: float) -> float:
    return turn(degrees)[1]


def tan(degrees: float) -> float:
    c, s = turn(degrees)
    return s / c


def bearing(x: float, y: float) -> float:
    """The direction of a vector, −180 to 180 degrees, counter-clockwise from +x; 0 of no vector."""
    across, along = abs(y), abs(x)
    steep = across > along
    low, high = (along, across) if steep else (across, along)
    tangent = low / high if high > 0.0 else 0.0
    place = math.floor(8.0 * tangent + 0.5)
    found: float = _EIGHTH[place] + DEGREES * _arc(tangent, place / 8.0)
    found = 90.0 - found if steep else found
    found = 180.0 - found if x < 0.0 else found
    return -found if y < 0.0 else found


def bearings(x: Floats, y: Floats) -> Floats:
    """The directions of the vectors of arrays, each the one that `bearing` gives."""
    x, y = x + 0.0 * y, y + 0.0 * x
    if x.size <= FEW:
        few = [bearing(*pair) for pair in zip(x.ravel().tolist(), y.ravel().tolist(), strict=True)]
        return np.array(few, dtype=np.float64).reshape(x.shape)
    across, along = np.abs(y), np.abs(x)
    steep = across > along
    low, high = np.minimum(across, along), np.maximum(across, along)
    tangent = low / np.where(high > 0.0, high, 1.0)
    place = np.floor(8.0 * tangent + 0.5)
    found = _EIGHTHS[place.astype(np.int64)] + DEGREES * _arc(tangent, place / 8.0)
    found = np.where(steep, 90.0 - found, found)
    found = np.where(x < 0.0, 180.0 - found, found)
    return np.asarray(np.where(y < 0.0, -found, found))


def _arc(tangent: Any, near: Any) -> Any:
    """Radians between two angles by their tangents, numbers or arrays."""
    x = (tangent - near) / (1.0 + tangent * near)
    return x + x * _series(_ARC, x * x)


def arcsin(share: float) -> float:
    """Degrees."""
    return bearing(math.sqrt((1.0 - share) * (1.0 + share)), share)


def arccos(share: float) -> float:
    """Degrees."""
    return bearing(share, math.sqrt((1.0 - share) * (1.0 + share)))


def length(*vector: float) -> float:
    """Of a vector."""
    return math.sqrt(total(part * part for part in vector))


def distance(one: Sequence[float], other: Sequence[float]) -> float:
    """Between two points."""
    return length(*(b - a for a, b in zip(one, other, strict=True)))


def total(numbers: Iterable[float]) -> float:
    """The sum, from left to right. Python's own keeps more bits from some release on."""
    found = 0.0
    for number in numbers:
        found += number
    return found


def log2(number: float) -> float:
    """The logarithm of a positive number to the base 2."""
    fraction, exponent = math.frexp(number)
    if fraction < _ROOT_HALF:
        fraction, exponent = 2.0 * fraction, exponent - 1
    x = (fraction - 1.0) / (fraction + 1.0)
    natural: float = 2.0 * (x + x * _series(_LOGARITHM, x * x))
    return exponent + natural / _LOG_2


def power(base: float, exponent: float) -> float:
    """A number of 0 or more to the power of a positive one."""
    if base == 0.0:
        return 0.0
    binary = exponent * log2(base)
    whole = math.floor(binary + 0.5)
    x = (binary - whole) * _LOG_2
    return math.ldexp(1.0 + (x + x * _series(_EXPONENTIAL, x)), whole)


def product(one: Floats, other: Floats) -> Floats:
    """The matrix product of arrays (…, n, k) and (…, k, m), each sum taken from left to right."""
    found = one[..., :, :1] * other[..., :1, :]
    for place in range(1, one.shape[-1]):
        found = found + one[..., :, place : place + 1] * other[..., place : place + 1, :]
    return np.asarray(found)


def lengths(vectors: Floats) -> Floats:
    """(…) the lengths of vectors (…, n), squares added from left to right."""
    found = vectors[..., 0] * vectors[..., 0]
    for place in range(1, vectors.shape[-1]):
        found = found + vectors[..., place] * vectors[..., place]
    return np.sqrt(found)
