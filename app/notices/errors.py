"""What is refused about links in messages, each with the words that people read."""

from app.kernel.errors import Conflict


class LinkUsed(Conflict):
    """A link answers once."""

    code = "notices/link-used"
    title = "You have answered by this link already: sign in to change your answer"


class LinkOver(Conflict):
    """A link ends when what it is about begins."""

    code = "notices/link-over"
    title = "This link has ended, because the lesson has begun: nothing has been changed"
