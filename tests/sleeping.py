"""Sleeping beside libfaketime, as a plugin of pytest: where the monotonic clock is real, `time.sleep` is refused (EINVAL).

Python 3.11 sleeps until a moment, which libfaketime moves by a year although that clock is not moved.
"""

import select
import time


def _sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


time.sleep = _sleep
