"""Photographs made anew without metadata, whatever the file holds, in a process of their own."""

import io
import struct
import warnings
import zlib

import pytest
from build_photo import GPS, SECRET, picture, with_exif
from PIL import Image, PngImagePlugin

from app.files import images
from app.files.images import Unusable


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
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # As in the child, where they are no errors unless make_anew says so.
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
