"""Section 3.4 of RELIABILITY: whatever a statement forgets, it sees and changes only its own school's rows.

On SQLite the net under the session stands alone (app/db/tenancy.py); on PostgreSQL the policies do too, which the
second half asks in plain SQL, past the net. Every form is first run for Birch, where it must find something: a form
that finds nothing there proves nothing.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from build_cover import a_group, a_need, a_round
from build_time import give
from cast import NOW, World, make_world
from fastapi import FastAPI
from sqlalchemy import CursorResult, and_, case, delete, exists, func, insert, literal, text, union, union_all, update
from sqlalchemy import select as columns
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col, select
from storing import SHARED

from app.db.base import TenantRow
from app.db.constraints import TENANT_TABLES
from app.db.faults import AlreadyThere
from app.db.tenancy import ForeignRow
from app.fair.tables import Finding, FindingReaction
from app.identity.tables import School, Staff
from app.kernel.actor import NOBODY, Scope
from app.plc.tables import PlcGroup, PlcMember
from app.study.tables import StudyRound
from app.time_budget.rules import TimeCategory
from app.time_budget.tables import TimePot

Form = Callable[[Session], Any]
Colleague = aliased(Staff)


def rows(statement: Any) -> Form:
    return lambda session: [tuple(row) for row in session.execute(statement).all()]


def _sub() -> Any:
    return columns(Staff.id, Staff.name).subquery()


FORMS: dict[str, Form] = {
    "whole rows": lambda session: session.exec(select(Staff)).all(),
    "a column": rows(columns(Staff.name)),
    "a column of a table beside it": rows(columns(Staff.name, PlcGroup.name).where(Staff.school_id == PlcGroup.school_id)),
    "count, select_from": rows(columns(func.count()).select_from(Staff)),
    "count of a column": rows(columns(func.count(Staff.id))),
    "sum": rows(columns(func.sum(TimePot.allocated_minutes))),
    "group by": rows(columns(Staff.department, func.count()).group_by(Staff.department)),
    "having": rows(columns(Staff.department).group_by(Staff.department).having(func.count(Staff.id) > 0)),
    "distinct": rows(columns(Staff.department).distinct()),
    "join": rows(columns(PlcGroup.name).join(PlcMember, col(PlcMember.group_id) == PlcGroup.id)),
    "join, count": rows(columns(func.count()).select_from(PlcGroup).join(PlcMember, col(PlcMember.group_id) == PlcGroup.id)),
    "join from a table of no school": rows(columns(Staff.name).select_from(School).join(Staff, col(Staff.school_id) == School.id)),
    "outer join": rows(columns(Staff.name).select_from(School).join(Staff, col(Staff.school_id) == School.id, isouter=True).where(col(Staff.id).is_not(None))),
    "alias": rows(columns(Colleague.name)),
    "alias, count": rows(columns(func.count()).select_from(Colleague)),
    "joined to itself": rows(columns(Colleague.name).select_from(Staff).join(Colleague, and_(Colleague.id == Staff.id))),
    "exists, as a condition": rows(columns(School.name).where(exists().where(col(Staff.is_active)))),
    "exists(select), as a condition": rows(columns(School.name).where(exists(columns(Staff.id).where(col(Staff.is_active))))),
    "exists, correlated": rows(columns(School.name).where(exists().where(col(Staff.school_id) == School.id))),
    "in a subquery": rows(columns(School.name).where(col(School.id).in_(columns(Staff.school_id)))),
    "in a subquery of a subquery": rows(columns(School.name).where(col(School.id).in_(columns(PlcMember.school_id).where(col(PlcMember.staff_id).in_(columns(Staff.id)))))),
    "scalar subquery, as a column": rows(columns(columns(func.count(Staff.id)).scalar_subquery())),
    "scalar subquery, as a condition": rows(columns(School.name).where(columns(func.count(Staff.id)).scalar_subquery() > 0)),
    "case": rows(columns(case((columns(func.count(Staff.id)).scalar_subquery() > 0, 1), else_=0))),
    "order by a subquery": rows(columns(Staff.name).order_by(columns(func.max(StudyRound.period)).scalar_subquery())),
    "subquery in FROM, count": rows(columns(func.count()).select_from(_sub())),
    "subquery in FROM, its column": rows(columns(_sub().c.name)),
    "subquery, named only in a condition": rows(columns(School.name).where(col(School.id) == (one := columns(Staff.school_id).distinct().subquery()).c.school_id)),
    "join to a subquery": rows(columns(School.name).join(sub := columns(Staff.school_id).distinct().subquery(), sub.c.school_id == School.id)),
    "cte": rows(columns(columns(Staff.name).cte().c.name)),
    "union": rows(union(columns(Staff.name), columns(PlcGroup.name))),
    "union all, in FROM": rows(columns(union_all(columns(Staff.name), columns(PlcGroup.name)).subquery().c.name)),
    "get": lambda session: session.get(Staff, _A_BIRCH_ROW[0]),
    "update": lambda session: _changed(session, update(Staff).values(department="Seen")),
    "update, with a condition": lambda session: _changed(session, update(Staff).where(col(Staff.is_active)).values(department="Seen")),
    "update, where in a subquery": lambda session: _changed(session, update(PlcGroup).where(col(PlcGroup.id).in_(columns(PlcMember.group_id))).values(focus="Seen")),
    "update of what is on the fair": lambda session: _changed(session, update(Finding).values(title="Seen")),
    "delete": lambda session: _changed(session, delete(PlcMember)),
    "delete, with a condition": lambda session: _changed(session, delete(PlcMember).where(~col(PlcMember.is_guest))),
    "delete of what is on the fair": lambda session: _changed(session, delete(FindingReaction)),
}  # fmt: skip
NOT_LED_BY_AN_ENTITY: dict[str, Form] = {
    "a window": rows(columns(func.row_number().over(order_by=Staff.name))),
    "exists, as a column": rows(columns(literal(1)).where(columns(exists().where(col(Staff.is_active))).scalar_subquery())),
}  # fmt: skip
_A_BIRCH_ROW: list[Any] = [None]


def _changed(session: Session, statement: Any) -> int:
    result = session.execute(statement, execution_options={"synchronize_session": False})
    assert isinstance(result, CursorResult)
    return result.rowcount


def is_nothing(found: Any) -> bool:
    """No row, no count, no sum: what somebody finds who is not there."""
    if isinstance(found, list):
        return all(all(value in (0, None) for value in row) if isinstance(row, tuple) else False for row in found)
    return not found


@pytest.fixture(scope="module")
def birch(_app: FastAPI) -> World:
    """Birch with something in it; Cedar with nothing but its staff. No test here keeps what it does to it."""
    _app.state.now.instant = NOW
    world = make_world(_app)
    database = world.database
    give(database, world.amina, 90)
    group_id = a_group(database, [world.amina, world.ben, world.chloe])
    a_need(database, world.ben, group_id, a_round(database, world.amina, group_id), ask=[world.chloe])
    _A_BIRCH_ROW[0] = (world.birch_id, world.amina.staff_id)
    with database.writing(world.amina.scope) as session:
        for audience in ("school", "trust", "everyone"):
            licence = "school-internal" if audience == "school" else "CC-BY-4.0"
            finding = Finding(
                school_id=world.birch_id, group_id=group_id, title=audience, state="published", audience=audience,
                trust_id=world.trust_id, licence=licence, created_at=NOW, updated_at=NOW, published_at=NOW,
                author_names="[]",
            )  # fmt: skip
            session.add(finding)
            session.flush()
            session.add(
                FindingReaction(
                    school_id=world.birch_id, finding_school_id=world.birch_id, finding_id=finding.id,
                    trust_id=world.trust_id, audience=audience, staff_id=world.amina.staff_id, kind="will_try",
                    by_name="Amina", school_name="Birch School", made_at=NOW,
                )
            )  # fmt: skip
    return world


def asked(world: World, scope: Scope, form: Form) -> Any:
    """What *form* finds in a transaction of *scope* that is taken back."""
    with world.database.reading(scope) as session:
        return form(session)


@pytest.mark.parametrize("name", NOT_LED_BY_AN_ENTITY)
def test_a_statement_that_cannot_be_narrowed_is_not_run(name: str, birch: World) -> None:
    """Take out: `_is_of_the_orm` in db/tenancy.py."""
    with pytest.raises(ForeignRow):
        asked(birch, birch.amina.scope, NOT_LED_BY_AN_ENTITY[name])


@pytest.mark.parametrize("name", FORMS)
def test_no_form_of_statement_sees_or_changes_another_school(
    name: str, birch: World, request: pytest.FixtureRequest
) -> None:
    """Take out, on SQLite: `event.listen(factory, "do_orm_execute", _narrow)`; or one of the places that
    `_tenant_classes` looks at."""
    somewhere_else = Scope(uuid4(), birch.trust_id)

    at_home, elsewhere = asked(birch, birch.amina.scope, FORMS[name]), asked(birch, somewhere_else, FORMS[name])

    assert not is_nothing(at_home), "the form finds nothing at home either, so it proves nothing"
    assert is_nothing(elsewhere), elsewhere


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_school_of_the_same_trust_finds_only_its_own(name: str, birch: World) -> None:
    """As above. What is shared with the trust is read, and never changed: take out `own` in `_narrow`."""
    found = asked(birch, birch.eve.scope, FORMS[name])

    assert "Amina" not in repr(found)
    if name.startswith(("update of", "delete of")):
        assert found == 0


TENANTS = sorted(cls.__name__ for cls in TenantRow.__subclasses__() if hasattr(cls, "__table__"))


def _tenant(name: str) -> Any:
    return next(cls for cls in TenantRow.__subclasses__() if cls.__name__ == name)


@pytest.mark.parametrize("name", TENANTS)
def test_nobody_sees_no_row_of_a_school_but_what_is_open_to_everyone(name: str, birch: World) -> None:
    """Take out: `_narrow`, or `published & everyone` in fair.tables."""
    cls = _tenant(name)

    found = asked(birch, NOBODY, lambda session: session.exec(select(cls)).all())

    assert {row.audience for row in found} <= {"everyone"} if name in ("Finding", "FindingReaction") else found == []
    if name == "Finding":
        assert birch.birch_id in {row.school_id for row in found}


def test_the_net_knows_every_table_that_has_a_school() -> None:
    """Take out: a name of TENANT_TABLES; or let a table with school_id not be a TenantRow."""
    before_a_school_is_chosen = {
        "membership", "membership_role", "sign_in_session", "invitation", "planner_ticket", "job",
        "calendar_address",
    }  # fmt: skip
    with_school = {name for name, table in SQLModel.metadata.tables.items() if "school_id" in table.c}

    assert set(TENANT_TABLES) == with_school - before_a_school_is_chosen
    assert {_tenant(name).__tablename__ for name in TENANTS} == set(TENANT_TABLES) - {"idempotent_request"}


# ---- writing -----------------------------------------------------------------------------------------------


def _new_row(school_id: UUID) -> Staff:
    return Staff(school_id=school_id, code=uuid4().hex, name="Nia", created_at=NOW)


def test_a_new_row_of_another_school_is_the_programmers_error(birch: World) -> None:
    """Take out: `event.listen(factory, "before_flush", _refuse_foreign_rows)`."""
    with pytest.raises(ForeignRow), birch.database.writing(birch.eve.scope) as session:
        session.add(_new_row(birch.birch_id))


def _harm(
    world: World, cls: type[Any], key: tuple[UUID, UUID], read_as: Scope, harm: Callable[[Session, Any], object]
) -> None:
    """Read a row as one school, and flush what *harm* does to it as Cedar."""
    with world.database.reading(read_as) as session:
        row = session.get(cls, key)
    assert row is not None
    with world.database.reading(world.eve.scope) as session:
        session.add(row)
        harm(session, row)
        session.flush()


def test_a_row_of_another_school_that_was_read_elsewhere_is_not_changed(birch: World) -> None:
    """Take out: `session.dirty` in `_refuse_foreign_rows`."""
    with pytest.raises(ForeignRow):
        _harm(birch, Staff, _A_BIRCH_ROW[0], birch.amina.scope, lambda _, row: setattr(row, "name", "Seen"))


def test_a_row_of_another_school_that_was_read_elsewhere_is_not_deleted(birch: World) -> None:
    """Take out: `session.deleted` in `_refuse_foreign_rows`."""
    with pytest.raises(ForeignRow):
        _harm(birch, Staff, _A_BIRCH_ROW[0], birch.amina.scope, lambda session, row: session.delete(row))


def test_a_row_cannot_be_moved_to_another_school(birch: World) -> None:
    """Take out: `session.dirty`."""
    key = (birch.cedar_id, birch.eve.staff_id)

    with pytest.raises(ForeignRow):
        _harm(birch, Staff, key, birch.eve.scope, lambda _, row: setattr(row, "school_id", birch.birch_id))


def test_an_insert_statement_cannot_write_a_row_of_another_school(birch: World) -> None:
    """Take out, on PostgreSQL: WITH CHECK in the policy own_school."""
    wish = {"school_id": birch.birch_id, "id": uuid4(), "code": "X", "name": "Nia", "created_at": NOW}

    with pytest.raises((ForeignRow, DBAPIError)), birch.database.writing(birch.eve.scope) as session:
        session.execute(insert(Staff), [wish])


def test_a_key_cannot_point_into_another_school(birch: World) -> None:
    """The first net. Take out: the school in `within_school`, or the key of time_pot to school_year."""
    with birch.database.reading(birch.amina.scope) as session:
        pot = session.exec(select(TimePot)).first()
    assert pot is not None
    hers = TimePot(
        school_id=birch.cedar_id, staff_id=birch.eve.staff_id, year_id=pot.year_id, category=TimeCategory.COVER,
    )  # fmt: skip

    with pytest.raises(AlreadyThere) as refused, birch.database.writing(birch.eve.scope) as session:
        session.add(hers)

    assert "foreign key" in str(refused.value.__cause__).lower()


# ---- PostgreSQL's policies, alone ------------------------------------------------------------------------------


def _plain(world: World, scope: Scope, statement: str, **values: Any) -> CursorResult[Any]:
    with world.database.reading(scope) as session:
        result = session.connection().execute(text(statement), values)
        return result.fetchall() if result.returns_rows else result.rowcount


@pytest.mark.only_postgres
@pytest.mark.parametrize("table", TENANT_TABLES)
def test_plain_sql_of_another_school_finds_and_changes_nothing(table: str, birch: World) -> None:
    """Take out: ENABLE or FORCE ROW LEVEL SECURITY, or the policy, of one table in db/constraints.py."""
    foreign = {"birch": birch.birch_id}
    outsider = Scope(uuid4(), uuid4())

    for scope in (outsider, NOBODY):
        seen = _plain(birch, scope, f"SELECT * FROM {table} WHERE school_id = :birch", **foreign)
        assert {row.audience for row in seen} <= {"everyone"} if table in SHARED else seen == []
        for harm in (f"UPDATE {table} SET school_id = school_id", f"DELETE FROM {table}"):
            assert _plain(birch, scope, f"{harm} WHERE school_id = :birch", **foreign) == 0


@pytest.mark.only_postgres
@pytest.mark.parametrize("table", ["staff", "finding", "time_pot"])
def test_plain_sql_cannot_give_a_row_to_another_school(table: str, birch: World) -> None:
    """Take out: WITH CHECK in the policy own_school."""
    give(birch.database, birch.eve, 30)
    with pytest.raises(DBAPIError, match=r"row-level security|foreign key"):
        _plain(birch, birch.amina.scope, f"UPDATE {table} SET school_id = :cedar", cedar=birch.cedar_id)


@pytest.mark.only_postgres
def test_plain_sql_cannot_add_a_row_to_another_school(birch: World) -> None:
    """Take out: as above. Nothing but the policy is in the way of this row."""
    named = "jsonb_build_object('school_id', CAST(:school AS text), 'id', gen_random_uuid(), 'code', 'ZZ', 'email', NULL, 'account_id', NULL)"
    copied = f"INSERT INTO staff SELECT (jsonb_populate_record(s, {named})).* FROM staff s LIMIT 1"

    assert _plain(birch, birch.amina.scope, copied, school=str(birch.birch_id)) == 1
    with pytest.raises(DBAPIError, match="row-level security"):
        _plain(birch, birch.amina.scope, copied, school=str(birch.cedar_id))


@pytest.mark.only_postgres
def test_each_transaction_tells_postgresql_whose_it_is(app: FastAPI) -> None:
    """Take out: `_announce` in db/tenancy.py."""
    school, trust = uuid4(), uuid4()
    asked = text("SELECT current_setting('app.school_id', true), current_setting('app.trust_id', true)")

    for scope, told in ((Scope(school, trust), (str(school), str(trust))), (NOBODY, ("", ""))):
        with app.state.database.reading(scope) as session:
            assert tuple(session.connection().execute(asked).one()) == told


@pytest.mark.only_postgres
def test_the_apps_role_can_neither_bypass_nor_lift_the_policies_of_others(birch: World) -> None:
    """Take out: NOSUPERUSER NOBYPASSRLS where the role is made."""
    said = _plain(birch, NOBODY, "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
    forced = _plain(
        birch, NOBODY,
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind = 'r'",
    )  # fmt: skip

    assert [tuple(row) for row in said] == [(False, False)]
    assert {row.relname for row in forced} == set(TENANT_TABLES)


@pytest.mark.only_postgres
def test_a_pooled_connection_forgets_whose_it_was(birch: World) -> None:
    """Take out: `true` (LOCAL) in tenancy._SET."""
    for _ in range(25):
        _plain(birch, birch.amina.scope, "SELECT 1")
    with birch.database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM staff")).scalar_one() == 0
