"""The fair: states up to it, editions, files, labels; following and asking; the fair as an event; jobs and mail.

Revision ID: 0009
Revises: 0008
"""

from uuid import UUID, uuid4

import sqlalchemy as sa
import sqlmodel
from alembic import op

from app.db import constraints

revision: str = '0009'
down_revision: str | None = '0008'
branch_labels: str | None = None
depends_on: str | None = None


AUDIENCES = "audience IN ('group', 'school', 'trust', 'everyone')"
OLD_AUDIENCES = "audience IN ('school', 'trust', 'everyone')"
NEW_CHECKS = {
    'state': "state IN ('draft', 'submitted', 'accepted', 'scheduled', 'presented', 'published', 'withdrawn')",
    'audience': AUDIENCES,
    'published': "published_at IS NOT NULL OR state NOT IN ('published', 'withdrawn')",
    'accepted': "state IN ('draft', 'submitted') OR accepted_by_id IS NOT NULL OR submitted_at IS NULL",
    'licence_fits_audience': "state = 'draft' OR audience IN ('group', 'school') OR licence <> 'school-internal'",
}
OLD_CHECKS = {
    'state': "state IN ('draft', 'published', 'withdrawn')",
    'audience': OLD_AUDIENCES,
    'published': "(published_at IS NOT NULL) OR state = 'draft'",
    'licence_fits_audience': "state = 'draft' OR audience = 'school' OR licence <> 'school-internal'",
}
PHASES = {
    'early_years': 'Early years', 'ks1': 'Key stage 1', 'ks2': 'Key stage 2', 'ks3': 'Key stage 3',
    'ks4': 'Key stage 4', 'ks5': 'Key stage 5',
}
PAGE = 500


def file_under_labels(connection: sa.Connection) -> None:
    """What is on the fair already is found by focus, subject, phase, group and school too."""
    meta = sa.MetaData()
    finding, label, group, school = (
        sa.Table(name, meta, autoload_with=connection) for name in ('finding', 'finding_label', 'plc_group', 'school')
    )
    # SQLite's ids come as 32 digits and go so; labels say them with dashes on both engines.
    is_text = connection.dialect.name == 'sqlite'
    joined = finding.join(
        group, (group.c.school_id == finding.c.school_id) & (group.c.id == finding.c.group_id)
    ).join(school, school.c.id == finding.c.school_id)
    wanted = sa.select(finding, group.c.name.label('g'), school.c.name.label('s')).select_from(joined)
    after = None
    while True:
        page = wanted.where(finding.c.state == 'published').order_by(finding.c.id).limit(PAGE)
        rows = connection.execute(page if after is None else page.where(finding.c.id > after)).mappings().all()
        if not rows:
            return
        made = []
        for row in rows:
            kinds = {
                'focus': (row['focus'], row['focus']), 'subject': (row['subject'], row['subject']),
                'phase': (row['phase'], PHASES.get(row['phase'], '')),
                'group': (str(UUID(str(row['group_id']))), row['group_name'] or row['g']),
                'school': (str(UUID(str(row['school_id']))), row['school_name'] or row['s']),
            }
            made += [
                {
                    'school_id': row['school_id'], 'id': uuid4().hex if is_text else uuid4(), 'finding_id': row['id'], 'kind': kind,
                    'value': ' '.join(value.casefold().split())[:200], 'label': words, 'trust_id': row['trust_id'],
                    'audience': row['audience'], 'published_at': row['published_at'],
                    'edited_at': row['published_at'],
                }
                for kind, (value, words) in kinds.items() if words.strip()
            ]
        connection.execute(sa.insert(label), made)
        after = rows[-1]['id']


