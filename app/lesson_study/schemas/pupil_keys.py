"""What travels over HTTP of a group's own key from labels to pupils."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.web.bodies import Body, Out, Plain


class PupilKeyIn(Body):
    text: Annotated[Plain, Field(min_length=1, max_length=4000)]
    """In the group's own words: `A: ..., B: ...`."""


class PupilKeyOut(Out):
    text: str
    ends_on: date
    """The day on which it is gone."""
    version: int
