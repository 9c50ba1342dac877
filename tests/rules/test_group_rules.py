"""What makes a group, on paper."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plc import rules
from app.plc.rules import GroupState, MemberRow

AGREED_AT = datetime(2026, 9, 7, 15, 30, tzinfo=UTC)


def a_member(name: str = "Amina", *, has_agreed: bool = True, is_guest: bool = False) -> MemberRow:
    return MemberRow(
        staff_id=uuid4(), person_id=uuid4(), name=name, code=name[:3], department="", is_guest=is_guest,
        has_agreed=has_agreed, agreed_at=AGREED_AT if has_agreed else None,
    )  # fmt: skip


def some(count: int, *, has_agreed: bool = True) -> list[MemberRow]:
    return [a_member(f"Member {number}", has_agreed=has_agreed) for number in range(count)]


def state(members: list[MemberRow], *, is_archived: bool = False, was_active: bool = False) -> GroupState:
    return rules.state(members, is_archived=is_archived, was_active=was_active)


@pytest.mark.parametrize(
    ("count", "agreed", "was_active", "expected"),
    [
        (3, True, False, GroupState.ACTIVE),
        (2, True, False, GroupState.FORMING),
        (2, True, True, GroupState.AT_RISK),
        (0, True, True, GroupState.AT_RISK),
        (3, False, False, GroupState.FORMING),
        (3, False, True, GroupState.ACTIVE),
    ],
)
def test_a_group_is_active_from_three_agreed_members_and_at_risk_below_three_only_afterwards(
    count: int, agreed: bool, was_active: bool, expected: GroupState
) -> None:
    assert state(some(count, has_agreed=agreed), was_active=was_active) == expected


def test_an_archived_group_is_archived_whatever_else_is_true() -> None:
    assert state(some(4), is_archived=True, was_active=True) == GroupState.ARCHIVED


def test_a_guest_is_never_the_third_member() -> None:
    with_guest = [*some(2), a_member("Visitor", is_guest=True)]

    assert not rules.is_ready(with_guest, is_archived=False)


def test_a_guest_who_has_not_agreed_holds_nobody_up() -> None:
    with_guest = [*some(3), a_member("Visitor", is_guest=True, has_agreed=False)]

    assert rules.missing(with_guest, is_archived=False) == []


def test_what_is_missing_names_those_who_have_not_agreed() -> None:
    members = [a_member("Amina", has_agreed=False), a_member("Ben"), a_member("Chloe", has_agreed=False)]

    assert rules.missing(members, is_archived=False) == ["Amina and Chloe have not agreed to the protocol yet."]


@pytest.mark.parametrize(("count", "word"), [(2, "One more member is"), (1, "Two more"), (0, "Three more")])
def test_what_is_missing_says_how_many_more_are_needed(count: int, word: str) -> None:
    (sentence,) = rules.missing(some(count), is_archived=False)

    assert sentence.startswith(word)


def test_an_archived_group_is_told_to_come_back_first() -> None:
    (sentence,) = rules.missing(some(3), is_archived=True)

    assert "archived" in sentence


def test_six_members_are_well_and_seven_are_advised_to_split() -> None:
    six, seven = some(6), some(7)

    assert rules.advice(six, six[0].staff_id) is None
    assert "two groups" in (rules.advice(seven, seven[0].staff_id) or "")


def test_a_group_whose_facilitator_has_left_is_advised_to_choose_another() -> None:
    assert "choose another" in (rules.advice(some(3), uuid4()) or "")


@pytest.mark.parametrize(
    ("names", "text"),
    [([], ""), (["Amina"], "Amina"), (["Amina", "Ben"], "Amina and Ben"), (["A", "B", "C"], "A, B and C")],
)
def test_names_are_listed_as_people_say_them(names: list[str], text: str) -> None:
    assert rules.listed(names) == text


def test_the_usual_protocol_fits_where_it_is_stored_and_says_what_matters() -> None:
    assert len(rules.DEFAULT_PROTOCOL) <= 2_000
    for word in (
        "equals",
        "belongs to all of us",
        "stays in the group",
        "before opinion",
        "no grades",
        "never assigned",
    ):
        assert word in rules.DEFAULT_PROTOCOL


def test_a_guest_is_invited_for_four_hundred_days_at_most() -> None:
    assert rules.latest_guest_day(date(2026, 11, 2)) == date(2027, 12, 7)


members_drawn = st.lists(
    st.builds(a_member, st.sampled_from(["Amina", "Ben", "Chloe"]), has_agreed=st.booleans(), is_guest=st.booleans()),
    max_size=8,
)


@given(members=members_drawn, is_archived=st.booleans(), was_active=st.booleans())
def test_a_group_that_is_ready_is_active(members: list[MemberRow], is_archived: bool, was_active: bool) -> None:
    if rules.is_ready(members, is_archived=is_archived):
        assert state(members, is_archived=is_archived, was_active=was_active) == GroupState.ACTIVE


@given(members=members_drawn, was_active=st.booleans(), leaver=st.integers(0, 7))
def test_a_group_without_three_members_is_never_active(members: list[MemberRow], was_active: bool, leaver: int) -> None:
    left = members[:leaver] + members[leaver + 1 :]

    if len(rules.counted(left)) < rules.PLC_MEMBERS_MIN:
        assert state(left, was_active=was_active) in {GroupState.FORMING, GroupState.AT_RISK}


@given(members=members_drawn, guests=st.integers(0, 3))
def test_guests_change_nothing_about_readiness(members: list[MemberRow], guests: int) -> None:
    crowd = [*members, *(a_member("Visitor", is_guest=True, has_agreed=False) for _ in range(guests))]

    assert rules.missing(crowd, is_archived=False) == rules.missing(members, is_archived=False)
