"""The audit log becomes a chain: each entry counted and sealed with the one before, the end of each chain kept apart.

Revision ID: 0013
Revises: 0012
"""

from typing import Any

import sqlalchemy as sa
import sqlmodel
from alembic import op

from app.audit.rules import BEGINNING, Entry, seal
from app.db import constraints

revision: str = '0013'
down_revision: str | None = '0012'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    constraints.drop(op.get_bind())
    op.create_table('audit_head',
    sa.Column('school_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('seal', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.CheckConstraint('number >= 0', name=op.f('ck_audit_head_number')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_audit_head_school_id')),
    sa.CheckConstraint('id = school_id', name=op.f('ck_audit_head_one_a_school')),
    sa.PrimaryKeyConstraint('school_id', 'id', name=op.f('pk_audit_head'))
    )
    text = sqlmodel.sql.sqltypes.AutoString
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.add_column(sa.Column('number', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('operation', text(length=60), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('request_id', text(length=32), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('seal', text(length=64), nullable=False, server_default=BEGINNING))
    _seal_what_stands_there()
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        for name in ('number', 'operation', 'request_id', 'seal'):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_check_constraint(op.f('ck_audit_entry_number'), 'number >= 1')
        batch_op.create_check_constraint(op.f('ck_audit_entry_seal'), 'length(seal) = 64')
        batch_op.create_index('ix_audit_entry_action', ['school_id', 'action', 'made_at', 'id'], unique=False)
        batch_op.create_index('ix_audit_entry_by', ['school_id', 'by_staff_id', 'made_at', 'id'], unique=False)
        batch_op.create_unique_constraint('uq_audit_entry_number', ['school_id', 'number'])
    constraints.apply(op.get_bind())


def _seal_what_stands_there() -> None:
    """Number and seal the entries of each school in the order in which they were made."""
    connection = op.get_bind()
    entries = sa.Table('audit_entry', sa.MetaData(), autoload_with=connection)
    heads = sa.Table('audit_head', sa.MetaData(), autoload_with=connection)
    # Reflected types differ between the engines; ids and instants must come as what the seal is made of.
    typed = {'school_id': sa.Uuid(), 'id': sa.Uuid(), 'subject_id': sa.Uuid(), 'by_staff_id': sa.Uuid(),
             'made_at': sqlmodel.sql.sqltypes.UTCDateTime()}
    columns = [sa.type_coerce(column, typed.get(column.name, column.type)).label(column.name) for column in entries.c]
    in_order = sa.select(*columns).order_by(entries.c.school_id, entries.c.made_at, entries.c.id)
    ends: dict[Any, tuple[int, str]] = {}
    for row in connection.execute(in_order).mappings().all():
        number, before = ends.get(row['school_id'], (0, BEGINNING))
        entry = Entry(**{name: row[name] for name in Entry.__slots__} | {'number': number + 1})
        ends[entry.school_id] = (entry.number, seal(before, entry))
        mine = (sa.type_coerce(entries.c.school_id, sa.Uuid()) == entry.school_id) & (
            sa.type_coerce(entries.c.id, sa.Uuid()) == entry.id)
        connection.execute(sa.update(entries).where(mine).values(number=entry.number, seal=ends[entry.school_id][1]))
    for school_id, (number, end) in ends.items():
        typed_heads = {heads.c.school_id: sa.bindparam(None, school_id, sa.Uuid()),
                       heads.c.id: sa.bindparam(None, school_id, sa.Uuid())}
        connection.execute(sa.insert(heads).values({**typed_heads, heads.c.number: number, heads.c.seal: end}))


def downgrade() -> None:
    constraints.drop(op.get_bind())
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_constraint('uq_audit_entry_number', type_='unique')
        batch_op.drop_index('ix_audit_entry_by')
        batch_op.drop_index('ix_audit_entry_action')
        batch_op.drop_constraint(op.f('ck_audit_entry_seal'), type_='check')
        batch_op.drop_constraint(op.f('ck_audit_entry_number'), type_='check')
        batch_op.drop_column('seal')
        batch_op.drop_column('request_id')
        batch_op.drop_column('operation')
        batch_op.drop_column('number')

    op.drop_table('audit_head')
    constraints.apply(op.get_bind())
