"""Every format that is read, spoilt in every way that the issue names: an understanding or a refusal with its place."""

import gzip
from collections.abc import Iterable

import pytest
from every_format import (
    FORMATS,
    Answer,
    Format,
    answer,
    in_other_letters,
    tenths,
    with_columns_swapped,
    with_each_line_twice,
    with_ids_the_same,
    with_other_separators,
    zipped,
)

from app.rosters.importers import child as roster_child
from app.timetable.importers import absence_child, child, limits, unseen
from app.timetable.importers.understanding import ImportRefused, NamedBytes

WHO = "Amina Khan"
NAMES = [
    "Khan, Amina", "A+B", "Amina + Ben Khan", 'Amina "Jo" Khan', "D'Arcy", "Khan; Amina", "Khan|Amina", "R&D <b>Khan</b>",
    "&lol;", "  Amina Khan  ", "\u00a0Amina\u2003", "דנה כהן", "\u202eدانة\u202c", "王小明", "Zoë Ñandú", "=SUM(A1:A9)",
    "+44 20", "-1", "@cmd", "=cmd|' /C calc'!A0", "%s%n{0}", "Robert'); DROP TABLE staff;--", "NULL", "0", "x" * 500,
]  # fmt: skip
ENTITIES = [
    '<!DOCTYPE {root} [<!ENTITY lol "lol"><!ENTITY a "&lol;&lol;&lol;&lol;"><!ENTITY b "&a;&a;&a;&a;">]>',
    '<!DOCTYPE {root} [<!ENTITY lol SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE {root} [<!ENTITY % all SYSTEM "http://127.0.0.1/all.dtd"> %all;]>',
    '<!DOCTYPE {root} SYSTEM "http://127.0.0.1/all.dtd">',
]
EVERY = pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
OF_LINES = {name: one for name, one in FORMATS.items() if one.style != "zip"}
WITH_TIMES = {name: one for name, one in FORMATS.items() if one.backwards is not None}
OUTSIDE = ["../users.csv", "/etc/users.csv", "a/../../users.csv", "..\\users.csv", "C:users.csv"]


def polite(found: Answer | ImportRefused) -> Answer | None:
    """Give what was understood, if anything was; a refusal names the file and says why."""
    if isinstance(found, Answer):
        return found
    assert found.problems
    for problem in found.problems:
        assert problem.severity in ("refused", "warning", "info")
        assert 10 < len(problem.message) < 700
        assert "Traceback" not in problem.message
    first = found.problems[0]
    assert first.severity == "refused"
    assert first.file is not None
    assert first.file.split("/")[0] == "file"
    assert (first.line or 1) >= 1
    return None


def all_polite(format_: Format, spoilt: Iterable[bytes]) -> list[Answer]:
    found = [polite(answer(format_, data)) for data in spoilt]
    assert found
    return [one for one in found if one is not None]


def whole(format_: Format) -> Answer:
    found = polite(answer(format_, format_.made(WHO)))
    assert found is not None
    assert found.facts
    return found


@EVERY
def test_the_whole_file_is_understood_and_names_its_teacher(format_: Format) -> None:
    assert WHO in whole(format_).people


@EVERY
@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\n" * 5_000, b"\0" * 50], ids=repr)
def test_nothing_is_refused(format_: Format, data: bytes) -> None:
    assert polite(answer(format_, data)) is None


@EVERY
def test_cut_off_at_every_tenth_nothing_is_invented(format_: Format) -> None:
    known = whole(format_)

    for found in all_polite(format_, tenths(format_.made(WHO))):
        invented = found.facts - known.facts
        assert len(invented) <= 1, "the last cell may be shorter than it was, and nothing else"
        assert not invented or format_.style == "table"


def test_a_list_of_absences_that_breaks_off_in_a_line_is_refused_with_that_line() -> None:
    made = FORMATS["absences"].made("Zoë")
    last = made.rindex(b"\r\nZ") + 2
    ends = [place for place in range(last + 1, len(made) - 4) if made[place : place + 1] == b","]
    in_a_letter = made.replace(b"Zoe", "Zoë".encode())[: last + 3]

    for cut in [*(made[:end] for end in ends), in_a_letter]:
        refused = answer(FORMATS["absences"], cut)
        assert polite(refused) is None
        assert isinstance(refused, ImportRefused)
        assert refused.problems[0].line == 4


