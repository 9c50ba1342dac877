"""No double entry: remembered columns and choices, absences and classes that are away, staff lists, addresses that are
fetched, calendars that are subscribed to, what people are told and by which way, webhooks.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from app.db import constraints

revision: str = '0011'
down_revision: str | None = '0010'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    constraints.drop(op.get_bind())
    op.create_table('column_choice',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('headings', sqlmodel.sql.sqltypes.AutoString(length=20000), nullable=False),
    sa.Column('columns', sqlmodel.sql.sqltypes.AutoString(length=20000), nullable=False),
    sa.Column('chosen_by', sa.Uuid(), nullable=False),
    sa.Column('chosen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_column_choice_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_column_choice')),
    sa.UniqueConstraint('school_id', 'fingerprint', name='uq_column_choice_headings')
    )
    op.create_table('absence',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('starts_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ends_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('source', sa.Enum('typed', 'file', 'calendar', name='source', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('source_key', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('called_off_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint("(source = 'typed') = (source_key = '')", name=op.f('ck_absence_source_key')),
    sa.CheckConstraint('starts_at < ends_at', name=op.f('ck_absence_runs_forward')),
    sa.ForeignKeyConstraint(['school_id', 'created_by'], ['staff.school_id', 'staff.id'], name='fk_absence_by'),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_absence_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_absence_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_absence'))
    )
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.create_index('ix_absence_staff', ['school_id', 'staff_id', 'starts_at'], unique=False)
        batch_op.create_index('ix_absence_time', ['school_id', 'starts_at', 'id'], unique=False)
        batch_op.create_index('uq_absence_source', ['school_id', 'staff_id', 'source_key'], unique=True, sqlite_where=sa.text("source_key <> '' AND called_off_at IS NULL"), postgresql_where=sa.text("source_key <> '' AND called_off_at IS NULL"))

    op.create_table('calendar_address',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('person', 'group', 'fair', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('has_alarms', sa.Boolean(), nullable=False),
    sa.Column('secret_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('read_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('revoked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint("name <> ''", name=op.f('ck_calendar_address_name')),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_calendar_address_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_calendar_address_school_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_address')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_calendar_address_secret_hash'))
    )
    with op.batch_alter_table('calendar_address', schema=None) as batch_op:
        batch_op.create_index('ix_calendar_address_staff', ['school_id', 'staff_id', 'created_at', 'id'], unique=False)

    op.create_table('class_exception',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('effect', sa.Enum('free', 'busy', name='effect', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('class_names', sqlmodel.sql.sqltypes.AutoString(length=20000), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("name <> ''", name=op.f('ck_class_exception_name')),
    sa.CheckConstraint('starts_on <= ends_on', name=op.f('ck_class_exception_runs_forward')),
    sa.ForeignKeyConstraint(['school_id', 'created_by'], ['staff.school_id', 'staff.id'], name='fk_class_exception_by'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_class_exception_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_class_exception'))
    )
    with op.batch_alter_table('class_exception', schema=None) as batch_op:
        batch_op.create_index('ix_class_exception_days', ['school_id', 'starts_on', 'id'], unique=False)

    op.create_table('notice_choice',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('cover_asked', 'cover_accepted', 'cover_declined', 'cover_open', 'round_planned', 'round_changed', 'round_tomorrow', 'log_minutes', 'timetable_changed', 'digest', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('by_mail', sa.Boolean(), nullable=False),
    sa.Column('by_push', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_notice_choice_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_notice_choice_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_notice_choice')),
    sa.UniqueConstraint('school_id', 'staff_id', 'kind', name='uq_notice_choice_kind')
    )
    op.create_table('one_click_link',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('act', sa.Enum('answer_cover', name='act', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('target_id', sa.Uuid(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('used_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_one_click_link_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_one_click_link_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_one_click_link'))
    )
    with op.batch_alter_table('one_click_link', schema=None) as batch_op:
        batch_op.create_index('ix_one_click_link_target', ['school_id', 'target_id'], unique=False)

    op.create_table('outside_source',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('timetable', 'staff', 'absences', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('address', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=True),
    sa.Column('every_hours', sa.Integer(), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.Column('etag', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('last_modified', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('looked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('next_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('good_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('content_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('trouble', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('import_id', sa.Uuid(), nullable=True),
    sa.Column('created_by', sa.Uuid(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("name <> ''", name=op.f('ck_outside_source_name')),
    sa.CheckConstraint('every_hours BETWEEN 1 AND 168', name=op.f('ck_outside_source_every_hours')),
    sa.ForeignKeyConstraint(['school_id', 'created_by'], ['staff.school_id', 'staff.id'], name='fk_outside_source_by'),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_outside_source_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_outside_source_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_outside_source')),
    sa.UniqueConstraint('school_id', 'name', name='uq_outside_source_name')
    )
    with op.batch_alter_table('outside_source', schema=None) as batch_op:
        batch_op.create_index('ix_outside_source_due', ['school_id', 'is_active', 'next_at'], unique=False)

    op.create_table('push_subscription',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('endpoint', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('endpoint_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('p256dh', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('auth', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('device', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_push_subscription_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_push_subscription_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_push_subscription')),
    sa.UniqueConstraint('school_id', 'endpoint_hash', name='uq_push_subscription_endpoint')
    )
    with op.batch_alter_table('push_subscription', schema=None) as batch_op:
        batch_op.create_index('ix_push_subscription_staff', ['school_id', 'staff_id', 'made_at'], unique=False)

    op.create_table('quiet_hours',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('starts', sa.Time(), nullable=False),
    sa.Column('ends', sa.Time(), nullable=False),
    sa.Column('is_quiet_at_weekends', sa.Boolean(), nullable=False),
    sa.Column('lets_urgent_through', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_quiet_hours_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_quiet_hours_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_quiet_hours')),
    sa.UniqueConstraint('school_id', 'staff_id', name='uq_quiet_hours_staff')
    )
    op.create_table('roster_import',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('file_names', sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
    sa.Column('understanding', sa.LargeBinary(), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('committed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['school_id', 'created_by'], ['staff.school_id', 'staff.id'], name='fk_roster_import_by'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_roster_import_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_roster_import'))
    )
    with op.batch_alter_table('roster_import', schema=None) as batch_op:
        batch_op.create_index('ix_roster_import_made', ['school_id', 'created_at', 'id'], unique=False)

    op.create_table('webhook',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('address', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('dialect', sa.Enum('kenkyu', 'teams', 'slack', name='dialect', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('kinds', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('secret_number', sa.Integer(), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("name <> ''", name=op.f('ck_webhook_name')),
    sa.ForeignKeyConstraint(['school_id', 'created_by'], ['staff.school_id', 'staff.id'], name='fk_webhook_by'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_webhook_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_webhook')),
    sa.UniqueConstraint('school_id', 'name', name='uq_webhook_name')
    )
    op.create_table('webhook_delivery',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('webhook_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('cover_asked', 'cover_accepted', 'cover_declined', 'cover_open', 'round_planned', 'round_changed', 'round_tomorrow', 'log_minutes', 'timetable_changed', 'digest', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(length=20000), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('status', sa.Integer(), nullable=True),
    sa.Column('trouble', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('delivered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('given_up_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint('delivered_at IS NULL OR given_up_at IS NULL', name=op.f('ck_webhook_delivery_ended_once')),
    sa.ForeignKeyConstraint(['school_id', 'webhook_id'], ['webhook.school_id', 'webhook.id'], name='fk_webhook_delivery_webhook'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_webhook_delivery_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_webhook_delivery'))
    )
    with op.batch_alter_table('webhook_delivery', schema=None) as batch_op:
        batch_op.create_index('ix_webhook_delivery_made', ['school_id', 'webhook_id', 'made_at', 'id'], unique=False)

    with op.batch_alter_table('outgoing_mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('leaves_by_post', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('reply_to', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('calendar', sqlmodel.sql.sqltypes.AutoString(length=100000), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('calendar_method', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False, server_default=''))
    with op.batch_alter_table('outgoing_mail', schema=None) as batch_op:
        for name in ('kind', 'leaves_by_post', 'reply_to', 'calendar', 'calendar_method'):
            batch_op.alter_column(name, server_default=None)

    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.add_column(sa.Column('roster_id', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True))
        batch_op.create_index('uq_staff_roster', ['school_id', 'roster_id'], unique=True)

    with op.batch_alter_table('timetable_version', schema=None) as batch_op:
        batch_op.add_column(sa.Column('choices', sa.Text(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('copied_from', sa.Uuid(), nullable=True))
    with op.batch_alter_table('timetable_version', schema=None) as batch_op:
        batch_op.alter_column('choices', server_default=None)
    constraints.apply(op.get_bind())


def downgrade() -> None:
    constraints.drop(op.get_bind())
    with op.batch_alter_table('timetable_version', schema=None) as batch_op:
        batch_op.drop_column('copied_from')
        batch_op.drop_column('choices')

    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.drop_index('uq_staff_roster')
        batch_op.drop_column('roster_id')

    with op.batch_alter_table('outgoing_mail', schema=None) as batch_op:
        batch_op.drop_column('calendar_method')
        batch_op.drop_column('calendar')
        batch_op.drop_column('reply_to')
        batch_op.drop_column('leaves_by_post')
        batch_op.drop_column('kind')

    with op.batch_alter_table('webhook_delivery', schema=None) as batch_op:
        batch_op.drop_index('ix_webhook_delivery_made')

    op.drop_table('webhook_delivery')
    op.drop_table('webhook')
    with op.batch_alter_table('roster_import', schema=None) as batch_op:
        batch_op.drop_index('ix_roster_import_made')

    op.drop_table('roster_import')
    op.drop_table('quiet_hours')
    with op.batch_alter_table('push_subscription', schema=None) as batch_op:
        batch_op.drop_index('ix_push_subscription_staff')

    op.drop_table('push_subscription')
    with op.batch_alter_table('outside_source', schema=None) as batch_op:
        batch_op.drop_index('ix_outside_source_due')

    op.drop_table('outside_source')
    with op.batch_alter_table('one_click_link', schema=None) as batch_op:
        batch_op.drop_index('ix_one_click_link_target')

    op.drop_table('one_click_link')
    op.drop_table('notice_choice')
    with op.batch_alter_table('class_exception', schema=None) as batch_op:
        batch_op.drop_index('ix_class_exception_days')

    op.drop_table('class_exception')
    with op.batch_alter_table('calendar_address', schema=None) as batch_op:
        batch_op.drop_index('ix_calendar_address_staff')

    op.drop_table('calendar_address')
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.drop_index('uq_absence_source', sqlite_where=sa.text("source_key <> '' AND called_off_at IS NULL"), postgresql_where=sa.text("source_key <> '' AND called_off_at IS NULL"))
        batch_op.drop_index('ix_absence_time')
        batch_op.drop_index('ix_absence_staff')

    op.drop_table('absence')
    op.drop_table('column_choice')
    constraints.apply(op.get_bind())
