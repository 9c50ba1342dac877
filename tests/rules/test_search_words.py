"""What is typed into the search becomes words, and nothing else, in the languages of both engines."""

import sqlite3
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.shelf.rules import words
from app.shelf.rules.words import Piece, Sought

SCHOOL = UUID("00000000-0000-4000-8000-00000000000a")


def test_words_are_letters_and_digits_once_each_in_order() -> None:
    assert words.words_of("Wait-time: wait, TIME & 10 s!") == ["wait", "time", "10", "s"]


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', '""', "* ^ : - + ( ) { }", "'; --", "\0", "🙂", "\u0301", "_", "%", "\\", "<>&|!"]
)
def test_marks_alone_are_no_words(typed: str) -> None:
    assert words.words_of(typed) == []


def test_operators_are_words_like_any_other() -> None:
    assert words.words_of('NEAR(a b) OR "c" NOT title:d') == ["near", "a", "b", "or", "c", "not", "title", "d"]
    assert words.for_fts5(Sought(words=["or", "not"])) == '({title quote topic sections} : ("or" AND "not"))'


def test_ten_thousand_words_are_cut_to_the_first() -> None:
    typed = " ".join(f"word{number}" for number in range(10_000))

    assert words.words_of(typed) == [f"word{number}" for number in range(words.WORDS_MAX)]
    assert words.words_of("x" * 1_000_000) == ["x" * words.WORD_CHARACTERS_MAX]


def test_other_scripts_and_welsh_accents_stay_whole() -> None:
    assert words.words_of("Tŷ gŵyl, môr; पढ़ना 日本語 Ψυχή") == ["tŷ", "gŵyl", "môr", "पढ़ना", "日本語", "ψυχή"]
    assert words.words_of("to\u0302") == ["t\u00f4"]


def test_tokens_say_exactly_one_thing() -> None:
    assert words.filed("focus", "wait time") == "focus776169742074696d65x"
    assert words.of_school(SCHOOL) != words.of_trust(SCHOOL) != words.of_group(SCHOOL)


def test_a_search_names_its_readers_labels_and_words() -> None:
    sought = Sought([words.everyone(), words.of_school(SCHOOL)], labels=["focus61x"], words=["talk"])

    assert words.for_fts5(sought) == (
        f'(who : ("everyonex" OR "s{SCHOOL.hex}x")) AND (filed : ("focus61x")) '
        'AND ({title quote topic sections} : ("talk"))'
    )
    assert words.tokens_for_tsquery(sought) == f"('=everyonex' | '=s{SCHOOL.hex}x') & ('=focus61x')"


def test_one_of_several_labels_or_words_is_enough() -> None:
    sought = Sought([words.everyone()], any_labels=["focus61x", "phase62x"], any_words=["talk", "or"])

    assert words.for_fts5(sought) == (
        '(who : ("everyonex")) AND ((filed : ("focus61x" OR "phase62x") '
        'OR {title quote topic sections} : ("talk" OR "or")))'
    )
    assert words.any_label_for_tsquery(sought) == "'=focus61x' | '=phase62x'"
    assert words.for_websearch(sought.any_words) == '"talk" or "or"'


@given(st.text(max_size=200))
def test_sqlite_understands_whatever_is_typed(typed: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(title, quote, topic, sections, who, filed)")
    found = words.words_of(typed)

    for sought in (Sought([words.everyone()], words=found), Sought([words.everyone()], any_words=found)):
        assert connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", (words.for_fts5(sought),)).fetchone() == (
            0,
        )


@given(st.text(max_size=300))
def test_words_are_bounded_and_hold_nothing_that_could_be_an_operator(typed: str) -> None:
    found = words.words_of(typed)

    assert len(found) <= words.WORDS_MAX
    assert len(set(found)) == len(found)
    assert not set("".join(found)) & set(" \t\n\"'*:()[]{}^+-&|!<>\\/%_\0")


def test_marked_texts_become_pieces() -> None:
    assert words.pieces("Then \x02talk\x03 & \x02more\x03") == [
        Piece("Then ", False), Piece("talk", True), Piece(" & ", False), Piece("more", True),
    ]  # fmt: skip
    assert words.pieces("") == []
    assert words.pieces("\x02\x03") == []
    assert words.pieces("no hit") == [Piece("no hit", False)]


def test_labels_come_back_as_they_were_kept() -> None:
    stored = "focus\x1foracy\x1fOracy\x1ephase\x1fks3\x1fKey stage 3"

    assert words.labels_of(stored) == [["focus", "oracy", "Oracy"], ["phase", "ks3", "Key stage 3"]]
    assert words.labels_of("") == []
