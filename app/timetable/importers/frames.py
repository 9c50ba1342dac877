"""Hands files to a child process over its standard input: the length of each name and content stands before them."""

import struct
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from app.timetable.importers.understanding import NamedBytes

_LENGTHS: Final = struct.Struct("!IQ")


def framed(files: Iterable[NamedBytes]) -> bytes:
    """Write files one behind the other."""
    frames: list[bytes] = []
    for file in files:
        name = file.name.encode("utf-8", "replace")
        frames += [_LENGTHS.pack(len(name), len(file.data)), name, file.data]
    return b"".join(frames)


def unframed(stream: BinaryIO) -> Iterator[NamedBytes]:
    """Read what `framed` wrote. Only for our own output: nothing is checked."""
    while lengths := stream.read(_LENGTHS.size):
        name, data = _LENGTHS.unpack(lengths)
        yield NamedBytes(stream.read(name).decode("utf-8"), stream.read(data))
