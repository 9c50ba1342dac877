"""Photographs of pupils' work: made anew without metadata, whatever the file holds; for the group alone."""

import io
import struct
import zlib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from build_evidence import IN_CLASS, Studied, a_note, a_studied_round, batch, begun, closed, noted, rows
from build_group import guest_of
from cast import Person, World
from conftest import Clock
from PIL import Image, PngImagePlugin
from refusals import refused

from app.files import images
from app.files.images import Unusable
from app.lesson_study.rules import evidence as rules
from app.lesson_study.tables import EvidenceNote, NotePhoto

GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F
SECRET = b"a word that must not travel"


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **more: Any) -> bytes:
    """A picture whose left half is red and whose right half is blue, as far as *mode* can say it."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    written = io.BytesIO()
    image.convert(mode).save(written, form, **more)
    return written.getvalue()


def with_exif(form: str = "JPEG", orientation: int = 1) -> bytes:
    """A picture that tells where it was taken, with what, and which way is up."""
    exif = Image.Exif()
    exif[MAKE] = SECRET.decode()
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)})
    return picture(form, exif=exif)


def anew(sent: bytes) -> Image.Image:
    """What becomes of a file, opened."""
    images.require_size(sent)
    images.require_known_form(sent)
    content, width, height = images.make_anew(sent)
    made = Image.open(io.BytesIO(content))
    assert (made.format, made.size) == ("WEBP", (width, height))
    return made


def colour(image: Image.Image, x: int, y: int) -> str:
    red, green, blue = image.convert("RGB").getpixel((x, y))  # type: ignore[misc]
    if min(red, green, blue) > 200:
        return "white"
    return "red" if red > blue else "blue"


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG of *chunks*, checksums and all."""
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def header(width: int, height: int) -> tuple[bytes, bytes]:
    return b"IHDR", struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)


# ---- what becomes of a file ------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_position_camera_and_preview_are_gone(form: str) -> None:
    sent = with_exif(form)
    assert SECRET in sent
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(GPS)

    content, _, _ = images.make_anew(sent)

    made = Image.open(io.BytesIO(content))
    assert SECRET not in content
    assert (dict(made.getexif()), made.info.get("exif"), made.info.get("xmp"), made.info.get("icc_profile")) == (
        {}, None, None, None,
    )  # fmt: skip
    assert not any(chunk in content for chunk in (b"EXIF", b"XMP ", b"ICCP"))


def test_words_and_profiles_beside_a_picture_are_gone() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET.decode())
    words.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    for sent in (
        picture("PNG", pnginfo=words, icc_profile=SECRET),
        picture("JPEG", comment=SECRET, icc_profile=SECRET),
        picture("WEBP", icc_profile=SECRET, xmp=SECRET),
    ):
        assert SECRET in sent
        assert SECRET not in images.make_anew(sent)[0]


@pytest.mark.parametrize(
    ("orientation", "size", "corners"),
    [
        (1, (60, 40), ("red", "blue", "red", "blue")),
        (2, (60, 40), ("blue", "red", "blue", "red")),
        (3, (60, 40), ("blue", "red", "blue", "red")),
        (6, (40, 60), ("red", "red", "blue", "blue")),
        (8, (40, 60), ("blue", "blue", "red", "red")),
        (99, (60, 40), ("red", "blue", "red", "blue")),
    ],
)
def test_a_picture_stands_as_it_was_taken_though_nothing_says_so_any_more(
    orientation: int, size: tuple[int, int], corners: tuple[str, ...]
) -> None:
    made = anew(with_exif(orientation=orientation))

    right, bottom = made.width - 3, made.height - 3
    assert made.size == size
    assert tuple(colour(made, x, y) for x, y in ((2, 2), (right, 2), (2, bottom), (right, bottom))) == corners


