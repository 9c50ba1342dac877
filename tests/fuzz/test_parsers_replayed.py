"""Promise 46, the part that every run tries: each parser reads its files, those that once broke one, and spoiled ones.

`make fuzz` looks for more, guided by the lines that are reached. What it finds is put below findings/, and is read here.
"""

import random
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from targets import TARGETS, without_checksums

FINDINGS = Path(__file__).parent / "findings"
SPOILED = 150
"""Spoiled copies that each parser is given."""
SECONDS_MAX = 30
MOST_TO_CUT = 60


def spoiled(seeds: list[bytes], count: int) -> Iterator[bytes]:
    """Copies of *seeds* with bits turned, pieces lost, doubled and put in: the same ones each time."""
    chance = random.Random(20261123)
    for number in range(count):
        made = bytearray(seeds[number % len(seeds)] or b"x")
        for _ in range(chance.choice((1, 1, 2, 4, 16))):
            at = chance.randrange(len(made)) if made else 0
            match chance.randrange(6):
                case 0 if made:
                    made[at] ^= 1 << chance.randrange(8)
                case 1 if made:
                    made[at] = chance.choice(b'\x00\xff"<>&,;\n0-9')
                case 2:
                    del made[at : at + chance.randrange(1, MOST_TO_CUT)]
                case 3:
                    made[at:at] = made[chance.randrange(len(made) + 1) :][: chance.randrange(1, MOST_TO_CUT)]
                case 4:
                    made[at:at] = chance.randbytes(chance.randrange(1, 8))
                case _:
                    del made[max(at, len(made) // 2) :]
        whole = bytes(made)
        yield without_checksums(whole) if whole.startswith(b"PK") and number % 3 else whole


@pytest.mark.parametrize("name", TARGETS)
def test_only_our_own_refusal_ever_leaves_a_parser(name: str, record_property: Callable[[str, object], None]) -> None:
    """Take out: `except Exception` in pupils.roster_files; a kind of `except` in web.pages.PageWish.key."""
    target = TARGETS[name]
    seeds = list(target.seeds())
    found = [path.read_bytes() for path in sorted((FINDINGS / name).glob("*"))]

    slowest, count = 0.0, 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow says aloud what it finds strange.
        for sent in (*seeds, *found, *spoiled(seeds, SPOILED)):
            began = time.process_time()
            target.read(sent)
            slowest, count = max(slowest, time.process_time() - began), count + 1

    record_property("fuzz_inputs", count)
    record_property("slowest_seconds", round(slowest, 3))
    assert slowest < SECONDS_MAX
