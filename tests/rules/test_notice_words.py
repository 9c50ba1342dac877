"""What notices say: every kind in plain words, what people typed as text, links as marks."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from uuid import uuid4

import pytest

from app.notices.rules import NoticeKind, OneClick, letter, words
from app.notices.rules.notice import Notice
from app.notices.rules.ways import DEFAULTS, FOR_ROLES
from app.outbox.rules import with_links

FACTS = {
    "day": "Tuesday 24 November", "start": "09:00", "end": "09:30", "period": "P2", "class": "9B1",
    "subject": "Maths", "place": "M4", "by": "Siân O'Brien", "what": "is called off", "minutes": "60", "count": "3",
}  # fmt: skip
NASTY = '</td><script>alert(1)</script>\r\nBcc: eve@cedar.example\x02/x\x03 "=1+1"'


def notice(kind: NoticeKind, **facts: str) -> Notice:
    return Notice(kind, (uuid4(),), FACTS | facts, "/cover", "key", about_id=uuid4(), begins_at=datetime.now(UTC))


def mail(kind: NoticeKind, answer: str = "", **facts: str) -> letter.Written:
    said = words.said(notice(kind, **facts))
    return letter.write("Ben", said, path="/cover", leave="leave:1", answer=answer)


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_kind_has_a_title_words_and_a_usual_way(kind: NoticeKind) -> None:
    written = mail(kind)

    assert words.TITLES[kind]
    assert DEFAULTS[kind].by_mail
    assert 10 < len(written.subject) < 150
    assert "\n" not in written.subject
    assert written.text.startswith("Hello Ben,\n\n")


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_a_kind_without_any_fact_still_makes_sense(kind: NoticeKind) -> None:
    said = words.said(Notice(kind, (uuid4(),), {}, "/cover", "key"))

    assert said.rows == ()
    assert not re.search(r"\bNone\b|  |, ,|^[ ,]", said.subject + said.opening)


def test_an_ask_for_cover_reads_well_in_a_text_client() -> None:
    text = with_links(mail(NoticeKind.COVER_ASKED, "answer:1").text, lambda path, claim: f"https://k.test{path}{claim}")

    assert text.splitlines() == [
        "Hello Ben,", "", "Siân O'Brien asks whether you can cover 9B1.", "",
        "When: Tuesday 24 November, 09:00 to 09:30 (period P2)", "Class: 9B1, Maths", "Where: M4", "",
        "Yes or no, without signing in:", "https://k.test/cover/answer#answer:1", "",
        "See it in Kenkyu:", "https://k.test/cover", "", "-- ",
        "Choose what you are told, and when: https://k.test/me/notices",
        "No more mail of this kind: https://k.test/leave/leave:1",
    ]  # fmt: skip


class Seen(HTMLParser):
    """What a mail program makes of it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fetched: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [value or "" for name, value in attrs if name in {"src", "background", "srcset"}]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_what_people_typed_is_text_and_nothing_is_fetched_to_show_it() -> None:
    """Take out: `escape` in letter._html."""
    seen, plain = Seen(), Seen()
    seen.feed(mail(NoticeKind.COVER_ASKED, **{"class": NASTY, "place": NASTY, "by": NASTY}).html)
    plain.feed(mail(NoticeKind.COVER_ASKED).html)

    assert seen.tags == plain.tags
    assert seen.fetched == []
    assert "<script>alert(1)</script>" in seen.words


def test_what_people_typed_begins_no_line_and_makes_no_link() -> None:
    """Take out: words.line."""
    said = words.said(notice(NoticeKind.COVER_ASKED, **{"class": NASTY, "by": NASTY}))

    told = [said.subject, said.opening, *(value for _, value in said.rows)]
    assert all(text.isprintable() for text in told)
    assert not any("\x02" in text or "\n" in text for text in told)


def test_a_very_long_fact_is_cut() -> None:
    assert all(len(value) <= 2 * words.FACT_MAX + 2 for _, value in words.said(
        notice(NoticeKind.COVER_ASKED, **{"class": "x" * 5000, "place": "y" * 5000})
    ).rows)  # fmt: skip


def test_what_a_role_lets_know_of_is_known() -> None:
    assert set(FOR_ROLES) == {NoticeKind.COVER_OPEN, NoticeKind.TIMETABLE_CHANGED}


def test_a_link_that_answers_needs_to_know_what_and_until_when() -> None:
    with pytest.raises(AssertionError, match="link has an end"):
        Notice(NoticeKind.COVER_ASKED, (), {}, "/", "key", about_id=uuid4(), answer=OneClick.ANSWER_COVER)
