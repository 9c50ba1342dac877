"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from app.db import constraints
${imports if imports else ""}
revision: str = ${repr(up_revision)}
down_revision: str | None = ${repr(down_revision)}
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    constraints.drop(op.get_bind())
    ${upgrades if upgrades else "pass"}
    constraints.apply(op.get_bind())


def downgrade() -> None:
    constraints.drop(op.get_bind())
    ${downgrades if downgrades else "pass"}
    constraints.apply(op.get_bind())
