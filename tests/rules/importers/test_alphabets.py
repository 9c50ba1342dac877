"""Files in code pages: found by what reads sensibly, said as a warning; and what XML declares of itself."""

import unicodedata

import pytest
from other_programs import asc, asc_lesson, card
from school_files import PLAIN_HEADING, fet, refused, understand

from app.timetable.importers import decode
from app.timetable.importers.understanding import ImportRefused

SCHOOLS = {
    ("cp1252", "1252"): ("Jürgen Groß,Montag,1,7ä,Französisch,Süd", "Hélène Lefèvre,jeudi,2,7B,Français,où"),
    ("cp1250", "1250"): ("Šťastná Jiřina,Pondělí,1,7Ř,Tělocvik,Ú1", "Wójcik Łucja,Środa,1,7Ą,Język polski,Ś1"),
    ("cp1251", "1251"): (
        "Семёнова Анна,Понедельник,1,7Б,Физкультура,Зал",
        "Шевчук Їжак,Вівторок,2,7Є,Українська мова,Зал",
    ),
    ("koi8_r", "KOI8"): ("Семёнова Анна,Понедельник,1,7Б,Физкультура,Зал",),
    ("cp1253", "1253"): ("Ελένη Γεωργίου,Δευτέρα,1,Α1,Μαθηματικά,Αίθουσα",),
    ("cp1254", "1254"): ("Işıl Güneş,Çarşamba,1,7Ğ,Türkçe,Şube",),
    ("cp1255", "1255"): ("כהן דן,יום שני,1,ז1,מתמטיקה,חדר",),
    ("cp1256", "1256"): ("سالم,الأحد,1,السابع,الرياضيات,القاعة",),
    ("cp1257", "1257"): ("Žemaitė Ąžuolė,Pirmadienis,1,7Š,Lietuvių kalba,Salė",),
    ("iso8859_2", "8859-2"): ("Šťastná Jiřina,Pondělí,1,7Ř,Tělocvik,Žlutá",),
}


@pytest.mark.parametrize(
    ("codec", "called", "row"), [(*page, row) for page, rows in SCHOOLS.items() for row in rows]
)  # fmt: skip
def test_the_code_page_is_found_by_what_reads_sensibly(codec: str, called: str, row: str) -> None:
    found = understand((PLAIN_HEADING + row + "\n").encode(codec))

    lesson = found.lessons[0]
    assert [*lesson.teachers, lesson.day, lesson.period, lesson.class_name, lesson.subject, lesson.room] == row.split(
        ","
    )
    assert [(problem.kind, problem.severity, problem.line) for problem in found.problems] == [
        ("encoding", "warning", 2)
    ]
    assert called in found.problems[0].message


def windows_1258(text: str) -> bytes:
    """Write Vietnamese as Windows does: the five tones behind their letters."""
    written = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((part for part in parts[1:] if part in "\u0300\u0301\u0303\u0309\u0323"), "")
        plain = unicodedata.normalize("NFC", parts.replace(tone, "")) if tone else letter
        written += (plain + tone).encode("cp1258")
    return written


def test_vietnamese_is_read_with_its_letters_put_together() -> None:
    row = "Nguyễn Thị Hạnh,Thứ hai,1,7Đ,Lịch sử,Phòng ở"

    found = understand(windows_1258(PLAIN_HEADING + row + "\n"))

    assert found.teachers == ("Nguyễn Thị Hạnh",)
    assert found.lessons[0].subject == "Lịch sử"
    assert "1258" in found.problems[0].message


def test_a_single_foreign_name_does_not_change_the_alphabet() -> None:
    names = ("José", "Zoë", "Søren", "Müller", "São")
    rows = "".join(f"{name},Monday,{number},7A,Art,R\n" for number, name in enumerate(names))

    found = understand((PLAIN_HEADING + rows).encode("cp1252"))

    assert found.teachers == names
    assert "1252" in found.problems[0].message


