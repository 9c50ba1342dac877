"""How the search index is asked, in each engine's own words. What it names is read through the tables by whoever asks.

These statements name no school: the tokens of who may read stand in what is matched, and callers join what comes out to
a table under its net and policy before anything of it is told.
"""

from sqlalchemy import Integer, String, Uuid, column, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import TextClause
from sqlalchemy.sql.selectable import TextualSelect

_KNOWN = (column("finding_id", Uuid), column("school_id", Uuid), column("closeness", Integer))
_LITE = """SELECT e.number AS number, e.finding_id AS finding_id, e.school_id AS school_id, e.labels AS labels,
    hit.closeness AS closeness FROM (SELECT rowid AS number, CASE WHEN :has_words THEN
    8 * (length(highlight(shelf_words, 0, :mark, '')) - length(title))
    + 3 * (length(highlight(shelf_words, 1, :mark, '')) - length(quote))
    + 3 * (length(highlight(shelf_words, 2, :mark, '')) - length(topic)) ELSE 0 END AS closeness
    FROM shelf_words WHERE shelf_words MATCH :match ORDER BY rowid DESC LIMIT :most) AS hit
    JOIN shelf_entry AS e ON e.number = hit.number"""
_POSTGRES_HEAD = """SELECT finding_id, school_id, labels, CASE WHEN :has_words
    THEN CAST(1000000 * ts_rank('{0, 0, 0.3, 1}', heading, websearch_to_tsquery('kenkyu', :each)) AS integer)
    ELSE 0 END AS closeness FROM (SELECT finding_id, school_id, labels, heading FROM shelf_entry
    WHERE words @@ ("""
_POSTGRES_TAIL = ") ORDER BY published_at DESC, finding_id DESC LIMIT :most) AS newest"
# CROSS JOIN keeps the order: from the page to its rows. The other way every finding that fits would be walked through.
_SNIPPETS = """SELECT e.finding_id, snippet(shelf_words, 3, char(2), char(3), '…', 30) FROM shelf_entry AS e
    CROSS JOIN shelf_words ON shelf_words.rowid = e.number
    WHERE e.finding_id IN (SELECT value FROM json_each(:ids)) AND shelf_words MATCH :match"""


def newest_on_sqlite() -> TextClause:
    """Binds match, most, has_words, mark; `as_hits` gives its columns."""
    return text(_LITE)


def newest_on_postgres(query: str) -> TextClause:
    """Binds what *query* (an expression of tsqueries in our own words) names, and each, most, has_words."""
    return text(f"{_POSTGRES_HEAD}{query}{_POSTGRES_TAIL}")


def snippets_on_sqlite() -> TextClause:
    """Binds match and ids (a JSON list of hexadecimal ids)."""
    return text(_SNIPPETS)


def as_hits(bound: TextClause, *, is_postgres: bool) -> TextualSelect:
    """The columns of a hit: finding_id, school_id, closeness, labels."""
    return bound.columns(*_KNOWN, column("labels", JSONB if is_postgres else String))
