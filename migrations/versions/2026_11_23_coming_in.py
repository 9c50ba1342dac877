"""How people come in: single sign-on, second factors, forgotten passwords, visits of support.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from app.db import constraints

revision: str = '0014'
down_revision: str | None = '0013'
branch_labels: str | None = None
depends_on: str | None = None

ROLES = ['teacher', 'cpd_lead', 'cover_lead', 'head', 'trust_lead', 'knowledgeable_other']
MEANS = "means IN ('password', 'sign_on', 'invitation', 'reset', 'demo')"


def upgrade() -> None:
    constraints.drop(op.get_bind())
    op.create_table('passkey_challenge',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('challenge', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('is_for_new', sa.Boolean(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('used_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_passkey_challenge_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passkey_challenge')),
    sa.UniqueConstraint('challenge', name=op.f('uq_passkey_challenge_challenge'))
    )
    with op.batch_alter_table('passkey_challenge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passkey_challenge_expires_at'), ['expires_at'], unique=False)

    op.create_table('password_reset',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('secret_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('used_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_password_reset_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_password_reset')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_password_reset_secret_hash'))
    )
    with op.batch_alter_table('password_reset', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_password_reset_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_password_reset_expires_at'), ['expires_at'], unique=False)

    op.create_table('recovery_code',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('code_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('used_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_recovery_code_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_code')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_recovery_code_code_hash'))
    )
    with op.batch_alter_table('recovery_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recovery_code_account_id'), ['account_id'], unique=False)

    op.create_table('second_factor',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('totp', 'passkey', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('sealed_secret', sqlmodel.sql.sqltypes.AutoString(length=400), nullable=True),
    sa.Column('last_step', sa.Integer(), nullable=True),
    sa.Column('credential_id', sqlmodel.sql.sqltypes.AutoString(length=1400), nullable=True),
    sa.Column('public_key', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=True),
    sa.Column('sign_count', sa.Integer(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('confirmed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('last_used_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint("(kind = 'totp') = (sealed_secret IS NOT NULL) AND (kind = 'passkey') = (credential_id IS NOT NULL) AND (kind = 'passkey') = (public_key IS NOT NULL)", name=op.f('ck_second_factor_one_kind')),
    sa.CheckConstraint('sign_count >= 0', name=op.f('ck_second_factor_sign_count')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_second_factor_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_second_factor')),
    sa.UniqueConstraint('credential_id', name='uq_second_factor_credential')
    )
    with op.batch_alter_table('second_factor', schema=None) as batch_op:
        batch_op.create_index('ix_second_factor_account', ['account_id', 'created_at', 'id'], unique=False)

    op.create_table('sign_on_identity',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('provider', sa.Enum('google', 'microsoft', name='provider', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('issuer', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('subject', sqlmodel.sql.sqltypes.AutoString(length=255), nullable=False),
    sa.Column('linked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('last_used_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint('length(issuer) > 0 AND length(subject) > 0', name=op.f('ck_sign_on_identity_named')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_sign_on_identity_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_on_identity')),
    sa.UniqueConstraint('account_id', 'issuer', name='uq_sign_on_identity_account'),
    sa.UniqueConstraint('issuer', 'subject', name='uq_sign_on_identity_subject')
    )
    op.create_table('sign_on_directory',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('provider', sa.Enum('google', 'microsoft', name='provider', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('directory', sqlmodel.sql.sqltypes.AutoString(length=255), nullable=False),
    sa.Column('asks_second_factor', sa.Boolean(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint('length(directory) > 0', name=op.f('ck_sign_on_directory_directory')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_sign_on_directory_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_sign_on_directory')),
    sa.UniqueConstraint('school_id', 'provider', 'directory', name='uq_sign_on_directory_once')
    )
    op.create_table('support_visit',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('invited_by', sa.Uuid(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('invited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ends_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint('invited_at < ends_at', name=op.f('ck_support_visit_runs_forward')),
    sa.CheckConstraint('length(reason) > 0', name=op.f('ck_support_visit_reason')),
    sa.ForeignKeyConstraint(['school_id', 'invited_by'], ['staff.school_id', 'staff.id'], name='fk_support_visit_by'),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], name='fk_support_visit_staff'),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_support_visit_school_id')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_support_visit'))
    )
    with op.batch_alter_table('support_visit', schema=None) as batch_op:
        batch_op.create_index('ix_support_visit_time', ['school_id', 'invited_at', 'id'], unique=False)

    op.create_table('sign_on_attempt',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('provider', sa.Enum('google', 'microsoft', name='provider', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('browser_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('nonce', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('verifier', sqlmodel.sql.sqltypes.AutoString(length=128), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('invitation_id', sa.Uuid(), nullable=True),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('used_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint('invitation_id IS NULL OR account_id IS NULL', name=op.f('ck_sign_on_attempt_one_purpose')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_sign_on_attempt_account_id')),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name='fk_sign_on_attempt_invitation'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_on_attempt')),
    sa.UniqueConstraint('state_hash', name=op.f('uq_sign_on_attempt_state_hash'))
    )
    with op.batch_alter_table('sign_on_attempt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_on_attempt_expires_at'), ['expires_at'], unique=False)

    _add('account', sa.Column('has_second_factor', sa.Boolean(), nullable=False, server_default=sa.false()))
    _add('school', sa.Column('leaders_need_second_factor', sa.Boolean(), nullable=False, server_default=sa.false()))
    _add('sign_in_session', sa.Column('means', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False, server_default='password'))
    _add('sign_in_session', sa.Column('is_strong', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('sign_in_session', schema=None) as batch_op:
        batch_op.create_check_constraint(op.f('ck_sign_in_session_means'), MEANS)
    _roles([*ROLES, 'support'])
    constraints.apply(op.get_bind())


def _add(table: str, column: sa.Column) -> None:
    """Add a column that is never empty: rows that stand there already take its default, new ones say theirs."""
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.add_column(column)
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.alter_column(column.name, server_default=None)


def _roles(names: list[str]) -> None:
    known = ', '.join(f"'{name}'" for name in names)
    with op.batch_alter_table('membership_role', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_membership_role_role'), type_='check')
        batch_op.create_check_constraint(op.f('ck_membership_role_role'), f'role IN ({known})')


def downgrade() -> None:
    constraints.drop(op.get_bind())
    # A door that only support's role opened is shut: the release before knows no such role.
    roles = sa.table('membership_role', sa.column('role', sa.String()))
    op.get_bind().execute(sa.delete(roles).where(roles.c.role == 'support'))
    _roles(ROLES)
    with op.batch_alter_table('sign_in_session', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_sign_in_session_means'), type_='check')
        batch_op.drop_column('is_strong')
        batch_op.drop_column('means')

    with op.batch_alter_table('school', schema=None) as batch_op:
        batch_op.drop_column('leaders_need_second_factor')

    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.drop_column('has_second_factor')

    with op.batch_alter_table('sign_on_attempt', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_on_attempt_expires_at'))

    op.drop_table('sign_on_attempt')
    with op.batch_alter_table('support_visit', schema=None) as batch_op:
        batch_op.drop_index('ix_support_visit_time')

    op.drop_table('support_visit')
    op.drop_table('sign_on_directory')
    op.drop_table('sign_on_identity')
    with op.batch_alter_table('second_factor', schema=None) as batch_op:
        batch_op.drop_index('ix_second_factor_account')

    op.drop_table('second_factor')
    with op.batch_alter_table('recovery_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recovery_code_account_id'))

    op.drop_table('recovery_code')
    with op.batch_alter_table('password_reset', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_password_reset_expires_at'))
        batch_op.drop_index(batch_op.f('ix_password_reset_account_id'))

    op.drop_table('password_reset')
    with op.batch_alter_table('passkey_challenge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_passkey_challenge_expires_at'))

    op.drop_table('passkey_challenge')
    constraints.apply(op.get_bind())
