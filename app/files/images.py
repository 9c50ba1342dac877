"""Makes a picture anew, in a process of its own with limits on memory and time: what happens there ends there.

Nothing of the file survives but what can be seen: no position, no camera, no preview, nothing behind the picture.
This file imports next to nothing of ours, so that the child starts quickly and holds nothing worth having.
"""

import hashlib
import io
import json
import subprocess
import sys
import threading
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, UnidentifiedImageError

from app.files.errors import PicturesBusy
from app.kernel import limits

FILE_BYTES_MAX: Final = 10_000_000
PIXELS_MAX: Final = 40_000_000  # A phone's camera has 12 to 48 million; what is sent from a page is smaller.
SIDE_MAX: Final = 1_600  # Handwriting on a full sheet can still be read.
PUBLISHED_SIDE_MAX: Final = 2_000  # Enough for a poster's picture.
QUALITY: Final = 80
MEDIA_TYPE: Final = "image/webp"
SECONDS: Final = 15
MEMORY_MB: Final = 1_000
MAKERS_MAX: Final = 2
WAIT_SECONDS: Final = 10  # For a place: everybody sends what they took in one lesson at once.
_START_SECONDS: Final = 5  # On top of the time it may compute: a busy machine may take that long to start Python.
_ROOT: Final = Path(__file__).resolve().parents[2]
_READABLE: Final = ("JPEG", "PNG", "WEBP")  # By what the file holds, whatever its name says.
_HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_makers = threading.BoundedSemaphore(MAKERS_MAX)


class Unusable(Exception):
    """The file is no photograph that can be shown safely; says why, in words for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture made anew. *sha256* is of the file as it was sent: the same sent again is the same."""

    content: bytes
    width: int
    height: int
    sha256: str


def make_in_child(sent: bytes, *, side_max: int = SIDE_MAX) -> Photograph:
    """Make a picture anew as `make_anew` does, in a process that cannot harm this one. No transaction may be open.

    Raises:
        Unusable: as `make_anew`, and when the child ran out of time or memory or broke down.
        PicturesBusy: MAKERS_MAX are being made, and went on being.
    """
    require_size(sent)
    require_known_form(sent)
    command = [sys.executable, "-m", __name__, str(SECONDS), str(MEMORY_MB), str(side_max)]
    environment = {"PYTHONPATH": str(_ROOT), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    if not _makers.acquire(timeout=WAIT_SECONDS):
        raise PicturesBusy(retry_after_seconds=WAIT_SECONDS)
    try:
        done = subprocess.run(
            command, input=sent, capture_output=True, env=environment, cwd=_ROOT,
            timeout=SECONDS + _START_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unusable("It took too long to read. Take the picture again, or send a smaller one.") from None
    finally:
        _makers.release()
    if done.returncode != 0:
        raise Unusable("The file is damaged, or no photograph. Take the picture again.")
    head, _, content = done.stdout.partition(b"\n")
    told = json.loads(head)
    if "why" in told:
        raise Unusable(told["why"])
    return Photograph(content, told["width"], told["height"], hashlib.sha256(sent).hexdigest())


def require_size(sent: bytes) -> None:
    """Raises: Unusable, it has more than FILE_BYTES_MAX. Exactly that is allowed."""
    if len(sent) > FILE_BYTES_MAX:
        raise Unusable(f"It has more than {FILE_BYTES_MAX // 1_000_000} MB. Send a smaller picture.")


def require_known_form(sent: bytes) -> None:
    """Look at the first bytes, before anything is started.

    Raises:
        Unusable: it is neither JPEG nor PNG nor WebP by what it holds.
    """
    is_webp = sent[:4] == b"RIFF" and sent[8:12] == b"WEBP"
    if sent.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or is_webp:
        return
    if sent[4:8] == b"ftyp" and sent[8:12] in _HEIC_BRANDS:
        raise Unusable(
            "This is a HEIC or AVIF picture, which not every colleague can open. In the camera's settings choose "
            "“Most compatible”, or send a JPEG."
        )
    raise Unusable("This is neither JPEG nor PNG nor WebP. Send a photograph.")


def make_anew(sent: bytes, side_max: int = SIDE_MAX) -> tuple[bytes, int, int]:
    """Read a picture and write it anew as WebP, upright, at most *side_max* long; answers with width and height too.

    Of moving pictures the first is taken; what is transparent becomes white paper.

    Raises:
        Unusable: it cannot be read, or has more than PIXELS_MAX by its header. Exactly that many are allowed.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(sent), formats=_READABLE) as opened:
                return _written(_upright(opened, side_max))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Unusable(f"It has more than {PIXELS_MAX // 1_000_000} million pixels. Send a smaller picture.") from None
    except UnidentifiedImageError:
        raise Unusable("This is neither JPEG nor PNG nor WebP. Send a photograph.") from None
    except (OSError, SyntaxError, ValueError):
        raise Unusable("The file is damaged or cut off. Take the picture again.") from None


def _upright(opened: Image.Image, side_max: int) -> Image.Image:
    # A JPEG is read at a fraction of its size where that is enough: less memory, and quicker.
    opened.draft("RGB", (2 * side_max, 2 * side_max))
    opened.load()
    flat = _on_paper(opened)
    flat.thumbnail((side_max, side_max))
    # What the camera says of up and down is read from the file, and goes with everything else it says.
    orientation = opened.getexif().get(0x0112, 1)
    turned = _TURNS.get(orientation)
    return flat.transpose(turned) if turned is not None else flat


_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip


def _on_paper(opened: Image.Image) -> Image.Image:
    """The picture in plain colours, on white."""
    if opened.mode.startswith("I"):
        # Sixteen bits of grey; cut to eight they would be white all over.
        return opened.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    if opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info:
        clear = opened.convert("RGBA")
        paper = Image.new("RGB", clear.size, "white")
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    return opened.convert("RGB")


def _written(picture: Image.Image) -> tuple[bytes, int, int]:
    # Into a new picture: one that was read carries its file's words about it along.
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    written = io.BytesIO()
    bare.save(written, "WEBP", quality=QUALITY)
    return written.getvalue(), bare.width, bare.height


def main(arguments: Sequence[str]) -> int:
    """Be the child: take the limits, read the file, print one line of JSON and the picture."""
    seconds, memory_mb, side_max = (int(argument) for argument in arguments)
    limits.take(seconds=seconds, memory_mb=memory_mb)
    sent = sys.stdin.buffer.read(FILE_BYTES_MAX + 1)
    content = b""
    try:
        content, width, height = make_anew(sent, side_max)
        told: dict[str, object] = {"width": width, "height": height}
    except Unusable as unusable:
        told = {"why": str(unusable)}
    except MemoryError:
        told = {"why": "It needs too much memory to be read. Send a smaller picture."}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + content)
    return 0


Image.MAX_IMAGE_PIXELS = PIXELS_MAX

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
