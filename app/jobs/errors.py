"""What is refused about jobs that somebody asks for by hand, in words that people read."""

from app.kernel.errors import TooMany


class TooMuchWaits(TooMany):
    """A school's addresses are asked a few at a time; what waits already is done first."""

    code = "jobs/too-much-waits"
    title = "Much of this waits to be done already: wait a little, then try again"
