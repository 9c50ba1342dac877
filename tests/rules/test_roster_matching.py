"""Who in a list is which of our staff: by id, code or e-mail; a name alone is a question; nobody leaves by a delta."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from app.rosters.importers.understanding import Coverage, ImportedRoster, LeavingReason, ListedPerson
from app.rosters.rules import ChangedField, Colleague, Comparison, Way, compare

TODAY = date(2026, 11, 2)
AMINA = Colleague(uuid4(), "AMI", "Amina Khan", "t1", "amina@x.example", "Maths", 80)
BEN = Colleague(uuid4(), "BEN", "Ben Osei", None, "ben@x.example", "PE")


def listed(**said: Any) -> ListedPerson:
    return ListedPerson("users.csv", 2, **said)


def against(
    people: list[ListedPerson], *staff: Colleague, coverage: Coverage = "bulk", has_ids: bool = True
) -> Comparison:
    return compare(ImportedRoster("OneRoster", coverage, tuple(people), has_ids), staff, TODAY)


def test_the_id_goes_before_everything_and_what_differs_is_a_change() -> None:
    found = against([listed(roster_id="t1", name="Amina Osei", email="ben@x.example", department="Maths")], AMINA, BEN)

    (match,) = found.matched
    assert (match.staff_id, match.way) == (AMINA.staff_id, Way.ID)
    assert [(change.field, change.before, change.after) for change in match.changes] == [
        (ChangedField.NAME, "Amina Khan", "Amina Osei"), (ChangedField.EMAIL, "amina@x.example", "ben@x.example"),
    ]  # fmt: skip
    assert found.only_here == (BEN.staff_id,)


def test_a_code_or_an_address_is_enough_where_no_id_is_known() -> None:
    by_code = against([listed(code="ben", name="B. Osei")], BEN)
    by_email = against([listed(roster_id="t2", name="Ben Osei", email="BEN@x.example".lower())], BEN)

    assert [match.way for match in (*by_code.matched, *by_email.matched)] == [Way.CODE, Way.EMAIL]


def test_a_name_alone_is_a_question_in_either_order_and_with_accents() -> None:
    found = against([listed(roster_id="t2", name="Oséi, Ben")], BEN)

    assert [(doubt.row, doubt.candidates) for doubt in found.doubtful] == [(0, (BEN.staff_id,))]
    assert (found.joiners, found.only_here, found.leavers) == ((), (), ())


def test_an_address_that_went_to_somebody_new_is_a_question() -> None:
    heir = listed(roster_id="t7", name="Anna Khan", email="amina@x.example")
    same = listed(roster_id="t7", name="Amina Khan", email="amina@x.example")

    assert [doubt.candidates for doubt in against([heir], AMINA).doubtful] == [(AMINA.staff_id,)]
    assert [match.way for match in against([same], AMINA).matched] == [Way.EMAIL]


def test_an_address_of_two_people_is_nobody_s_word() -> None:
    twin = replace(BEN, staff_id=uuid4(), name="Billy Osei", code="BIL")

    ours = against([listed(roster_id="t2", name="B. Osei", email="ben@x.example")], BEN, twin)
    theirs = against(
        [listed(roster_id=f"t{n}", name=f"Office {n}", email="ben@x.example") for n in (2, 3)], BEN
    )  # fmt: skip

    assert set(ours.doubtful[0].candidates) == {BEN.staff_id, twin.staff_id}
    assert [doubt.candidates for doubt in theirs.doubtful] == [(BEN.staff_id,)] * 2


def test_who_is_not_in_a_list_of_everybody_leaves_only_if_the_list_knew_them() -> None:
    new = [listed(roster_id="t9", name="Nia New")]

    bulk, delta = against(new, AMINA, BEN), against(new, AMINA, BEN, coverage="delta")

    assert [(one.staff_id, one.reason) for one in bulk.leavers] == [(AMINA.staff_id, LeavingReason.MISSING)]
    assert (bulk.only_here, bulk.joiners) == ((BEN.staff_id,), (0,))
    assert (delta.leavers, delta.only_here, delta.joiners) == ((), (), (0,))


def test_who_is_gone_in_the_list_leaves_and_who_was_never_here_is_passed_over() -> None:
    gone = [
        listed(roster_id="t1", name="Amina Khan", leaves=LeavingReason.DELETED),
        listed(roster_id="t8", name="Never Here", leaves=LeavingReason.DELETED),
    ]

    found = against(gone, AMINA, BEN, coverage="delta")

    assert [(one.staff_id, one.row, one.reason) for one in found.leavers] == [
        (AMINA.staff_id, 0, LeavingReason.DELETED)
    ]
    assert (found.matched, found.joiners, found.passed_over) == ((), (), (1,))


def test_a_last_day_to_come_is_a_leaver_who_is_still_here_and_today_is_still_to_come() -> None:
    def until(day: date) -> Comparison:
        return against(
            [listed(code="BEN", name="Ben Osei", department="Art", left_on=day, leaves=LeavingReason.LEFT)], BEN
        )

    still, past = until(TODAY), until(date(2026, 11, 1))

    assert ([one.left_on for one in still.leavers], len(still.changed)) == ([TODAY], 1)
    assert ([one.left_on for one in past.leavers], len(past.changed)) == ([date(2026, 11, 1)], 0)


def test_who_has_a_last_day_already_does_not_leave_again() -> None:
    leaving = replace(AMINA, left_on=date(2026, 12, 31))

    assert against([listed(roster_id="t9", name="Nia New")], leaving).leavers == ()


def test_who_had_left_and_is_listed_again_is_back() -> None:
    had_left = replace(AMINA, left_on=date(2026, 7, 31), is_active=False)

    (match,) = against([listed(roster_id="t1", name="Amina Khan")], had_left).matched

    assert [change.field for change in match.changes] == [ChangedField.BACK]


def test_what_a_list_does_not_say_changes_nothing() -> None:
    found = against([listed(roster_id="t1", name="Khan, Amina")], AMINA)

    assert (len(found.matched), found.changed) == (1, ())


WORDS = st.sampled_from(["", "a", "b", "c"])


@given(
    people=st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=6, unique_by=lambda row: row[0] or object()),
    staff=st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=6, unique_by=lambda row: row[0] or object()),
    coverage=st.sampled_from(["bulk", "delta"]),
)
def test_every_row_and_every_colleague_is_told_of_once(
    people: list[tuple[str, str, str]], staff: list[tuple[str, str, str]], coverage: Coverage
) -> None:
    ours = [
        Colleague(UUID(int=n), f"code {n}", name or "nobody", roster_id or None, email or None)
        for n, (roster_id, email, name) in enumerate(staff)
    ]
    theirs = [listed(roster_id=roster_id, email=email, name=name) for roster_id, email, name in people]

    found = against(theirs, *ours, coverage=coverage)

    rows = [match.row for match in found.matched] + [doubt.row for doubt in found.doubtful]
    rows += [*found.joiners, *found.passed_over]
    assert sorted(rows) == list(range(len(people)))
    told = [match.staff_id for match in found.matched] + [one.staff_id for one in found.leavers] + list(found.only_here)
    assert len(told) == len(set(told))
    maybe = {staff_id for doubt in found.doubtful for staff_id in doubt.candidates}
    assert not maybe & set(told)
    assert coverage == "delta" or maybe | set(told) == {one.staff_id for one in ours}
