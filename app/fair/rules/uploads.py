"""What a document is, by what it holds and never by what it is called; and a name that is only a name. Pure.

Documents are kept as they are and served to be saved, never to be shown; what could run is not taken at all.
"""

import io
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final

NAME_CHARACTERS_MAX: Final = 100
ZIP_ENTRIES_MAX: Final = 5_000
TYPES_BYTES_MAX: Final = 1_000_000
SNIFFED_CHARACTERS: Final = 2_000  # Browsers look at the first 1,445 bytes.
PDF: Final = "application/pdf"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_MAIN_PARTS: Final = {
    f"{_OFFICE}.wordprocessingml.document": "docx", f"{_OFFICE}.spreadsheetml.sheet": "xlsx",
    f"{_OFFICE}.presentationml.presentation": "pptx",
}  # fmt: skip
MEDIA_TYPES: Final = (PDF, *_MAIN_PARTS, "text/csv", "text/plain")
"""Of every document that is taken."""
_RUNS: Final = re.compile(r"vbaproject|activex|oleobject|\.bin$|\.exe$|\.dll$|\.js$|\.html?$|\.svg$", re.IGNORECASE)
_PRINTER_SETTINGS: Final = re.compile(r"(?:[^/]+/)*printerSettings[0-9]+\.bin", re.IGNORECASE)
"""What Excel keeps for the page set-up: nothing runs it."""
_RUN_TYPES: Final = (b"macroenabled", b"vbaproject", b"activex")
_MARKUP: Final = re.compile(r"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?xml|math|object|embed)", re.IGNORECASE)
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_OTHER_PICTURES: Final = ("GIF8", "BM", "%!PS")
_NOT_IN_TEXT: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|%;&#$`\']+')
_SPACES: Final = re.compile(r"\s+")
TAKEN: Final = "Send a JPEG, PNG or WebP picture, or a PDF, DOCX, XLSX, PPTX, CSV or TXT document."


class NoDocument(Exception):
    """The file is no document that can be handed on safely; says why, in words for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    media_type: str


def is_picture(sent: bytes) -> bool:
    """Whether the first bytes are those of a picture, or of one that phones make and that is refused with reason."""
    is_webp = sent[:4] == b"RIFF" and sent[8:12] == b"WEBP"
    return sent.startswith(_PICTURES) or is_webp or sent[4:8] == b"ftyp"


def document(sent: bytes, name: str) -> Document:
    """What *sent* is, with a name that ends as what it is.

    Raises:
        NoDocument: it is empty, none of those taken, or holds macros or anything else that could run.
    """
    if not sent:
        raise NoDocument("The file is empty.")
    if sent.startswith(b"%PDF-"):
        return Document(file_name(name, "pdf"), PDF)
    if sent.startswith(b"PK\x03\x04"):
        return _office(sent, name)
    return _text(sent, name)


def file_name(name: str, ending: str) -> str:
    """*name* without any path, control character or sign that a shell or a header reads; it ends in *ending*."""
    last = re.split(r"[\\/]", name)[-1]
    last = "".join(one for one in unicodedata.normalize("NFC", last) if unicodedata.category(one)[0] != "C")
    stem = _NOT_IN_NAMES.sub(" ", last.rsplit(".", 1)[0] if "." in last.strip(".") else last)
    stem = _SPACES.sub(" ", stem).strip(" .-")[:NAME_CHARACTERS_MAX].strip(" .-")
    return f"{stem or 'file'}.{ending}"


def _office(sent: bytes, name: str) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(sent)) as opened:
            entries = opened.infolist()
            if len(entries) > ZIP_ENTRIES_MAX:
                raise NoDocument("It holds too many parts. Save it anew, or as PDF.")
            if any(_could_run(one.filename) for one in entries):
                raise NoDocument("It holds macros or parts that could run. Save it without them, or as PDF.")
            with opened.open("[Content_Types].xml") as types:
                declared = types.read(TYPES_BYTES_MAX + 1)
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        raise NoDocument(f"It is no document that can be read. {TAKEN}") from None
    if len(declared) > TYPES_BYTES_MAX or any(one in declared.lower() for one in _RUN_TYPES):
        raise NoDocument("It holds macros or parts that could run. Save it without them, or as PDF.")
    for media_type, ending in _MAIN_PARTS.items():
        if f'"{media_type}.main+xml"'.encode() in declared:
            return Document(file_name(name, ending), media_type)
    raise NoDocument(f"It is no document that can be read. {TAKEN}")


def _could_run(part: str) -> bool:
    """Whether a part of that name may hold something that runs. Its path is looked at too: activeX/ is a folder."""
    folder, _, _ = part.rpartition("/")
    if _PRINTER_SETTINGS.fullmatch(part):
        return _RUNS.search(folder) is not None
    return _RUNS.search(part) is not None


def _text(sent: bytes, name: str) -> Document:
    try:
        text = sent.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoDocument(f"It is neither a picture nor a document that can be taken. {TAKEN}") from None
    if _NOT_IN_TEXT.search(text) or text.startswith(_OTHER_PICTURES):
        raise NoDocument(f"It is neither a picture nor a document that can be taken. {TAKEN}")
    if text.lstrip().startswith("<") or _MARKUP.search(text[:SNIFFED_CHARACTERS]):
        raise NoDocument(f"Pages and drawings (HTML, SVG) can run scripts, so they are not taken. {TAKEN}")
    if name.lower().rstrip().endswith(".csv"):
        return Document(file_name(name, "csv"), "text/csv")
    return Document(file_name(name, "txt"), "text/plain")
