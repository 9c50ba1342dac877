"""Lesson study: cycles, proposals, evidence and discussions; meetings; digests of pupils' names; the audit log.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from app.db import constraints

revision: str = '0007'
down_revision: str | None = '0006'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    constraints.drop(op.get_bind())
    op.create_table('pupil_name',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('digest', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('part', sa.Enum('full', 'given', 'family', name='part', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.CheckConstraint('length(digest) = 64', name=op.f('ck_pupil_name_digest')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_pupil_name_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_pupil_name')),
    sa.UniqueConstraint('school_id', 'digest', name='uq_pupil_name_digest')
    )
    op.create_table('audit_entry',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('action', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('subject_kind', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=True),
    sa.Column('by_staff_id', sa.Uuid(), nullable=True),
    sa.Column('detail', sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("action <> ''", name=op.f('ck_audit_entry_action')),
    sa.ForeignKeyConstraint(['school_id', 'by_staff_id'], ['staff.school_id', 'staff.id'], name='fk_audit_entry_by_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_audit_entry_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_audit_entry'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index('ix_audit_entry_school', ['school_id', 'made_at', 'id'], unique=False)
        batch_op.create_index('ix_audit_entry_subject', ['school_id', 'subject_kind', 'subject_id', 'made_at'], unique=False)

    op.create_table('retention_choice',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('evidence_months', sa.Integer(), nullable=False),
    sa.Column('key_days', sa.Integer(), nullable=False),
    sa.Column('keys_end_on', sa.Date(), nullable=True),
    sa.Column('roster_loaded_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('roster_names', sa.Integer(), nullable=False),
    sa.Column('by_staff_id', sa.Uuid(), nullable=False),
    sa.Column('chosen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint('evidence_months BETWEEN 1 AND 120', name=op.f('ck_retention_choice_evidence_months')),
    sa.CheckConstraint('key_days BETWEEN 0 AND 400', name=op.f('ck_retention_choice_key_days')),
    sa.ForeignKeyConstraint(['school_id', 'by_staff_id'], ['staff.school_id', 'staff.id'], name='fk_retention_choice_by_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_retention_choice_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_retention_choice')),
    sa.UniqueConstraint('school_id', name='uq_retention_choice_school')
    )
    op.create_table('group_meeting',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('group_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('twilight', 'protocol', 'study', 'planning', 'consolidate', 'other', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state', sa.Enum('planned', 'held', 'cancelled', name='state', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('starts_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ends_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('agenda', sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
    sa.Column('record', sqlmodel.sql.sqltypes.AutoString(length=10000), nullable=False),
    sa.Column('time_source', sa.Enum('protected', 'twilight', 'inset', 'meeting', 'voluntary', name='time_source', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('event_id', sa.Uuid(), nullable=True),
    sa.Column('created_by', sa.Uuid(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint('minutes BETWEEN 5 AND 360', name=op.f('ck_group_meeting_minutes')),
    sa.CheckConstraint('starts_at < ends_at', name=op.f('ck_group_meeting_runs_forward')),
    sa.ForeignKeyConstraint(['school_id', 'created_by'], ['staff.school_id', 'staff.id'], name='fk_group_meeting_created_by'),
    sa.ForeignKeyConstraint(['school_id', 'event_id'], ['directed_event.school_id', 'directed_event.id'], name='fk_group_meeting_event'),
    sa.ForeignKeyConstraint(['school_id', 'group_id'], ['plc_group.school_id', 'plc_group.id'], name='fk_group_meeting_group'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_group_meeting_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_group_meeting'))
    )
    with op.batch_alter_table('group_meeting', schema=None) as batch_op:
        batch_op.create_index('ix_group_meeting_group', ['school_id', 'group_id', 'starts_at', 'id'], unique=False)

    op.create_table('discussion',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('protocol', sa.Enum('uk', 'lsa', name='protocol', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state', sa.Enum('open', 'closed', name='state', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('chair_id', sa.Uuid(), nullable=False),
    sa.Column('recorder_id', sa.Uuid(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('step_began_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('began_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('closed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f('ck_discussion_closed')),
    sa.CheckConstraint('step >= 0', name=op.f('ck_discussion_step')),
    sa.ForeignKeyConstraint(['school_id', 'chair_id'], ['staff.school_id', 'staff.id'], name='fk_discussion_chair'),
    sa.ForeignKeyConstraint(['school_id', 'recorder_id'], ['staff.school_id', 'staff.id'], name='fk_discussion_recorder'),
    sa.ForeignKeyConstraint(['school_id', 'round_id'], ['study_round.school_id', 'study_round.id'], name='fk_discussion_round'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_discussion_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_discussion')),
    sa.UniqueConstraint('school_id', 'round_id', name='uq_discussion_round')
    )
    op.create_table('evidence_read',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('reader_id', sa.Uuid(), nullable=False),
    sa.Column('notes', sa.Integer(), nullable=False),
    sa.Column('where_read', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('read_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint('author_id <> reader_id', name=op.f('ck_evidence_read_of_another')),
    sa.CheckConstraint('notes > 0', name=op.f('ck_evidence_read_notes')),
    sa.ForeignKeyConstraint(['school_id', 'author_id'], ['staff.school_id', 'staff.id'], name='fk_evidence_read_author'),
    sa.ForeignKeyConstraint(['school_id', 'reader_id'], ['staff.school_id', 'staff.id'], name='fk_evidence_read_reader'),
    sa.ForeignKeyConstraint(['school_id', 'round_id'], ['study_round.school_id', 'study_round.id'], name='fk_evidence_read_round'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_evidence_read_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_evidence_read'))
    )
    with op.batch_alter_table('evidence_read', schema=None) as batch_op:
        batch_op.create_index('ix_evidence_read_author', ['school_id', 'author_id', 'read_at', 'id'], unique=False)
        batch_op.create_index('ix_evidence_read_round', ['school_id', 'round_id', 'read_at', 'id'], unique=False)

    op.create_table('lesson_study_cycle',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('group_id', sa.Uuid(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('mode', sa.Enum('light', 'full', name='mode', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state', sa.Enum('active', 'completed', 'abandoned', name='state', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('stage', sa.Enum('protocol', 'focus', 'study', 'plan', 'schedule', 'teach', 'interview', 'discuss', 'revise', 'consolidate', 'share', name='stage', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('lesson_number', sa.Integer(), nullable=False),
    sa.Column('lessons_planned', sa.Integer(), nullable=False),
    sa.Column('protocol', sa.Enum('uk', 'lsa', name='protocol', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('research_question', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('research_theme', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('baseline', sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
    sa.Column('success_measure', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('progress', sqlmodel.sql.sqltypes.AutoString(length=10000), nullable=False),
    sa.Column('reflection', sqlmodel.sql.sqltypes.AutoString(length=10000), nullable=False),
    sa.Column('affirmation', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('reminder', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('other_id', sa.Uuid(), nullable=True),
    sa.Column('earlier_id', sa.Uuid(), nullable=True),
    sa.Column('finding_id', sa.Uuid(), nullable=True),
    sa.Column('ended_reason', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint("(state = 'active') = (ended_at IS NULL)", name=op.f('ck_lesson_study_cycle_ended')),
    sa.CheckConstraint("state <> 'abandoned' OR ended_reason <> ''", name=op.f('ck_lesson_study_cycle_abandoned_says_why')),
    sa.CheckConstraint('lesson_number BETWEEN 1 AND 3', name=op.f('ck_lesson_study_cycle_lesson_number')),
    sa.CheckConstraint('lessons_planned BETWEEN 1 AND 3', name=op.f('ck_lesson_study_cycle_lessons_planned')),
    sa.ForeignKeyConstraint(['school_id', 'created_by'], ['staff.school_id', 'staff.id'], name='fk_cycle_created_by'),
    sa.ForeignKeyConstraint(['school_id', 'earlier_id'], ['lesson_study_cycle.school_id', 'lesson_study_cycle.id'], name='fk_cycle_earlier'),
    sa.ForeignKeyConstraint(['school_id', 'finding_id'], ['finding.school_id', 'finding.id'], name='fk_cycle_finding'),
    sa.ForeignKeyConstraint(['school_id', 'group_id'], ['plc_group.school_id', 'plc_group.id'], name='fk_cycle_group'),
    sa.ForeignKeyConstraint(['school_id', 'other_id'], ['staff.school_id', 'staff.id'], name='fk_cycle_other'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_lesson_study_cycle_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_lesson_study_cycle'))
    )
    with op.batch_alter_table('lesson_study_cycle', schema=None) as batch_op:
        batch_op.create_index('ix_cycle_group', ['school_id', 'group_id', 'created_at', 'id'], unique=False)
        batch_op.create_index('uq_cycle_active', ['school_id', 'group_id'], unique=True, sqlite_where=sa.text("state = 'active'"), postgresql_where=sa.text("state = 'active'"))

    op.create_table('meeting_action',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=True),
    sa.Column('by_on', sa.Date(), nullable=True),
    sa.Column('done_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("text <> ''", name=op.f('ck_meeting_action_text')),
    sa.ForeignKeyConstraint(['school_id', 'meeting_id'], ['group_meeting.school_id', 'group_meeting.id'], name='fk_meeting_action_meeting'),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_meeting_action_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_meeting_action_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_meeting_action'))
    )
    with op.batch_alter_table('meeting_action', schema=None) as batch_op:
        batch_op.create_index('ix_meeting_action_meeting', ['school_id', 'meeting_id', 'made_at', 'id'], unique=False)

    op.create_table('meeting_seat',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('commit_id', sa.Uuid(), nullable=True),
    sa.Column('came', sa.Boolean(), nullable=True),
    sa.Column('logged_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['school_id', 'commit_id'], ['ledger_entry.school_id', 'ledger_entry.id'], name='fk_meeting_seat_commit'),
    sa.ForeignKeyConstraint(['school_id', 'meeting_id'], ['group_meeting.school_id', 'group_meeting.id'], name='fk_meeting_seat_meeting'),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_meeting_seat_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_meeting_seat_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_meeting_seat')),
    sa.UniqueConstraint('school_id', 'meeting_id', 'staff_id', name='uq_meeting_seat_once')
    )
    with op.batch_alter_table('meeting_seat', schema=None) as batch_op:
        batch_op.create_index('ix_meeting_seat_staff', ['school_id', 'staff_id'], unique=False)

    op.create_table('case_pupil',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('cycle_id', sa.Uuid(), nullable=False),
    sa.Column('label', sqlmodel.sql.sqltypes.AutoString(length=1), nullable=False),
    sa.Column('attributes', sqlmodel.sql.sqltypes.AutoString(length=400), nullable=False),
    sa.Column('typifies', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.CheckConstraint("label IN ('A', 'B', 'C', 'D', 'E', 'F')", name=op.f('ck_case_pupil_label')),
    sa.ForeignKeyConstraint(['school_id', 'cycle_id'], ['lesson_study_cycle.school_id', 'lesson_study_cycle.id'], name='fk_case_pupil_cycle'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_case_pupil_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_case_pupil')),
    sa.UniqueConstraint('school_id', 'cycle_id', 'label', name='uq_case_pupil_label')
    )
    op.create_table('cycle_step',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('cycle_id', sa.Uuid(), nullable=False),
    sa.Column('stage', sa.Enum('protocol', 'focus', 'study', 'plan', 'schedule', 'teach', 'interview', 'discuss', 'revise', 'consolidate', 'share', name='stage', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('lesson_number', sa.Integer(), nullable=False),
    sa.Column('is_back', sa.Boolean(), nullable=False),
    sa.Column('by_staff_id', sa.Uuid(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'by_staff_id'], ['staff.school_id', 'staff.id'], name='fk_cycle_step_by_staff'),
    sa.ForeignKeyConstraint(['school_id', 'cycle_id'], ['lesson_study_cycle.school_id', 'lesson_study_cycle.id'], name='fk_cycle_step_cycle'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_cycle_step_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_cycle_step'))
    )
    with op.batch_alter_table('cycle_step', schema=None) as batch_op:
        batch_op.create_index('ix_cycle_step_cycle', ['school_id', 'cycle_id', 'made_at', 'id'], unique=False)

    op.create_table('mechanism_claim',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('cycle_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('by_staff_id', sa.Uuid(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("note <> ''", name=op.f('ck_mechanism_claim_note')),
    sa.CheckConstraint('number BETWEEN 1 AND 14', name=op.f('ck_mechanism_claim_number')),
    sa.ForeignKeyConstraint(['school_id', 'by_staff_id'], ['staff.school_id', 'staff.id'], name='fk_mechanism_claim_by_staff'),
    sa.ForeignKeyConstraint(['school_id', 'cycle_id'], ['lesson_study_cycle.school_id', 'lesson_study_cycle.id'], name='fk_mechanism_claim_cycle'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_mechanism_claim_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_mechanism_claim')),
    sa.UniqueConstraint('school_id', 'cycle_id', 'number', name='uq_mechanism_claim_once')
    )
    op.create_table('pupil_key',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('cycle_id', sa.Uuid(), nullable=False),
    sa.Column('sealed', sqlmodel.sql.sqltypes.AutoString(length=22000), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('by_staff_id', sa.Uuid(), nullable=False),
    sa.Column('kept_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint('ends_on IS NOT NULL', name=op.f('ck_pupil_key_ends')),
    sa.ForeignKeyConstraint(['school_id', 'by_staff_id'], ['staff.school_id', 'staff.id'], name='fk_pupil_key_by_staff'),
    sa.ForeignKeyConstraint(['school_id', 'cycle_id'], ['lesson_study_cycle.school_id', 'lesson_study_cycle.id'], name='fk_pupil_key_cycle'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_pupil_key_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_pupil_key')),
    sa.UniqueConstraint('school_id', 'cycle_id', name='uq_pupil_key_cycle')
    )
    op.create_table('research_lesson',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('cycle_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('number BETWEEN 1 AND 3', name=op.f('ck_research_lesson_number')),
    sa.ForeignKeyConstraint(['school_id', 'cycle_id'], ['lesson_study_cycle.school_id', 'lesson_study_cycle.id'], name='fk_research_lesson_cycle'),
    sa.ForeignKeyConstraint(['school_id', 'round_id'], ['study_round.school_id', 'study_round.id'], name='fk_research_lesson_round'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_research_lesson_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_research_lesson')),
    sa.UniqueConstraint('school_id', 'cycle_id', 'number', name='uq_research_lesson_number'),
    sa.UniqueConstraint('school_id', 'round_id', name='uq_research_lesson_round')
    )
    op.create_table('study_source',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('cycle_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('research', 'guidance', 'curriculum', 'textbook', 'colleague', 'other', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('link', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('taken_from_it', sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
    sa.Column('added_by', sa.Uuid(), nullable=False),
    sa.Column('added_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("title <> ''", name=op.f('ck_study_source_title')),
    sa.ForeignKeyConstraint(['school_id', 'added_by'], ['staff.school_id', 'staff.id'], name='fk_study_source_added_by'),
    sa.ForeignKeyConstraint(['school_id', 'cycle_id'], ['lesson_study_cycle.school_id', 'lesson_study_cycle.id'], name='fk_study_source_cycle'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_study_source_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_study_source'))
    )
    with op.batch_alter_table('study_source', schema=None) as batch_op:
        batch_op.create_index('ix_study_source_cycle', ['school_id', 'cycle_id', 'added_at', 'id'], unique=False)

    op.create_table('discussion_entry',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('discussion_id', sa.Uuid(), nullable=False),
    sa.Column('step_key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('case_pupil_id', sa.Uuid(), nullable=True),
    sa.Column('speaker_id', sa.Uuid(), nullable=True),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
    sa.Column('by_staff_id', sa.Uuid(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("text <> ''", name=op.f('ck_discussion_entry_text')),
    sa.ForeignKeyConstraint(['school_id', 'by_staff_id'], ['staff.school_id', 'staff.id'], name='fk_discussion_entry_by_staff'),
    sa.ForeignKeyConstraint(['school_id', 'case_pupil_id'], ['case_pupil.school_id', 'case_pupil.id'], name='fk_discussion_entry_pupil'),
    sa.ForeignKeyConstraint(['school_id', 'discussion_id'], ['discussion.school_id', 'discussion.id'], name='fk_discussion_entry_discussion'),
    sa.ForeignKeyConstraint(['school_id', 'speaker_id'], ['staff.school_id', 'staff.id'], name='fk_discussion_entry_speaker'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_discussion_entry_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_discussion_entry'))
    )
    with op.batch_alter_table('discussion_entry', schema=None) as batch_op:
        batch_op.create_index('ix_discussion_entry_discussion', ['school_id', 'discussion_id', 'made_at', 'id'], unique=False)

    op.create_table('evidence_note',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('case_pupil_id', sa.Uuid(), nullable=True),
    sa.Column('stage_key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('kind', sa.Enum('words', 'moment', 'photo', 'sheet', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
    sa.Column('noted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('device_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('received_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('withdrawn_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint("(withdrawn_at IS NULL) OR text = ''", name=op.f('ck_evidence_note_withdrawn_is_gone')),
    sa.CheckConstraint("withdrawn_at IS NOT NULL OR text <> '' OR kind IN ('photo', 'sheet')", name=op.f('ck_evidence_note_says_something')),
    sa.ForeignKeyConstraint(['school_id', 'case_pupil_id'], ['case_pupil.school_id', 'case_pupil.id'], name='fk_evidence_note_pupil'),
    sa.ForeignKeyConstraint(['school_id', 'round_id'], ['study_round.school_id', 'study_round.id'], name='fk_evidence_note_round'),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_evidence_note_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_evidence_note_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_evidence_note'))
    )
    with op.batch_alter_table('evidence_note', schema=None) as batch_op:
        batch_op.create_index('ix_evidence_note_round', ['school_id', 'round_id', 'noted_at', 'id'], unique=False)

    op.create_table('next_change',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('research_lesson_id', sa.Uuid(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('by_on', sa.Date(), nullable=True),
    sa.Column('outcome', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('checked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('by_staff_id', sa.Uuid(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("checked_at IS NULL OR outcome <> ''", name=op.f('ck_next_change_checked_says_what')),
    sa.CheckConstraint("text <> ''", name=op.f('ck_next_change_text')),
    sa.ForeignKeyConstraint(['school_id', 'by_staff_id'], ['staff.school_id', 'staff.id'], name='fk_next_change_by_staff'),
    sa.ForeignKeyConstraint(['school_id', 'research_lesson_id'], ['research_lesson.school_id', 'research_lesson.id'], name='fk_next_change_lesson'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_next_change_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_next_change'))
    )
    with op.batch_alter_table('next_change', schema=None) as batch_op:
        batch_op.create_index('ix_next_change_lesson', ['school_id', 'research_lesson_id', 'made_at', 'id'], unique=False)

    op.create_table('proposal_version',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('research_lesson_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(length=200000), nullable=False),
    sa.Column('is_merged', sa.Boolean(), nullable=False),
    sa.Column('saved_by', sa.Uuid(), nullable=False),
    sa.Column('saved_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint('number >= 2', name=op.f('ck_proposal_version_number')),
    sa.ForeignKeyConstraint(['school_id', 'research_lesson_id'], ['research_lesson.school_id', 'research_lesson.id'], name='fk_proposal_version_lesson'),
    sa.ForeignKeyConstraint(['school_id', 'saved_by'], ['staff.school_id', 'staff.id'], name='fk_proposal_version_saved_by'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_proposal_version_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_proposal_version')),
    sa.UniqueConstraint('school_id', 'research_lesson_id', 'number', name='uq_proposal_version_number')
    )
    op.create_table('pupil_interview',
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('case_pupil_id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('enjoyed', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('learned', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('can_do_now', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('better_how', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('helped', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('change', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('held_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'case_pupil_id'], ['case_pupil.school_id', 'case_pupil.id'], name='fk_pupil_interview_pupil'),
    sa.ForeignKeyConstraint(['school_id', 'round_id'], ['study_round.school_id', 'study_round.id'], name='fk_pupil_interview_round'),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_pupil_interview_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_pupil_interview_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_pupil_interview')),
    sa.UniqueConstraint('school_id', 'round_id', 'case_pupil_id', name='uq_pupil_interview_once')
    )
    op.create_table('pupil_watch',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('research_lesson_id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('case_pupil_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'case_pupil_id'], ['case_pupil.school_id', 'case_pupil.id'], name='fk_pupil_watch_pupil'),
    sa.ForeignKeyConstraint(['school_id', 'research_lesson_id'], ['research_lesson.school_id', 'research_lesson.id'], name='fk_pupil_watch_lesson'),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_pupil_watch_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_pupil_watch_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_pupil_watch')),
    sa.UniqueConstraint('school_id', 'research_lesson_id', 'staff_id', 'case_pupil_id', name='uq_pupil_watch_once')
    )
    op.create_table('note_photo',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('note_id', sa.Uuid(), nullable=False),
    sa.Column('has_no_faces', sa.Boolean(), nullable=False),
    sa.Column('media_type', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint('has_no_faces', name=op.f('ck_note_photo_no_faces')),
    sa.ForeignKeyConstraint(['school_id', 'note_id'], ['evidence_note.school_id', 'evidence_note.id'], name='fk_note_photo_note'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_note_photo_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_note_photo')),
    sa.UniqueConstraint('school_id', 'note_id', name='uq_note_photo_note')
    )
    constraints.apply(op.get_bind())


def downgrade() -> None:
    constraints.drop(op.get_bind())
    op.drop_table('note_photo')
    op.drop_table('pupil_watch')
    op.drop_table('pupil_interview')
    op.drop_table('proposal_version')
    with op.batch_alter_table('next_change', schema=None) as batch_op:
        batch_op.drop_index('ix_next_change_lesson')

    op.drop_table('next_change')
    with op.batch_alter_table('evidence_note', schema=None) as batch_op:
        batch_op.drop_index('ix_evidence_note_round')

    op.drop_table('evidence_note')
    with op.batch_alter_table('discussion_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_discussion_entry_discussion')

    op.drop_table('discussion_entry')
    with op.batch_alter_table('study_source', schema=None) as batch_op:
        batch_op.drop_index('ix_study_source_cycle')

    op.drop_table('study_source')
    op.drop_table('research_lesson')
    op.drop_table('pupil_key')
    op.drop_table('mechanism_claim')
    with op.batch_alter_table('cycle_step', schema=None) as batch_op:
        batch_op.drop_index('ix_cycle_step_cycle')

    op.drop_table('cycle_step')
    op.drop_table('case_pupil')
    with op.batch_alter_table('meeting_seat', schema=None) as batch_op:
        batch_op.drop_index('ix_meeting_seat_staff')

    op.drop_table('meeting_seat')
    with op.batch_alter_table('meeting_action', schema=None) as batch_op:
        batch_op.drop_index('ix_meeting_action_meeting')

    op.drop_table('meeting_action')
    with op.batch_alter_table('lesson_study_cycle', schema=None) as batch_op:
        batch_op.drop_index('uq_cycle_active', sqlite_where=sa.text("state = 'active'"), postgresql_where=sa.text("state = 'active'"))
        batch_op.drop_index('ix_cycle_group')

    op.drop_table('lesson_study_cycle')
    with op.batch_alter_table('evidence_read', schema=None) as batch_op:
        batch_op.drop_index('ix_evidence_read_round')
        batch_op.drop_index('ix_evidence_read_author')

    op.drop_table('evidence_read')
    op.drop_table('discussion')
    with op.batch_alter_table('group_meeting', schema=None) as batch_op:
        batch_op.drop_index('ix_group_meeting_group')

    op.drop_table('group_meeting')
    op.drop_table('retention_choice')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_audit_entry_subject')
        batch_op.drop_index('ix_audit_entry_school')

    op.drop_table('audit_entry')
    op.drop_table('pupil_name')
    constraints.apply(op.get_bind())
