"""Working-time profiles as data: one JSON file each, with editions by school year; every figure says its source.

A new edition is a new entry in a file here, and no line of code.
"""

import json
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.identity.rules import WorkingTimeRegime
from app.working_time.rules import FIGURES, FigureKey, Unit

DEFAULT = "england"
FILES = ("england", "wales", "northern_ireland", "leadership", "local")
"""In the order in which a school is offered them."""
_Text = Annotated[str, Field(min_length=1, max_length=1000)]
_Id = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Source(_Strict):
    """The document, its edition, the paragraph where one is known, and where it was read."""

    document: _Text
    edition: _Text
    paragraph: _Text | None = None
    reference: _Text


class Figure(_Strict):
    key: FigureKey = Field(strict=False)
    value: int | None
    unit: Unit = Field(strict=False)
    what: _Text
    source: Source
    is_verified: bool

    @model_validator(mode="after")
    def _fits(self) -> Self:
        kind = FIGURES[self.key]
        if self.unit != kind.unit:
            raise ValueError(f"{self.key} counts {kind.unit}")
        if self.value is not None and not kind.least <= self.value <= kind.most:
            raise ValueError(f"{self.key} is from {kind.least} to {kind.most}")
        return self


class Edition(_Strict):
    id: _Id
    name: _Text
    first_year: int = Field(ge=1990, le=2100)
    """The school year that begins in this calendar year is the first it is for."""
    last_year: int | None = Field(ge=1990, le=2100)
    """None: until there is a newer one."""
    note: str
    figures: tuple[Figure, ...] = Field(strict=False)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len({figure.key for figure in self.figures}) != len(self.figures):
            raise ValueError(f"edition {self.id} has a figure twice")
        if self.last_year is not None and self.last_year < self.first_year:
            raise ValueError(f"edition {self.id} ends before it begins")
        return self

    def figure(self, key: FigureKey) -> Figure | None:
        """One figure; None when this edition does not have it."""
        return next((figure for figure in self.figures if figure.key == key), None)

    def fits(self, first_year: int) -> bool:
        """Whether it is for the school year that begins in *first_year*."""
        return self.first_year <= first_year and (self.last_year is None or first_year <= self.last_year)


class Profile(_Strict):
    id: _Id
    name: _Text
    regime: WorkingTimeRegime = Field(strict=False)
    has_cap: bool
    note: str
    editions: tuple[Edition, ...] = Field(min_length=1, strict=False)
    """The oldest first."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for earlier, later in pairwise(self.editions):
            if earlier.last_year is None or earlier.last_year >= later.first_year:
                raise ValueError(f"editions {earlier.id} and {later.id} share a school year")
        return self

    def edition(self, edition_id: str) -> Edition | None:
        return next((edition for edition in self.editions if edition.id == edition_id), None)

    def edition_for(self, first_year: int) -> Edition:
        """The edition for the school year that begins in *first_year*; the nearest for years that none is for."""
        fitting = [edition for edition in self.editions if edition.fits(first_year)]
        if fitting:
            return fitting[-1]
        earlier = [edition for edition in self.editions if edition.first_year <= first_year]
        return earlier[-1] if earlier else self.editions[0]

    def newer_than(self, edition_id: str, first_year: int) -> Edition | None:
        """A newer edition that fits the school year better than *edition_id*; None when there is none."""
        best = self.edition_for(first_year)
        places = {edition.id: place for place, edition in enumerate(self.editions)}
        return best if places[best.id] > places.get(edition_id, len(places)) else None


def read(text: str) -> Profile:
    """A profile from its file.

    Raises:
        ValueError: it is not one; the message says where.
    """
    return Profile.model_validate(json.loads(text))


@cache
def all_profiles() -> dict[str, Profile]:
    """Every profile by its id, in order."""
    folder = resources.files(__name__)
    found = [read(folder.joinpath(f"{name}.json").read_text(encoding="utf-8")) for name in FILES]
    return {profile.id: profile for profile in found}


def of_regime(regime: WorkingTimeRegime) -> Profile:
    """The profile for the rules that a teacher falls under."""
    return next(profile for profile in all_profiles().values() if profile.regime == regime)
