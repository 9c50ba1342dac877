"""What is refused about files, whoever keeps them, with the words that people read."""

from app.kernel.errors import TooMany


class PicturesBusy(TooMany):
    """As many pictures as may be are being made anew already."""

    code = "files/pictures-busy"
    title = "Pictures are being read for others; try again in a moment"
