"""Two people write one proposal: nothing that either wrote is lost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.lesson_study.rules.proposal import (
    Both,
    Flat,
    carried_on,
    flatten,
    keys,
    merge,
    predicted,
    unflatten,
    with_criterion,
)


def a_stage(key: str, **changes: Any) -> dict[str, Any]:
    return {"key": key, "title": key, "minutes": 10, "teaching": "", "predictions": {}, "patterns": ""} | changes


def a_body(*stages: dict[str, Any], **changes: Any) -> dict[str, Any]:
    texts = {"learning_objective": "", "rationale": "", "resources": "", "new_here": "", "pupils": []}
    return texts | {"stages": list(stages)} | changes


# ---- taking apart --------------------------------------------------------------------------------


def test_a_proposal_is_taken_apart_into_texts_by_path() -> None:
    body = a_body(
        a_stage("opening", predictions={"A": "Listens"}),
        rationale="Why",
        pupils=[{"label": "A", "success_criterion": "Says one reason"}],
    )

    assert flatten(body) == {
        "rationale": "Why",
        "pupils/A/success_criterion": "Says one reason",
        "stages": "opening",
        "stages/opening/title": "opening",
        "stages/opening/minutes": "10",
        "stages/opening/predictions/A": "Listens",
    }
    assert unflatten(flatten(body)) == body


TEXT = st.sampled_from(["", "one", "two", "drei\nvier", "<b>", "/"])
LABELS = st.sampled_from("ABC")
KEYS = st.sampled_from(["opening", "talk", "write"])


@st.composite
def bodies(draw: st.DrawFn) -> dict[str, Any]:
    stages = [
        a_stage(
            key, title=draw(TEXT.filter(bool)), minutes=draw(st.integers(0, 3)), teaching=draw(TEXT),
            patterns=draw(TEXT), predictions=draw(st.dictionaries(LABELS, TEXT)),
        )
        for key in draw(st.lists(KEYS, unique=True))
    ]  # fmt: skip
    pupils = draw(st.dictionaries(LABELS, TEXT))
    return a_body(
        *stages, learning_objective=draw(TEXT), rationale=draw(TEXT), resources=draw(TEXT), new_here=draw(TEXT),
        pupils=[{"label": label, "success_criterion": text} for label, text in pupils.items()],
    )  # fmt: skip


@given(bodies())
def test_what_is_put_together_again_says_the_same(body: dict[str, Any]) -> None:
    flat = flatten(body)

    assert flatten(unflatten(flat)) == flat
    assert [stage["key"] for stage in unflatten(flat)["stages"]] == [stage["key"] for stage in body["stages"]]


# ---- merging -------------------------------------------------------------------------------------


def test_changes_in_different_places_are_put_together() -> None:
    before = flatten(a_body(a_stage("opening"), rationale="Why"))

    merged = merge(before, before | {"rationale": "Because"}, before | {"stages/opening/teaching": "Ask"})

    assert merged.both == []
    assert merged.flat == before | {"rationale": "Because", "stages/opening/teaching": "Ask"}


def test_the_same_change_on_both_sides_is_one_change() -> None:
    merged = merge({"rationale": "Why"}, {"rationale": "Because"}, {"rationale": "Because"})

    assert (merged.both, merged.flat) == ([], {"rationale": "Because"})


def test_two_texts_for_one_place_are_both_shown() -> None:
    merged = merge({"rationale": "Why"}, {"rationale": "Mine"}, {"rationale": "Theirs"})

    assert merged.both == [Both("rationale", "Mine", "Theirs", "Why")]


def test_a_text_that_one_side_emptied_is_empty_if_the_other_left_it() -> None:
    assert merge({"rationale": "Why"}, {}, {"rationale": "Why"}).flat == {}
    assert merge({"rationale": "Why"}, {"rationale": "Why"}, {}).flat == {}


def test_emptying_what_the_other_rewrote_is_shown() -> None:
    assert merge({"rationale": "Why"}, {}, {"rationale": "New"}).both == [Both("rationale", "", "New", "Why")]


def test_two_who_each_begin_a_proposal_see_where_they_differ() -> None:
    merged = merge({}, {"rationale": "Mine"}, {"rationale": "Theirs", "resources": "Cards"})

    assert merged.both == [Both("rationale", "Mine", "Theirs", "")]


def test_a_stage_that_nobody_else_touched_is_taken_away_whole() -> None:
    before = flatten(a_body(a_stage("opening"), a_stage("talk", teaching="Pairs")))
    without = flatten(a_body(a_stage("opening")))

    for mine, theirs in ((without, before), (before, without)):
        merged = merge(before, mine, theirs)
        assert (merged.both, merged.flat) == ([], without)


@pytest.mark.parametrize("path", ["stages/talk/teaching", "stages/talk/predictions/B"])
def test_what_was_written_in_a_stage_that_the_other_took_away_is_shown(path: str) -> None:
    # A prediction where there was none: no path of the other side has changed, and the text would have no place.
    before = flatten(a_body(a_stage("opening"), a_stage("talk", teaching="Pairs")))
    without, written = flatten(a_body(a_stage("opening"))), before | {path: "Something new"}

    assert [(one.path, one.yours) for one in merge(before, written, without).both] == [(path, "Something new")]
    assert [(one.path, one.theirs) for one in merge(before, without, written).both] == [(path, "Something new")]


def test_two_who_each_add_a_stage_choose_the_order_themselves() -> None:
    before = flatten(a_body(a_stage("opening")))
    mine = flatten(a_body(a_stage("opening"), a_stage("talk")))
    theirs = flatten(a_body(a_stage("opening"), a_stage("write")))

    assert merge(before, mine, theirs).both == [Both("stages", "opening\ntalk", "opening\nwrite", "opening")]


def test_moving_stages_and_writing_in_one_go_together() -> None:
    before = flatten(a_body(a_stage("opening"), a_stage("talk")))
    moved = before | {"stages": "talk\nopening"}

    merged = merge(before, moved, before | {"stages/talk/teaching": "Pairs"})

    assert keys(merged.flat) == ["talk", "opening"]
    assert merged.flat["stages/talk/teaching"] == "Pairs"


@given(bodies(), bodies(), bodies())
def test_merging_never_loses_a_change_made_by_one_side_only(
    before: dict[str, Any], yours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    was, mine, other = flatten(before), flatten(yours), flatten(theirs)

    merged = merge(was, mine, other)

    if merged.both:
        assert all(one.yours != one.theirs for one in merged.both)
        return
    kept = flatten(unflatten(merged.flat))
    for path in {*was, *mine, *other}:
        for side, another in ((mine, other), (other, mine)):
            if side.get(path, "") != was.get(path, "") and another.get(path, "") == was.get(path, ""):
                assert kept.get(path, "") == side.get(path, ""), path


@given(bodies(), bodies(), bodies())
def test_who_saves_second_makes_no_difference_to_what_is_put_together(
    before: dict[str, Any], yours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    was, mine, other = flatten(before), flatten(yours), flatten(theirs)

    one, two = merge(was, mine, other), merge(was, other, mine)

    assert one.flat == two.flat
    assert {(both.path, both.yours, both.theirs) for both in one.both} == {
        (both.path, both.theirs, both.yours) for both in two.both
    }


@given(bodies(), bodies())
def test_with_nobody_in_between_a_save_is_what_was_sent(before: dict[str, Any], yours: dict[str, Any]) -> None:
    was, mine = flatten(before), flatten(yours)

    assert merge(was, mine, was).flat == mine
    assert merge(was, was, mine).flat == mine


# ---- what the guards ask, and what the next lesson begins with -------------------------------------


def test_a_pupil_is_predicted_once_any_stage_says_something_of_them() -> None:
    body = a_body(a_stage("opening", predictions={"A": "", "B": "Asks"}), a_stage("talk", predictions={"C": "Waits"}))

    assert predicted(body) == {"B", "C"}


def test_an_empty_criterion_is_none() -> None:
    pupils = [{"label": "A", "success_criterion": ""}, {"label": "B", "success_criterion": "Explains"}]

    assert with_criterion(a_body(pupils=pupils)) == {"B"}


def test_the_next_lesson_begins_with_the_plan_and_without_what_was_expected_of_pupils() -> None:
    body = a_body(
        a_stage("opening", teaching="Ask", predictions={"A": "Listens"}, patterns="All waited"),
        learning_objective="Explain", pupils=[{"label": "A", "success_criterion": "One reason"}],
    )  # fmt: skip

    after = carried_on(body)

    assert (after["learning_objective"], after["stages"][0]["teaching"]) == ("Explain", "Ask")
    assert (predicted(after), with_criterion(after)) == (frozenset(), frozenset())
    assert after["stages"][0]["patterns"] == ""
    assert predicted(body) == {"A"}, "the lesson that was taught keeps its own"


def test_no_stages_have_no_order() -> None:
    empty: Flat = {}

    assert keys(empty) == []
