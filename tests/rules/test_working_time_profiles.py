"""Working-time profiles: data with sources, read strictly, with the very numbers of DOMAIN 3.1."""

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
from pydantic import ValidationError

from app.identity.rules import WorkingTimeRegime
from app.working_time import profiles
from app.working_time.profiles import Edition, Figure, Profile
from app.working_time.rules import FIGURES, FigureKey

ENGLAND = profiles.all_profiles()["england"]


def every_figure() -> Iterator[tuple[Profile, Edition, Figure]]:
    for profile in profiles.all_profiles().values():
        for edition in profile.editions:
            yield from ((profile, edition, figure) for figure in edition.figures)


def value(profile: str, first_year: int, key: FigureKey) -> int | None:
    figure = profiles.all_profiles()[profile].edition_for(first_year).figure(key)
    return None if figure is None else figure.value


def test_every_figure_says_what_it_is_and_where_it_was_read() -> None:
    found = list(every_figure())

    assert len(found) > 60
    for profile, edition, figure in found:
        place = (profile.id, edition.id, figure.key)
        assert figure.what.endswith("."), place
        assert figure.source.document, place
        assert figure.source.edition, place
        assert figure.source.reference, place


def test_what_was_not_verified_says_so_in_words() -> None:
    silent = [
        (profile.id, edition.id, figure.key)
        for profile, edition, figure in every_figure()
        if not figure.is_verified
        and not any(word in figure.what for word in ("erified", "Carried over", "the school says"))
    ]

    assert silent == []


@pytest.mark.parametrize(
    ("profile", "first_year", "key", "minutes"),
    [
        ("england", 2023, FigureKey.FULL_TIME_MINUTES, 1265 * 60),
        ("england", 2026, FigureKey.FULL_TIME_MINUTES, 1265 * 60),
        ("england", 2021, FigureKey.FULL_TIME_MINUTES, 75_510),
        ("england", 2022, FigureKey.DAYS_TOTAL, 194),
        ("england", 2023, FigureKey.DAYS_TOTAL, 195),
        ("england", 2023, FigureKey.DAYS_TEACHING, 190),
        ("england", 2023, FigureKey.DAYS_OTHER, 5),
        ("england", 2023, FigureKey.INSET_DAY_MINUTES, 6 * 60),
        ("england", 2023, FigureKey.TWILIGHTS, 6),
        ("england", 2023, FigureKey.TWILIGHT_MINUTES, 90),
        ("england", 2023, FigureKey.CONTINGENCY_ADVISED, 50 * 60),
        ("england", 2023, FigureKey.VOLUNTARY_HOUR_SHARE, 1265),
        ("england", 2023, FigureKey.LUNCH_FROM, 12 * 60),
        ("england", 2023, FigureKey.LUNCH_UNTIL, 14 * 60),
        ("wales", 2024, FigureKey.FULL_TIME_MINUTES, 1265 * 60),
        ("wales", 2024, FigureKey.DAYS_TOTAL, 195),
        ("wales", 2024, FigureKey.INSET_DAYS, 5),
        ("wales", 2025, FigureKey.INSET_DAYS, 6),
        ("northern_ireland", 2025, FigureKey.FULL_TIME_MINUTES, 1265 * 60),
        ("northern_ireland", 2025, FigureKey.DAYS_TOTAL, 195),
        ("northern_ireland", 2025, FigureKey.DAYS_TEACHING, 190),
        ("northern_ireland", 2025, FigureKey.CONTACT_WEEK_MINUTES, 1410),
        ("northern_ireland", 2025, FigureKey.CONTACT_YEAR_MINUTES, 893 * 60),
        ("northern_ireland", 2025, FigureKey.PPA_PERCENT, 10),
        ("northern_ireland", 2025, FigureKey.PPA_YEAR_MINUTES, 7590),
        ("leadership", 2026, FigureKey.FULL_TIME_MINUTES, None),
        ("local", 2026, FigureKey.FULL_TIME_MINUTES, None),
    ],
)
def test_the_numbers_of_the_domain_come_out(profile: str, first_year: int, key: FigureKey, minutes: int | None) -> None:
    assert value(profile, first_year, key) == minutes


def test_hours_that_nobody_verified_are_not_shown_as_verified() -> None:
    verified = {
        edition.id: figure.is_verified
        for _, edition, figure in every_figure()
        if figure.key == FigureKey.FULL_TIME_MINUTES and edition in ENGLAND.editions
    }

    assert verified == {"2021": True, "2022": False, "2023": True, "2025": False}


def test_only_leadership_has_no_cap_and_every_regime_has_its_profile() -> None:
    assert [profile.id for profile in profiles.all_profiles().values() if not profile.has_cap] == ["leadership"]
    assert {profiles.of_regime(regime).regime for regime in WorkingTimeRegime} == set(WorkingTimeRegime)


def test_local_terms_have_no_figure_of_their_own() -> None:
    assert {figure.value for profile, _, figure in every_figure() if profile.id == "local"} == {None}


def test_an_edition_is_newer_only_if_it_fits_the_year() -> None:
    assert ENGLAND.newer_than("2021", 2026) == ENGLAND.edition("2025")
    assert ENGLAND.newer_than("2025", 2026) is None
    assert ENGLAND.newer_than("2021", 2021) is None
    assert ENGLAND.newer_than("2021", 2022) == ENGLAND.edition("2022")


def test_a_year_before_all_editions_has_the_oldest() -> None:
    assert ENGLAND.edition_for(2015).id == "2021"


def stored() -> dict[str, Any]:
    text = resources.files("app.working_time.profiles").joinpath("england.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def test_the_file_as_it_stands_is_read() -> None:
    assert profiles.read(json.dumps(stored())) == ENGLAND


@pytest.mark.parametrize(
    "change",
    [
        {"source": None},
        {"source": {"document": "", "edition": "2023", "reference": "x"}},
        {"value": 75_900.5},
        {"value": "75900"},
        {"value": 0},
        {"value": 120_001},
        {"unit": "days"},
        {"key": "lucky_number"},
        {"surprise": 1},
        {"is_verified": 1},
    ],
)
def test_a_figure_that_is_not_one_is_refused(change: dict[str, Any]) -> None:
    wrong = stored()
    wrong["editions"][0]["figures"][0] |= change

    with pytest.raises(ValidationError):
        profiles.read(json.dumps(wrong))


def test_an_edition_with_a_figure_twice_is_refused() -> None:
    wrong = stored()
    wrong["editions"][0]["figures"].append(wrong["editions"][0]["figures"][0])

    with pytest.raises(ValidationError, match="twice"):
        profiles.read(json.dumps(wrong))


def test_two_editions_of_one_school_year_are_refused() -> None:
    wrong = stored()
    wrong["editions"][0]["last_year"] = 2022

    with pytest.raises(ValidationError, match="share a school year"):
        profiles.read(json.dumps(wrong))


def test_every_figure_has_bounds_that_hold_something() -> None:
    assert FIGURES.keys() == set(FigureKey)
    assert all(kind.least < kind.most for kind in FIGURES.values())
