"""Reads XML that anyone may have written: no document type, no entities, bounded depth, size and number of elements."""

import xml.etree.ElementTree as ElementTree  # Only for its element type; all parsing is defusedxml's.

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from app.timetable.importers import limits
from app.timetable.importers.understanding import ImportRefused, refusal


class _RootFound(Exception):
    """The first element has been met."""


def tree(data: bytes, file: str) -> ElementTree.Element:
    """Read a document as elements without namespaces; `line_of` says where each begins.

    Raises:
        ImportRefused: broken or cut off, with a DTD, or beyond the limits on depth and number of elements.
    """
    builder = _Builder(file)
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.lines = parser.parser
    _feed(parser, data, file)
    assert builder.root is not None, "a document without a root is not well-formed"
    return builder.root


def may_be(data: bytes) -> bool:
    """Say whether this begins as XML does, in any encoding."""
    return data[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def root_name(data: bytes, file: str) -> str | None:
    """Find the name of the root element, without reading further; None when this is not XML at all.

    Raises:
        ImportRefused: entities are declared before the root.
    """
    if not may_be(data):
        return None
    builder = _Builder("", only_root=True)
    parser = DefusedXMLParser(target=builder, forbid_dtd=False)
    builder.lines = parser.parser
    try:
        parser.feed(data)
    except DefusedXmlException:
        raise _declared(parser, file) from None
    except (_RootFound, ElementTree.ParseError, LookupError, ValueError):
        return builder.name
    return builder.name


def line_of(element: ElementTree.Element) -> int:
    """Give the line on which an element begins."""
    return int(element.tail or "0")


def text_of(element: ElementTree.Element, name: str) -> str:
    """Give the trimmed text of a child; empty when it has none or there is no such child."""
    return (element.findtext(name) or "").strip()


def texts_of(element: ElementTree.Element, name: str) -> tuple[str, ...]:
    """Give the trimmed texts of all children of that name, without the empty ones."""
    return tuple(text for child in element.findall(name) if (text := (child.text or "").strip()))


def _feed(parser: DefusedXMLParser, data: bytes, file: str) -> None:
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException:
        raise _declared(parser, file) from None
    except ElementTree.ParseError as error:
        line, column = error.position
        message = f"The XML is broken or cut off here ({_reason(error)}). Export the file again."
        raise refusal(message, file=file, line=line, column=column + 1) from None
    except (LookupError, ValueError):
        message = "The XML declares an encoding we do not know. Save it as UTF-8."
        raise refusal(message, file=file, line=1) from None


def _declared(parser: DefusedXMLParser, file: str) -> ImportRefused:
    line, column = parser.parser.CurrentLineNumber, parser.parser.CurrentColumnNumber + 1
    message = "The XML declares a document type or entities, which we never read. Remove the DOCTYPE part."
    return refusal(message, file=file, line=line, column=column)


def _reason(error: ElementTree.ParseError) -> str:
    return str(error).split(":", maxsplit=1)[0]


class _Builder:
    """Builds elements and counts them; the parser's target."""

    def __init__(self, file: str, *, only_root: bool = False) -> None:
        self.file, self.only_root = file, only_root
        self.root: ElementTree.Element | None = None
        self.name: str | None = None
        self.lines: object = None
        self._open: list[ElementTree.Element] = []
        self._text: list[str] = []
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        local = name.rpartition("}")[2]
        if self.only_root:
            self.name = local
            raise _RootFound
        line: int = getattr(self.lines, "CurrentLineNumber", 0)
        self._check(line)
        plain = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        element = ElementTree.Element(local, plain)
        element.tail = str(line)  # The text behind an element is never asked for; a dict each would cost twice as much.
        if self._open:
            self._open[-1].append(element)
        else:
            self.root = element
        self._open.append(element)
        self._text = []

    def _check(self, line: int) -> None:
        self._count += 1
        if len(self._open) >= limits.XML_DEPTH_MAX:
            message = f"The XML is nested deeper than {limits.XML_DEPTH_MAX} levels, which no timetable is."
            raise refusal(message, file=self.file, line=line)
        if self._count > limits.XML_ELEMENTS_MAX:
            message = f"The XML has more than {limits.XML_ELEMENTS_MAX:,} elements, which no school's timetable has."
            raise refusal(message, file=self.file, line=line)

    def data(self, text: str) -> None:
        """Take text; only what stands directly before an element's end is kept."""
        self._text.append(text)

    def end(self, name: str) -> None:
        """Close an element."""
        self._open.pop().text = "".join(self._text)
        self._text = []

    def close(self) -> ElementTree.Element | None:
        """End the document."""
        return self.root
