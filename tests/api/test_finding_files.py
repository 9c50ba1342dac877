"""Pictures and documents of findings: what is taken, what is made of it, and what hostile files come to."""

import io
import struct
import zipfile
import zlib
from threading import BoundedSemaphore

import pytest
from build_fair import a_draft, a_file, all_agree
from build_finding_file import made, picture, rows
from cast import World
from PIL import Image
from refusals import refused

from app.fair.rules import uploads
from app.files import images

SECRET = b"GPS 51.5072N 0.1276W"


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    return picture("JPEG", exif=exif)


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and holds next to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1_000)) + chunk(b"IEND", b"")
    )


def animated(form: str, frames: int) -> bytes:
    written = io.BytesIO()
    made = [Image.new("RGB", (600, 600), (number % 256, 0, 0)) for number in range(frames)]
    made[0].save(written, form, save_all=True, append_images=made[1:], duration=20, loop=0)
    return written.getvalue()


def office(
    kind: str = "wordprocessingml.document",
    *,
    macros: bool = False,
    more: str = "",
    parts: dict[str, bytes] | None = None,
) -> bytes:
    main = f"application/vnd.openxmlformats-officedocument.{kind}.main+xml"
    if macros:
        main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as opened:
        opened.writestr(
            "[Content_Types].xml", f'<Types><Override PartName="/m.xml" ContentType="{main}"/>{more}</Types>'
        )
        for name, content in (parts or {}).items():
            opened.writestr(name, content)
    return written.getvalue()


# ---- what is taken -------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
async def test_a_picture_is_made_anew_as_webp_without_what_it_knew(world: World, form: str) -> None:
    draft = await a_draft(world)
    sent = with_exif() if form == "JPEG" else picture(form)
    assert form != "JPEG" or SECRET in sent

    found = await made(world, draft, sent, "The board.JPG", alt="A board with three questions")
    answer = await world.ben.get(f"/findings/{draft['id']}/files/{found['id']}")

    assert (found["kind"], found["media_type"], found["name"]) == ("image", "image/webp", "The board.webp")
    assert (found["width"], found["height"], found["alt"]) == (60, 40, "A board with three questions")
    assert found["url"] == f"/api/findings/{draft['id']}/files/{found['id']}"
    assert (answer.headers["content-type"], len(answer.content)) == ("image/webp", found["size"])
    assert Image.open(io.BytesIO(answer.content)).format == "WEBP"
    assert SECRET not in answer.content
    assert b"EXIF" not in answer.content


async def test_a_large_picture_is_no_longer_than_a_poster_needs(world: World) -> None:
    found = await made(world, await a_draft(world), picture("JPEG", (4_000, 1_000)), "wide.jpg", alt="Wide")

    assert (found["width"], found["height"]) == (images.PUBLISHED_SIDE_MAX, 500)


