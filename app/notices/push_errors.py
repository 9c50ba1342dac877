"""What is refused about push messages, in words that people read."""

from app.kernel.errors import Unreadable


class PushUnusable(Unreadable):
    """Nothing can be pushed to what the browser named."""

    code = "push/unusable"
    title = "This browser gave an address that nothing can be pushed to: messages go on coming by mail"
