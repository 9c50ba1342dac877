"""A document as DOCX: real headings and tables, in British English, with no person's name in its properties."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

LANGUAGE: Final = "en-GB"
LONG_SIDE: Final = Cm(29.7)
SHORT_SIDE: Final = Cm(21)
MARGIN: Final = Cm(1.8)
LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The properties tell no time: a document made twice is the same."""


def docx_of(given: Mapping[str, Any]) -> bytes:
    """*given*, which is blocks.as_inputs, as a file."""
    written = docx.Document()
    _describe(written, given)
    written.add_heading(given["title"], 0)
    for number, part in enumerate(given["parts"]):
        if number and part["is_wide"] != given["parts"][number - 1]["is_wide"]:
            written.add_section(WD_SECTION.NEW_PAGE)
        _turn(written, is_wide=part["is_wide"])
        for block in part["blocks"]:
            _add(written, block, LONG_SIDE if part["is_wide"] else SHORT_SIDE)
    _foot(written, given["foot"])
    file = io.BytesIO()
    written.save(file)
    return file.getvalue()


def _describe(written: Document, given: Mapping[str, Any]) -> None:
    properties = written.core_properties
    # Microsoft's own limit for a property is 255 characters.
    properties.title, properties.author = given["title"][:255], given["author"][:255]
    properties.last_modified_by = properties.author
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = LONG_AGO
    normal = written.styles["Normal"]
    normal.font.size = Pt(10.5)
    for language in written.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _turn(written: Document, *, is_wide: bool) -> None:
    section = written.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG_SIDE, SHORT_SIDE) if is_wide else (SHORT_SIDE, LONG_SIDE)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN


def _add(written: Document, block: Mapping[str, Any], page_width: int) -> None:
    if block["kind"] == "heading":
        written.add_heading(block["text"], block["level"])
    elif block["kind"] == "text":
        paragraph = written.add_paragraph()
        if block["name"]:
            paragraph.add_run(f"{block['name']}: ").bold = True
        paragraph.add_run(block["text"])
    else:
        _add_table(written, block, page_width - 2 * MARGIN)


def _add_table(written: Document, block: Mapping[str, Any], width: int) -> None:
    shares = block["widths"]
    table = written.add_table(rows=0, cols=len(shares), style="Table Grid")
    table.autofit = False
    widths = [Emu(width * share // sum(shares)) for share in shares]
    for column, each in zip(table.columns, widths, strict=True):
        column.width = each
    _describe_table(table, block["title"])
    _add_row(table, [[heading] for heading in block["headings"]], widths, is_header=True)
    for row in block["rows"]:
        _add_row(table, row, widths, is_header=False)
    written.add_paragraph()  # Two tables in a row would become one.


def _describe_table(table: Table, title: str) -> None:
    """Say what the table is about to whoever cannot see it, and that its first row and column are headings."""
    properties = table._tbl.tblPr
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        look.addnext(caption)
    else:
        properties.append(caption)


def _add_row(table: Table, cells: Sequence[Sequence[str]], widths: Sequence[Emu], *, is_header: bool) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]
    if is_header:
        repeated = OxmlElement("w:tblHeader")
        row._tr.get_or_add_trPr().append(repeated)
    for cell, texts, width in zip(row.cells, cells, widths, strict=True):
        cell.width = width
        for number, text in enumerate(texts):
            _write(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), text, is_bold=is_header)


def _write(paragraph: Paragraph, text: str, *, is_bold: bool) -> None:
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.font.size = Pt(9)
    if is_bold:
        run.bold = True


def _foot(written: Document, text: str) -> None:
    """On every page: later sections take the first one's."""
    written.sections[0].footer.paragraphs[0].text = text
