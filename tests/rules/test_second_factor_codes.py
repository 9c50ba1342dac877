"""Codes of apps are those of RFC 6238, good once; codes on paper are random and read kindly."""

from base64 import b32encode
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from app.second_factor import rules, sealing

RFC_SECRET = b32encode(b"12345678901234567890").decode()
VECTORS = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037",
           20000000000: "353130"}  # fmt: skip
"""RFC 6238, appendix B, SHA-1: the last six of eight digits."""
NOW = datetime.fromtimestamp(1_111_111_111, UTC)
STEP = 1_111_111_111 // 30


@pytest.mark.parametrize(("seconds", "code"), VECTORS.items())
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """Take out: any digit of STEP_SECONDS."""
    assert rules.code_of(RFC_SECRET, seconds // rules.STEP_SECONDS) == code
    assert rules.step_of(RFC_SECRET, code, datetime.fromtimestamp(seconds, UTC), None) == seconds // 30


@pytest.mark.parametrize(("aside", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_a_step_before_and_after_its_own(aside: int, is_taken: bool) -> None:
    """Take out: one of STEPS_ASIDE, or make it two."""
    found = rules.step_of(RFC_SECRET, rules.code_of(RFC_SECRET, STEP + aside), NOW, None)

    assert found == (STEP + aside if is_taken else None)


@pytest.mark.parametrize(("last", "is_taken"), [(STEP - 1, True), (STEP, False), (STEP + 1, False)])
def test_a_code_of_a_step_that_was_used_or_passed_is_good_no_more(last: int, is_taken: bool) -> None:
    """Take out: `and is_new` in rules.step_of."""
    found = rules.step_of(RFC_SECRET, rules.code_of(RFC_SECRET, STEP), NOW, last)

    assert found == (STEP if is_taken else None)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "０５０４７１", "05047l", "050471\n050471", "-50471"])
def test_what_is_not_six_digits_is_no_code(typed: str) -> None:
    """Take out: the pattern, or re.ASCII."""
    assert rules.step_of(RFC_SECRET, typed, NOW, None) is None


def test_spaces_in_a_code_do_not_matter() -> None:
    """Take out: `.split()` in rules.step_of."""
    code = rules.code_of(RFC_SECRET, STEP)

    assert rules.step_of(RFC_SECRET, f" {code[:3]} {code[3:]} ", NOW, None) == STEP


def test_codes_on_paper_are_ten_and_read_without_regard_to_case_and_gaps() -> None:
    """Take out: `.upper()` or the gaps in rules.recovery_hash."""
    account, codes = uuid4(), rules.new_recovery_codes()
    hashes = {rules.recovery_hash(account, code) for code in codes}

    assert len(codes) == len(hashes) == 10
    assert {rules.recovery_hash(account, code.lower().replace(" ", "-")) for code in codes} == hashes
    assert hashes.isdisjoint(rules.recovery_hash(uuid4(), code) for code in codes)
    assert rules.recovery_hash(account, "123456") is None


def test_a_sealed_secret_opens_for_its_account_and_server_alone() -> None:
    """Take out: `salt=account_id.bytes`, or derive from something else than the server's secret."""
    account = uuid4()
    sealed = sealing.seal(b"a" * 40, account, RFC_SECRET)

    assert RFC_SECRET not in sealed
    assert sealing.unseal(b"a" * 40, account, sealed) == RFC_SECRET
    assert sealing.unseal(b"b" * 40, account, sealed) is None
    assert sealing.unseal(b"a" * 40, uuid4(), sealed) is None
    assert sealing.unseal(b"a" * 40, account, sealed[:-4] + "AAA=") is None


def test_the_qr_code_s_path_draws_each_dark_module_once() -> None:
    """Take out: the start or the length of a run in rules.squares."""
    assert rules.squares([b"\x01\x01\x00\x01", b"\x00\x00\x00\x00", b"\x00\x01\x01\x01"]) == (
        "M0 0h2v1h-2zM3 0h1v1h-1zM1 2h3v1h-3z"
    )
