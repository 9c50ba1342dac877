"""Links that are signed: each opens what it was made for, and nothing else opens anything."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from app.kernel import signed
from app.kernel.signed import Signed
from app.notices.rules import NoticeKind, claims

KEY = b"a-secret-key-for-tests-only-0123456789"
SCHOOL = UUID(int=7)


def test_a_link_says_what_it_was_made_for_and_is_the_same_each_time() -> None:
    claim = claims.leaving(uuid4(), NoticeKind.COVER_ASKED)

    token = signed.token_of(KEY, SCHOOL, claim)

    assert signed.token_of(KEY, SCHOOL, claim) == token
    assert signed.read(KEY, token) == Signed(SCHOOL, claim)
    assert len(token) <= signed.TOKEN_MAX
    assert set(token) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


def test_another_key_opens_nothing() -> None:
    assert signed.read(b"x" * 40, signed.token_of(KEY, SCHOOL, "leave:1")) is None


@given(st.integers(0, 90), st.integers(1, 63))
def test_a_link_with_one_letter_changed_says_nothing_else(place: int, shift: int) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    token = signed.token_of(KEY, SCHOOL, claims.answering(UUID(int=9)))
    place %= len(token)
    other = letters[(letters.index(token[place]) + shift) % 64]

    read = signed.read(KEY, token[:place] + other + token[place + 1 :])

    assert read in (None, signed.read(KEY, token))


@given(st.text(max_size=300))
def test_what_is_no_link_opens_nothing_and_breaks_nothing(text: str) -> None:
    assert signed.read(KEY, text) is None


def test_a_link_for_one_thing_does_no_other() -> None:
    """Take out: the look at the purpose in claims."""
    leave = Signed(SCHOOL, claims.leaving(UUID(int=1), NoticeKind.LOG_MINUTES))
    answer = Signed(SCHOOL, claims.answering(UUID(int=2)))

    assert (claims.left(leave), claims.answered(leave)) == ((UUID(int=1), NoticeKind.LOG_MINUTES), None)
    assert (claims.left(answer), claims.answered(answer)) == (None, UUID(int=2))
