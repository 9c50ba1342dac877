"""The chain of the audit log: whatever is done to it afterwards, the first place that does not hold is named."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.audit.rules import BEGINNING, Broken, Entry, first_break, seal

SCHOOL, AMINA = UUID(int=1), UUID(int=2)
MADE_AT = datetime(2026, 11, 2, 8, 0, 0, 120_000, tzinfo=UTC)


def chain(length: int) -> list[tuple[Entry, str]]:
    found, before = [], BEGINNING
    for number in range(1, length + 1):
        entry = Entry(
            school_id=SCHOOL, id=UUID(int=100 + number), number=number, action="roster.loaded", subject_kind="roster",
            subject_id=None, by_staff_id=AMINA, operation="load_roster", request_id=f"{number:016x}",
            detail='{"names": 3}', made_at=MADE_AT + timedelta(minutes=number),
        )  # fmt: skip
        before = seal(before, entry)
        found.append((entry, before))
    return found


def test_a_chain_holds_from_its_beginning_and_from_any_place_in_it() -> None:
    whole = chain(5)

    assert first_break(whole) is None
    assert first_break(whole[3:], after=(3, whole[2][1])) is None
    assert first_break([]) is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "roster.deleted"), ("subject_kind", "cycle"), ("subject_id", uuid4()), ("by_staff_id", None),
        ("by_staff_id", UUID(int=3)), ("operation", ""), ("request_id", "0" * 16), ("detail", '{"names": 4}'),
        ("made_at", MADE_AT), ("id", uuid4()), ("school_id", uuid4()),
    ],
)  # fmt: skip
def test_no_column_of_an_entry_is_changed_unnoticed(column: str, value: object) -> None:
    whole = chain(5)
    entry, sealed = whole[2]
    whole[2] = (replace(entry, **{column: value}), sealed)  # type: ignore[arg-type]

    assert first_break(whole) == Broken(3, "entry 3 is not what was written, or does not follow the one before")


@given(length=st.integers(2, 12), data=st.data())
def test_an_entry_taken_out_is_missed(length: int, data: st.DataObject) -> None:
    whole = chain(length)
    out = data.draw(st.integers(0, length - 2))
    del whole[out]

    found = first_break(whole)

    assert found == Broken(out + 1, f"entry {out + 1} is missing: the next one is {out + 2}")


def test_an_entry_taken_out_and_the_rest_counted_anew_is_missed_too() -> None:
    whole = chain(4)
    del whole[1]
    whole = [(replace(entry, number=number), sealed) for number, (entry, sealed) in enumerate(whole, 1)]

    assert first_break(whole) == Broken(2, "entry 2 is not what was written, or does not follow the one before")


def test_two_entries_in_each_other_s_place_are_noticed() -> None:
    whole = chain(4)
    whole[1], whole[2] = whole[2], whole[1]

    assert first_break(whole) is not None


def test_the_last_seal_stands_for_all_that_was_written() -> None:
    """Take out: `before` in rules.seal. Whoever keeps one seal elsewhere sees a log that was written anew from its start."""
    (first, _), *later = chain(4)

    seals, before = [], seal(BEGINNING, replace(first, detail='{"names": 4}'))
    for entry, _ in later:
        before = seal(before, entry)
        seals.append(before)

    assert all(sealed != was for sealed, (_, was) in zip(seals, later, strict=True))


def test_an_instant_is_sealed_the_same_however_an_engine_keeps_it() -> None:
    (entry, sealed), *_ = chain(1)

    elsewhere = replace(entry, made_at=entry.made_at.astimezone(timezone(timedelta(hours=5))))
    without = replace(entry, made_at=entry.made_at.replace(tzinfo=None))

    assert seal(BEGINNING, elsewhere) == seal(BEGINNING, without) == sealed
