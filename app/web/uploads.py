"""What an upload says of itself: chosen by whoever sends it, and used in messages only."""

from fastapi import UploadFile

FILE_NAME_CHARACTERS_MAX = 100


def name_of(file: UploadFile) -> str:
    """The file's name for messages: the end of it, on one line."""
    name = "".join(sign for sign in file.filename or "" if sign.isprintable())
    return name[-FILE_NAME_CHARACTERS_MAX:] or "file"
