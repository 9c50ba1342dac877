"""Turns bytes into text, and says what bytes are that are not text. Nothing is unpacked beyond its limit."""

import zlib

from app.timetable.importers import limits
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


def refuse_what_is_no_text(data: bytes, file: str) -> None:
    """Refuse what is plainly something else than text, and say what it is."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n\x0b\x0c"):
        raise refusal(f"The file is empty. {_HOW}", file=file)
    for magic, what in _NOT_OURS:
        if data.startswith(magic) and (len(magic) > 4 or magic == b"%PDF" or not _mostly_printed(data)):
            raise refusal(f"This is {what}, not a timetable we can read. {_HOW}", file=file)


def text(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Decode a text file: UTF-8 with or without a byte order mark, UTF-16 with one, else Windows-1252 with a warning.

    Raises:
        ImportRefused: NUL characters, broken UTF-16, or bytes that none of these encodings has.
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
        line = data.count(b"\n", 0, error.start) + 1
        return _windows(data, file, line)


def _windows(data: bytes, file: str, line: int) -> tuple[str, list[Problem]]:
    try:
        decoded = data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "The letters here are neither UTF-8 nor Windows-1252. Save the file as CSV UTF-8."
        raise refusal(message, file=file, line=line) from None
    if not _mostly_printed(data):
        raise refusal(f"This is not a text file. {_HOW}", file=file)
    message = (
        "The file is not UTF-8; it was read as Windows-1252 (Western European). Look at the names with accents: "
        "if they are wrong, save the file as CSV UTF-8 and bring it again."
    )
    return decoded, [Problem(message, "warning", "encoding", file, line)]


def _mostly_printed(data: bytes) -> bool:
    """Say whether the first few thousand bytes hold no more control characters than text does (none but blanks)."""
    head = data[:4_000]
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c" for byte in head)
    return controls == 0
