"""Turns bytes into text, and says what bytes are that are not text. Nothing is unpacked beyond its limit."""

import re
import zlib
from typing import Final

from app.timetable.importers import alphabets, limits
from app.timetable.importers.alphabets import Alphabet
from app.timetable.importers.understanding import Problem, refusal

_NOT_OURS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file (.xls, .doc)"),
    (b"{\\rtf", "an RTF document"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
)
_HEAD_BYTES: Final = 400
_DECLARED: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<\?xml\b[^>]*?(\bencoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,30})[\"'])"
)
_CODECS: Final = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8", "utf-16": "utf-8",
    # Declared UTF-16 and yet bytes: written by a program that turned it into UTF-8 on the way to the disk.
    **{f"windows-{number}": f"cp{number}" for number in (874, *range(1250, 1259))},
    **{f"cp{number}": f"cp{number}" for number in (437, 850, 852, 866, *range(1250, 1259))},
    **{f"iso-8859-{number}": f"iso8859_{number}" for number in (*range(1, 12), 13, 14, 15, 16)},
    "koi8-r": "koi8_r", "koi8-u": "koi8_u", "macintosh": "mac_roman", "tis-620": "tis_620",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5", "euc-kr": "cp949",
    "shift-jis": "cp932", "euc-jp": "euc_jp",
}  # fmt: skip
"""What XML may declare, and how Python calls it. Nothing else is looked up: a codec can be anything."""

_HOW = "Export the timetable as CSV, save the sheet as .xlsx, or take FET's own files."


def unpacked(data: bytes, file: str) -> bytes:
    """Unpack gzip, once; anything else is given back as it is.

    Raises:
        ImportRefused: it is damaged, cut off, or would grow beyond `UNPACKED_BYTES_MAX` (exactly that is allowed).
    """
    if not data.startswith(b"\x1f\x8b"):
        return data
    grown = b""
    rest = data
    while rest.startswith(b"\x1f\x8b"):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            grown += unpacker.decompress(rest, limits.UNPACKED_BYTES_MAX + 1 - len(grown))
        except zlib.error:
            raise refusal("The .gz file is damaged. Export it again, or unpack it first.", file=file) from None
        if len(grown) > limits.UNPACKED_BYTES_MAX:
            most = limits.UNPACKED_BYTES_MAX // limits.MEGABYTE
            raise refusal(f"Unpacked, the .gz file is larger than {most} MB. Export a smaller file.", file=file)
        if not unpacker.eof:
            raise refusal("The .gz file is cut off before its end. Copy or export it again.", file=file)
        rest = unpacker.unused_data
    return grown


def refuse_what_is_no_text(data: bytes, file: str, *, wanted: str = "a timetable", how: str = _HOW) -> None:
    """Refuse what is plainly something else than text, and say what it is; *how* says what to bring instead."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n\x0b\x0c"):
        raise refusal(f"The file is empty. {how}", file=file)
    for magic, what in _NOT_OURS:
        if data.startswith(magic) and (len(magic) > 4 or magic == b"%PDF" or not _mostly_printed(data)):
            raise refusal(f"This is {what}, not {wanted} we can read. {how}", file=file)


def text(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Decode a text file: UTF-8, UTF-16 with a byte order mark, else the code page that reads sensibly, with a warning.

    Raises:
        ImportRefused: NUL characters, broken UTF-16, or bytes that no encoding has.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        decoded, problems = _utf16(data, file)
    else:
        decoded, problems = _eight_bit(data, file)
    nul = decoded.find("\0")
    if nul >= 0:
        line = decoded.count("\n", 0, nul) + 1
        message = "The file holds NUL characters, as UTF-16 without a byte order mark does. Save it as CSV UTF-8."
        raise refusal(message, file=file, line=line, column=1)
    return decoded, problems


def xml(data: bytes, file: str) -> tuple[bytes, list[Problem]]:
    """Give an XML document as UTF-8 that declares no encoding, whatever its declaration says and the bytes are.

    What is not known or broken is given back as it is: the parser says what is wrong, and where.
    """
    declared = _DECLARED.match(data[:_HEAD_BYTES])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (declared is None and b"\0" in data[:_HEAD_BYTES]):
        return data, []  # UTF-16, which the parser knows by itself.
    name = declared[2].decode("ascii").lower() if declared else "utf-8"
    plain = data if declared is None else data[: declared.start(1)] + b" " * len(declared[1]) + data[declared.end(1) :]
    codec = _CODECS.get(name.replace("_", "-"), "")
    try:
        plain.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _xml_of_code_page(plain, codec, file, error.start) or (data, [])
    if not codec:
        return data, []
    if codec == "utf-8" or plain.isascii():
        return plain, []
    message = f"The file says that it is {name}, but it is UTF-8; it was read as UTF-8."
    return plain, [Problem(message, "info", "encoding", file, 1)]


def _xml_of_code_page(plain: bytes, codec: str, file: str, first: int) -> tuple[bytes, list[Problem]] | None:
    """Read XML that is not UTF-8: as it says, or, if it says nothing or is wrong, as it reads sensibly."""
    if codec not in ("", "utf-8"):
        try:
            return plain.decode(codec).encode(), []
        except UnicodeDecodeError:
            return None
    found = alphabets.found(plain) if codec and _mostly_printed(plain) else None
    if found is None:
        return None
    line = plain.count(b"\n", 0, first) + 1
    return found[1].encode(), [_guessed(found[0], file, line)]


def _utf16(data: bytes, file: str) -> tuple[str, list[Problem]]:
    try:
        return data.decode("utf-16"), []
    except UnicodeDecodeError as error:
        line = data[: error.start].decode("utf-16", "ignore").count("\n") + 1
        message = "The file starts as UTF-16 but is broken or cut off here. Save it as CSV UTF-8."
        raise refusal(message, file=file, line=line) from None


def _eight_bit(data: bytes, file: str) -> tuple[str, list[Problem]]:
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and not data[: error.start].isascii():
            return _cut_off(data, file)
        return _code_page(data, file, error.start)


def _cut_off(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Leave out the last line of UTF-8 that ends in the middle of a letter."""
    whole = data[: max(data.rfind(b"\n"), data.rfind(b"\r")) + 1]
    line = whole.count(b"\n") + 1
    message = "The file ends in the middle of a letter, as if it were cut off. The last row is left out; export again."
    return whole.decode("utf-8-sig"), [Problem(message, "warning", "partial", file, line)]


def _code_page(data: bytes, file: str, first: int) -> tuple[str, list[Problem]]:
    line = data.count(b"\n", 0, first) + 1
    if not _mostly_printed(data):
        raise refusal(f"This is not a text file. {_HOW}", file=file, line=line)
    found = alphabets.found(data)
    if found is None:
        message = "The letters here are neither UTF-8 nor of any code page we know. Save the file as CSV UTF-8."
        raise refusal(message, file=file, line=line)
    return found[1], [_guessed(found[0], file, line)]


def _guessed(alphabet: Alphabet, file: str, line: int) -> Problem:
    message = (
        f"The file is not UTF-8; it was read as {alphabet.called}. Look at the names with accents or other letters: "
        "if they are wrong, save the file as UTF-8 and bring it again."
    )
    return Problem(message, "warning", "encoding", file, line)


def _mostly_printed(data: bytes) -> bool:
    """Say whether the first few thousand bytes hold no more control characters than text does (none but blanks)."""
    head = data[:4_000]
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c" for byte in head)
    return controls == 0
