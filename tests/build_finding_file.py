"""Files of findings: a picture to send, files that were taken, and their rows."""

import io
from typing import Any
from uuid import UUID

from build_fair import a_file
from cast import World
from PIL import Image
from sqlmodel import select

from app.fair.tables import FindingFile


def picture(form: str = "PNG", size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, form, **more)
    return written.getvalue()


async def made(world: World, finding: dict[str, Any], *sent: Any, **said: str) -> dict[str, Any]:
    """A file that Amina has added to *finding*."""
    answer = await a_file(world, finding, *sent, **said)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def rows(world: World, finding: dict[str, Any]) -> list[FindingFile]:
    """The rows of the files of *finding*."""
    with world.database.reading(world.amina.scope) as session:
        return list(session.exec(select(FindingFile).where(FindingFile.finding_id == UUID(finding["id"]))))