@EVERY
def test_in_an_encoding_that_it_does_not_say(format_: Format) -> None:
    all_polite(format_, in_other_letters(format_.made(WHO)))


@EVERY
def test_with_the_wrong_separator(format_: Format) -> None:
    all_polite(format_, with_other_separators(format_.made(WHO)))


@EVERY
def test_with_its_columns_swapped(format_: Format) -> None:
    all_polite(format_, with_columns_swapped(format_.made(WHO)))


@EVERY
@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:30])
def test_with_any_name(format_: Format, name: str) -> None:
    found = polite(answer(format_, format_.made(name)))

    assert found is not None, "no name is a reason to refuse a whole file"
    shown = unseen.without(name).strip()
    people = {unseen.without(person) for person in found.people}
    if format_.reader == "staff" and (shown[0] in "=@" or len(shown) > 200):
        assert shown not in people
        assert found.problems, "what a spreadsheet would calculate, or is too long, is left out and told"
    elif len(shown) > 200:
        assert any(shown.startswith(person) for person in people)
    elif "+" in shown:
        assert people & {shown, *(part.strip() for part in shown.split("+"))}, "tables join teachers with it"
    else:
        assert shown in people


@pytest.mark.parametrize("format_", OF_LINES.values(), ids=OF_LINES)
def test_with_the_same_twice_it_says_the_same(format_: Format) -> None:
    found = polite(answer(format_, with_each_line_twice(format_.made(WHO))))

    assert found is None or found.facts == whole(format_).facts


@EVERY
def test_with_one_id_for_two(format_: Format) -> None:
    all_polite(format_, with_ids_the_same(format_.made(WHO)))


@pytest.mark.parametrize("format_", WITH_TIMES.values(), ids=WITH_TIMES)
def test_with_times_that_overlap_or_run_backwards(format_: Format) -> None:
    made = format_.made(WHO)
    assert format_.backwards is not None
    assert format_.backwards[0] in made

    found = polite(answer(format_, made.replace(*format_.backwards)))

    assert found is None or found.problems or found.facts < whole(format_).facts


@EVERY
@pytest.mark.parametrize("doctype", ENTITIES)
def test_entities_are_refused_and_never_resolved(format_: Format, doctype: str) -> None:
    made = format_.made("&lol;")
    if format_.style != "xml":
        made = b"<fet><Days_List>&lol;</Days_List></fet>"
    body = made.removeprefix(b"\xef\xbb\xbf").partition(b"?>")[2] or made
    root = body.strip().lstrip(b"<").split(b" ")[0].split(b">")[0].decode()
    spoilt = doctype.format(root=root).encode() + body.replace(b"&amp;lol;", b"&lol;")

    refused = answer(format_, spoilt)

    assert polite(refused) is None


@EVERY
@pytest.mark.parametrize("name", OUTSIDE)
def test_a_zip_with_a_part_outside_itself_is_refused(format_: Format, name: str) -> None:
    made = zipped(
        **{"users.csv": FORMATS["oneroster users"].made(WHO), "xl/workbook.xml": b"<workbook/>", name: b"x,y\n"}
    )

    assert polite(answer(format_, made)) is None


@EVERY
@pytest.mark.parametrize("is_zip", [True, False], ids=["zip", "gzip"])
def test_a_bomb_is_refused(format_: Format, is_zip: bool) -> None:
    blanks = format_.made(WHO) + b"\n" * (limits.UNPACKED_BYTES_MAX + 1)
    made = zipped(**{"users.csv": blanks, "xl/workbook.xml": b"<workbook/>"}) if is_zip else gzip.compress(blanks)

    assert polite(answer(format_, made)) is None


@pytest.mark.parametrize("name", ["plain", "oneroster users", "absences"])
def test_in_a_process_of_its_own_a_bomb_is_refused_as_politely(name: str) -> None:
    data = zipped(**{"users.csv": b"a,b\n" * 8_000_000, "xl/workbook.xml": b"<workbook/>"})
    read = {
        "plain": lambda file: child.read_in_child([file]), "oneroster users": lambda file: roster_child.read_in_child([file]),
        "absences": absence_child.read_table,
    }[name]  # fmt: skip

    with pytest.raises(ImportRefused) as refused:
        read(NamedBytes("file", data))

    assert polite(refused.value) is None
