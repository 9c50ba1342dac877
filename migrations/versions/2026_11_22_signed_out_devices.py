"""Browsers that take push messages know in which session they were given; no program is told any more of a no to cover.

Revision ID: 0012
Revises: 0011
"""

import json

import sqlalchemy as sa
from alembic import op

from app.db import constraints

revision: str = '0012'
down_revision: str | None = '0011'
branch_labels: str | None = None
depends_on: str | None = None

NO = 'cover_declined'
WEBHOOK = sa.table('webhook', sa.column('school_id', sa.Uuid()), sa.column('id', sa.Uuid()), sa.column('kinds', sa.String()),
                   sa.column('is_active', sa.Boolean()), sa.column('version', sa.Integer()))
DELIVERY = sa.table('webhook_delivery', sa.column('kind', sa.String()))


def upgrade() -> None:
    constraints.drop(op.get_bind())
    with op.batch_alter_table('push_subscription', schema=None) as batch_op:
        batch_op.add_column(sa.Column('session_id', sa.Uuid(), nullable=True))
    _forget_who_said_no(op.get_bind())
    constraints.apply(op.get_bind())


def downgrade() -> None:
    constraints.drop(op.get_bind())
    with op.batch_alter_table('push_subscription', schema=None) as batch_op:
        batch_op.drop_column('session_id')
    constraints.apply(op.get_bind())


def _forget_who_said_no(connection: sa.Connection) -> None:
    """Who said no to cover, and when, is between two people: what programs were told of it goes, for good.

    A webhook that was told of nothing else pauses, so that a lead chooses anew.
    """
    connection.execute(sa.delete(DELIVERY).where(DELIVERY.c.kind == NO))
    rows = connection.execute(sa.select(WEBHOOK).where(WEBHOOK.c.kinds.contains(f'"{NO}"'))).all()
    for row in rows:
        kinds = [kind for kind in json.loads(row.kinds) if kind != NO]
        mine = (WEBHOOK.c.school_id == row.school_id) & (WEBHOOK.c.id == row.id)
        left = {'kinds': json.dumps(kinds), 'is_active': row.is_active and bool(kinds), 'version': row.version + 1}
        connection.execute(sa.update(WEBHOOK).where(mine).values(left))
