"""Opens a zip file (an .xlsx is one) that anyone may have packed: everything is checked before anything is unpacked."""

import io
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from app.timetable.importers import limits
from app.timetable.importers.understanding import refusal

ZIP_MAGIC = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Packed:
    """What a zip file is to whoever packed it, and what they can do about it: words for refusals."""

    noun: str
    again: str
    smaller: str
    unlocked: str


WORKBOOK: Final = Packed(
    ".xlsx file", "Open it in Excel and save it again.", "Copy only the sheet that is needed into a new workbook.",
    "Remove the password and save it again in Excel.",
)  # fmt: skip
FOLDER: Final = Packed(
    "zip file", "Export or pack the files again.", "Pack only the files that are needed.",
    "Pack the files again, without a password.",
)  # fmt: skip


class Archive:
    """A zip file whose list of contents has passed every check; `read` unpacks one entry, no further than declared."""

    def __init__(self, data: bytes, file: str, packed: Packed = WORKBOOK) -> None:
        self.file, self._packed = file, packed
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, zlib.error):
            message = f"The {packed.noun} is damaged or cut off. Save or copy it again."
            raise refusal(message, file=file) from None
        entries = self._zip.infolist()
        _check_sizes(entries, file, packed)
        _check_names(entries, file, packed)
        self.names: Collection[str] = frozenset(entry.filename for entry in entries)

    def read(self, name: str) -> bytes:
        """Unpack one entry.

        Raises:
            ImportRefused: there is no such entry, it is damaged, or not as long as it says.
        """
        try:
            entry = self._zip.getinfo(name)
            with self._zip.open(entry) as opened:
                unpacked = opened.read(entry.file_size + 1)  # No more than that, whatever is packed in it.
        except (
            KeyError,
            zipfile.BadZipFile,
            ValueError,
            NotImplementedError,
            OSError,
            EOFError,
            RuntimeError,
            zlib.error,
        ):
            message = f"A part of the {self._packed.noun} is missing or damaged. {self._packed.again}"
            raise refusal(message, file=self.file) from None
        if len(unpacked) != entry.file_size:
            message = f"A part of the {self._packed.noun} is not as long as it says. {self._packed.again}"
            raise refusal(message, file=self.file)
        return unpacked


def _check_sizes(entries: list[zipfile.ZipInfo], file: str, packed: Packed) -> None:
    if len(entries) > limits.ZIP_ENTRIES_MAX:
        raise refusal(f"The {packed.noun} has more than {limits.ZIP_ENTRIES_MAX:,} parts inside.", file=file)
    declared = sum(entry.file_size for entry in entries)
    if declared > limits.UNPACKED_BYTES_MAX:
        most = limits.UNPACKED_BYTES_MAX // limits.MEGABYTE
        raise refusal(f"Unpacked, the {packed.noun} is larger than {most} MB. {packed.smaller}", file=file)
    for entry in entries:
        if entry.file_size > limits.ZIP_RATIO_MAX * max(1, entry.compress_size):
            message = f"A part of the {packed.noun} is packed over {limits.ZIP_RATIO_MAX} times smaller than it is."
            raise refusal(f"{message} {packed.smaller}", file=file)


def _check_names(entries: list[zipfile.ZipInfo], file: str, packed: Packed) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        is_outside = name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/")
        is_link = (entry.external_attr >> 16) & 0o170000 == 0o120000
        if is_outside or is_link or entry.flag_bits & 0x1 or name.casefold() in seen:
            message = f"The {packed.noun} holds a part that is encrypted, doubled or named outside the file."
            raise refusal(f"{message} {packed.unlocked}", file=file)
        seen.add(name.casefold())
