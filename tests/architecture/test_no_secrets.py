"""Promise 53: nobody left a secret in the tree. Tests are left out: they hold keys made for them, and open nothing."""

import pytest
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.plugins.base import RegexBasedDetector
from sources import ROOT, committed

GUESSING = frozenset({"IPPublicDetector", "KeywordDetector", "ArtifactoryDetector", "CloudantDetector", "IbmCosHmacDetector",
                      "IbmCloudIamDetector", "SoftlayerDetector"})  # fmt: skip
"""Those that guess by a word's neighbours, or look for what nobody here could have. The rest know how a secret looks."""
DETECTORS = [
    kind() for kind in get_mapping_from_secret_type_to_class().values()
    if issubclass(kind, RegexBasedDetector) and kind.__name__ not in GUESSING
]  # fmt: skip
TEXT = frozenset({
    ".py", ".md", ".toml", ".ini", ".txt", ".in", ".sh", ".yaml", ".yml", ".json", ".ts", ".tsx", ".css", ".html", ".conf",
    ".env", ".pem", ".key", "",
})  # fmt: skip
MADE_UP = {
    "app/settings.py": "an example in a sentence",
    "docs/operations.md": "an address with `user:password` as a form",
}
"""Files that hold what looks like a secret and is none, each with what it is."""


def _found(text: str) -> list[str]:
    """What looks like a secret in *text*: its kind and line. Whole files at once: a line at a time takes minutes."""
    return [
        f"{text.count(chr(10), 0, match.start()) + 1} {detector.secret_type}"
        for detector in DETECTORS
        for pattern in detector.denylist
        for match in pattern.finditer(text)
    ]


def test_no_file_holds_what_looks_like_a_secret() -> None:
    """Take out: nothing; put a key of any kind into a file."""
    found = []
    for path in committed():
        name = path.relative_to(ROOT).as_posix()
        made_by_tools = name.startswith(("tests/", "frontend/package-lock", "frontend/openapi", "requirements/"))
        if path.suffix in TEXT and not made_by_tools and name not in MADE_UP:
            found += [f"{name}:{one}" for one in _found(path.read_text(errors="replace"))]

    assert len(DETECTORS) > 12
    assert [name for name in MADE_UP if not _found((ROOT / name).read_text())] == [], "strike these from the list"
    assert found == []


@pytest.mark.parametrize("secret", [
    "AKIA" + "IOSFODNN7EXAMPL3", "-----BEGIN RSA " + "PRIVATE KEY-----", "ghp_" + "a1B2" * 9,
    "postgresql://amina:" + "Sw0rdfish99@db.example/kenkyu", "xoxb-" + "123456789012-123456789012-" + "a1B2c3D4e5F6" * 2,
])  # fmt: skip
def test_the_search_for_secrets_finds_them(secret: str) -> None:
    # Put together here, so that this file does not hold what it looks for.
    assert _found(f'value = "{secret}"')