@pytest.mark.parametrize(
    ("size", "made"),
    [
        ((1_600, 1_200), (1_600, 1_200)),
        ((1_601, 1_200), (1_600, 1_199)),
        ((3_200, 1_600), (1_600, 800)),
        ((1_000, 4_000), (400, 1_600)),
        ((1, 1), (1, 1)),
        ((20_000, 1), (1_600, 1)),
    ],
)
def test_a_picture_is_made_smaller_and_never_larger(size: tuple[int, int], made: tuple[int, int]) -> None:
    assert anew(picture("PNG", size)).size == made


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "YCbCr"])
def test_whatever_colours_a_jpeg_or_png_has_it_can_be_seen(mode: str) -> None:
    made = anew(picture("PNG" if mode == "1" else "JPEG", mode=mode))

    assert (made.mode, made.size) == ("RGB", (60, 40))
    if mode in ("CMYK", "YCbCr"):
        assert (colour(made, 5, 20), colour(made, 55, 20)) == ("red", "blue")


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_is_white_paper(mode: str) -> None:
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    clear.paste((255, 0, 0, 255), (0, 0, 30, 40))
    written = io.BytesIO()
    clear.convert(mode).save(written, "PNG")

    made = anew(written.getvalue())

    assert (made.mode, colour(made, 55, 20)) == ("RGB", "white")


def test_sixteen_bits_of_grey_are_not_white_all_over() -> None:
    row = struct.pack("<60H", *[0x4000] * 30, *[0xFFFF] * 30)
    image = Image.frombytes("I;16", (60, 40), row * 40)
    written = io.BytesIO()
    image.save(written, "PNG")

    made = anew(written.getvalue()).convert("L")

    assert 50 <= made.getpixel((5, 20)) <= 80  # type: ignore[operator]
    assert made.getpixel((55, 20)) > 240  # type: ignore[operator]


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_is_kept(form: str) -> None:
    written = io.BytesIO()
    first, second = Image.new("RGB", (60, 40), "red"), Image.new("RGB", (60, 40), "blue")
    first.save(written, form, save_all=True, append_images=[second], duration=100)
    assert Image.open(io.BytesIO(written.getvalue())).n_frames == 2  # type: ignore[attr-defined]

    made = anew(written.getvalue())

    assert getattr(made, "n_frames", 1) == 1
    assert colour(made, 30, 20) == "red"


@pytest.mark.parametrize("hidden", [b"<script>alert(1)</script>", b"PK\x03\x04", b"%PDF-1.7", SECRET])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_what_hides_behind_a_picture_is_gone(form: str, hidden: bytes) -> None:
    assert hidden not in images.make_anew(picture(form) + hidden)[0]


def test_forty_million_pixels_are_taken_by_the_header_and_not_one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 60 * 40)

    assert anew(picture(size=(60, 40))).size == (60, 40)
    for size in ((61, 40), (600, 400)):
        with pytest.raises(Unusable, match="million pixels"):
            anew(picture("PNG", size))


