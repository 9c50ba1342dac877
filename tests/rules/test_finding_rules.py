"""What makes a finding, on paper."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.fair import rules
from app.fair.rules import Audience, Author, Licence

COMPLETE = dict.fromkeys(rules.REQUIRED, "something")


def missing(
    texts: dict[str, str],
    *,
    pull_quote: str = "",
    licence: Licence = Licence.SCHOOL_INTERNAL,
    audience: Audience = Audience.SCHOOL,
) -> list[str]:
    return rules.missing(texts, pull_quote=pull_quote, licence=licence, audience=audience)


def test_a_complete_finding_for_the_school_misses_nothing() -> None:
    assert missing(COMPLETE) == []


@pytest.mark.parametrize("field", sorted(rules.REQUIRED))
def test_each_part_of_the_abstract_is_asked_for_by_name(field: str) -> None:
    assert missing(COMPLETE | {field: " \n"}) == [rules.REQUIRED[field]]


def test_a_pull_quote_of_six_words_fits_and_of_seven_does_not() -> None:
    assert missing(COMPLETE, pull_quote="one two three four five six") == []
    assert len(missing(COMPLETE, pull_quote="one two three four five six seven")) == 1


@pytest.mark.parametrize(
    ("audience", "licence", "fits"),
    [
        (Audience.SCHOOL, Licence.SCHOOL_INTERNAL, True),
        (Audience.SCHOOL, Licence.CC_BY_4, True),
        (Audience.TRUST, Licence.SCHOOL_INTERNAL, False),
        (Audience.TRUST, Licence.CC_BY_4, True),
        (Audience.EVERYONE, Licence.SCHOOL_INTERNAL, False),
        (Audience.EVERYONE, Licence.CC_BY_4, True),
    ],
)
def test_what_leaves_the_school_needs_a_licence_that_lets_it(audience: Audience, licence: Licence, fits: bool) -> None:
    assert (missing(COMPLETE, audience=audience, licence=licence) == []) == fits


def test_agreement_counts_for_one_version_only() -> None:
    authors = [Author(uuid4(), "Amina", 2), Author(uuid4(), "Ben", 1), Author(uuid4(), "Chloe", None)]

    assert rules.waiting_for(authors, 2) == ["Ben", "Chloe"]


def test_who_has_left_is_not_waited_for_while_somebody_who_has_not_can_answer() -> None:
    gone = Author(uuid4(), "Chloe", None, is_active=False)

    assert rules.waiting_for([Author(uuid4(), "Amina", 2), gone], 2) == []
    assert rules.waiting_for([Author(uuid4(), "Amina", 1), gone], 2) == ["Amina"]
    assert rules.waiting_for([gone], 2) == ["Chloe"]
    assert rules.agreed_count([Author(uuid4(), "Amina", 2), gone], 2) == 1


def test_a_short_text_is_its_own_summary_on_one_line() -> None:
    assert rules.summary("Pupils spoke.\n\nThey  laughed.") == "Pupils spoke. They laughed."


def test_three_hundred_characters_stay_and_one_more_is_cut() -> None:
    exactly = "a" * 299 + "."

    assert rules.summary(exactly) == exactly
    assert len(rules.summary(exactly + "b")) <= 300


def test_a_long_text_is_cut_after_a_whole_sentence() -> None:
    text = "First sentence. " + "word " * 30 + "ends here. " + "more " * 100

    assert rules.summary(text).endswith("ends here.")


def test_a_long_sentence_is_cut_between_words_and_says_so() -> None:
    cut = rules.summary("word " * 100)

    assert cut.endswith("word…")


@given(text=st.text(max_size=1_000))
def test_a_summary_is_one_line_of_at_most_three_hundred_characters_that_the_text_begins_with(text: str) -> None:
    summary = rules.summary(text)

    assert len(summary) <= 300
    assert "\n" not in summary
    assert " ".join(text.split()).startswith(summary.removesuffix("…"))
