"""Named random streams: the authors' known answers, uniformity, and draws that nothing before them moves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from spacenum_dsl.base.streams import philox, stream_key, uniform

ONES = 0xFFFFFFFF
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ONES,) * 4, (ONES,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
"""Counter, key and result of philox4x32 with ten rounds, from the file kat_vectors of Random123."""


def column(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.uint64)


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN)
def test_known_answers(
    counter: tuple[int, int, int, int], key: tuple[int, int], result: tuple[int, ...]
) -> None:
    words = philox(tuple(column(word) for word in counter), key)  # type: ignore[arg-type]
    assert [int(word[0]) for word in words] == list(result)


def test_known_answers_side_by_side_in_one_array() -> None:
    """Rows of one call know nothing of each other."""
    counter = tuple(column(KNOWN[0][0][k], 5, KNOWN[0][0][k]) for k in range(4))
    words = philox(counter, KNOWN[0][1])  # type: ignore[arg-type]
    for word, wanted in zip(words, KNOWN[0][2], strict=True):
        assert int(word[0]) == int(word[2]) == wanted
        assert int(word[1]) != wanted


def test_draws_are_uniform() -> None:
    """Over positions of one question, and over questions at one position."""
    key = stream_key(7, "desk", "target", "at")
    zero = np.zeros(1, dtype=np.uint64)
    along = uniform(key, zero, zero, 0, 20_000)[0]
    index = np.arange(20_000, dtype=np.uint64)
    down = uniform(key, index, np.zeros_like(index), 0, 2)
    for sample in (along, down[:, 0], down[:, 1]):
        assert sample.min() >= 0 and sample.max() < 1
        assert stats.kstest(sample, "uniform").pvalue > 1e-3
    assert abs(np.corrcoef(down[:, 0], down[:, 1])[0, 1]) < 4 / np.sqrt(len(down))
    assert abs(np.corrcoef(down[:-1, 0], down[1:, 0])[0, 1]) < 4 / np.sqrt(len(down))


@given(
    start=st.integers(0, 40),
    count=st.integers(1, 20),
    index=st.integers(0, 2**32 - 1),
    other=st.integers(0, 99),
)
@settings(max_examples=60, deadline=None)
def test_windows_of_a_stream_agree(start: int, count: int, index: int, other: int) -> None:
    """A draw is the same whichever window and whichever company it is drawn in."""
    key = stream_key(3, "scene", "object", "yaw")
    whole = uniform(key, column(index), column(other), 0, 64)[0]
    window = uniform(key, column(5, index), column(0, other), start, count)[1]
    assert window.tolist() == whole[start : start + count].tolist()


def test_names_indices_and_attempts_all_tell_streams_apart() -> None:
    zero, one = column(0), column(1)
    keys = [
        stream_key(*names)
        for names in (("a", "bc"), ("ab", "c"), ("abc",), (1, "a"), ("1", "a"), (0, "a"), ("a", 0), ("a",))
    ]
    assert len(set(keys)) == len(keys)
    draws = [
        uniform(keys[0], zero, zero, 0, 4),
        uniform(keys[0], one, zero, 0, 4),
        uniform(keys[0], zero, one, 0, 4),
        uniform(keys[1], zero, zero, 0, 4),
        uniform(keys[0], zero, zero, 4, 4),
    ]
    assert len({tuple(draw[0].tolist()) for draw in draws}) == len(draws)


def test_numbers_have_53_bits() -> None:
    draws = uniform(stream_key("bits"), column(0), column(0), 0, 4096)[0]
    scaled = draws * 2.0**53
    assert (scaled == np.floor(scaled)).all()
    assert len(np.unique(scaled % 2)) == 2
