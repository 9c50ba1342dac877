"""Two people write one proposal: what each changed is put together, or both texts are shown. Pure.

A proposal is taken apart into texts by path: "rationale", "pupils/A/success_criterion",
"stages/opening/predictions/A". The order of the lesson's stages is one text, "stages", their keys line by line. A path
that only one side changed takes that side's text; the same change on both sides is one change; a path that both changed
differently is shown to whoever saves second. Nothing is ever dropped in silence: a stage that one side took away while
the other wrote in it is shown as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TEXTS = ("learning_objective", "rationale", "resources", "new_here")
STAGE_TEXTS = ("title", "teaching", "patterns")
ORDER = "stages"

Flat = dict[str, str]
"""Text by path. A path that is absent is an empty text."""
Body = dict[str, Any]
"""A proposal as JSON: schemas.proposals.Proposal."""


@dataclass(frozen=True, slots=True)
class Both:
    """One place that two people changed differently since *before*."""

    path: str
    yours: str
    theirs: str
    before: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What two sides make together. Where *both* is not empty, *flat* is not to be used."""

    flat: Flat
    both: list[Both]


def flatten(body: Mapping[str, Any]) -> Flat:
    """Take a proposal apart. Empty texts have no path."""
    flat = {name: str(body.get(name, "")) for name in TEXTS}
    for pupil in body.get("pupils", []):
        flat[f"pupils/{pupil['label']}/success_criterion"] = pupil["success_criterion"]
    for stage in body.get("stages", []):
        here = f"stages/{stage['key']}"
        flat |= {f"{here}/{name}": stage.get(name, "") for name in STAGE_TEXTS}
        flat[f"{here}/minutes"] = str(stage.get("minutes", 0) or "")
        flat |= {f"{here}/predictions/{label}": text for label, text in stage.get("predictions", {}).items()}
    flat[ORDER] = "\n".join(stage["key"] for stage in body.get("stages", []))
    return {path: text for path, text in flat.items() if text}


def unflatten(flat: Mapping[str, str]) -> Body:
    """Put a proposal together again. `unflatten(flatten(body))` is *body* without its empty parts."""
    body: Body = {name: flat.get(name, "") for name in TEXTS}
    body["pupils"] = [
        {"label": path.split("/")[1], "success_criterion": text}
        for path, text in sorted(flat.items()) if path.startswith("pupils/")
    ]  # fmt: skip
    body["stages"] = [_stage(flat, key) for key in keys(flat)]
    return body


def keys(flat: Mapping[str, str]) -> list[str]:
    """The keys of the lesson's stages, in order."""
    return flat[ORDER].split("\n") if flat.get(ORDER) else []


def merge(before: Mapping[str, str], yours: Mapping[str, str], theirs: Mapping[str, str]) -> Merged:
    """Put together what two sides made of *before*."""
    flat: Flat = {}
    both: list[Both] = []
    for path in sorted({*before, *yours, *theirs}):
        was, mine, other = before.get(path, ""), yours.get(path, ""), theirs.get(path, "")
        if mine not in (other, was) and other != was:
            both.append(Both(path, mine, other, was))
            continue
        if text := mine if other == was else other:
            flat[path] = text
    if both:
        return Merged({}, both)
    return _without_lost_stages(flat, before, yours, theirs)


def _without_lost_stages(
    flat: Flat, before: Mapping[str, str], yours: Mapping[str, str], theirs: Mapping[str, str]
) -> Merged:
    """Find what somebody wrote in a stage that the other side took away: it has no place in the lesson any more."""
    kept = set(keys(flat))
    lost = [path for path in flat if path.startswith("stages/") and path.split("/")[1] not in kept]
    both = [
        Both(path, yours.get(path, ""), theirs.get(path, ""), before.get(path, ""))
        for path in lost if flat[path] != before.get(path, "")
    ]  # fmt: skip
    if both:
        return Merged({}, both)
    return Merged({path: text for path, text in flat.items() if path not in lost}, [])


def carried_on(body: Mapping[str, Any]) -> Body:
    """What the next research lesson begins with: the same lesson, to be predicted and watched anew."""
    stages = [stage | {"predictions": {}, "patterns": ""} for stage in body.get("stages", [])]
    return dict(body) | {"pupils": [], "stages": stages}


def predicted(body: Mapping[str, Any]) -> frozenset[str]:
    """The labels of those for whom at least one stage has a prediction."""
    return frozenset(
        label for stage in body.get("stages", []) for label, text in stage.get("predictions", {}).items() if text
    )


def with_criterion(body: Mapping[str, Any]) -> frozenset[str]:
    """The labels of those for whom it is said what success is."""
    return frozenset(pupil["label"] for pupil in body.get("pupils", []) if pupil["success_criterion"])


def _stage(flat: Mapping[str, str], key: str) -> Body:
    here = f"stages/{key}"
    predictions = f"{here}/predictions/"
    stage: Body = {name: flat.get(f"{here}/{name}", "") for name in STAGE_TEXTS}
    return {"key": key, **stage} | {
        "minutes": int(flat.get(f"{here}/minutes", "0")),
        "predictions": {
            path.removeprefix(predictions): text for path, text in sorted(flat.items()) if path.startswith(predictions)
        },
    }  # fmt: skip
