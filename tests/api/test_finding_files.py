"""Pictures and documents of findings: what is taken, what is made of it, who reads it, and what hostile files come to."""

import io
import struct
import zipfile
import zlib
from datetime import timedelta
from threading import BoundedSemaphore
from typing import Any
from uuid import UUID, uuid4

import pytest
from build_fair import a_draft, a_file, all_agree, moved, on_the_fair, published, submitted
from cast import Clock, World, browser
from PIL import Image
from refusals import refused
from sqlmodel import select

from app.fair.rules import uploads
from app.fair.tables import FindingFile
from app.files import images
from app.jobs.tables import Job

SECRET = b"GPS 51.5072N 0.1276W"


def picture(form: str = "PNG", size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, form, **more)
    return written.getvalue()


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


async def made(world: World, finding: dict[str, Any], *sent: Any, **said: str) -> dict[str, Any]:
    answer = await a_file(world, finding, *sent, **said)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def rows(world: World, finding: dict[str, Any]) -> list[FindingFile]:
    with world.database.reading(world.amina.scope) as session:
        return list(session.exec(select(FindingFile).where(FindingFile.finding_id == UUID(finding["id"]))))


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


# ---- who, and when -------------------------------------------------------------------------------


async def test_a_file_is_part_of_what_authors_agree_to(world: World) -> None:
    draft = await a_draft(world)
    await all_agree(world, draft)

    answer = await a_file(world, draft)
    after = (await world.amina.get(f"/findings/{draft['id']}")).json()

    assert (answer.headers["etag"], after["version"]) == ('"2"', 2)
    assert not any(author["agreed"] for author in after["authors"])
    assert [one["id"] for one in after["files"]] == [answer.json()["id"]]


async def test_a_file_taken_away_leaves_nothing_but_a_job_for_its_bytes(world: World) -> None:
    draft = await a_draft(world)
    found = await made(world, draft)
    key = rows(world, draft)[0].store_key

    answer = await world.ben.client.delete(f"/findings/{draft['id']}/files/{found['id']}")

    assert (answer.status_code, answer.headers["etag"]) == (204, '"3"')
    assert rows(world, draft) == []
    with world.database.reading(world.amina.scope) as session:
        assert session.exec(select(Job).where(Job.key == key)).one().kind == "delete_file"
    refused(await world.ben.client.delete(f"/findings/{draft['id']}/files/{found['id']}"), 404, "not-found")


@pytest.mark.parametrize(
    ("person", "status"), [("frank", 404), ("hana", 404), ("eve", 404), ("grace", 404), ("ben", 200), ("chloe", 200)]
)
async def test_a_draft_s_file_is_its_group_s(world: World, person: str, status: int) -> None:
    draft = await a_draft(world)
    found = await made(world, draft)
    path = f"/findings/{draft['id']}/files"

    assert (await world.people[person].get(f"{path}/{found['id']}")).status_code == status
    if status == 404:
        refused(await world.people[person].client.delete(f"{path}/{found['id']}"), 404, "not-found")
        sent = await world.people[person].client.post(
            path, files={"file": ("a.txt", b"a")}, data={"has_no_faces": "true"}
        )
        refused(sent, 404, "not-found")


async def test_a_lead_sees_the_files_of_what_was_handed_in_and_nobody_changes_them(world: World) -> None:
    draft = await a_draft(world)
    found = await made(world, draft)
    await all_agree(world, draft)
    await moved(world.amina, draft, "submit")
    path = f"/findings/{draft['id']}/files/{found['id']}"

    assert (await world.hana.get(path)).status_code == 200
    refused(await world.amina.client.delete(path), 409, "fair/not-a-draft")
    refused(await a_file(world, draft), 409, "fair/not-a-draft")
    refused(await world.hana.client.delete(path), 403, "forbidden")


async def test_files_of_another_finding_are_not_found_through_this_one(world: World) -> None:
    one, other = await a_draft(world), await a_draft(world)
    found = await made(world, other)

    refused(await world.amina.get(f"/findings/{one['id']}/files/{found['id']}"), 404, "not-found")
    refused(await world.amina.client.delete(f"/findings/{one['id']}/files/{found['id']}"), 404, "not-found")


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("group", {"amina"}),
        ("school", {"amina", "frank"}),
        ("trust", {"amina", "frank", "eve"}),
        ("everyone", {"amina", "frank", "eve", "nobody"}),
    ],
)
async def test_a_file_on_the_fair_is_read_by_whoever_reads_the_finding(
    world: World, audience: str, readers: set[str]
) -> None:
    draft = await a_draft(world, audience=audience)
    found = await made(world, draft, picture(), "p.png", alt="A board")
    await on_the_fair(world, draft)
    path, shown = f"/fair/findings/{draft['id']}/files/{found['id']}", {}

    for name in ("amina", "frank", "eve", "nobody"):
        client = browser(world.app) if name == "nobody" else world.people[name].client
        shown[name] = (await client.get(path)).status_code

    assert shown == {name: 200 if name in readers else 404 for name in shown}