def test_utf_8_that_is_cut_off_inside_a_letter_stays_utf_8() -> None:
    whole = (PLAIN_HEADING + "Zoë,Monday,1,7A,Art,R1\nZoë,Monday,2,7A,Art,Rö").encode()

    found = understand(whole[:-1])

    assert [lesson.period for lesson in found.lessons] == ["1"]
    assert found.teachers == ("Zoë",)
    assert [(problem.kind, problem.line) for problem in found.problems] == [("partial", 3)]


LESSON = asc_lesson("L1", "T1", "C1")


def school(subject: str, head: str) -> str:
    return asc(LESSON, card("L1", 1, "10000"), head=head).replace('name="Maths"', f'name="{subject}"')


@pytest.mark.parametrize(
    ("codec", "name", "subject"),
    [
        ("cp1250", "windows-1250", "Tělocvik"),
        ("cp1251", "windows-1251", "Физкультура"),
        ("cp1252", "windows-1252", "Größe"),
        ("cp1253", "Windows-1253", "Μαθηματικά"),
        ("cp1254", "WINDOWS-1254", "Türkçe"),
        ("cp1255", "windows-1255", "מתמטיקה"),
        ("cp1256", "windows-1256", "الرياضيات"),
        ("cp1257", "windows-1257", "Lietuvių"),
        ("cp1258", "windows-1258", "Toàn đơn"),
        ("iso8859_1", "ISO-8859-1", "Größe"),
        ("iso8859_9", "iso-8859-9", "Türkçe"),
        ("gb18030", "GB2312", "数学"),
        ("cp932", "Shift_JIS", "数学"),
        ("utf-16", "utf-16", "数学"),
        ("utf-8", "utf-16", "Größe"),
    ],
)
def test_xml_is_read_in_the_encoding_that_it_declares(codec: str, name: str, subject: str) -> None:
    found = understand(school(subject, f'<?xml version="1.0" encoding="{name}"?>\n').encode(codec))

    assert found.lessons[0].subject == subject
    assert found.problems == ()


def test_xml_that_declares_a_code_page_but_is_utf_8_is_read_as_utf_8() -> None:
    found = understand(school("Tělocvik", '<?xml version="1.0" encoding="windows-1250"?>\n').encode())

    assert found.lessons[0].subject == "Tělocvik"
    assert [(problem.kind, problem.severity) for problem in found.problems] == [("encoding", "info")]


@pytest.mark.parametrize(
    "head", ["", '<?xml version="1.0"?>', "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"]
)
def test_xml_that_is_not_what_it_declares_is_read_as_it_reads_sensibly(head: str) -> None:
    found = understand(school("Физкультура урок", head).encode("cp1251"))

    assert found.lessons[0].subject == "Физкультура урок"
    assert [(problem.kind, problem.severity) for problem in found.problems] == [("encoding", "warning")]


def test_lines_and_columns_of_xml_stay_true() -> None:
    head = "<?xml version='1.0' encoding='windows-1251'?>\n"

    problem = refused((head + "<timetable>\n<a>Физика</b></timetable>").encode("cp1251"))

    assert (problem.line, problem.column) == (3, 12)


@pytest.mark.parametrize("name", ["no-such", "zip", "rot13", "utf-7", "idna", "x" * 30])
def test_an_encoding_that_is_none_of_text_is_refused(name: str) -> None:
    with pytest.raises(ImportRefused):
        understand(fet("").replace("UTF-8", name).encode() + "ä".encode("cp1252"))


def test_every_encoding_that_may_be_declared_is_known_to_python() -> None:
    for name, codec in decode._CODECS.items():
        assert decode.xml(f'<?xml version="1.0" encoding="{name}"?><a/>'.encode(), "f")[1] == []
        assert "a".encode(codec)


def test_bytes_of_no_alphabet_are_refused() -> None:
    assert "text" in refused(PLAIN_HEADING.encode() + b"\x01\x02\xff\xfe\x81\n").message