def test_the_limit_on_pixels_is_in_force() -> None:
    assert Image.MAX_IMAGE_PIXELS == images.PIXELS_MAX == 40_000_000


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(png(header(65_000, 65_000), (b"IDAT", zlib.compress(b"\0" * 1_000)), (b"IEND", b"")), id="bomb"),
        pytest.param(png(header(6_000, 6_000), (b"IDAT", zlib.compress(b"\0" * 1_000)), (b"IEND", b"")), id="short"),
        pytest.param(png(header(0, 0), (b"IDAT", b""), (b"IEND", b"")), id="no size"),
        pytest.param(png(header(10, 10), (b"IDAT", b"not compressed"), (b"IEND", b"")), id="not compressed"),
        pytest.param(png(header(10, 10), (b"IEND", b"")), id="no pixels"),
        pytest.param(
            png(header(1, 1), (b"zTXt", b"bomb\0\0" + zlib.compress(b"\0" * 90_000_000)), (b"IEND", b"")), id="words"
        ),
        pytest.param(picture()[:400], id="cut JPEG"),
        pytest.param(picture("PNG")[:60], id="cut PNG"),
        pytest.param(picture("WEBP")[:40], id="cut WebP"),
        pytest.param(b"\xff\xd8\xff" + b"\0" * 500, id="JPEG's first bytes"),
        pytest.param(b"RIFF\0\0\0\0WEBP" + b"\xff" * 500, id="WebP's first bytes"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", id="SVG"),
        pytest.param(b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", id="XML"),
        pytest.param(picture("GIF", mode="P"), id="GIF"),
        pytest.param(picture("TIFF"), id="TIFF"),
        pytest.param(picture("BMP"), id="BMP"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", id="EPS"),
        pytest.param(b"%PDF-1.7\n", id="PDF"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"\0" * 1_000, id="zeros"),
    ],
)
def test_what_is_no_photograph_is_refused_in_words(sent: bytes) -> None:
    with pytest.raises(Unusable) as refusal:
        anew(sent)

    assert str(refusal.value).endswith(".")
    assert "0x" not in str(refusal.value)


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_heic_is_refused_with_what_to_do_instead(brand: bytes) -> None:
    with pytest.raises(Unusable, match="Most compatible"):
        anew(b"\0\0\0\x18ftyp" + brand + b"\0" * 100)


def test_ten_megabytes_are_taken_and_not_one_byte_more() -> None:
    sent = picture()
    images.require_size(sent + b"\0" * (images.FILE_BYTES_MAX - len(sent)))

    with pytest.raises(Unusable, match="10 MB"):
        images.require_size(b"\0" * (images.FILE_BYTES_MAX + 1))


# ---- in a process of its own -----------------------------------------------------------------------


def test_the_child_makes_the_same_picture() -> None:
    sent = with_exif(orientation=6)

    made = images.make_in_child(sent)

    assert (made.width, made.height, len(made.sha256)) == (40, 60, 64)
    assert made.content == images.make_anew(sent)[0]


def test_the_child_has_room_for_the_largest_picture() -> None:
    made = images.make_in_child(picture("PNG", (8_000, 5_000), "RGBA"))

    assert (made.width, made.height) == (1_600, 1_000)


def test_a_child_without_room_or_time_refuses_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MEMORY_MB", 60)
    with pytest.raises(Unusable):
        images.make_in_child(picture("PNG", (4_000, 4_000)))


def test_what_the_parent_lets_through_the_child_refuses() -> None:
    bomb = png(header(65_000, 65_000), (b"IDAT", zlib.compress(b"\0" * 1_000)), (b"IEND", b""))

    with pytest.raises(Unusable, match="million pixels"):
        images.make_in_child(bomb)


# ---- sending ---------------------------------------------------------------------------------------


async def send(
    person: Person, studied: Studied, sent: bytes, *, note_id: str | None = None, **changes: Any
) -> httpx.Response:
    form = {
        "kind": "photo", "has_no_faces": "true", "device_at": IN_CLASS.isoformat(), "sent_at": IN_CLASS.isoformat(),
        "case_pupil_id": studied.pupil_a, "stage_key": "start",
    } | changes  # fmt: skip
    path = f"/rounds/{studied.round_id}/notes/{note_id or uuid4()}/photo"
    return await person.client.post(path, data=form, files={"file": ("work.jpg", sent, "image/jpeg")})


async def test_a_photograph_of_work_is_a_note_that_the_group_can_look_at(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    sent = with_exif(orientation=6)

    answer = await send(world.ben, studied, sent)

    assert answer.status_code == 200, answer.text
    note = answer.json()
    assert (note["kind"], note["has_photo"], note["label"], note["stage_title"], note["text"]) == (
        "photo", True, "A", "Fold the strips", "",
    )  # fmt: skip
    shown = await world.chloe.get(f"/notes/{note['id']}/photo")
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/webp")
    assert Image.open(io.BytesIO(shown.content)).size == (40, 60)
    assert SECRET not in shown.content
    assert [SECRET in row.content for row in rows(world, NotePhoto)] == [False]


async def test_a_photograph_can_be_looked_at_and_nothing_else(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note_id = (await send(world.ben, studied, picture())).json()["id"]

    headers = (await world.ben.get(f"/notes/{note_id}/photo")).headers

    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-disposition"] == f'inline; filename="{note_id}.webp"'
    assert headers["cache-control"] == "no-store"


async def test_a_photograph_of_a_sheet_may_be_about_the_whole_class(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS

    answer = await send(world.ben, studied, picture("PNG"), kind="sheet", case_pupil_id=str(uuid4()), stage_key="")

    assert (answer.json()["kind"], answer.json()["label"]) == ("sheet", None)


async def test_who_has_not_looked_for_faces_sends_nothing(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS

    refused(
        await send(world.ben, studied, picture(), has_no_faces="false"), 422, "lesson-study/faces-not-checked"
    )  # fmt: skip

    assert rows(world, EvidenceNote) == []


async def test_saying_nothing_of_faces_is_not_having_looked(world: World) -> None:
    studied = await a_studied_round(world)
    form = {"kind": "photo", "device_at": IN_CLASS.isoformat(), "sent_at": IN_CLASS.isoformat()}

    answer = await world.ben.client.post(
        f"/rounds/{studied.round_id}/notes/{uuid4()}/photo", data=form, files={"file": ("a.jpg", picture())}
    )

    assert refused(answer, 422, "invalid-request")["errors"][0]["pointer"] == "/body/has_no_faces"


@pytest.mark.parametrize("sent", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:300], b""])
async def test_what_is_no_photograph_is_refused_and_nothing_is_stored(world: World, sent: bytes) -> None:
    studied = await a_studied_round(world)

    problem = refused(await send(world.ben, studied, sent), 422, "lesson-study/photo-unusable")

    assert problem["detail"] == problem["why"]
    assert rows(world, EvidenceNote) == []


async def test_a_photograph_of_ten_megabytes_arrives_and_eleven_do_not(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    sent = picture("PNG")
    full = sent + b"\0" * (images.FILE_BYTES_MAX - len(sent))

    assert (await send(world.ben, studied, full)).status_code == 200
    refused(await send(world.ben, studied, full + b"\0"), 422, "lesson-study/photo-unusable")
    assert (await send(world.ben, studied, full + b"\0" * 1_000_000)).status_code == 413


@pytest.mark.parametrize("change", [{"kind": "words"}, {"stage_key": "No Key"}, {"device_at": "now"}])
async def test_a_photograph_with_an_odd_label_is_not_understood(world: World, change: dict[str, str]) -> None:
    studied = await a_studied_round(world)

    refused(await send(world.ben, studied, picture(), **change), 422, "invalid-request")


async def test_the_same_photograph_sent_again_is_stored_once(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note_id = str(uuid4())

    first = await send(world.ben, studied, picture(), note_id=note_id)
    clock.instant += timedelta(minutes=1)
    again = await send(world.ben, studied, picture(), note_id=note_id)

    assert first.json() == again.json()
    assert (len(rows(world, EvidenceNote)), len(rows(world, NotePhoto))) == (1, 1)


async def test_another_file_under_the_same_id_is_refused(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note_id = str(uuid4())
    await send(world.ben, studied, picture(), note_id=note_id)
    [text_id] = await noted(world, world.ben, studied.round_id, a_note())

    for answer in (
        await send(world.ben, studied, picture("PNG"), note_id=note_id),
        await send(world.ben, studied, picture(), note_id=note_id, kind="sheet"),
        await send(world.chloe, studied, picture(), note_id=note_id),
        await send(world.ben, studied, picture(), note_id=text_id),
    ):
        refused(answer, 409, "lesson-study/note-differs")
    assert len(rows(world, NotePhoto)) == 1


async def test_a_phone_s_wrong_clock_is_put_right_for_photographs_too(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    tomorrow = (IN_CLASS + timedelta(days=1)).isoformat()

    answer = await send(world.ben, studied, picture(), device_at=tomorrow, sent_at=tomorrow)

    assert (answer.json()["noted_at"], answer.json()["clock_was_off"]) == ("2026-11-02T09:00:00Z", True)


async def test_nobody_photographs_without_end(world: World, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    monkeypatch.setattr(rules, "PHOTOS_A_PERSON_MAX", 1)
    note_id = str(uuid4())
    await send(world.ben, studied, picture(), note_id=note_id)

    refused(await send(world.ben, studied, picture()), 409, "lesson-study/too-many-notes")
    assert (await send(world.ben, studied, picture(), note_id=note_id)).status_code == 200
    assert (await send(world.chloe, studied, picture())).status_code == 200


# ---- withdrawing, and who may ----------------------------------------------------------------------


async def test_with_its_note_the_photograph_is_deleted_and_does_not_come_back(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note_id = str(uuid4())
    await send(world.ben, studied, picture(), note_id=note_id)

    assert (await world.ben.client.delete(f"/notes/{note_id}")).status_code == 204

    assert rows(world, NotePhoto) == []
    for person in (world.ben, world.chloe):
        refused(await person.get(f"/notes/{note_id}/photo"), 404, "not-found")
    again = await send(world.ben, studied, picture(), note_id=note_id)
    assert (again.status_code, again.json()["has_photo"], again.json()["may_withdraw"]) == (200, False, False)
    assert rows(world, NotePhoto) == []


async def test_once_the_discussion_is_closed_photographs_stay(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note_id = (await send(world.ben, studied, picture())).json()["id"]
    talk = await begun(world, studied.round_id)
    await closed(world, talk["id"], studied.pupil_a, studied.pupil_b)

    refused(await world.ben.client.delete(f"/notes/{note_id}"), 409, "discussion/closed")
    assert (await world.chloe.get(f"/notes/{note_id}/photo")).status_code == 200


async def test_who_looked_at_a_photograph_is_shown_to_its_author(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    first = (await send(world.ben, studied, picture())).json()["id"]
    second = (await send(world.ben, studied, picture("PNG"))).json()["id"]

    await world.ben.get(f"/notes/{first}/photo")
    await world.chloe.get(f"/notes/{first}/photo")
    await world.chloe.get(f"/notes/{second}/photo")

    seen = (await world.ben.get("/my-notes/reads")).json()["items"]
    assert [(one["reader_name"], one["where_read"], one["notes"]) for one in seen] == [("Chloe", "photo", 1)] * 2


@pytest.mark.parametrize("person", ["hana", "dev", "frank"])
async def test_leads_and_other_colleagues_see_no_photograph_and_send_none(
    world: World, clock: Clock, person: str
) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note_id = (await send(world.ben, studied, picture())).json()["id"]

    refused(await world.people[person].get(f"/notes/{note_id}/photo"), 403, "forbidden")
    refused(await send(world.people[person], studied, picture()), 403, "forbidden")


async def test_another_school_has_no_such_photograph(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note_id = (await send(world.ben, studied, picture())).json()["id"]

    refused(await world.eve.get(f"/notes/{note_id}/photo"), 404, "not-found")
    refused(await send(world.eve, studied, picture()), 404, "not-found")


async def test_the_group_s_guest_looks_at_photographs_and_sends_none(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS
    note_id = (await send(world.ben, studied, picture())).json()["id"]
    guest = await guest_of(world, {"id": studied.group_id})

    assert (await guest.get(f"/notes/{note_id}/photo")).status_code == 200
    refused(await send(guest, studied, picture()), 403, "forbidden")


async def test_whoever_may_not_send_does_not_make_us_read_pictures(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    studied = await a_studied_round(world)
    read: list[int] = []
    monkeypatch.setattr(images, "make_in_child", lambda sent: read.append(len(sent)))

    await send(world.hana, studied, picture())
    await send(world.ben, studied, picture(), has_no_faces="false")

    assert read == []


async def test_a_note_in_words_has_no_photograph(world: World) -> None:
    studied = await a_studied_round(world)
    [note_id] = await noted(world, world.ben, studied.round_id, a_note())

    refused(await world.ben.get(f"/notes/{note_id}/photo"), 404, "not-found")


async def test_a_photograph_without_a_file_cannot_come_among_the_notes(world: World) -> None:
    studied = await a_studied_round(world)

    answer = await world.ben.post(f"/rounds/{studied.round_id}/notes", batch(a_note("", kind="photo")))

    assert answer.json()["results"][0]["outcome"] == "refused"
