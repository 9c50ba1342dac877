"""The twelve findings can be published: complete, of readable length, without grades, names or figures of effect."""

import re
from collections import Counter

import pytest

from app.demo.abstracts import DemoFinding
from app.demo.findings import FINDINGS, plan_fair
from app.demo.posts import NAMES
from app.demo.school import make_school
from app.fair.rules import Audience, Licence, Phase, ReactionKind


@pytest.fixture(params=FINDINGS, ids=lambda finding: finding.subject)
def finding(request: pytest.FixtureRequest) -> DemoFinding:
    found: DemoFinding = request.param
    return found


def everything(finding: DemoFinding) -> str:
    texts = (finding.title, finding.pull_quote, *finding.sections, *(reaction.text for reaction in finding.reactions))
    return " ".join(texts)


def test_there_are_twelve_with_different_titles_from_different_groups_and_all_phases() -> None:
    assert len(FINDINGS) == len({f.title for f in FINDINGS}) == len({f.group for f in FINDINGS}) == 12
    assert {f.phase for f in FINDINGS} == {Phase.KS3, Phase.KS4, Phase.KS5}
    assert {f.audience for f in FINDINGS} == set(Audience) - {Audience.GROUP}
    assert len({f.subject for f in FINDINGS}) == 12


def test_a_finding_is_250_to_450_words_in_six_sections(finding: DemoFinding) -> None:
    assert 250 <= sum(len(section.split()) for section in finding.sections) <= 450
    assert all(len(section.split()) >= 20 and section.endswith((".", "?", "!", '"')) for section in finding.sections)
    assert all("  " not in section and "\n" not in section for section in finding.sections)


def test_a_pull_quote_has_at_most_six_words(finding: DemoFinding) -> None:
    assert 3 <= len(finding.pull_quote.split()) <= 6


def test_only_school_internal_findings_stay_in_the_school(finding: DemoFinding) -> None:
    assert (finding.licence == Licence.SCHOOL_INTERNAL) == (finding.audience == Audience.SCHOOL)


def test_case_pupils_are_a_b_and_c_and_nobody_has_a_name_a_class_or_a_grade(finding: DemoFinding) -> None:
    text = everything(finding)

    assert all(re.search(rf"\b{label}\b", " ".join(finding.sections)) for label in "ABC")
    assert not re.search(r"\b(\d{1,2}[A-F]\d?|\d{1,2}[MS]\d)\b", text), "no class codes"
    assert not re.search(r"\b(grade|graded|level [0-9]|outstanding|Ofsted|target)\b", text, re.IGNORECASE)
    assert not re.search(r"\d+ ?%|effect size|months of progress", text)
    assert not any(re.search(rf"\b{name}\b", text) for given, family in NAMES for name in (given, family))


def test_mechanisms_are_numbers_of_the_eef_list_in_order(finding: DemoFinding) -> None:
    assert list(finding.mechanisms) == sorted(set(finding.mechanisms))
    assert set(finding.mechanisms) <= set(range(1, 15))


def test_two_or_three_colleagues_react_and_at_least_one_has_tried_it(finding: DemoFinding) -> None:
    kinds = Counter(reaction.kind for reaction in finding.reactions)

    assert 2 <= len(finding.reactions) <= 3
    assert set(kinds) == set(ReactionKind)
    openings = {ReactionKind.WILL_TRY: "I will try", ReactionKind.TRIED: "I tried this, and"}
    assert all(reaction.text.startswith(openings[reaction.kind]) for reaction in finding.reactions)


@pytest.mark.parametrize("seed", range(1, 6))
def test_authors_are_of_the_group_one_of_them_of_the_subject_and_none_reacts(seed: int) -> None:
    school = make_school(seed)
    members = {group.name: group.members for group in school.groups}
    lessons = {(code, lesson.subject) for lesson in school.lessons for code in lesson.teachers}

    for entry in plan_fair(school, seed):
        assert entry.authors == members[entry.group]
        assert entry.finding.group == entry.group
        said = [reaction.staff for reaction in entry.reactions]
        assert len(said) == len(set(said))
        assert not set(said) & set(entry.authors)
        assert any((code, subject) in lessons for code in entry.authors for subject in NEAR[entry.finding.subject])


NEAR = {finding.subject: (finding.subject,) for finding in FINDINGS} | {
    "French": ("French", "Spanish"), "Religious Education": ("Religious Education", "Philosophy"),
    "Chemistry": ("Chemistry", "Science"), "Computing": ("Computing", "Business"), "Drama": ("Drama", "Music"),
    "Art": ("Art", "Photography"), "Design and Technology": ("Design and Technology", "Food"),
}  # fmt: skip
"""What the author's department teaches: the subject itself or its neighbour."""