@pytest.mark.parametrize(
    ("content", "name", "kept_as", "media_type"),
    [
        (b"%PDF-1.7\n%%EOF", "plan.exe", "plan.pdf", "application/pdf"),
        (office(), "plan.docm", "plan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (office("spreadsheetml.sheet"), "a", "a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (office("presentationml.presentation"), "a.b.pptx", "a.b.pptx",
         "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        (b"pupil,words\nA,12\n", "counted.csv", "counted.csv", "text/csv"),
        ("Cwestiynau ŵ".encode(), "cwestiynau.html", "cwestiynau.txt", "text/plain"),
    ],
)  # fmt: skip
async def test_a_document_is_known_by_what_it_holds_and_served_to_be_saved(
    world: World, content: bytes, name: str, kept_as: str, media_type: str
) -> None:
    draft = await a_draft(world)

    found = await made(world, draft, content, name)
    answer = await world.amina.get(f"/findings/{draft['id']}/files/{found['id']}")

    assert (found["kind"], found["name"], found["media_type"]) == ("document", kept_as, media_type)
    assert answer.content == content
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


# ---- what is not ---------------------------------------------------------------------------------


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HOSTILE = {
    "an SVG": SVG,
    "an SVG with a declaration": b'<?xml version="1.0"?>\n' + SVG,
    "an SVG behind a mark": b"\xef\xbb\xbf  \n" + SVG,
    "a page": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
    "a page behind words": b"Notes\n<script>alert(1)</script>",
    "a GIF": animated("GIF", 2),
    "a GIF that is a page": b"GIF89a/*<html><script>*/=1;alert(1)//</script></html>",
    "30,000 by 30,000 pixels": png_of(30_000, 30_000),
    "40,000,001 pixels": png_of(40_000_001, 1),
    "a picture cut off": picture("PNG", (500, 500))[:300],
    "a HEIC": b"\0\0\0\x18ftypheic" + b"\0" * 50,
    "a document with macros": office(macros=True),
    "a document with a project": office(parts={"word/vbaProject.bin": b"x"}),
    "a sheet with a project called printer settings": office(
        "spreadsheetml.sheet", parts={"xl/activeX/printerSettings1.bin": b"x"}
    ),
    "a document with something of another program": office(parts={"word/embeddings/oleObject1.bin": b"x"}),
    "a sheet with bytes that say nothing": office("spreadsheetml.sheet", parts={"xl/printerSettings.bin": b"x"}),
    "a sheet that declares a project": office(
        "spreadsheetml.sheet",
        more='<Default ContentType="application/vnd.ms-office.vbaProject"/>',
        parts={"xl/printerSettings/printerSettings1.bin": b"x"},
    ),
    "a document with a page inside": office(parts={"word/a.html": b"<html>"}),
    "a zip": office("none"),
    "a broken zip": b"PK\x03\x04" + b"\0" * 100,
    "a program": b"MZ\x90\x00\x03" + bytes(range(256)),
    "an ELF": b"\x7fELF\x02\x01\x01" + b"\0" * 50,
    "postscript": b"%!PS-Adobe-3.0\n(hello) show",
    "control characters": b"a\x1b[2Jb",
    "nothing": b"",
}


@pytest.mark.parametrize("what", HOSTILE)
async def test_what_is_neither_a_picture_nor_a_document_is_refused_in_words(world: World, what: str) -> None:
    draft = await a_draft(world)

    answer = await a_file(world, draft, HOSTILE[what], "innocent.png", alt="Innocent")

    problem = refused(answer, 422, "fair/file-unusable")
    assert problem["why"]
    assert problem["why"].endswith(".")
    assert rows(world, draft) == []


async def test_a_sheet_that_remembers_its_printer_is_taken(world: World) -> None:
    sheet = office("spreadsheetml.sheet", parts={"xl/printerSettings/printerSettings12.bin": b"x"})

    assert (await made(world, await a_draft(world), sheet, "marks.xlsx"))["name"] == "marks.xlsx"


async def test_a_bomb_of_a_zip_is_not_unpacked(world: World) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("[Content_Types].xml", b" " * 50_000_000)

    answer = await a_file(world, await a_draft(world), written.getvalue(), "plan.docx")

    refused(answer, 422, "fair/file-unusable")


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
async def test_of_an_animated_bomb_the_first_picture_is_kept_and_nothing_else(world: World, form: str) -> None:
    sent = animated(form, 120)

    found = await made(world, await a_draft(world), sent, "bomb.png", alt="A bomb")

    assert (found["width"], found["height"]) == (600, 600)
    assert found["size"] < 5_000


async def test_a_picture_with_a_page_behind_it_loses_the_page(world: World) -> None:
    draft = await a_draft(world)
    found = await made(world, draft, picture("JPEG") + b"<html><script>alert(1)</script>", "p.html", alt="Polyglot")

    answer = await world.amina.get(f"/findings/{draft['id']}/files/{found['id']}")

    assert b"script" not in answer.content
    assert answer.headers["content-type"] == "image/webp"


async def test_ten_megabytes_are_taken_and_one_byte_more_is_not(world: World) -> None:
    draft = await a_draft(world)
    full = b"%PDF-1.7" + b"\n" * (images.FILE_BYTES_MAX - 8)

    assert (await made(world, draft, full, "full.pdf"))["size"] == images.FILE_BYTES_MAX
    refused(await a_file(world, draft, full + b"\n", "fuller.pdf"), 422, "fair/file-unusable")


async def test_twenty_files_belong_to_a_finding_and_not_one_more(world: World) -> None:
    draft = await a_draft(world)
    for number in range(20):
        await made(world, draft, f"File {number}".encode(), f"{number}.txt")

    assert refused(await a_file(world, draft), 409, "fair/too-many-files")["files_max"] == 20


async def test_a_picture_has_words_and_somebody_has_looked_at_it(world: World) -> None:
    draft = await a_draft(world)

    refused(await a_file(world, draft, picture(), "p.png"), 422, "fair/alt-missing")
    refused(await a_file(world, draft, picture(), "p.png", alt="   "), 422, "fair/alt-missing")
    refused(await a_file(world, draft, picture(), "p.png", alt="x" * 501), 422, "invalid-request")
    refused(await a_file(world, draft, picture(), "p.png", alt="A", has_no_faces="false"), 422, "fair/file-not-checked")
    refused(await a_file(world, draft, has_no_faces="perhaps"), 422, "invalid-request")
    assert rows(world, draft) == []


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("..\\..\\windows\\system.ini", "system.txt"),
        ("/", "file.txt"),
        ("a\r\nSet-Cookie: b=c.txt", "aSet-Cookie b=c.txt"),
        ("plan\x00.txt", "plan.txt"),
        ("invoice\u202etxt.exe", "invoicetxt.txt"),
        ('"><img src=x onerror=alert(1)>.txt', "img src=x onerror=alert(1).txt"),
        ("'; DROP TABLE finding; --.txt", "DROP TABLE finding.txt"),
        ("${jndi:ldap}.txt", "{jndi ldap}.txt"),
        ("....", "file.txt"),
        ("x" * 300 + ".txt", "x" * 100 + ".txt"),
        ("Cwestiynau ŵyl.txt", "Cwestiynau ŵyl.txt"),
    ],
)
def test_a_name_is_only_a_name(name: str, kept_as: str) -> None:
    assert uploads.file_name(name, "txt") == kept_as