async def test_a_file_is_asked_for_again_without_its_bytes(world: World) -> None:
    draft = await a_draft(world)
    found = await made(world, draft, picture(), "p.png", alt="A board")
    await on_the_fair(world, draft)
    client, path = browser(world.app), f"/fair/findings/{draft['id']}/files/{found['id']}"

    first = await client.get(path)
    again = await client.get(path, headers={"If-None-Match": f'"x", W/{first.headers["etag"]}'})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert first.headers["cache-control"] == "public, no-cache"
    assert first.headers["cross-origin-resource-policy"] == "cross-origin"


async def test_the_files_of_a_withdrawn_finding_are_gone_at_once(world: World) -> None:
    draft = await a_draft(world)
    found = await made(world, draft)
    await on_the_fair(world, draft)
    path = f"/fair/findings/{draft['id']}/files/{found['id']}"
    known = (await browser(world.app).get(path)).headers["etag"]
    await moved(world.amina, draft, "withdraw")

    refused(await browser(world.app).get(path, headers={"If-None-Match": known}), 410, "fair/withdrawn")
    assert rows(world, draft)[0].published_at is None
    assert (await world.amina.get(f"/findings/{draft['id']}/files/{found['id']}")).status_code == 200


async def test_a_picture_stands_in_the_text_where_it_was_put(world: World) -> None:
    draft = await a_draft(world)
    found = await made(world, draft, picture(), "p.png", alt="A board")
    text = f"We wrote: ![our *board*](file:{found['id']}) and ![not ours](file:{uuid4()})"
    after = (await world.amina.get(f"/findings/{draft['id']}")).json()
    preview = await world.amina.post(
        "/findings/preview", {"texts": {"aims": f"![our board](file:{found['id']})"}, "finding_id": draft["id"]}
    )

    edited = await world.amina.put(
        f"/findings/{draft['id']}", {"title": "T", "methods": text}, version=after["version"]
    )
    assert preview.json()["html"]["aims"] == f'<p><img src="{found["url"]}" alt="our board"></p>'
    assert any("no longer among the files" in one for one in edited.json()["what_is_missing"])


async def test_what_is_on_the_fair_shows_its_files_in_the_order_in_which_they_came(world: World, clock: Clock) -> None:
    draft = await a_draft(world, audience="everyone")
    found = await made(world, draft, picture(), "p.png", alt="A board")
    clock.instant += timedelta(seconds=1)
    document = await made(world, draft, b"a,b", "counted.csv")
    path = f"/findings/{draft['id']}"
    version = (await world.amina.get(path)).json()["version"]
    body = {key: draft[key] for key in ("title", "background", "aims", "findings", "implications", "next_time", "focus",
                                        "licence", "audience")}  # fmt: skip
    put = await world.amina.put(path, body | {"methods": f"![the board](file:{found['id']})"}, version=version)
    assert put.status_code == 200, put.text
    await on_the_fair(world, put.json())

    public = browser(world.app)
    shown = (await public.get(f"/fair{path}")).json()
    lists = [await public.get("/fair/findings?limit=100"), await public.get("/shelf/findings?limit=100")]

    url = f"/api/fair{path}/files/{found['id']}"
    assert shown["methods_html"] == f'<p><img src="{url}" alt="the board"></p>'
    assert [one["url"] for one in shown["files"]] == [url, f"/api/fair{path}/files/{document['id']}"]
    leading = {"url": url, "alt": "A board", "width": 60, "height": 40}
    assert shown["picture"] == leading
    for answer in lists:
        assert [card["picture"] for card in answer.json()["items"] if card["id"] == draft["id"]] == [leading]


async def test_nobody_adds_files_without_signing_in_or_to_what_is_not_a_draft(world: World) -> None:
    for make in (submitted, published):
        refused(await a_file(world, await make(world)), 409, "fair/not-a-draft")
    nobody = await browser(world.app).post(
        f"/findings/{uuid4()}/files", files={"file": ("a.txt", b"a")}, data={"has_no_faces": "true"}
    )
    refused(nobody, 401, "not-signed-in")


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
