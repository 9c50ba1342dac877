"""What schools do together: research learning communities; lessons that other schools may visit, their places, who comes.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from app.db import constraints

revision: str = '0010'
down_revision: str | None = '0009'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    constraints.drop(op.get_bind())
    op.create_table('community',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('trust_id', sa.Uuid(), nullable=True),
    sa.Column('open_to', sa.Enum('trust', 'everyone', name='open_to', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state', sa.Enum('open', 'closed', name='state', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('focus', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('about', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('school_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('workshop_on', sa.Date(), nullable=False),
    sa.Column('workshop_text', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('application_on', sa.Date(), nullable=False),
    sa.Column('application_text', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('evaluation_on', sa.Date(), nullable=False),
    sa.Column('evaluation_text', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('closed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f('ck_community_closed')),
    sa.CheckConstraint("name <> ''", name=op.f('ck_community_name')),
    sa.CheckConstraint("open_to <> 'trust' OR trust_id IS NOT NULL", name=op.f('ck_community_trust')),
    sa.CheckConstraint('workshop_on <= application_on AND application_on <= evaluation_on', name=op.f('ck_community_steps_in_order')),
    sa.ForeignKeyConstraint(['school_id', 'created_by'], ['staff.school_id', 'staff.id'], name='fk_community_by'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_community_school_id')),
    sa.ForeignKeyConstraint(['trust_id'], ['trust.id'], name=op.f('fk_community_trust_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_community')),
    sa.UniqueConstraint('id', name='uq_community_id')
    )
    with op.batch_alter_table('community', schema=None) as batch_op:
        batch_op.create_index('ix_community_open', ['open_to', 'workshop_on', 'id'], unique=False)
        batch_op.create_index('ix_community_school', ['school_id', 'workshop_on', 'id'], unique=False)

    op.create_table('community_member',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('community_id', sa.Uuid(), nullable=False),
    sa.Column('community_school_id', sa.Uuid(), nullable=False),
    sa.Column('trust_id', sa.Uuid(), nullable=True),
    sa.Column('open_to', sa.Enum('trust', 'everyone', name='open_to', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('school_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('joined_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('left_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint('place BETWEEN 1 AND 6', name=op.f('ck_community_member_place')),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_community_member_community'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_community_member_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_community_member'))
    )
    with op.batch_alter_table('community_member', schema=None) as batch_op:
        batch_op.create_index('uq_community_member_place', ['community_id', 'place'], unique=True, sqlite_where=sa.text('left_at IS NULL'), postgresql_where=sa.text('left_at IS NULL'))
        batch_op.create_index('uq_community_member_school', ['school_id', 'community_id'], unique=True, sqlite_where=sa.text('left_at IS NULL'), postgresql_where=sa.text('left_at IS NULL'))

    op.create_table('community_leader',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('community_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.CheckConstraint('number BETWEEN 1 AND 2', name=op.f('ck_community_leader_number')),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_community_leader_community'),
    sa.ForeignKeyConstraint(['school_id', 'member_id'], ['community_member.school_id', 'community_member.id'], name='fk_community_leader_member'),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_community_leader_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_community_leader_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_community_leader')),
    sa.UniqueConstraint('school_id', 'member_id', 'number', name='uq_community_leader_number'),
    sa.UniqueConstraint('school_id', 'member_id', 'staff_id', name='uq_community_leader_once')
    )
    with op.batch_alter_table('community_leader', schema=None) as batch_op:
        batch_op.create_index('ix_community_leader_community', ['community_id', 'name', 'id'], unique=False)

    op.create_table('community_report',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('member_id', sa.Uuid(), nullable=False),
    sa.Column('community_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('workshop', 'application', 'evaluation', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=10000), nullable=False),
    sa.Column('school_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('by_staff_id', sa.Uuid(), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("text <> ''", name=op.f('ck_community_report_says_something')),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_community_report_community'),
    sa.ForeignKeyConstraint(['school_id', 'by_staff_id'], ['staff.school_id', 'staff.id'], name='fk_community_report_by'),
    sa.ForeignKeyConstraint(['school_id', 'member_id'], ['community_member.school_id', 'community_member.id'], name='fk_community_report_member'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_community_report_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_community_report'))
    )
    with op.batch_alter_table('community_report', schema=None) as batch_op:
        batch_op.create_index('ix_community_report_community', ['community_id', 'made_at', 'id'], unique=False)

    op.create_table('open_lesson',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('trust_id', sa.Uuid(), nullable=True),
    sa.Column('open_to', sa.Enum('trust', 'everyone', name='open_to', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('kind', sa.Enum('research_lesson', 'study_day', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state', sa.Enum('open', 'cancelled', name='state', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('focus', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('about', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('where_held', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('school_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('starts', sa.Time(), nullable=False),
    sa.Column('ends', sa.Time(), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=True),
    sa.Column('cancel_reason', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('cancelled_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name=op.f('ck_open_lesson_cancelled')),
    sa.CheckConstraint("open_to <> 'trust' OR trust_id IS NOT NULL", name=op.f('ck_open_lesson_trust')),
    sa.CheckConstraint("title <> ''", name=op.f('ck_open_lesson_title')),
    sa.CheckConstraint('places BETWEEN 1 AND 200', name=op.f('ck_open_lesson_places')),
    sa.CheckConstraint('starts < ends', name=op.f('ck_open_lesson_runs_forward')),
    sa.ForeignKeyConstraint(['school_id', 'created_by'], ['staff.school_id', 'staff.id'], name='fk_open_lesson_by'),
    sa.ForeignKeyConstraint(['school_id', 'round_id'], ['study_round.school_id', 'study_round.id'], name='fk_open_lesson_round'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_open_lesson_school_id')),
    sa.ForeignKeyConstraint(['trust_id'], ['trust.id'], name=op.f('fk_open_lesson_trust_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_open_lesson')),
    sa.UniqueConstraint('id', name='uq_open_lesson_id')
    )
    with op.batch_alter_table('open_lesson', schema=None) as batch_op:
        batch_op.create_index('ix_open_lesson_open', ['open_to', 'held_on', 'id'], unique=False)
        batch_op.create_index('ix_open_lesson_school', ['school_id', 'held_on', 'id'], unique=False)

    op.create_table('open_seat',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('lesson_id', sa.Uuid(), nullable=False),
    sa.Column('lesson_school_id', sa.Uuid(), nullable=False),
    sa.Column('trust_id', sa.Uuid(), nullable=True),
    sa.Column('open_to', sa.Enum('trust', 'everyone', name='open_to', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('taken_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('released_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint('number BETWEEN 1 AND 200', name=op.f('ck_open_seat_number')),
    sa.ForeignKeyConstraint(['lesson_id'], ['open_lesson.id'], name='fk_open_seat_lesson'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_open_seat_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_open_seat'))
    )
    with op.batch_alter_table('open_seat', schema=None) as batch_op:
        batch_op.create_index('uq_open_seat_number', ['lesson_id', 'number'], unique=True, sqlite_where=sa.text('released_at IS NULL'), postgresql_where=sa.text('released_at IS NULL'))

    op.create_table('open_booking',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('seat_id', sa.Uuid(), nullable=False),
    sa.Column('lesson_id', sa.Uuid(), nullable=False),
    sa.Column('lesson_school_id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('school_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('booked_by', sa.Uuid(), nullable=False),
    sa.Column('booked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('cancelled_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['lesson_id'], ['open_lesson.id'], name='fk_open_booking_lesson'),
    sa.ForeignKeyConstraint(['school_id', 'booked_by'], ['staff.school_id', 'staff.id'], name='fk_open_booking_by'),
    sa.ForeignKeyConstraint(['school_id', 'seat_id'], ['open_seat.school_id', 'open_seat.id'], name='fk_open_booking_seat'),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_open_booking_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_open_booking_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_open_booking')),
    sa.UniqueConstraint('school_id', 'seat_id', name='uq_open_booking_seat')
    )
    with op.batch_alter_table('open_booking', schema=None) as batch_op:
        batch_op.create_index('ix_open_booking_lesson', ['lesson_id', 'booked_at', 'id'], unique=False)
        batch_op.create_index('uq_open_booking_person', ['school_id', 'lesson_id', 'staff_id'], unique=True, sqlite_where=sa.text('cancelled_at IS NULL'), postgresql_where=sa.text('cancelled_at IS NULL'))

    constraints.apply(op.get_bind())


def downgrade() -> None:
    constraints.drop(op.get_bind())
    with op.batch_alter_table('open_booking', schema=None) as batch_op:
        batch_op.drop_index('uq_open_booking_person', sqlite_where=sa.text('cancelled_at IS NULL'), postgresql_where=sa.text('cancelled_at IS NULL'))
        batch_op.drop_index('ix_open_booking_lesson')

    op.drop_table('open_booking')
    with op.batch_alter_table('open_seat', schema=None) as batch_op:
        batch_op.drop_index('uq_open_seat_number', sqlite_where=sa.text('released_at IS NULL'), postgresql_where=sa.text('released_at IS NULL'))

    op.drop_table('open_seat')
    with op.batch_alter_table('open_lesson', schema=None) as batch_op:
        batch_op.drop_index('ix_open_lesson_school')
        batch_op.drop_index('ix_open_lesson_open')

    op.drop_table('open_lesson')
    with op.batch_alter_table('community_report', schema=None) as batch_op:
        batch_op.drop_index('ix_community_report_community')

    op.drop_table('community_report')
    with op.batch_alter_table('community_leader', schema=None) as batch_op:
        batch_op.drop_index('ix_community_leader_community')

    op.drop_table('community_leader')
    with op.batch_alter_table('community_member', schema=None) as batch_op:
        batch_op.drop_index('uq_community_member_school', sqlite_where=sa.text('left_at IS NULL'), postgresql_where=sa.text('left_at IS NULL'))
        batch_op.drop_index('uq_community_member_place', sqlite_where=sa.text('left_at IS NULL'), postgresql_where=sa.text('left_at IS NULL'))

    op.drop_table('community_member')
    with op.batch_alter_table('community', schema=None) as batch_op:
        batch_op.drop_index('ix_community_school')
        batch_op.drop_index('ix_community_open')

    op.drop_table('community')

    constraints.apply(op.get_bind())