async def test_a_hostile_name_changes_no_header(world: World) -> None:
    draft = await a_draft(world)
    found = await made(world, draft, b"Our plan", "x.txt", name='a"; filename=evil.html\r\nX-Evil: 1/ŵ.txt')

    answer = await world.amina.get(f"/findings/{draft['id']}/files/{found['id']}")

    assert found["name"] == "ŵ.txt"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%C5%B5.txt"
    assert "x-evil" not in answer.headers


async def test_names_of_files_and_words_for_pictures_go_through_the_gate(world: World) -> None:
    await world.hana.post("/pupils/roster", {"names": ["Amira Khan"]})
    for said, field in (({"name": "amira khan.txt"}, "file_name"), ({"alt": "amira khan's sheet"}, "alt")):
        draft = await a_draft(world)
        content = (picture(), "p.png") if "alt" in said else (b"plan", "p.txt")
        await made(world, draft, *content, **said)
        await all_agree(world, draft)

        answer = await world.amina.post(f"/findings/{draft['id']}/submit", {"is_checked": True})

        assert refused(answer, 409, "finding/names-a-pupil")["field"] == field


async def test_while_as_many_pictures_are_made_as_may_be_others_are_asked_to_wait(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take out: the timeout of `_makers.acquire` in app/files/images.py."""
    draft = await a_draft(world)
    monkeypatch.setattr(images, "WAIT_SECONDS", 1)
    monkeypatch.setattr(images, "_makers", BoundedSemaphore(1))

    with images._makers:
        answer = await a_file(world, draft, picture("PNG"), "board.png", alt="The board")

    refused(answer, 429, "files/pictures-busy")
    assert answer.headers["Retry-After"] == "1"
    await made(world, draft, picture("PNG"), "board.png", alt="The board")
