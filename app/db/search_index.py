"""The index that the fair is searched by: FTS5 on SQLite, a tsvector under GIN on PostgreSQL. Kept by triggers.

A finding is in it while it is published and filed under its school's label. `shelf_entry` holds what a hit is counted
by; words are indexed beside two kinds of tokens, of who may read a finding and of what it is filed by, so that a search
finds the newest hits of a reader without looking at anybody else's. The tokens are those of app/shelf/rules/words.py.

On PostgreSQL triggers write the index. SQLite lets no trigger touch FTS5 while `trusted_schema` is off, as it is here
(engine.py): there triggers note in `shelf_due` which findings changed, and `settle` files them, once each, before the
transaction that changed them ends (session.py).

No row of this index is ever shown: queries read what it names through the tables, whose policies and nets hold. It has
no policy of its own, because PostgreSQL would then not use the GIN index (`@@` may tell what it compares).

Migrations take the triggers away and make them anew, as all others; the index itself is made, and filled from what is
published, only where it is missing.
"""

from sqlalchemy import Connection

NEEDS = "finding_label"
"""Schemas older than this table have no shelf."""
SECTIONS = ("background", "aims", "methods", "findings", "implications", "next_time")
TEXTS = ("title", "pull_quote", "focus", "subject", *SECTIONS)
_PARTED = ", ".join(TEXTS)

# ---- SQLite --------------------------------------------------------------------------------------

_LITE_TABLES = (
    """CREATE TABLE shelf_entry (number INTEGER NOT NULL, finding_id CHAR(32) NOT NULL, school_id CHAR(32) NOT NULL,
    labels VARCHAR NOT NULL, CONSTRAINT pk_shelf_entry PRIMARY KEY (number),
    CONSTRAINT uq_shelf_entry_finding UNIQUE (finding_id))""",
    "CREATE TABLE shelf_due (finding_id CHAR(32) NOT NULL, CONSTRAINT pk_shelf_due PRIMARY KEY (finding_id))",
    """CREATE VIRTUAL TABLE shelf_words USING fts5(title, quote, topic, sections, who, filed,
    tokenize = 'porter unicode61 remove_diacritics 2')""",
)
# Rows are numbered by the microsecond of their publication, so that FTS5 finds the newest first by itself.
_LITE_NUMBER = """(CAST(strftime('%s', f.published_at) AS INTEGER) * 1000000
    + CAST(substr(f.published_at || '000000', 21, 6) AS INTEGER))"""
_LITE_AT_ONCE_MAX = 100_000  # How many findings published in one microsecond find their place in order.
# Between separators that no text can hold: cheaper to read back than JSON, a thousand times a search.
_LITE_LABELS = """(SELECT coalesce(group_concat(l.kind || char(31) || l.value || char(31) || l.label, char(30)), '')
    FROM finding_label l WHERE l.school_id = f.school_id AND l.finding_id = f.id)"""
_LITE_WHO = """CASE f.audience WHEN 'everyone' THEN 'everyonex s' || f.school_id || 'x'
    WHEN 'trust' THEN 't' || f.trust_id || 'x s' || f.school_id || 'x'
    WHEN 'school' THEN 's' || f.school_id || 'x' ELSE 'g' || f.group_id || 'x' END"""
_LITE_FILED = """(SELECT group_concat(l.kind || hex(l.value) || 'x', ' ') FROM finding_label l
    WHERE l.school_id = f.school_id AND l.finding_id = f.id)"""
_LITE_DUE = "(SELECT finding_id FROM shelf_due)"
_LITE_ON_SHELF = f"""f.id IN {_LITE_DUE} AND f.state = 'published' AND EXISTS (SELECT 1 FROM finding_label l
    WHERE l.school_id = f.school_id AND l.finding_id = f.id AND l.kind = 'school')"""