def upgrade() -> None:
    constraints.drop(op.get_bind())
    op.create_table('job',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('school_id', sa.Uuid(), nullable=True),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('payload', sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('due_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('claimed_by', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=True),
    sa.Column('lease_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('finished_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('trouble', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.CheckConstraint('(claimed_by IS NULL) = (lease_until IS NULL)', name=op.f('ck_job_claimed')),
    sa.CheckConstraint('claimed_by IS NULL OR finished_at IS NULL', name=op.f('ck_job_finished')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_job_school_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
    sa.UniqueConstraint('kind', 'key', name='uq_job_key')
    )
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.create_index('ix_job_due', ['finished_at', 'due_at', 'id'], unique=False)
        batch_op.create_index('ix_job_school', ['school_id', 'kind', 'made_at'], unique=False)

    op.create_table('digest_choice',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('is_wanted', sa.Boolean(), nullable=False),
    sa.Column('told_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('leave_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=True),
    sa.Column('chosen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_digest_choice_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_digest_choice_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_digest_choice')),
    sa.UniqueConstraint('leave_hash', name=op.f('uq_digest_choice_leave_hash')),
    sa.UniqueConstraint('school_id', 'staff_id', name='uq_digest_choice_staff')
    )
    with op.batch_alter_table('digest_choice', schema=None) as batch_op:
        batch_op.create_index('ix_digest_choice_due', ['school_id', 'is_wanted', 'told_until'], unique=False)

    op.create_table('follow',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('focus', 'subject', 'phase', 'mechanism', 'group', 'school', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('value', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('label', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_follow_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_follow_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_follow')),
    sa.UniqueConstraint('school_id', 'staff_id', 'kind', 'value', name='uq_follow_once')
    )
    with op.batch_alter_table('follow', schema=None) as batch_op:
        batch_op.create_index('ix_follow_staff', ['school_id', 'staff_id', 'made_at', 'id'], unique=False)

    op.create_table('outgoing_mail',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('address', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('subject', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=50000), nullable=False),
    sa.Column('html', sqlmodel.sql.sqltypes.AutoString(length=200000), nullable=False),
    sa.Column('leave_url', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('sent_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('given_up_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint('sent_at IS NULL OR given_up_at IS NULL', name=op.f('ck_outgoing_mail_ended_once')),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_outgoing_mail_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_outgoing_mail_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_outgoing_mail')),
    sa.UniqueConstraint('school_id', 'key', name='uq_outgoing_mail_key')
    )
    with op.batch_alter_table('outgoing_mail', schema=None) as batch_op:
        batch_op.create_index('ix_outgoing_mail_made', ['school_id', 'made_at', 'id'], unique=False)

    op.create_table('learning_fair',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('welcome', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('starts', sa.Time(), nullable=False),
    sa.Column('ends', sa.Time(), nullable=False),
    sa.Column('state', sa.Enum('planned', 'open', 'closed', 'cancelled', name='state', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('event_id', sa.Uuid(), nullable=True),
    sa.Column('created_by', sa.Uuid(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('opened_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('closed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint("title <> ''", name=op.f('ck_learning_fair_title')),
    sa.CheckConstraint('starts < ends', name=op.f('ck_learning_fair_runs_forward')),
    sa.ForeignKeyConstraint(['school_id', 'created_by'], ['staff.school_id', 'staff.id'], name='fk_learning_fair_by'),
    sa.ForeignKeyConstraint(['school_id', 'event_id'], ['directed_event.school_id', 'directed_event.id'], name='fk_learning_fair_event'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_learning_fair_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_learning_fair'))
    )
    with op.batch_alter_table('learning_fair', schema=None) as batch_op:
        batch_op.create_index('ix_learning_fair_school', ['school_id', 'held_on', 'id'], unique=False)

    op.create_table('fair_attendance',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fair_id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('is_directed', sa.Boolean(), nullable=False),
    sa.Column('marked_by', sa.Uuid(), nullable=False),
    sa.Column('marked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint('minutes BETWEEN 1 AND 960', name=op.f('ck_fair_attendance_minutes')),
    sa.ForeignKeyConstraint(['school_id', 'fair_id'], ['learning_fair.school_id', 'learning_fair.id'], name='fk_fair_attendance_fair'),
    sa.ForeignKeyConstraint(['school_id', 'marked_by'], ['staff.school_id', 'staff.id'], name='fk_fair_attendance_by'),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_fair_attendance_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_fair_attendance_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_fair_attendance')),
    sa.UniqueConstraint('school_id', 'fair_id', 'staff_id', name='uq_fair_attendance_once')
    )
    op.create_table('fair_room',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fair_id', sa.Uuid(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('stalls', sa.Integer(), nullable=False),
    sa.CheckConstraint("name <> ''", name=op.f('ck_fair_room_name')),
    sa.CheckConstraint('stalls BETWEEN 0 AND 100', name=op.f('ck_fair_room_stalls')),
    sa.ForeignKeyConstraint(['school_id', 'fair_id'], ['learning_fair.school_id', 'learning_fair.id'], name='fk_fair_room_fair'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_fair_room_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_fair_room')),
    sa.UniqueConstraint('school_id', 'fair_id', 'name', name='uq_fair_room_name')
    )
    op.create_table('finding_edition',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('finding_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('texts', sqlmodel.sql.sqltypes.AutoString(length=200000), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'finding_id'], ['finding.school_id', 'finding.id'], name='fk_finding_edition_finding'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_finding_edition_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_finding_edition')),
    sa.UniqueConstraint('school_id', 'finding_id', 'number', name='uq_finding_edition_number')
    )
    op.create_table('finding_file',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('finding_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('image', 'document', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('alt', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('media_type', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=True),
    sa.Column('height', sa.Integer(), nullable=True),
    sa.Column('digest', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('store_key', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('trust_id', sa.Uuid(), nullable=True),
    sa.Column('audience', sa.Enum('group', 'school', 'trust', 'everyone', name='audience', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('added_by', sa.Uuid(), nullable=False),
    sa.Column('added_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("kind <> 'image' OR (alt <> '' AND width > 0 AND height > 0)", name=op.f('ck_finding_file_image')),
    sa.CheckConstraint('size > 0', name=op.f('ck_finding_file_size')),
    sa.ForeignKeyConstraint(['school_id', 'added_by'], ['staff.school_id', 'staff.id'], name='fk_finding_file_by'),
    sa.ForeignKeyConstraint(['school_id', 'finding_id'], ['finding.school_id', 'finding.id'], name='fk_finding_file_finding'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_finding_file_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_finding_file')),
    sa.UniqueConstraint('id', name='uq_finding_file_id')
    )
    with op.batch_alter_table('finding_file', schema=None) as batch_op:
        batch_op.create_index('ix_finding_file_finding', ['school_id', 'finding_id', 'added_at', 'id'], unique=False)

    op.create_table('finding_label',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('finding_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('focus', 'subject', 'phase', 'mechanism', 'group', 'school', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('value', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('label', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('trust_id', sa.Uuid(), nullable=True),
    sa.Column('audience', sa.Enum('group', 'school', 'trust', 'everyone', name='audience', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'finding_id'], ['finding.school_id', 'finding.id'], name='fk_finding_label_finding'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_finding_label_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_finding_label')),
    sa.UniqueConstraint('school_id', 'finding_id', 'kind', 'value', name='uq_finding_label_once')
    )
    with op.batch_alter_table('finding_label', schema=None) as batch_op:
        batch_op.create_index('ix_finding_label_feed', ['kind', 'value', 'audience', 'edited_at', 'finding_id'], unique=False)
        batch_op.create_index('ix_finding_label_shelf', ['kind', 'value', 'audience', 'published_at', 'finding_id'], unique=False)

    op.create_table('finding_question',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('finding_school_id', sa.Uuid(), nullable=False),
    sa.Column('finding_id', sa.Uuid(), nullable=False),
    sa.Column('trust_id', sa.Uuid(), nullable=True),
    sa.Column('audience', sa.Enum('group', 'school', 'trust', 'everyone', name='audience', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('school_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("text <> ''", name=op.f('ck_finding_question_says_something')),
    sa.ForeignKeyConstraint(['finding_id'], ['finding.id'], name='fk_finding_question_finding'),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_finding_question_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_finding_question_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_finding_question')),
    sa.UniqueConstraint('id', name='uq_finding_question_id')
    )
    with op.batch_alter_table('finding_question', schema=None) as batch_op:
        batch_op.create_index('ix_finding_question_finding', ['finding_id', 'made_at', 'id'], unique=False)

    op.create_table('finding_version',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('finding_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('texts', sqlmodel.sql.sqltypes.AutoString(length=200000), nullable=False),
    sa.Column('by_staff_id', sa.Uuid(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'by_staff_id'], ['staff.school_id', 'staff.id'], name='fk_finding_version_by'),
    sa.ForeignKeyConstraint(['school_id', 'finding_id'], ['finding.school_id', 'finding.id'], name='fk_finding_version_finding'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_finding_version_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_finding_version')),
    sa.UniqueConstraint('school_id', 'finding_id', 'number', name='uq_finding_version_number')
    )
    op.create_table('fair_slot',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fair_id', sa.Uuid(), nullable=False),
    sa.Column('finding_id', sa.Uuid(), nullable=False),
    sa.Column('room_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('stall', 'nano', 'micro', 'soapbox', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('starts', sa.Time(), nullable=False),
    sa.Column('ends', sa.Time(), nullable=False),
    sa.Column('presented_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint("(kind = 'stall') = (number IS NOT NULL)", name=op.f('ck_fair_slot_stalls_are_numbered')),
    sa.CheckConstraint('number IS NULL OR number > 0', name=op.f('ck_fair_slot_number')),
    sa.CheckConstraint('starts < ends', name=op.f('ck_fair_slot_runs_forward')),
    sa.ForeignKeyConstraint(['school_id', 'fair_id'], ['learning_fair.school_id', 'learning_fair.id'], name='fk_fair_slot_fair'),
    sa.ForeignKeyConstraint(['school_id', 'finding_id'], ['finding.school_id', 'finding.id'], name='fk_fair_slot_finding'),
    sa.ForeignKeyConstraint(['school_id', 'room_id'], ['fair_room.school_id', 'fair_room.id'], name='fk_fair_slot_room'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_fair_slot_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_fair_slot')),
    sa.UniqueConstraint('school_id', 'fair_id', 'finding_id', 'kind', name='uq_fair_slot_once'),
    sa.UniqueConstraint('school_id', 'fair_id', 'number', name='uq_fair_slot_number')
    )
    with op.batch_alter_table('fair_slot', schema=None) as batch_op:
        batch_op.create_index('ix_fair_slot_finding', ['school_id', 'finding_id'], unique=False)
        batch_op.create_index('ix_fair_slot_room', ['school_id', 'room_id', 'starts'], unique=False)

    op.create_table('finding_answer',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('finding_id', sa.Uuid(), nullable=False),
    sa.Column('question_id', sa.Uuid(), nullable=False),
    sa.Column('question_school_id', sa.Uuid(), nullable=False),
    sa.Column('trust_id', sa.Uuid(), nullable=True),
    sa.Column('audience', sa.Enum('group', 'school', 'trust', 'everyone', name='audience', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("text <> ''", name=op.f('ck_finding_answer_says_something')),
    sa.ForeignKeyConstraint(['question_id'], ['finding_question.id'], name='fk_finding_answer_question'),
    sa.ForeignKeyConstraint(['school_id', 'finding_id'], ['finding.school_id', 'finding.id'], name='fk_finding_answer_finding'),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_finding_answer_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_finding_answer_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_finding_answer'))
    )
    with op.batch_alter_table('finding_answer', schema=None) as batch_op:
        batch_op.create_index('ix_finding_answer_question', ['question_id', 'made_at', 'id'], unique=False)

    op.create_table('fair_presenter',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fair_id', sa.Uuid(), nullable=False),
    sa.Column('slot_id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('starts', sa.Time(), nullable=False),
    sa.Column('ends', sa.Time(), nullable=False),
    sa.CheckConstraint('starts < ends', name=op.f('ck_fair_presenter_runs_forward')),
    sa.ForeignKeyConstraint(['school_id', 'fair_id'], ['learning_fair.school_id', 'learning_fair.id'], name='fk_fair_presenter_fair'),
    sa.ForeignKeyConstraint(['school_id', 'slot_id'], ['fair_slot.school_id', 'fair_slot.id'], name='fk_fair_presenter_slot'),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_fair_presenter_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_fair_presenter_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_fair_presenter')),
    sa.UniqueConstraint('school_id', 'slot_id', 'staff_id', name='uq_fair_presenter_once')
    )
    with op.batch_alter_table('fair_presenter', schema=None) as batch_op:
        batch_op.create_index('ix_fair_presenter_person', ['school_id', 'fair_id', 'staff_id', 'starts'], unique=False)

    op.create_table('fair_visit',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fair_id', sa.Uuid(), nullable=False),
    sa.Column('slot_id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('visited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'fair_id'], ['learning_fair.school_id', 'learning_fair.id'], name='fk_fair_visit_fair'),
    sa.ForeignKeyConstraint(['school_id', 'slot_id'], ['fair_slot.school_id', 'fair_slot.id'], name='fk_fair_visit_slot'),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_fair_visit_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_fair_visit_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_fair_visit')),
    sa.UniqueConstraint('school_id', 'slot_id', 'staff_id', name='uq_fair_visit_once')
    )
    with op.batch_alter_table('fair_visit', schema=None) as batch_op:
        batch_op.create_index('ix_fair_visit_person', ['school_id', 'fair_id', 'staff_id'], unique=False)

    with op.batch_alter_table('finding', schema=None) as batch_op:
        batch_op.add_column(sa.Column('mechanisms', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('edition', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('edition_dates', sqlmodel.sql.sqltypes.AutoString(length=8000), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('revises_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('adapts_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('adapts_school_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('sent_back', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('submitted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('accepted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('accepted_by_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        for name in ('state', 'audience', 'published', 'licence_fits_audience'):
            batch_op.drop_constraint(op.f(f'ck_finding_{name}'), type_='check')
        for name, words in NEW_CHECKS.items():
            batch_op.create_check_constraint(op.f(f'ck_finding_{name}'), words)
        batch_op.create_index('ix_finding_adapts', ['adapts_id', 'state'], unique=False)
        batch_op.create_index('ix_finding_edited', ['state', 'audience', 'edited_at', 'id'], unique=False)
        batch_op.create_index('uq_finding_revises', ['school_id', 'revises_id'], unique=True, sqlite_where=sa.text("state <> 'withdrawn'"), postgresql_where=sa.text("state <> 'withdrawn'"))
        batch_op.create_foreign_key('fk_finding_accepted_by', 'staff', ['school_id', 'accepted_by_id'], ['school_id', 'id'])
        batch_op.create_foreign_key('fk_finding_adapts', 'finding', ['adapts_id'], ['id'])
        batch_op.create_foreign_key('fk_finding_revises', 'finding', ['school_id', 'revises_id'], ['school_id', 'id'])
    with op.batch_alter_table('finding', schema=None) as batch_op:
        for name in ('mechanisms', 'edition', 'edition_dates', 'sent_back'):
            batch_op.alter_column(name, server_default=None)
    with op.batch_alter_table('finding_reaction', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_finding_reaction_audience'), type_='check')
        batch_op.create_check_constraint(op.f('ck_finding_reaction_audience'), AUDIENCES)
    op.execute("UPDATE finding SET edited_at = published_at")
    file_under_labels(op.get_bind())
    constraints.apply(op.get_bind())


def downgrade() -> None:
    constraints.drop(op.get_bind())
    op.execute("UPDATE finding SET state = 'draft' WHERE state IN ('submitted', 'accepted', 'scheduled', 'presented')")
    op.execute("UPDATE finding SET audience = 'school' WHERE audience = 'group'")
    op.execute("UPDATE finding_reaction SET audience = 'school' WHERE audience = 'group'")
    with op.batch_alter_table('finding_reaction', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_finding_reaction_audience'), type_='check')
        batch_op.create_check_constraint(op.f('ck_finding_reaction_audience'), OLD_AUDIENCES)
    with op.batch_alter_table('finding', schema=None) as batch_op:
        batch_op.drop_constraint('fk_finding_revises', type_='foreignkey')
        batch_op.drop_constraint('fk_finding_adapts', type_='foreignkey')
        batch_op.drop_constraint('fk_finding_accepted_by', type_='foreignkey')
        batch_op.drop_index('uq_finding_revises', sqlite_where=sa.text("state <> 'withdrawn'"), postgresql_where=sa.text("state <> 'withdrawn'"))
        batch_op.drop_index('ix_finding_edited')
        batch_op.drop_index('ix_finding_adapts')
        for name in NEW_CHECKS:
            batch_op.drop_constraint(op.f(f'ck_finding_{name}'), type_='check')
        for name, words in OLD_CHECKS.items():
            batch_op.create_check_constraint(op.f(f'ck_finding_{name}'), words)
        for name in (
            'edited_at', 'accepted_by_id', 'accepted_at', 'submitted_at', 'sent_back', 'adapts_school_id', 'adapts_id',
            'revises_id', 'edition_dates', 'edition', 'mechanisms',
        ):
            batch_op.drop_column(name)

    with op.batch_alter_table('fair_visit', schema=None) as batch_op:
        batch_op.drop_index('ix_fair_visit_person')

    op.drop_table('fair_visit')
    with op.batch_alter_table('fair_presenter', schema=None) as batch_op:
        batch_op.drop_index('ix_fair_presenter_person')

    op.drop_table('fair_presenter')
    with op.batch_alter_table('finding_answer', schema=None) as batch_op:
        batch_op.drop_index('ix_finding_answer_question')

    op.drop_table('finding_answer')
    with op.batch_alter_table('fair_slot', schema=None) as batch_op:
        batch_op.drop_index('ix_fair_slot_room')
        batch_op.drop_index('ix_fair_slot_finding')

    op.drop_table('fair_slot')
    op.drop_table('finding_version')
    with op.batch_alter_table('finding_question', schema=None) as batch_op:
        batch_op.drop_index('ix_finding_question_finding')

    op.drop_table('finding_question')
    with op.batch_alter_table('finding_label', schema=None) as batch_op:
        batch_op.drop_index('ix_finding_label_shelf')
        batch_op.drop_index('ix_finding_label_feed')

    op.drop_table('finding_label')
    with op.batch_alter_table('finding_file', schema=None) as batch_op:
        batch_op.drop_index('ix_finding_file_finding')

    op.drop_table('finding_file')
    op.drop_table('finding_edition')
    op.drop_table('fair_room')
    op.drop_table('fair_attendance')
    with op.batch_alter_table('learning_fair', schema=None) as batch_op:
        batch_op.drop_index('ix_learning_fair_school')

    op.drop_table('learning_fair')
    with op.batch_alter_table('outgoing_mail', schema=None) as batch_op:
        batch_op.drop_index('ix_outgoing_mail_made')

    op.drop_table('outgoing_mail')
    with op.batch_alter_table('follow', schema=None) as batch_op:
        batch_op.drop_index('ix_follow_staff')

    op.drop_table('follow')
    with op.batch_alter_table('digest_choice', schema=None) as batch_op:
        batch_op.drop_index('ix_digest_choice_due')

    op.drop_table('digest_choice')
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_index('ix_job_school')
        batch_op.drop_index('ix_job_due')

    op.drop_table('job')
    constraints.apply(op.get_bind())
