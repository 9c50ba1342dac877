"""Nudges: who was reminded of what, at most once in seven days.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from app.db import constraints

revision: str = '0006'
down_revision: str | None = '0005'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    constraints.drop(op.get_bind())
    op.create_table('nudge',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('place_minutes', 'log_minutes', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('by_staff_id', sa.Uuid(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('seen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint('number > 0', name=op.f('ck_nudge_number')),
    sa.CheckConstraint('seen_at IS NULL OR seen_at >= made_at', name=op.f('ck_nudge_seen_after')),
    sa.ForeignKeyConstraint(['school_id', 'by_staff_id'], ['staff.school_id', 'staff.id'], name='fk_nudge_by_staff'),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_nudge_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_nudge_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_nudge')),
    sa.UniqueConstraint('school_id', 'staff_id', 'kind', 'number', name='uq_nudge_number')
    )
    with op.batch_alter_table('nudge', schema=None) as batch_op:
        batch_op.create_index('ix_nudge_staff', ['school_id', 'staff_id', 'made_at', 'id'], unique=False)

    constraints.apply(op.get_bind())


def downgrade() -> None:
    constraints.drop(op.get_bind())
    with op.batch_alter_table('nudge', schema=None) as batch_op:
        batch_op.drop_index('ix_nudge_staff')

    op.drop_table('nudge')
    constraints.apply(op.get_bind())
