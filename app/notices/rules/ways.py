"""By which ways somebody is told one kind of thing, unless they have chosen otherwise. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.actor import Role
from app.notices.rules.kinds import NoticeKind


@dataclass(frozen=True, slots=True)
class Ways:
    """How one person is told one kind of thing. Push reaches only who has given a device."""

    by_mail: bool
    by_push: bool


DEFAULTS: Mapping[NoticeKind, Ways] = {
    NoticeKind.COVER_ASKED: Ways(by_mail=True, by_push=True),
    NoticeKind.COVER_ACCEPTED: Ways(by_mail=True, by_push=True),
    NoticeKind.COVER_DECLINED: Ways(by_mail=True, by_push=False),
    NoticeKind.COVER_OPEN: Ways(by_mail=True, by_push=True),
    NoticeKind.ROUND_PLANNED: Ways(by_mail=True, by_push=False),
    NoticeKind.ROUND_CHANGED: Ways(by_mail=True, by_push=True),
    NoticeKind.ROUND_TOMORROW: Ways(by_mail=True, by_push=True),
    NoticeKind.LOG_MINUTES: Ways(by_mail=True, by_push=False),
    NoticeKind.TIMETABLE_CHANGED: Ways(by_mail=True, by_push=False),
    NoticeKind.DIGEST: Ways(by_mail=True, by_push=False),
}
"""What asks for an answer or changes the day comes by every way; what can wait, by mail."""

CHOOSABLE = tuple(kind for kind in NoticeKind if kind != NoticeKind.DIGEST)
"""The digest has a choice of its own (app/shelf), made when somebody begins to follow."""

FOR_ROLES: Mapping[NoticeKind, frozenset[Role]] = {
    NoticeKind.COVER_OPEN: frozenset({Role.COVER_LEAD, Role.CPD_LEAD, Role.HEAD}),
    NoticeKind.TIMETABLE_CHANGED: frozenset({Role.CPD_LEAD, Role.COVER_LEAD, Role.HEAD}),
}
"""Whom a role lets know of it: looked at again when the message goes."""
