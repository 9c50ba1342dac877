"""Making the database's own guards anew where some are missing: what a migration does at its end, without one."""

from sqlalchemy import Engine, text

from app.db import constraints
from app.db.engine import for_writing

_HAS_APP = text("SELECT 1 FROM pg_roles WHERE rolname = 'kenkyu_app'")
_GRANT = text("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO kenkyu_app")


def renew_guards(engine: Engine) -> None:
    """Make every trigger, exclusion and policy anew, in one transaction; and let `kenkyu_app` read and write rows.

    No row is touched. PostgreSQL refuses what the rows do not allow, and then everything is as it was.

    Raises:
        DBAPIError: the role may not, as only the tables' owner may; or rows break what is to hold.
    """
    with for_writing(engine).begin() as connection:
        constraints.apply(connection)
        if connection.dialect.name == "postgresql" and connection.execute(_HAS_APP).first():
            connection.execute(_GRANT)
