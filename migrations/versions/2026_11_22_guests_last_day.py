"""Guests: each group has its own last day.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

from app.db import constraints

revision: str = '0008'
down_revision: str | None = '0007'
branch_labels: str | None = None
depends_on: str | None = None

LAST_DAY = """
UPDATE plc_member SET until = coalesce(
    (SELECT max(membership.until) FROM membership
     WHERE membership.school_id = plc_member.school_id AND membership.staff_id = plc_member.staff_id),
    (SELECT max(invitation.until) FROM invitation
     WHERE invitation.school_id = plc_member.school_id AND invitation.staff_id = plc_member.staff_id))
WHERE is_guest
"""
"""Until now the account had one last day for all groups; who has not come yet has the link's."""


def upgrade() -> None:
    constraints.drop(op.get_bind())
    with op.batch_alter_table('plc_member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('until', sa.Date(), nullable=True))
        batch_op.create_check_constraint(op.f('ck_plc_member_until_is_for_guests'), 'until IS NULL OR is_guest')
    op.execute(LAST_DAY)
    constraints.apply(op.get_bind())


def downgrade() -> None:
    constraints.drop(op.get_bind())
    with op.batch_alter_table('plc_member', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_plc_member_until_is_for_guests'), type_='check')
        batch_op.drop_column('until')
    constraints.apply(op.get_bind())