_LITE_SETTLE = (
    f"DELETE FROM shelf_words WHERE rowid IN (SELECT number FROM shelf_entry WHERE finding_id IN {_LITE_DUE})",
    f"""DELETE FROM shelf_entry WHERE finding_id IN {_LITE_DUE}
    AND finding_id NOT IN (SELECT f.id FROM finding f WHERE {_LITE_ON_SHELF})""",
    f"""INSERT INTO shelf_entry (number, finding_id, school_id, labels)
    SELECT coalesce((SELECT max(e.number) + 1 FROM shelf_entry e WHERE e.number >= {_LITE_NUMBER}
    AND e.number < {_LITE_NUMBER} + {_LITE_AT_ONCE_MAX}), {_LITE_NUMBER})
    + row_number() OVER (PARTITION BY f.published_at ORDER BY f.id) - 1, f.id, f.school_id, '' FROM finding f
    WHERE {_LITE_ON_SHELF} AND f.id NOT IN (SELECT finding_id FROM shelf_entry) ORDER BY f.published_at, f.id""",
    f"""UPDATE shelf_entry SET labels = (SELECT {_LITE_LABELS} FROM finding f WHERE f.school_id = shelf_entry.school_id
    AND f.id = shelf_entry.finding_id) WHERE finding_id IN {_LITE_DUE}""",
    f"""INSERT INTO shelf_words (rowid, title, quote, topic, sections, who, filed)
    SELECT e.number, f.title, f.pull_quote, f.focus || char(10) || f.subject,
    {" || char(10) || ".join(f"f.{name}" for name in SECTIONS)}, {_LITE_WHO}, {_LITE_FILED}
    FROM shelf_entry e JOIN finding f ON f.school_id = e.school_id AND f.id = e.finding_id
    WHERE e.finding_id IN {_LITE_DUE} ORDER BY e.number""",
    "DELETE FROM shelf_due",
)
# Drafts are not on the shelf: what happens to a finding before its school's label and after it is gone is not noted.
_LITE_NOTE = {
    name: f"INSERT OR IGNORE INTO shelf_due (finding_id) VALUES ({finding})"
    for name, finding in (("label", "NEW.finding_id"), ("label_gone", "OLD.finding_id"), ("finding", "OLD.id"))
}
_LITE_FILED_ALREADY = "EXISTS (SELECT 1 FROM shelf_entry e WHERE e.finding_id = OLD.id)"
SQLITE_TRIGGERS = {
    "shelf_label_insert": f"AFTER INSERT ON finding_label BEGIN {_LITE_NOTE['label']}; END",
    "shelf_label_update": f"AFTER UPDATE ON finding_label BEGIN {_LITE_NOTE['label']}; END",
    "shelf_label_delete": f"AFTER DELETE ON finding_label BEGIN {_LITE_NOTE['label_gone']}; END",
    "shelf_finding_update": f"""AFTER UPDATE OF {_PARTED}, state, audience, trust_id, group_id ON finding
        WHEN {_LITE_FILED_ALREADY} OR NEW.state = 'published' BEGIN {_LITE_NOTE['finding']}; END""",
    "shelf_finding_delete": f"""AFTER DELETE ON finding WHEN {_LITE_FILED_ALREADY}
        BEGIN {_LITE_NOTE['finding']}; END""",
}  # fmt: skip

# ---- PostgreSQL ----------------------------------------------------------------------------------

# Words as SQLite's porter and unicode61 see them: no accents, English stems, no word left out as too common.
_CONFIGURATION = (
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    "CREATE TEXT SEARCH DICTIONARY kenkyu_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION kenkyu (COPY = english)",
    """ALTER TEXT SEARCH CONFIGURATION kenkyu ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword,
    hword_part WITH unaccent, kenkyu_stem""",
)
_POSTGRES_TABLES = (
    """CREATE TABLE shelf_entry (finding_id uuid NOT NULL CONSTRAINT pk_shelf_entry PRIMARY KEY,
    school_id uuid NOT NULL, published_at timestamptz NOT NULL, labels jsonb NOT NULL, heading tsvector NOT NULL,
    words tsvector NOT NULL)""",
    "CREATE INDEX ix_shelf_entry_newest ON shelf_entry (published_at, finding_id)",
    # Without fastupdate: publishing is rare, and every search would have to read the list of what is pending.
    "CREATE INDEX ix_shelf_entry_words ON shelf_entry USING gin (words) WITH (fastupdate = off)",
)


def _as_vector(words: str) -> str:
    # PostgreSQL's parser sees addresses and paths in punctuation; here it only parts words. Nor can a text, without
    # its "=", ever say one of the tokens below.
    marks = r"""E'!"#\x24\x25&''()*+,-./:;<=>?@[\\]^_`{|}~'"""
    return f"to_tsvector('kenkyu', translate({words}, {marks}, repeat(' ', 32)))"


_HEADING = f"""setweight({_as_vector("f.title")}, 'A') || setweight(
    {_as_vector("f.pull_quote || ' ' || f.focus || ' ' || f.subject")}, 'B')"""
_SECTIONS = _as_vector(" || ' ' || ".join(f"f.{name}" for name in SECTIONS))
_SCHOOL = "'=s' || replace(f.school_id::text, '-', '') || 'x'"
_WHO = f"""CASE f.audience WHEN 'everyone' THEN ARRAY['=everyonex', {_SCHOOL}]
    WHEN 'trust' THEN ARRAY['=t' || replace(f.trust_id::text, '-', '') || 'x', {_SCHOOL}]
    WHEN 'school' THEN ARRAY[{_SCHOOL}] ELSE ARRAY['=g' || replace(f.group_id::text, '-', '') || 'x'] END"""
