"""Reads about second factors. An account's own are asked for by its id alone: they belong to no school."""

from uuid import UUID

from sqlmodel import Session, col, func, select

from app.kernel.errors import NotFound
from app.second_factor.rules import FACTORS_MAX, FactorKind
from app.second_factor.tables import RecoveryCode, SecondFactor


def confirmed(session: Session, account_id: UUID, kind: FactorKind | None = None) -> list[SecondFactor]:
    """The account's factors that count, oldest first."""
    statement = select(SecondFactor).where(
        SecondFactor.account_id == account_id, col(SecondFactor.confirmed_at).is_not(None)
    )
    if kind is not None:
        statement = statement.where(SecondFactor.kind == kind)
    statement = statement.order_by(col(SecondFactor.created_at), col(SecondFactor.id)).limit(FACTORS_MAX)
    return list(session.exec(statement))


def factor(session: Session, account_id: UUID, factor_id: UUID, *, is_confirmed: bool) -> SecondFactor:
    """One of the account's own factors.

    Raises:
        NotFound: it is somebody else's, gone, or not yet (or already) confirmed.
    """
    found = session.exec(
        select(SecondFactor).where(SecondFactor.id == factor_id, SecondFactor.account_id == account_id)
    ).one_or_none()
    if found is None or (found.confirmed_at is not None) != is_confirmed:
        raise NotFound
    return found


def passkey(session: Session, account_id: UUID, credential_id: str) -> SecondFactor | None:
    """The account's passkey of that id."""
    return session.exec(
        select(SecondFactor).where(
            SecondFactor.credential_id == credential_id, SecondFactor.account_id == account_id,
            col(SecondFactor.confirmed_at).is_not(None),
        )
    ).one_or_none()  # fmt: skip


def recovery_codes_left(session: Session, account_id: UUID) -> int:
    statement = select(func.count()).select_from(RecoveryCode)
    return session.exec(
        statement.where(RecoveryCode.account_id == account_id, col(RecoveryCode.used_at).is_(None))
    ).one()
