"""Documents of a cycle asked for over HTTP, and what is read back from them."""

import re
from typing import Any

from build_document import Written
from build_year import read
from cast import Person, World
from sqlmodel import select

from app.lesson_study.tables import EvidenceRead


def squeezed(text: str) -> str:
    """*text* without spaces and places to break: a page breaks lines where it likes."""
    return re.sub(r"[\s\u200b]+", "", text)


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, squeezed."""
    return [squeezed(page.extract_text()) for page in read(pdf).pages]


def text_of(pdf: bytes) -> str:
    return "".join(pages_of(pdf))


async def pdf_of(person: Person, written: Written) -> bytes:
    answer = await person.get(written.pdf)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf"), answer.text
    return answer.content


def reads(world: World) -> list[tuple[str, str, int, str]]:
    """Author, reader, notes and place of every reading that was written down."""
    named = {person.staff_id: person.name for person in world.everyone()}
    with world.database.reading(world.amina.scope) as session:
        rows = session.exec(select(EvidenceRead)).all()
    return sorted(
        (named[row.author_id], named.get(row.reader_id, "guest"), row.notes, row.where_read) for row in rows
    )  # fmt: skip


def tags(root: Any) -> set[str]:
    """What kinds of element the tree of a PDF's structure names."""
    found: set[str] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            if "/S" in node:
                found.add(node["/S"])
            if "/K" in node:
                waiting.append(node["/K"])
    return found