_FILL = f"""INSERT INTO shelf_entry (finding_id, school_id, published_at, labels, heading, words)
    SELECT f.id, f.school_id, f.published_at, filed.labels, {_HEADING},
    strip({_HEADING} || {_SECTIONS}) || array_to_tsvector(filed.tokens || {_WHO})
    FROM finding f CROSS JOIN LATERAL (SELECT jsonb_agg(jsonb_build_array(l.kind, l.value, l.label)) AS labels,
    array_agg('=' || l.kind || encode(convert_to(l.value, 'UTF8'), 'hex') || 'x') AS tokens, bool_or(l.kind = 'school')
    AS has_school FROM finding_label l WHERE l.school_id = f.school_id AND l.finding_id = f.id) AS filed
    WHERE f.state = 'published' AND filed.has_school"""
_PUT = f"""{_FILL} AND f.id = asked ON CONFLICT (finding_id) DO UPDATE SET published_at = excluded.published_at,
    labels = excluded.labels, heading = excluded.heading, words = excluded.words"""
POSTGRES_FUNCTIONS = {
    "kenkyu_shelf_label": f"""DECLARE asked uuid; kind text; BEGIN
        IF TG_OP = 'DELETE' THEN asked := OLD.finding_id; kind := OLD.kind;
        ELSE asked := NEW.finding_id; kind := NEW.kind; END IF;
        IF TG_OP = 'DELETE' AND kind = 'school' THEN DELETE FROM shelf_entry e WHERE e.finding_id = asked;
        ELSIF kind = 'school' OR EXISTS (SELECT 1 FROM shelf_entry e WHERE e.finding_id = asked) THEN {_PUT};
        END IF; RETURN NULL; END""",
    "kenkyu_shelf_finding": f"""DECLARE asked uuid := OLD.id; BEGIN
        IF TG_OP = 'DELETE' THEN DELETE FROM shelf_entry e WHERE e.finding_id = asked; RETURN NULL; END IF;
        IF NEW.state <> 'published' THEN DELETE FROM shelf_entry e WHERE e.finding_id = asked;
        ELSIF EXISTS (SELECT 1 FROM shelf_entry e WHERE e.finding_id = asked) THEN {_PUT}; END IF;
        RETURN NULL; END""",
}
POSTGRES_TRIGGERS = {
    "shelf_label": ("finding_label", "AFTER INSERT OR UPDATE OR DELETE", "FOR EACH ROW", "kenkyu_shelf_label"),
    "shelf_finding": (
        "finding", f"AFTER DELETE OR UPDATE OF {_PARTED}, state, audience, trust_id, group_id", "FOR EACH ROW",
        "kenkyu_shelf_finding",
    ),
}  # fmt: skip


# ---- both ----------------------------------------------------------------------------------------


def is_ours(name: str) -> bool:
    """Whether a trigger, function or table belongs to the index."""
    return name.startswith(("shelf_", "kenkyu_shelf"))


def apply(connection: Connection, present: set[str]) -> None:
    """Make the index and fill it, if it is missing; take it away from a schema that is older than it."""
    if NEEDS not in present:
        if "shelf_entry" in present:
            _drop(connection)
        return
    if "shelf_entry" not in present:
        _make(connection)
        _fill(connection)


def settle(connection: Connection) -> None:
    """File what the triggers of SQLite have noted. The last statement of every writing transaction there."""
    if connection.exec_driver_sql("SELECT 1 FROM shelf_due LIMIT 1").first() is not None:
        for statement in _LITE_SETTLE:
            connection.exec_driver_sql(statement)


def rebuild(connection: Connection) -> None:
    """Fill the index anew from what is published, after rows were stored past the triggers.

    On PostgreSQL by a connection that no policy narrows: between `constraints.drop` and `constraints.apply`.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DELETE FROM shelf_words")
    connection.exec_driver_sql("DELETE FROM shelf_entry")
    _fill(connection)


def _make(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        for statement in _LITE_TABLES:
            connection.exec_driver_sql(statement)
        return
    known = connection.exec_driver_sql("SELECT 1 FROM pg_ts_config WHERE cfgname = 'kenkyu'").first()
    for statement in (*(() if known else _CONFIGURATION), *_POSTGRES_TABLES):
        connection.exec_driver_sql(statement)


def _fill(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO shelf_due (finding_id) SELECT id FROM finding WHERE state = 'published'"
        )
        settle(connection)
        connection.exec_driver_sql("INSERT INTO shelf_words (shelf_words) VALUES ('optimize')")
        return
    connection.exec_driver_sql(_FILL)
    connection.exec_driver_sql("ANALYZE shelf_entry")


def _drop(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        for table in ("shelf_words", "shelf_due", "shelf_entry"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        return
    connection.exec_driver_sql("DROP TABLE shelf_entry")
    connection.exec_driver_sql("DROP TEXT SEARCH CONFIGURATION IF EXISTS kenkyu")
    connection.exec_driver_sql("DROP TEXT SEARCH DICTIONARY IF EXISTS kenkyu_stem")
