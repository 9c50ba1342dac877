"""Every operation of the API, ready to be called with the things of one school: for crawlers and the matrix of who may.

A line is `operation` or `operation:variant`. Its call names things in braces, `{group}`, in path, query and body alike,
so that any of them can be exchanged for a thing of another school, or for one that is not there.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
from build import HALF_TERMS, PERIODS, WEEKDAYS, a_timetable, a_year, as_csv, year_wish
from build_fair import as_read
from build_plan import work_off
from build_round import LESSONS
from cast import NOW, Person, World, a_person, browser
from PIL import Image
from sqlalchemy import update
from sqlmodel import col, select

from app.coming_in import rules as coming_in
from app.identity import resetting
from app.identity.actions import hash_of
from app.identity.tables import School, SignInSession
from app.kernel import signed
from app.kernel.actor import NOBODY, Role
from app.lesson_study.rules.words import DiscussionProtocol
from app.lesson_study.tables import Discussion
from app.notices.rules import NoticeKind, claims
from app.notices.tables import OneClickLink, WebhookDelivery
from app.planner import runs
from app.second_factor.rules import FactorKind
from app.second_factor.tables import SecondFactor
from app.shelf.rules import leaving
from app.shelf.tables import DigestChoice
from app.sign_on.rules import Provider
from app.sign_on.tables import SignOnIdentity

AFTER = datetime(2026, 11, 2, 18, tzinfo=UTC)
"""In the evening of the first round's day: what was done may be logged."""
PASSWORD = "correct horse battery staple"
NEW_PASSWORD = "four slow green barges"
MONDAYS = ("2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23")
LAST_YEAR = [{"starts_on": f"{int(a[:4]) - 1}{a[4:]}", "ends_on": f"{int(b[:4]) - 1}{b[4:]}"} for a, b in HALF_TERMS]
NEXT_YEAR = [{"starts_on": f"{int(a[:4]) + 1}{a[4:]}", "ends_on": f"{int(b[:4]) + 1}{b[4:]}"} for a, b in HALF_TERMS]
IN_BRACES = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Call:
    """One request. *at*: what the clock shows then."""

    method: str
    path: str
    body: Any = None
    at: datetime = NOW
    files: bool = False
    photo: bool = False
    roster: bool = False
    staff_list: bool = False
    absences: bool = False

    @property
    def things(self) -> list[str]:
        """The names in braces, each once."""
        return list(dict.fromkeys(IN_BRACES.findall(self.path) + list(_names(self.body))))


AWAY = {"staff_id": "{staff}", "starts_on": "2026-12-15", "ends_on": "2026-12-15"}
TRIP = {
    "name": "Trip to the coast", "effect": "busy", "starts_on": "2026-12-16", "ends_on": "2026-12-16",
    "class_names": ["7A"],
}  # fmt: skip
FINDING = {
    "title": "Silence before talk", "pull_quote": "Ten seconds", "background": "b", "aims": "a", "methods": "m",
    "findings": "f", "implications": "i", "next_time": "n", "focus": "Oracy", "phase": "ks3", "subject": "Maths",
    "licence": "CC-BY-4.0", "audience": "school", "round_ids": ["{round}"],
}  # fmt: skip
ADAPTED = FINDING | {"adapts_id": "{school_finding}"}
LEARNING_FAIR = {"title": "Summer fair", "held_on": "2026-11-02", "starts": "15:00", "ends": "17:00"}
DIRECTED_FAIR = LEARNING_FAIR | {"held_on": "2026-11-10", "event_id": "{event}"}
TWO_LEADERS = {"leader_ids": ["{host}", "{coverer}"]}
COMMUNITY = {
    "name": "Talk", "focus": "Oracy", "about": "",
    "steps": [{"kind": kind, "held_on": "2026-11-20", "text": ""} for kind in ("workshop", "application", "evaluation")],
}  # fmt: skip
OPEN_LESSON = {
    "title": "Talk", "focus": "", "about": "", "where_held": "", "held_on": "2026-11-20", "starts": "09:00",
    "ends": "10:00", "places": 9,
}  # fmt: skip
SCHOOL = {
    "name": "A School", "zone": "Europe/London", "debrief_minutes": 20, "moving_minutes": 0,
    "after_school_starts": "15:00", "after_school_ends": "17:00",
}  # fmt: skip
STAFF = {"code": "NEW1", "name": "Nia New", "email": "nia.new@birch.example", "department": "Art", "fte_percent": 80}
GROUP = {"name": "Another group", "focus": "Talk", "research_theme": "", "eef_goal": "", "protocol": "We listen."}
TRANSFER = {"from_category": "debrief_move", "to_category": "observe", "minutes": 1, "reason": "To watch more"}
ROUND = {
    "group_id": "{group}", "host_id": "{host}", "held_on": MONDAYS[3], "period": "P1", "focus": "Who speaks?",
    "observers": [{"staff_id": "{staff}", "slice": 0, "ask_ids": ["{coverer}"]}],
    "debrief": {"held_on": MONDAYS[3], "start": "15:05"},
}  # fmt: skip
COMMIT = {
    "starts_on": "2026-12-07",
    "days": [{"name": day, "cycle_day": day} for day in WEEKDAYS],
    "bells": [{"period": name, "start": start, "end": end} for name, (start, end) in PERIODS.items()],
    "teachers": [{"name": "Chloe", "staff_id": "{staff}"}],
    "ppa_names": ["PPA"],
}
PLAN = {
    "first_on": "2026-12-07", "last_on": "2026-12-18", "seconds": 5,
    "groups": [{"group_id": "{group}", "observations_each": 1}],
}  # fmt: skip
MEETING = {
    "kind": "meeting", "title": "Pastoral meeting", "held_on": "2026-11-10", "starts": "15:30", "ends": "16:30",
    "audience": "named", "staff_ids": ["{staff}"],
}  # fmt: skip
WORKING_TIME = {"profile": "england", "edition": "2025", "contingency_minutes": 600}
SPLIT = {
    "held_on": "2026-09-02", "agreement": "Agreed with the union",
    "twilights": [{"held_on": f"2026-11-{day}", "starts": "16:30", "ends": "19:30"} for day in (11, 18)],
}  # fmt: skip
CYCLE = {
    "title": "Talk before writing", "mode": "full", "lessons_planned": 2, "protocol": "uk", "other_id": "{staff}",
    "earlier_id": "{past_cycle}",
    "research_question": "Does talk first help?", "success_measure": "Half give a reason",
}  # fmt: skip
SOURCE = {"kind": "research", "title": "On talk", "link": "https://example.org/talk", "taken_from_it": "Pairs"}
WEBHOOK = {"name": "Channel", "address": "https://chat.example/hook", "dialect": "slack", "kinds": ["cover_open"]}
BROWSER = {
    "endpoint": "https://push.example/abc", "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
}  # fmt: skip
OUTSIDE_EDIT = {
    "name": "Absences", "address": "https://calendar.example/a.ics", "staff_id": "{staff}", "every_hours": 6,
    "is_active": False,
}  # fmt: skip
OUTSIDE_SOURCE = {
    "kind": "timetable", "name": "Timetable", "address": "https://calendar.example/week.ics", "staff_id": "{staff}",
}  # fmt: skip
VISIT = {
    "name": "Sol", "email": "sol@help.example", "reason": "The import stops", "ends_at": "2026-11-03T06:00:00Z",
}  # fmt: skip
NOT_A_PASSKEY = {"name": "Phone", "id": "YQ", "client_data": "e30", "attestation_object": "oA"}
NO_IF_MATCH = ("/sources/{source}", "/proposal", "/watch", "/round", "/me/digest")
"""What is put without If-Match: lists that are sent whole, and the proposal, which names its version itself."""
READ_FIRST = ("/findings/{submitted}/accept", "/findings/{submitted}/send-back")
"""What is posted with If-Match: a lead answers for the text they read."""
NOTE = {"id": str(uuid4()), "kind": "words", "text": "Looks at the strip", "device_at": NOW.isoformat()}
PHOTO = {
    "kind": "photo",
    "has_no_faces": "true",
    "alt": "A pupil's sheet",
    "device_at": NOW.isoformat(),
    "sent_at": NOW.isoformat(),
}
GROUP_MEETING = {
    "kind": "planning", "title": "Plan lesson 1", "held_on": "2026-11-10", "start": "15:30", "minutes": 5,
    "time_source": "meeting", "event_id": "{event}", "staff_ids": ["{host}", "{coverer}", "{staff}"],
}  # fmt: skip
CALLS: dict[str, Call] = {
    "read_health": Call("GET", "/health"),
    "read_readiness": Call("GET", "/ready"),
    "sign_in": Call("POST", "/sign-in", {"email": "{email}", "password": PASSWORD}),
    "issue_token": Call("POST", "/tokens", {"email": "{email}", "password": PASSWORD}),
    "read_invitation": Call("GET", "/invitations/{secret}"),
    "accept_invitation": Call("POST", "/invitations/{secret}/accept", {"password": PASSWORD}),
    "ask_password_reset": Call("POST", "/password-resets", {"email": "{email}"}),
    "read_password_reset": Call("GET", "/password-resets/{reset_secret}"),
    "take_password_reset": Call("POST", "/password-resets/{reset_secret}/take", {"password": NEW_PASSWORD}),
    "change_my_password": Call("POST", "/me/password", {"present": PASSWORD, "password": NEW_PASSWORD}),
    "list_support_visits": Call("GET", "/support-visits"),
    "let_support_in": Call("POST", "/support-visits", VISIT),
    "end_support_visit": Call("POST", "/support-visits/{visit}/end"),
    "list_sign_on_providers": Call("GET", "/sign-on/providers"),
    "begin_sign_on": Call("POST", "/sign-on/google/begin", {}),
    "finish_sign_on": Call("GET", "/sign-on/google/callback"),
    "list_demo_people": Call("GET", "/demo"),
    "demo_sign_in": Call("POST", "/demo/sign-in", {"email": "{email}"}),
    "list_fair_findings": Call("GET", "/fair/findings"),
    "list_fair_findings:of a school": Call("GET", "/fair/findings?school_id={school}"),
    "list_fair_findings:of a group": Call("GET", "/fair/findings?group_id={group}"),
    "read_fair_finding:a draft": Call("GET", "/fair/findings/{draft}"),
    "read_fair_finding:for the school": Call("GET", "/fair/findings/{school_finding}"),
    "read_fair_finding:for the trust": Call("GET", "/fair/findings/{trust_finding}"),
    "read_fair_finding:for everyone": Call("GET", "/fair/findings/{open_finding}"),
    "read_fair_finding:for the group": Call("GET", "/fair/findings/{group_finding}"),
    "read_fair_file:for the school": Call("GET", "/fair/findings/{school_finding}/files/{school_file}"),
    "read_fair_file:for everyone": Call("GET", "/fair/findings/{open_finding}/files/{open_file}"),
    "cite_as_bibtex:for the school": Call("GET", "/fair/findings/{school_finding}/cite.bib"),
    "cite_as_bibtex:for everyone": Call("GET", "/fair/findings/{open_finding}/cite.bib"),
    "cite_as_ris:for the school": Call("GET", "/fair/findings/{school_finding}/cite.ris"),
    "cite_as_ris:for everyone": Call("GET", "/fair/findings/{open_finding}/cite.ris"),
    "list_reactions:for the school": Call("GET", "/fair/findings/{school_finding}/reactions"),
    "list_reactions:for the trust": Call("GET", "/fair/findings/{trust_finding}/reactions"),
    "list_reactions:for everyone": Call("GET", "/fair/findings/{open_finding}/reactions"),
    "read_template_csv": Call("GET", "/timetable/template.csv"),
    "read_template_xlsx": Call("GET", "/timetable/template.xlsx"),
    "read_me": Call("GET", "/me"),
    "switch_school": Call("POST", "/me/school", {"school_id": "{school}"}),
    "sign_out": Call("POST", "/sign-out"),
    "list_sessions": Call("GET", "/sessions"),
    "end_session:my own": Call("POST", "/sessions/{own_session}/end"),
    "end_session:somebody else's": Call("POST", "/sessions/{session}/end"),
    "end_all_sessions": Call("POST", "/sessions/end-all"),
    "read_second_factor": Call("GET", "/me/second-factor"),
    "ask_passkey": Call("POST", "/me/second-factor/question"),
    "show_factor": Call("POST", "/me/second-factor/show", {"code": "000000"}),
    "begin_app": Call("POST", "/me/second-factor/apps", {"name": "Phone"}),
    "confirm_app": Call("POST", "/me/second-factor/apps/{factor}/confirm", {"code": "000000"}),
    "ask_new_passkey": Call("POST", "/me/second-factor/passkeys/question"),
    "add_passkey": Call("POST", "/me/second-factor/passkeys", NOT_A_PASSKEY),
    "rename_factor": Call("POST", "/me/second-factor/factors/{factor}/name", {"name": "Old phone"}),
    "remove_factor": Call("POST", "/me/second-factor/factors/{factor}/remove", {"code": "000000"}),
    "renew_recovery_codes": Call("POST", "/me/second-factor/recovery-codes", {"code": "000000"}),
    "clear_second_factor": Call("POST", "/staff/{staff}/second-factor/clear"),
    "read_school": Call("GET", "/school"),
    "edit_school": Call("PUT", "/school", SCHOOL),
    "list_staff": Call("GET", "/staff"),
    "add_staff": Call("POST", "/staff", STAFF),
    "read_staff": Call("GET", "/staff/{staff}"),
    "edit_staff": Call("PUT", "/staff/{staff}", {"code": "CHL", "name": "Chloe Clark", "fte_percent": 60}),
    "invite_staff": Call("POST", "/staff/{colleague}/invitation", {"email": "new@birch.example", "roles": ["teacher"]}),
    "list_years": Call("GET", "/years"),
    "read_current_year": Call("GET", "/years/current"),
    "read_year": Call("GET", "/years/{year}"),
    "add_year": Call("POST", "/years", year_wish(name="2027/28", half_terms=NEXT_YEAR, exceptions=[])),
    "edit_year": Call("PUT", "/years/{year}", year_wish(name="This year")),
    "list_school_days": Call("GET", "/years/{year}/days"),
    "list_exceptions": Call("GET", "/years/{year}/exceptions"),
    "read_files": Call("POST", "/timetable-imports", files=True),
    "read_import": Call("GET", "/timetable-imports/{import}"),
    "list_import_problems": Call("GET", "/timetable-imports/{import}/problems"),
    "compare_import": Call("POST", "/timetable-imports/{import}/differences", COMMIT),
    "list_rounds_touched_by_import": Call("POST", "/timetable-imports/{import}/touched-rounds", COMMIT),
    "commit_import": Call("POST", "/timetable-imports/{import}/commit", COMMIT),
    "compare_version": Call("GET", "/timetable-versions/{timetable}/differences?starts_on=2026-12-07"),
    "list_rounds_touched_by_version": Call(
        "GET", "/timetable-versions/{timetable}/touched-rounds?starts_on=2026-12-07"
    ),
    "restore_version": Call("POST", "/timetable-versions/{timetable}/restore", {"starts_on": "2026-12-07"}),
    "list_versions": Call("GET", "/timetable-versions"),
    "read_roster_files": Call("POST", "/roster-imports", staff_list=True),
    "read_roster_import": Call("GET", "/roster-imports/{staff_list}"),
    "list_roster_people": Call("GET", "/roster-imports/{staff_list}/people?group=joiners"),
    "list_roster_problems": Call("GET", "/roster-imports/{staff_list}/problems"),
    "commit_roster": Call(
        "POST", "/roster-imports/{staff_list}/commit", {"words": [{"row": 0, "staff_id": "{newcomer}"}]}
    ),
    "read_teacher_timetable": Call("GET", "/staff/{staff}/timetable"),
    "edit_marks": Call("PUT", "/staff/{staff}/marks", {"marks": [{"cycle_day": "Friday", "period": "P5", "kind": "ppa"}]}),
    "ask_day_off": Call("POST", "/days-off/touched", {"held_on": "2026-12-17", "kind": "off_timetable"}),
    "take_day_off": Call("POST", "/days-off", {"held_on": "2026-12-17", "note": "Christmas fair"}),
    "put_day_back": Call("POST", "/days-off/put-back", {"held_on": "2026-12-18"}),
    "list_class_exceptions": Call("GET", "/class-exceptions"),
    "list_classes": Call("GET", "/class-exceptions/classes"),
    "ask_class_exception": Call("POST", "/class-exceptions/touched", {"exception_id": "{class_exception}"}),
    "add_class_exception": Call("POST", "/class-exceptions", TRIP),
    "read_class_exception": Call("GET", "/class-exceptions/{class_exception}"),
    "edit_class_exception": Call("PUT", "/class-exceptions/{class_exception}", TRIP),
    "call_off_class_exception": Call("POST", "/class-exceptions/{class_exception}/call-off"),
    "list_absences": Call("GET", "/absences?on=2026-12-16"),
    "ask_absences": Call("POST", "/absences/touched", {"absences": [AWAY]}),
    "add_absences": Call("POST", "/absences", {"absences": [AWAY]}),
    "call_off_absence": Call("POST", "/absences/{absence}/call-off"),
    "read_absence_file": Call("POST", "/absence-files", absences=True),
    "read_my_push": Call("GET", "/me/push"),
    "give_my_browser": Call("POST", "/me/push", BROWSER),
    "take_my_browser_back": Call("DELETE", "/me/push/{device}"),
    "read_my_sign_on": Call("GET", "/me/sign-on"),
    "begin_my_sign_on": Call("POST", "/me/sign-on/google/begin", {}),
    "unlink_my_sign_on": Call("POST", "/me/sign-on/linked/{linked}/unlink", {}),
    "list_sign_on_directories": Call("GET", "/sign-on-directories"),
    "add_sign_on_directory": Call("POST", "/sign-on-directories", {"provider": "google", "directory": "new.example"}),
    "remove_sign_on_directory": Call("DELETE", "/sign-on-directories/{directory}"),
    "list_webhooks": Call("GET", "/webhooks"),
    "add_webhook": Call("POST", "/webhooks", WEBHOOK | {"name": "Another channel"}),
    "read_webhook": Call("GET", "/webhooks/{webhook}"),
    "edit_webhook": Call("PUT", "/webhooks/{webhook}", WEBHOOK | {"is_active": True}),
    "renew_webhook_secret": Call("POST", "/webhooks/{webhook}/secret"),
    "remove_webhook": Call("DELETE", "/webhooks/{webhook}"),
    "send_webhook_test": Call("POST", "/webhooks/{webhook}/test"),
    "list_webhook_deliveries": Call("GET", "/webhooks/{webhook}/deliveries"),
    "send_webhook_again": Call("POST", "/webhooks/{webhook}/deliveries/{delivery}/again"),
    "list_outside_sources": Call("GET", "/outside-sources"),
    "add_outside_source": Call("POST", "/outside-sources", OUTSIDE_SOURCE),
    "read_outside_source": Call("GET", "/outside-sources/{outside_source}"),
    "edit_outside_source": Call("PUT", "/outside-sources/{outside_source}", OUTSIDE_EDIT),
    "look_at_outside_source": Call("POST", "/outside-sources/{outside_source}/look"),
    "remove_outside_source": Call("DELETE", "/outside-sources/{outside_source}"),
    "read_my_time": Call("GET", "/my-time"),
    "list_my_entries": Call("GET", "/my-time/entries"),
    "read_time": Call("GET", "/staff/{staff}/time"),
    "list_entries": Call("GET", "/staff/{staff}/time/entries"),
    "spend_my_time": Call(
        "POST", "/my-time/spend", {"category": "observe", "minutes": 5, "held_on": "2026-10-20", "reason": "Visit"}
    ),
    "preview_allocation": Call("POST", "/allocations/preview", {"rule": "full", "staff_ids": ["{staff}"]}),
    "allocate": Call("POST", "/allocations", {"rule": "full", "staff_ids": ["{staff}"]}),
    "adjust_time": Call(
        "POST", "/staff/{staff}/time/adjust", {"category": "observe", "minutes": 10, "reason": "A gift"}
    ),
    "list_unplaced": Call("GET", "/unplaced"),
    "transfer_my_time": Call("POST", "/my-time/transfer", TRANSFER),
    "transfer_time": Call("POST", "/staff/{staff}/time/transfer", TRANSFER),
    "correct_entry": Call("POST", "/time/entries/{entry}/correct", {"minutes": 4, "reason": "Counted again"}),
    "take_back_time": Call("POST", "/staff/{leaver}/time/leave", {"reason": "Leaves the school"}),
    "read_time_policy": Call("GET", "/time-policy"),
    "edit_time_policy": Call(
        "PUT", "/time-policy",
        {"transfers": "own_pots", "roll_over_minutes_max": 0, "log_within_days": 7, "supply_pence_per_hour": 3200},
    ),
    "list_grants": Call("GET", "/grants"),
    "read_closing": Call("GET", "/years/{past_year}/closing"),
    "sign_year": Call("POST", "/years/{past_year}/sign", {"capacity": "head", "name": "The head"}),
    "close_year": Call("POST", "/years/{past_year}/close"),
    "read_working_time_profiles": Call("GET", "/working-time/profiles"),
    "read_working_time": Call("GET", "/working-time?year_id={year}"),
    "edit_working_time": Call("PUT", "/working-time?year_id={year}", WORKING_TIME),
    "vary_figure": Call(
        "POST", "/working-time/variations?year_id={year}", {"figure": "full_time_minutes", "value": 72000, "reason": "Agreed"}
    ),
    "end_variation": Call("POST", "/working-time/variations/end?year_id={year}", {"figure": "inset_day_minutes"}),
    "publish_calendar": Call("POST", "/working-time/publish?year_id={year}", {"consulted_with": "The unions"}),
    "list_directed_events": Call("GET", "/directed-events?year_id={year}"),
    "add_directed_event": Call("POST", "/directed-events?year_id={year}", MEETING),
    "plan_twilights": Call("POST", "/directed-events/twilights?year_id={year}", {}),
    "split_inset_day": Call("POST", "/directed-events/split?year_id={year}", SPLIT),
    "read_directed_event": Call("GET", "/directed-events/{event}"),
    "edit_directed_event": Call("PUT", "/directed-events/{event}", MEETING),
    "cancel_directed_event": Call("POST", "/directed-events/{event}/cancel"),
    "volunteer:myself": Call("POST", "/directed-events/{event}/volunteers", {"recompense": "time_off"}),
    "volunteer:a colleague": Call(
        "POST", "/directed-events/{event}/volunteers", {"staff_id": "{coverer}", "recompense": "paid"}
    ),
    "withdraw_volunteer": Call("POST", "/directed-events/{event}/volunteers/{host}/withdraw"),
    "list_directed_time": Call("GET", "/directed-time?year_id={year}"),
    "read_my_directed_time": Call("GET", "/directed-time/me?year_id={year}"),
    "read_directed_time": Call("GET", "/directed-time/{staff}?year_id={year}"),
    "read_my_statement": Call("GET", "/my-time/statement?year_id={year}"),
    "read_my_statement_csv": Call("GET", "/my-time/statement.csv?year_id={year}"),
    "read_my_statement_pdf": Call("GET", "/my-time/statement.pdf?year_id={year}"),
    "read_statement": Call("GET", "/staff/{staff}/statement?year_id={year}"),
    "read_statement_csv": Call("GET", "/staff/{staff}/statement.csv?year_id={year}"),
    "read_statement_pdf": Call("GET", "/staff/{staff}/statement.pdf?year_id={year}"),
    "read_year_statement": Call("GET", "/year-statement?year_id={year}"),
    "read_year_statement_csv": Call("GET", "/year-statement.csv?year_id={year}"),
    "read_year_statement_xlsx": Call("GET", "/year-statement.xlsx?year_id={year}"),
    "read_year_statement_pdf": Call("GET", "/year-statement.pdf?year_id={year}"),
    "list_teacher_years": Call("GET", "/year-statement/teachers?year_id={year}"),
    "list_unplaced_groups": Call("GET", "/unplaced/groups"),
    "list_at_risk": Call("GET", "/unplaced/at-risk"),
    "nudge": Call("POST", "/staff/{staff}/nudges", {"kind": "place_minutes"}),
    "nudge_all": Call("POST", "/unplaced/nudge", {"kind": "place_minutes"}),
    "list_my_nudges": Call("GET", "/my-nudges"),
    "see_nudge": Call("POST", "/my-nudges/{nudge}/seen"),
    "list_my_to_log": Call("GET", "/my-time/to-log"),
    "export_minutes": Call("GET", "/exports/minutes?year_id={year}"),
    "export_minutes_csv": Call("GET", "/exports/minutes.csv?year_id={year}"),
    "export_minutes_xlsx": Call("GET", "/exports/minutes.xlsx?year_id={year}"),
    "export_entries_csv": Call("GET", "/exports/entries.csv?year_id={year}"),
    "list_groups": Call("GET", "/groups"),
    "form_group": Call(
        "POST", "/groups",
        {"name": "Yet another", "focus": "Talk", "member_ids": ["{staff}", "{coverer}", "{newcomer}"],
         "facilitator_id": "{staff}"},
    ),
    "read_group": Call("GET", "/groups/{group}"),
    "edit_group": Call("PUT", "/groups/{group}", GROUP | {"facilitator_id": "{staff}"}),
    "add_member": Call("POST", "/groups/{group}/members", {"staff_id": "{newcomer}"}),
    "leave_group": Call("POST", "/groups/{group}/members/{staff}/leave"),
    "agree_protocol": Call("POST", "/groups/{group}/protocol/agree"),
    "invite_guest": Call(
        "POST", "/groups/{group}/guests", {"name": "Gus", "email": "gus@far.example", "until": "2026-12-01"}
    ),
    "list_balances": Call("GET", "/groups/{group}/balances"),
    "read_my_week": Call("GET", "/my-week"),
    "read_plan_week": Call("GET", "/groups/{group}/plan?host_id={host}"),
    "schedule_round": Call("POST", "/rounds", ROUND),
    "read_round": Call("GET", "/rounds/{round}"),
    "edit_round": Call(
        "PUT", "/rounds/{round}", {"focus": "Who listens?", "debrief": {"held_on": MONDAYS[1], "start": "15:30"}}
    ),
    "cancel_round": Call("POST", "/rounds/{round}/cancel", {"reason": "Trip"}),
    "list_group_rounds": Call("GET", "/groups/{group}/rounds"),
    "log_observation": Call("POST", "/observations/{observation}/log", at=AFTER),
    "log_debrief": Call("POST", "/debrief-seats/{seat}/log", at=AFTER),
    "read_desk": Call("GET", "/desk"),
    "read_planner_form": Call("GET", "/planner/form"),
    "request_run": Call("POST", "/planner/runs", PLAN),
    "list_runs": Call("GET", "/planner/runs"),
    "read_run": Call("GET", "/planner/runs/{run}"),
    "read_plan": Call("GET", "/planner/runs/{run_done}/plan"),
    "cancel_run": Call("POST", "/planner/runs/{run}/cancel"),
    "accept_run": Call("POST", "/planner/runs/{run_done}/accept"),
    "repair_run": Call("POST", "/planner/runs/{run_accepted}/repair", {}),
    "read_options": Call("GET", "/planner/options?group_id={group}"),
    "read_why_not": Call("GET", "/planner/why-not?staff_id={staff}&held_on=2026-11-09&period=P1"),
    "list_cover_slots": Call("GET", "/cover-slots"),
    "export_cover_slots": Call("GET", "/cover-slots/export?layout=csv&from=2026-09-02&until=2027-07-20&state=all"),
    "read_cover_slot": Call("GET", "/cover-slots/{slot_offered}"),
    "ask_for_cover": Call("POST", "/cover-slots/{slot_escalated}/ask", {"staff_ids": ["{coverer}"]}),
    "accept_cover": Call("POST", "/cover-slots/{slot_offered}/accept"),
    "decline_cover": Call("POST", "/cover-slots/{slot_offered}/decline"),
    "escalate_cover": Call("POST", "/cover-slots/{slot_offered}/escalate"),
    "arrange_cover": Call("POST", "/cover-slots/{slot_escalated}/arrange", {"arrangement": "Supply"}),
    "log_cover": Call("POST", "/cover-slots/{slot_accepted}/log", at=AFTER),
    "list_group_findings": Call("GET", "/groups/{group}/findings"),
    "write_finding": Call("POST", "/groups/{group}/findings", ADAPTED),
    "read_finding:a draft": Call("GET", "/findings/{draft}"),
    "read_finding:on the fair": Call("GET", "/findings/{school_finding}"),
    "edit_finding": Call("PUT", "/findings/{draft}", ADAPTED),
    "agree_finding": Call("POST", "/findings/{draft}/agree"),
    "preview_finding": Call("POST", "/findings/preview", {"texts": {"aims": "*To see*"}}),
    "preview_finding:with the pictures of a draft": Call(
        "POST", "/findings/preview", {"texts": {"aims": "*To see*"}, "finding_id": "{draft}"}
    ),
    "revise_finding": Call("POST", "/findings/{school_finding}/revise"),
    "list_finding_versions": Call("GET", "/findings/{draft}/versions"),
    "read_finding_version": Call("GET", "/findings/{draft}/versions/1"),
    "submit_finding": Call("POST", "/findings/{ready}/submit", {"is_checked": True}),
    "take_finding_back": Call("POST", "/findings/{submitted}/take-back"),
    "read_finding:handed in": Call("GET", "/findings/{submitted}"),
    "list_findings_to_accept": Call("GET", "/findings-to-accept"),
    "accept_finding": Call("POST", "/findings/{submitted}/accept"),
    "send_finding_back": Call("POST", "/findings/{submitted}/send-back", {"words": "Leave out the class"}),
    "publish_finding": Call("POST", "/findings/{accepted}/publish"),
    "add_finding_file": Call("POST", "/findings/{draft}/files", photo=True),
    "remove_finding_file": Call("DELETE", "/findings/{draft}/files/{draft_file}"),
    "read_finding_file:of a draft": Call("GET", "/findings/{draft}/files/{draft_file}"),
    "read_finding_file:on the fair": Call("GET", "/findings/{school_finding}/files/{school_file}"),
    "withdraw_finding": Call("POST", "/findings/{school_finding}/withdraw"),
    "search_shelf": Call("GET", "/shelf/findings"),
    "search_shelf:of a school": Call("GET", "/shelf/findings?school_id={school}"),
    "search_shelf:of a group": Call("GET", "/shelf/findings?group_id={group}"),
    "list_labels": Call("GET", "/shelf/labels"),
    "leave_digest": Call("POST", "/digest/leave", {"secret": "{leave_secret}"}),
    "list_like_this:for the school": Call("GET", "/shelf/findings/{school_finding}/like"),
    "list_like_this:for the trust": Call("GET", "/shelf/findings/{trust_finding}/like"),
    "list_like_this:for everyone": Call("GET", "/shelf/findings/{open_finding}/like"),
    "read_trail:for the school": Call("GET", "/fair/findings/{school_finding}/trail"),
    "read_trail:for the trust": Call("GET", "/fair/findings/{trust_finding}/trail"),
    "read_trail:for everyone": Call("GET", "/fair/findings/{open_finding}/trail"),
    "list_questions:for the school": Call("GET", "/fair/findings/{school_finding}/questions"),
    "list_questions:for the trust": Call("GET", "/fair/findings/{trust_finding}/questions"),
    "list_questions:for everyone": Call("GET", "/fair/findings/{open_finding}/questions"),
    "list_calendar_addresses": Call("GET", "/calendar-addresses"),
    "make_calendar_address:of a group": Call(
        "POST", "/calendar-addresses", {"kind": "group", "subject_id": "{group}", "name": "Phone"}
    ),
    "make_calendar_address:of a fair": Call(
        "POST", "/calendar-addresses", {"kind": "fair", "subject_id": "{open_fair}", "name": "Phone"}
    ),
    "revoke_calendar_address": Call("DELETE", "/calendar-addresses/{calendar_address}"),
    "read_my_notices": Call("GET", "/me/notices"),
    "choose_my_notices": Call("PUT", "/me/notices", {
        "ways": [{"kind": "cover_asked", "by_mail": True, "by_push": False}],
        "quiet": {"starts": "18:00", "ends": "07:00", "is_quiet_at_weekends": True, "lets_urgent_through": False},
    }),
    "leave_notices": Call("POST", "/notices/leave", {"secret": "{notices_secret}"}),
    "look_at_cover_question": Call("POST", "/cover-answers/look", {"secret": "{answer_secret}"}),
    "answer_cover_question": Call("POST", "/cover-answers", {"secret": "{answer_secret}", "answer": "decline"}),
    "list_follows": Call("GET", "/me/follows"),
    "follow_label": Call("POST", "/me/follows", {"kind": "focus", "value": "Recall"}),
    "list_news": Call("GET", "/me/news"),
    "read_digest_choice": Call("GET", "/me/digest"),
    "choose_digest": Call("PUT", "/me/digest", {"is_wanted": True}),
    "stop_following": Call("POST", "/me/follows/{follow}/stop"),
    "ask_question:for the school": Call("POST", "/fair/findings/{school_finding}/questions", {"text": "How long?"}),
    "ask_question:for the trust": Call("POST", "/fair/findings/{trust_finding}/questions", {"text": "How long?"}),
    "ask_question:for everyone": Call("POST", "/fair/findings/{open_finding}/questions", {"text": "How long?"}),
    "answer_question": Call("POST", "/questions/{question}/answers", {"text": "Ten seconds."}),
    "read_finding_impact": Call("GET", "/findings/{school_finding}/impact"),
    "read_school_impact": Call("GET", "/impact"),
    "react:for the school": Call("POST", "/fair/findings/{school_finding}/reactions", {"kind": "will_try"}),
    "react:for the trust": Call("POST", "/fair/findings/{trust_finding}/reactions", {"kind": "will_try"}),
    "react:for everyone": Call("POST", "/fair/findings/{open_finding}/reactions", {"kind": "will_try"}),
    # lesson_study: cycles
    "list_group_cycles": Call("GET", "/groups/{group}/cycles"),
    "list_cycles": Call("GET", "/cycles"),
    "start_cycle": Call(
        "POST", "/groups/{group}/cycles",
        {"title": "A second question", "other_id": "{staff}", "earlier_id": "{past_cycle}"},
    ),
    "read_cycle": Call("GET", "/cycles/{cycle}"),
    "edit_cycle": Call("PUT", "/cycles/{cycle}", CYCLE),
    "advance_cycle": Call("POST", "/cycles/{cycle}/advance"),
    "go_back": Call("POST", "/cycles/{cycle}/back", {"to": "protocol"}),
    "abandon_cycle": Call("POST", "/cycles/{cycle}/abandon", {"reason": "Two of us left"}),
    "complete_cycle": Call("POST", "/cycles/{cycle}/complete", {"kept_reason": "It is about one class"}),
    "share_cycle": Call("POST", "/cycles/{cycle}/share"),
    "add_source": Call("POST", "/cycles/{cycle}/sources", SOURCE),
    "edit_source": Call("PUT", "/cycles/{cycle}/sources/{source}", SOURCE),
    "remove_source": Call("DELETE", "/cycles/{cycle}/sources/{source}"),
    "choose_case_pupils": Call("PUT", "/cycles/{cycle}/pupils", {"pupils": [{"label": "A"}, {"label": "B"}]}),
    "read_mechanisms": Call("GET", "/cycles/{cycle}/mechanisms"),
    "claim_mechanism": Call("POST", "/cycles/{cycle}/mechanisms", {"number": 6, "note": "The observer showed us"}),
    "take_back_mechanism": Call("DELETE", "/cycles/{cycle}/mechanisms/1"),
    "read_research_lesson": Call("GET", "/research-lessons/{lesson}"),
    "save_proposal": Call(
        "PUT", "/research-lessons/{lesson}/proposal", {"base_version": 2, "proposal": {"rationale": "Pupils wait"}}
    ),
    "list_proposal_versions": Call("GET", "/research-lessons/{lesson}/versions"),
    "read_proposal_version": Call("GET", "/research-lessons/{lesson}/versions/2"),
    "choose_watchers": Call(
        "PUT", "/research-lessons/{lesson}/watch", {"watch": [{"staff_id": "{staff}", "pupil_labels": ["A"]}]}
    ),
    "link_round": Call("PUT", "/research-lessons/{lesson}/round", {"round_id": "{round}"}),
    "add_change": Call("POST", "/research-lessons/{lesson}/changes", {"text": "Ask longer", "by_on": "2026-11-20"}),
    "check_change": Call("POST", "/changes/{change}/checked", {"outcome": "Two more spoke"}),
    "remove_change": Call("DELETE", "/changes/{change}"),
    # lesson_study: evidence
    "read_observing": Call("GET", "/rounds/{round}/observing"),
    "list_notes": Call("GET", "/rounds/{round}/notes"),
    "send_notes": Call("POST", "/rounds/{round}/notes", {"sent_at": NOW.isoformat(), "notes": [NOTE]}),
    "send_photo": Call("POST", f"/rounds/{{round}}/notes/{uuid4()}/photo", photo=True),
    "read_photo": Call("GET", "/notes/{photo}/photo"),
    "withdraw_note": Call("DELETE", "/notes/{note}"),
    "list_note_reads": Call("GET", "/my-notes/reads"),
    "list_interviews": Call("GET", "/rounds/{round}/interviews"),
    "read_interview": Call("GET", "/rounds/{round}/interviews/{pupil}"),
    "edit_interview": Call("PUT", "/rounds/{round}/interviews/{pupil}", {"learned": "To wait"}),
    "read_cover_prompt": Call("GET", "/cover-slots/{slot_offered}/prompt"),
    "read_discussion": Call("GET", "/rounds/{round}/discussion"),
    "begin_discussion": Call(
        "POST", "/rounds/{taught}/discussion", {"chair_id": "{host}", "recorder_id": "{coverer}"}, at=AFTER
    ),
    "edit_discussion": Call("PUT", "/discussions/{discussion}", {"chair_id": "{coverer}", "recorder_id": "{host}"}),
    "move_discussion": Call("POST", "/discussions/{discussion}/step", {"from": 3, "to": 4}),
    "add_entry": Call(
        "POST", "/discussions/{discussion}/entries",
        {"id": str(uuid4()), "step_key": "observed", "text": "Waited", "case_pupil_id": "{pupil}", "speaker_id": "{host}"},
    ),
    "remove_entry": Call("DELETE", "/discussions/{discussion}/entries/{point}"),
    "close_discussion": Call("POST", "/discussions/{discussion}/close"),
    # lesson_study: documents
    "read_cycle_document_pdf": Call("GET", "/cycles/{cycle}/document.pdf"),
    "read_cycle_document_docx": Call("GET", "/cycles/{cycle}/document.docx"),
    "read_observation_sheet_pdf": Call("GET", "/rounds/{round}/observation-sheet.pdf"),
    # pupils, retention, the audit log
    "check_names": Call("POST", "/pupils/check", {"texts": {"note": "Who speaks?"}}),
    "read_roster": Call("GET", "/pupils/roster"),
    "load_roster": Call("POST", "/pupils/roster", {"names": ["Zofia Quirke"]}),
    "load_roster_file": Call("POST", "/pupils/roster/file", roster=True),
    "delete_roster": Call("DELETE", "/pupils/roster"),
    "read_pupil_key": Call("GET", "/cycles/{cycle}/pupil-key"),
    "keep_pupil_key": Call("PUT", "/cycles/{cycle}/pupil-key", {"text": "A: the second row"}),
    "delete_pupil_key": Call("DELETE", "/cycles/{cycle}/pupil-key"),
    "read_retention": Call("GET", "/retention"),
    "edit_retention": Call("PUT", "/retention", {"evidence_months": 12, "key_days": 0}),
    "list_retention_due": Call("GET", "/retention/due"),
    "export_cycle": Call("GET", "/cycles/{cycle}/export.json"),
    "list_audit": Call("GET", "/audit"),
    "list_my_record": Call("GET", "/my-record"),
    "list_jobs": Call("GET", "/jobs"),
    # communities
    "list_communities": Call("GET", "/communities"),
    "begin_community": Call("POST", "/communities", COMMUNITY | {"open_to": "trust", **TWO_LEADERS}),
    "read_community": Call("GET", "/communities/{community}"),
    "edit_community": Call("PUT", "/communities/{community}", COMMUNITY),
    "join_community": Call("POST", "/communities/{their_community}/join", TWO_LEADERS),
    "choose_community_leaders": Call("POST", "/communities/{community}/leaders", TWO_LEADERS),
    "leave_community": Call("POST", "/communities/{joined_community}/leave"),
    "close_community": Call("POST", "/communities/{community}/close"),
    "list_community_reports": Call("GET", "/communities/{community}/reports"),
    "report_to_community": Call("POST", "/communities/{community}/reports", {"kind": "workshop", "text": "We read"}),
    "take_back_community_report": Call("DELETE", "/communities/{community}/reports/{report}"),
    "list_open_lessons": Call("GET", "/open-lessons"),
    "open_lesson": Call("POST", "/open-lessons", OPEN_LESSON | {
        "kind": "research_lesson", "open_to": "trust", "round_id": "{round}"
    }),
    "read_open_lesson": Call("GET", "/open-lessons/{own_lesson}"),
    "edit_open_lesson": Call("PUT", "/open-lessons/{own_lesson}", OPEN_LESSON),
    "cancel_open_lesson": Call("POST", "/open-lessons/{own_lesson}/cancel", {"reason": "The hall is flooded"}),
    "list_bookings": Call("GET", "/open-lessons/{their_lesson}/bookings"),
    "book_place": Call("POST", "/open-lessons/{their_lesson}/bookings", {}),
    "book_place:for a colleague": Call("POST", "/open-lessons/{their_lesson}/bookings", {"staff_id": "{coverer}"}),
    "free_place": Call("POST", "/open-lessons/{their_lesson}/bookings/{booking}/cancel"),
    "list_trust_fairs": Call("GET", "/trust/fair"),
    # meetings
    "list_meetings": Call("GET", "/groups/{group}/meetings"),
    "plan_meeting": Call("POST", "/groups/{group}/meetings", GROUP_MEETING | {"start": "15:40"}),
    "read_meeting": Call("GET", "/meetings/{meeting}"),
    "edit_meeting": Call("PUT", "/meetings/{meeting}", GROUP_MEETING | {"record": "We chose"}),
    "cancel_meeting": Call("POST", "/meetings/{meeting}/cancel", {"reason": "Snow"}),
    "hold_meeting": Call(
        "POST", "/meetings/{meeting}/held",
        {"seats": [{"staff_id": one, "came": True} for one in ("{host}", "{coverer}", "{staff}")]}, at=AFTER,
    ),
    "promise_action": Call("POST", "/meetings/{meeting}/actions", {"text": "Print the sheets", "staff_id": "{host}"}),
    "finish_action": Call("POST", "/meetings/{meeting}/actions/{promise}/done"),
    # learning fairs
    "list_fairs": Call("GET", "/fairs"),
    "plan_fair": Call("POST", "/fairs", LEARNING_FAIR),
    "plan_fair:as directed time": Call("POST", "/fairs", DIRECTED_FAIR),
    "read_fair:being planned": Call("GET", "/fairs/{fair}"),
    "read_fair:open": Call("GET", "/fairs/{open_fair}"),
    "edit_fair": Call("PUT", "/fairs/{fair}", DIRECTED_FAIR),
    "open_fair": Call("POST", "/fairs/{fair}/open"),
    "close_fair": Call("POST", "/fairs/{open_fair}/close"),
    "cancel_fair": Call("POST", "/fairs/{fair}/cancel"),
    "add_fair_room": Call("POST", "/fairs/{fair}/rooms", {"name": "Gym", "stalls": 4}),
    "edit_fair_room": Call("PUT", "/fairs/{fair}/rooms/{fair_room}", {"name": "Great hall", "stalls": 9}),
    "remove_fair_room": Call("DELETE", "/fairs/{fair}/rooms/{empty_room}"),
    "read_programme": Call("GET", "/fairs/{open_fair}/programme"),
    "place_slot": Call(
        "POST", "/fairs/{fair}/slots",
        {"finding_id": "{accepted}", "kind": "nano", "room_id": "{empty_room}", "presenter_ids": ["{coverer}"]},
    ),
    "move_slot": Call(
        "PUT", "/fairs/{fair}/slots/{fair_slot}", {"room_id": "{fair_room}", "presenter_ids": ["{coverer}"]}
    ),
    "remove_slot": Call("DELETE", "/fairs/{fair}/slots/{fair_slot}"),
    "arrange_fair": Call(
        "POST", "/fairs/{fair}/arrange",
        {"finding_ids": ["{accepted}"], "talks": {"kind": "nano"}, "rooms": ["{empty_room}"]},
    ),
    "mark_presented": Call("POST", "/fairs/{open_fair}/slots/{open_slot}/presented"),
    "visit_stall": Call("POST", "/fairs/{open_fair}/slots/{open_slot}/visit", {"note": "Try it"}),
    "read_passport": Call("GET", "/fairs/{open_fair}/passport"),
    "read_big_screen": Call("GET", "/fairs/{open_fair}/big-screen"),
    "list_attendance": Call("GET", "/fairs/{open_fair}/attendance"),
    "read_my_attendance": Call("GET", "/fairs/{open_fair}/my-attendance"),
    "mark_attendance": Call(
        "POST", "/fairs/{open_fair}/attendance", {"staff": [{"staff_id": "{host}", "minutes": 60}]}
    ),
    "read_finding_poster": Call("GET", "/findings/{accepted}/poster.pdf"),
    "read_finding_poster:of a stall": Call("GET", "/findings/{school_finding}/poster.pdf?slot_id={open_slot}"),
    "read_fair_poster:for the school": Call("GET", "/fair/findings/{school_finding}/poster.pdf"),
    "read_fair_poster:for everyone": Call("GET", "/fair/findings/{open_finding}/poster.pdf"),
    "make_posters": Call("POST", "/fairs/{open_fair}/posters", {"size": "a1"}),
    "read_posters": Call("GET", "/fairs/{open_fair}/posters"),
    "read_posters_pdf": Call("GET", "/fairs/{open_fair}/posters.pdf"),
}  # fmt: skip
"""Line -> call. tests/api/test_other_school.py holds the operations to those of the OpenAPI document."""


def operation(line: str) -> str:
    return line.split(":")[0]


def filled(node: Any, things: Mapping[str, str]) -> Any:
    """*node* with every name in braces exchanged for the thing."""
    if isinstance(node, str):
        return IN_BRACES.sub(lambda found: things[found.group(1)], node)
    if isinstance(node, list):
        return [filled(inner, things) for inner in node]
    return {name: filled(inner, things) for name, inner in node.items()} if isinstance(node, dict) else node


def _names(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield from IN_BRACES.findall(node)
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _names(inner)


async def send(
    client: httpx.AsyncClient, call: Call, things: Mapping[str, str], *, version: str = "1", **more: Any
) -> httpx.Response:
    """Make *call* with *things*, with whatever headers its kind needs."""
    headers = {"POST": {"Idempotency-Key": str(uuid4())}, "PUT": {"If-Match": f'"{version}"'}}.get(call.method, {})
    if call.path.endswith(READ_FIRST):
        headers["If-Match"] = f'"{version}"'
    headers |= more.pop("headers", {})
    body = {"files": [("files", ("week.csv", as_csv(rows_of(things)), "text/csv"))]} if call.files else {}
    if call.photo:
        body = {"files": [("file", ("work.png", a_picture(), "image/png"))], "data": PHOTO}
    if call.roster:
        body = {"files": [("file", ("roster.csv", b"Forename,Surname\nZofia,Quirke\n", "text/csv"))]}
    if call.staff_list:
        # The first may be a colleague by that name: a person says so when the list is taken over.
        rows = f"Code,Name\n{uuid4().hex[:6]},{things.get('newcomer_name', 'Nobody')}\n{uuid4().hex[:6]},Nia New\n"
        body = {"files": [("files", ("staff.csv", rows, "text/csv"))]}
    if call.absences:
        body = {
            "files": [("files", ("absences.csv", b"Name,From,To\nNobody Known,16/12/2026,16/12/2026\n", "text/csv"))]
        }
    if call.body is not None:
        body = {"json": filled(call.body, things)}
    return await client.request(call.method, filled(call.path, things), headers=headers, **body, **more)


def version_path(call: Call) -> str | None:
    """Where an edit's ETag is read."""
    if call.method != "PUT" or call.path.endswith(NO_IF_MATCH):
        return None
    if call.path.startswith("/fairs/"):
        return "/".join(call.path.split("/")[:3])
    if call.path == "/discussions/{discussion}":
        return "/rounds/{round}/discussion"
    return call.path.removesuffix("/marks").removesuffix("/pupils")


# ---- a school with one of everything -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cast:
    """Who does what in a school: *host* facilitates a group of *host*, *coverer* and *observer*."""

    lead: Person
    host: Person
    coverer: Person
    observer: Person
    newcomer: Person

    @property
    def members(self) -> tuple[Person, Person, Person]:
        return self.host, self.coverer, self.observer


def rows_of(things: Mapping[str, str]) -> list[Any]:
    """A week for an upload; the subject is whatever the school calls it."""
    return [("Chloe", day, "P1", "7A", things.get("subject", "Maths")) for day in WEEKDAYS]


async def one_of_everything(world: World, people: Cast, *, word: str, fair_word: str) -> dict[str, str]:
    """Make one of everything in the school of *people*; answers with the ids by name.

    *word* is in every text that only the school may read, *fair_word* in those that go to the fair.
    """
    lead, host, coverer, observer = people.lead, people.host, people.coverer, people.observer
    things = {
        "school": str(lead.actor.school_id), "staff": str(observer.staff_id), "host": str(host.staff_id),
        "coverer": str(coverer.staff_id), "newcomer": str(people.newcomer.staff_id), "subject": f"Maths {word}",
        "newcomer_name": people.newcomer.name.capitalize(),
    }  # fmt: skip
    things["year"] = (await a_year(lead, exceptions=[{"held_on": "2026-09-02", "kind": "inset", "note": word}]))["id"]
    upload = await send(lead.client, CALLS["read_files"], things)
    things["import"] = _made(upload, 201)["id"]
    brought = await send(lead.client, CALLS["read_roster_files"], things)
    things["staff_list"] = _made(brought, 201)["id"]
    who = dict(zip(("amina", "ben", "chloe"), people.members, strict=True))
    lessons = [(who[name], *rest[:3], f"Maths {word}") for name, *rest in LESSONS if name in who and rest[2]]
    things["timetable"] = str(a_timetable(world, lessons, by=lead))
    _made(await lead.post("/allocations", {"rule": "pro_rata"}), 201)
    await lead.post(f"/staff/{observer.staff_id}/time/adjust", {"category": "observe", "minutes": 30, "reason": word})
    things |= await _outside(lead, things, word)
    things |= await _minutes(lead, observer, word)
    reminded = await lead.post(f"/staff/{host.staff_id}/nudges", {"kind": "place_minutes"})
    things["nudge"] = _made(reminded, 201)["id"]
    things["event"] = await directed_time(people, things, word)
    things["group"] = await _group(people.members, word, name=f"Group {fair_word}")
    things |= await _rounds(people, things["group"], word)
    things |= await _findings(people, things, word, fair_word)
    things |= await _shelf(people, things, word)
    things |= await _fairs(people, things, word, fair_word)
    things |= await _cycle(people, things, word)
    things |= await _evidence(world, people, things, word)
    things |= await _meeting(people, things, word)
    things |= await _together(world, people, things, fair_word)
    things |= await _away(lead, people.newcomer, word)
    things |= await _plans(world, lead, things)
    things["factor"] = _factor(world, people.newcomer, word)
    things["linked"] = _linked(world, people.newcomer, word)
    directory = {"provider": "google", "directory": f"{word}-{uuid4().hex[:6]}.example"}
    things["directory"] = _made(await lead.post("/sign-on-directories", directory), 201)["id"]
    things["session"] = (await observer.get("/sessions")).json()["items"][0]["id"]
    things["secret"] = await an_invitation(lead, word)
    things |= await _ways_in(world, lead, word)
    unknown_yet = await lead.post("/staff", {"code": f"C{uuid4().hex[:6]}", "name": f"Cleo {word}"})
    things["colleague"] = _made(unknown_yet, 201)["id"]
    guest = await a_guest(host, things["group"], word)
    things |= {"email": guest.email, "own_session": things["session"]}
    return things


def _made(answer: httpx.Response, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()


async def _ways_in(world: World, lead: Person, word: str) -> dict[str, str]:
    """A visit of support, and the secret of a link to a new password for somebody who does nothing else here."""
    wish = VISIT | {"reason": f"The import stops {word}", "email": f"sol.{uuid4().hex[:8]}@help.example"}
    visit = _made(await lead.post("/support-visits", wish), 201)["visit"]["id"]
    forgetful = a_person(world.app, lead.actor.school_id, lead.actor.trust_id, f"Rhea {word}", [Role.TEACHER])
    reset_id, server_key = uuid4(), world.app.state.settings.secret_key.encode()
    secret = coming_in.secret_of(server_key, lead.actor.school_id, reset_id)
    with world.database.writing(NOBODY) as session:
        resetting.make_link(session, reset_id, forgetful.actor.account_id, secret, NOW)
    return {"visit": visit, "reset_secret": secret}


async def _away(lead: Person, newcomer: Person, word: str) -> dict[str, str]:
    """A class that is elsewhere on a day, and somebody who is not in school then. Nothing is planned there."""
    elsewhere = TRIP | {"name": f"Exams {word}"}
    made = _made(await lead.post("/class-exceptions", elsewhere), 201)
    away = {"staff_id": str(newcomer.staff_id), "starts_on": "2026-12-16", "ends_on": "2026-12-16"}
    taken = _made(await lead.post("/absences", {"absences": [away]}), 201)
    return {"class_exception": made["id"], "absence": taken["absences"][0]["id"]}


def _linked(world: World, person: Person, word: str) -> str:
    """The account at Google with which somebody signs in."""
    with world.database.writing(NOBODY) as session:
        row = SignOnIdentity(
            account_id=person.actor.account_id, provider=Provider.GOOGLE, issuer="https://accounts.google.com",
            subject=f"{word} {uuid4().hex}", linked_at=NOW,
        )  # fmt: skip
        session.add(row)
        return str(row.id)


def _factor(world: World, person: Person, word: str) -> str:
    """A second factor of somebody who is not asked for it: their account does not say so."""
    with world.database.writing(NOBODY) as session:
        row = SecondFactor(
            account_id=person.actor.account_id, kind=FactorKind.PASSKEY, name=f"Key {word}", public_key="oA",
            credential_id=uuid4().hex, created_at=NOW, confirmed_at=NOW,
        )  # fmt: skip
        session.add(row)
        return str(row.id)


async def _minutes(lead: Person, observer: Person, word: str) -> dict[str, str]:
    """An entry that can be corrected, somebody who has left, and a year that is signed for and can be closed."""
    spent = {"category": "debrief_move", "minutes": 5, "held_on": "2026-10-20", "reason": word}
    entry = _made(await observer.post("/my-time/spend", spent), 201)["entry"]["id"]
    left = {"code": f"L{uuid4().hex[:6]}", "name": f"Lea {word}", "left_on": "2026-10-16"}
    leaver = _made(await lead.post("/staff", left), 201)["id"]
    past = await a_year(lead, name="The year before", half_terms=LAST_YEAR, exceptions=[])
    for capacity in ("head", "teachers"):
        _made(await lead.post(f"/years/{past['id']}/sign", {"capacity": capacity, "name": word}), 201)
    return {"entry": entry, "leaver": leaver, "past_year": past["id"]}


async def working_time(lead: Person, word: str) -> None:
    """This year's working-time rules, one figure of them varied."""
    _made(await lead.put("/working-time", WORKING_TIME, version=0))
    varied = {"figure": "inset_day_minutes", "value": 360, "reason": f"Agreed {word}"}
    _made(await lead.post("/working-time/variations", varied), 201)


async def directed_time(people: Cast, things: Mapping[str, str], word: str) -> str:
    """An event that names the observer; the host comes of their own."""
    await working_time(people.lead, word)
    wish = filled(MEETING, things) | {"title": f"Meeting {word}"}
    event_id: str = _made(await people.lead.post("/directed-events", wish), 201)["id"]
    note = {"recompense": "paid", "note": f"For the minutes {word}"}
    _made(await people.host.post(f"/directed-events/{event_id}/volunteers", note), 201)
    return event_id


async def _group(members: tuple[Person, ...], word: str, *, name: str) -> str:
    """A group that is ready to plan. Its name goes to the fair with what it publishes."""
    wish = {
        "name": name, "focus": f"Focus {word}", "research_theme": word, "protocol": f"We listen {word}",
        "member_ids": [str(one.staff_id) for one in members], "facilitator_id": str(members[0].staff_id),
    }  # fmt: skip
    group_id: str = _made(await members[0].post("/groups", wish), 201)["id"]
    for member in members:
        _made(await member.post(f"/groups/{group_id}/protocol/agree"))
    return group_id


async def _rounds(people: Cast, group_id: str, word: str) -> dict[str, str]:
    """Three rounds: one whose cover is agreed, one whose cover is asked for, one that nobody can cover."""
    rounds = []
    for monday, asked in zip(MONDAYS[:3], ([people.coverer], [people.coverer], []), strict=True):
        wish = {
            "group_id": group_id, "host_id": str(people.host.staff_id), "held_on": monday, "period": "P1",
            "focus": f"Round {word}", "debrief": {"held_on": monday, "start": "15:05", "place": f"Room {word}"},
            "observers": [
                {"staff_id": str(people.observer.staff_id), "slice": 0, "ask_ids": [str(one.staff_id) for one in asked]}
            ],
        }  # fmt: skip
        rounds.append(_made(await people.host.post("/rounds", wish), 201))
    slots = [one["observations"][0]["cover"]["id"] for one in rounds]
    _made(await people.coverer.post(f"/cover-slots/{slots[0]}/accept"))
    seats = {seat["staff_id"]: seat["id"] for seat in rounds[0]["debrief_seats"]}
    return {
        "round": rounds[1]["id"], "taught": rounds[0]["id"], "observation": rounds[0]["observations"][0]["id"],
        "seat": seats[str(people.observer.staff_id)], "slot_accepted": slots[0], "slot_offered": slots[1],
        "slot_escalated": slots[2],
    }  # fmt: skip


async def _cycle(people: Cast, things: dict[str, str], word: str) -> dict[str, str]:
    """A cycle that is to find its question, whose first lesson is planned and taught in `round`."""
    wish = {"title": f"Cycle {word}", "lessons_planned": 2, "research_question": f"Why {word}?"}
    past = _made(await people.host.post(f"/groups/{things['group']}/cycles", wish), 201)
    _made(await people.host.post(f"/cycles/{past['id']}/abandon", {"reason": f"To begin anew {word}"}))
    things["past_cycle"] = past["id"]
    cycle = _made(await people.host.post(f"/groups/{things['group']}/cycles", wish), 201)
    path, lesson = f"/cycles/{cycle['id']}", f"/research-lessons/{cycle['lessons'][0]['id']}"
    _made(await people.host.put(path, filled(CYCLE, things) | {"baseline": f"Little {word}"}, version=1))
    _made(await people.host.post(f"{path}/advance"))
    source = _made(await people.host.post(f"{path}/sources", SOURCE | {"title": f"On talk {word}"}), 201)
    pupils = {"pupils": [{"label": "A", "typifies": f"Quiet {word}"}]}
    chosen = _made(await people.host.client.put(f"{path}/pupils", json=pupils))
    _made(await people.host.post(f"{path}/mechanisms", {"number": 1, "note": f"One thing {word}"}), 201)
    stage = {"key": "opening", "title": f"Opening {word}", "predictions": {"A": f"Listens {word}"}}
    plan = {"base_version": 1, "proposal": {"rationale": f"Why {word}", "stages": [stage]}}
    _made(await people.host.client.put(f"{lesson}/proposal", json=plan))
    _made(await people.host.client.put(f"{lesson}/round", json={"round_id": things["round"]}))
    change = _made(await people.host.post(f"{lesson}/changes", {"text": f"Ask longer {word}"}), 201)
    return {
        "cycle": cycle["id"], "lesson": cycle["lessons"][0]["id"], "source": source["id"], "change": change["id"],
        "pupil": chosen["pupils"][0]["id"],
    }  # fmt: skip


async def _meeting(people: Cast, things: dict[str, str], word: str) -> dict[str, str]:
    """A meeting of the group with something promised, and the group's key to its labels."""
    own = {"held_on": "2026-11-02", "start": "16:00", "time_source": "protected", "event_id": None, "staff_ids": None}
    wish = GROUP_MEETING | own | {"title": f"Plan {word}", "agenda": f"Agenda {word}", "place": f"Room {word}"}
    meeting = _made(await people.host.post(f"/groups/{things['group']}/meetings", wish), 201)
    promised = {"text": f"Print {word}", "staff_id": things["coverer"]}
    promise = _made(await people.host.post(f"/meetings/{meeting['id']}/actions", promised), 201)
    key = {"text": f"A: {word}"}
    _made(await people.host.put(f"/cycles/{things['cycle']}/pupil-key", key, version=0))
    return {"meeting": meeting["id"], "promise": promise["id"]}


def a_picture() -> bytes:
    """A photograph of work, as small as can be."""
    written = io.BytesIO()
    Image.new("RGB", (2, 2), "white").save(written, "PNG")
    return written.getvalue()


async def _evidence(world: World, people: Cast, things: dict[str, str], word: str) -> dict[str, str]:
    """Of `round` a note, a photograph and an interview, and a discussion that has come to what was observed."""
    made = {name: str(uuid4()) for name in ("note", "photo")}
    path = f"/rounds/{things['round']}"
    note = NOTE | {"id": made["note"], "text": f"Waits {word}", "case_pupil_id": things["pupil"]}
    _made(await people.observer.post(f"{path}/notes", {"sent_at": NOW.isoformat(), "notes": [note]}))
    photo = await people.observer.client.post(
        f"{path}/notes/{made['photo']}/photo", data=PHOTO, files={"file": ("work.png", a_picture(), "image/png")}
    )
    _made(photo)
    _made(await people.host.put(f"{path}/interviews/{things['pupil']}", {"learned": f"To ask {word}"}, version=0))
    with world.database.writing(people.host.scope) as session:
        talk = Discussion(
            school_id=people.host.actor.school_id, round_id=UUID(things["round"]), protocol=DiscussionProtocol.UK,
            chair_id=people.host.staff_id, recorder_id=people.coverer.staff_id, step=3, step_began_at=NOW,
            began_at=NOW,
        )  # fmt: skip
        session.add(talk)
        session.flush()
        made["discussion"] = str(talk.id)
    entry = {
        "id": str(uuid4()), "step_key": "observed", "text": f"Waited {word}", "case_pupil_id": things["pupil"],
    }  # fmt: skip
    made["point"] = _made(await people.observer.post(f"/discussions/{made['discussion']}/entries", entry), 201)["id"]
    return made


async def _plans(world: World, lead: Person, things: dict[str, str]) -> dict[str, str]:
    """A plan to be accepted, one of which everything was called off, and a run that a worker has: nobody else takes it."""
    done = _made(await send(lead.client, CALLS["request_run"], things), 201)
    earlier = PLAN | {"first_on": "2026-11-30", "last_on": "2026-12-04"}
    taken = _made(await lead.post("/planner/runs", filled(earlier, things)), 201)
    work_off(world)
    _made(await lead.post(f"/planner/runs/{taken['id']}/accept"))
    booked = _made(await lead.get(f"/groups/{things['group']}/rounds"))["items"]
    for one in booked:
        if one["held_on"] >= earlier["first_on"]:
            _made(await lead.post(f"/rounds/{one['id']}/cancel", {"reason": "Trip"}))
    in_hand = _made(await send(lead.client, CALLS["request_run"], things), 201)
    claim = runs.take(world.database, "busy", NOW)
    assert claim is not None
    assert str(claim.run_id) == in_hand["id"]
    return {"run_done": done["id"], "run_accepted": taken["id"], "run": in_hand["id"]}


async def _findings(people: Cast, things: dict[str, str], word: str, fair_word: str) -> dict[str, str]:
    """A finding of each state before the fair, and one on the fair for each audience; some with a document."""
    kinds = {
        "draft": ("school", word, "draft"), "ready": ("school", word, "agreed"),
        "submitted": ("school", word, "submitted"), "accepted": ("school", word, "accepted"),
        "group_finding": ("group", word, "published"), "school_finding": ("school", word, "published"),
        "trust_finding": ("trust", fair_word, "published"), "open_finding": ("everyone", f"{fair_word} open", "published"),
    }  # fmt: skip
    found = {}
    for name, (audience, text, state) in kinds.items():
        wish = FINDING | {field: f"{field} {text}" for field in ("title", "background", "aims", "methods", "findings")}
        wish = filled(wish | {"audience": audience}, things)
        made = _made(await people.host.post(f"/groups/{things['group']}/findings", wish), 201)
        path = f"/findings/{made['id']}"
        if name in ("draft", "school_finding", "open_finding"):
            sent = await people.host.client.post(
                f"{path}/files", files={"file": (f"{text}.txt", f"Our plan {text}".encode(), "text/plain")},
                data={"has_no_faces": "true"},
            )  # fmt: skip
            found[f"{name.split('_')[0]}_file"] = _made(sent, 201)["id"]
        for member in people.members if state != "draft" else ():
            _made(await member.post(f"{path}/agree"))
        if state in ("submitted", "accepted", "published"):
            _made(await people.host.post(f"{path}/submit", {"is_checked": True}))
        if state in ("accepted", "published"):
            _made(await people.lead.post(f"{path}/accept", headers=await as_read(people.lead, made["id"])))
        if state == "published":
            _made(await people.host.post(f"{path}/publish"))
            reader = people.coverer if audience == "group" else people.newcomer
            reaction = {"kind": "tried", "text": f"It worked {text}"}
            _made(await reader.post(f"/fair{path}/reactions", reaction), 201)
        found[name] = made["id"]
    return found


async def _shelf(people: Cast, things: dict[str, str], word: str) -> dict[str, str]:
    """A question of the newcomer about what is for the school, a label they follow, and their way out of the digest."""
    asked = {"text": f"How long {word}?"}
    question = _made(await people.newcomer.post(f"/fair/findings/{things['school_finding']}/questions", asked), 201)
    _made(await people.host.post(f"/questions/{question['id']}/answers", {"text": f"Ten seconds {word}"}), 201)
    wish = {"kind": "focus", "value": f"Focus {word}"}
    follow = _made(await people.newcomer.post("/me/follows", wish), 201)
    state, person = people.newcomer.app.state, people.newcomer
    secret = leaving.secret_of(state.settings.secret_key.encode(), person.actor.school_id, person.staff_id)
    with state.database.writing(person.scope) as session:
        choice = session.exec(select(DigestChoice).where(DigestChoice.staff_id == person.staff_id)).one()
        choice.leave_hash = leaving.hash_of(secret)
    mine = {"kind": "person", "subject_id": str(person.staff_id), "name": f"Phone {word}"}
    calendar = _made(await person.post("/calendar-addresses", mine), 201)
    given = _made(await person.post("/me/push", BROWSER | {"device": f"Phone {word}"}), 201)
    return {
        "question": question["id"], "follow": follow["id"], "leave_secret": secret, "calendar_address": calendar["id"],
        "device": given["id"],
        **_secrets_of_mails(people, things),
    }  # fmt: skip


def _secrets_of_mails(people: Cast, things: dict[str, str]) -> dict[str, str]:
    """What stands at the end of links in mails: no more of a kind, and yes or no to an ask for cover."""
    state, person = people.coverer.app.state, people.coverer
    key, school_id = state.settings.secret_key.encode(), person.actor.school_id
    with state.database.reading(person.scope) as session:
        asked = select(OneClickLink).where(OneClickLink.target_id == UUID(things["slot_offered"]))
        link = session.exec(asked.where(OneClickLink.staff_id == person.staff_id)).one()
    leave = claims.leaving(person.staff_id, NoticeKind.COVER_ASKED)
    return {
        "notices_secret": signed.token_of(key, school_id, leave),
        "answer_secret": signed.token_of(key, school_id, claims.answering(link.id)),
    }


async def _fairs(people: Cast, things: dict[str, str], word: str, fair_word: str) -> dict[str, str]:
    """A learning fair that is being planned, and one that is open today; in each a stall of the host."""
    made = {}
    # The trust's schools read when the next fair is, and what it is called.
    for prefix, title in (("", f"Fair {word}"), ("open_", f"Fair {fair_word}")):
        wish = LEARNING_FAIR | {"title": title, "welcome": f"Welcome {word}"}
        fair = _made(await people.lead.post("/fairs", wish), 201)["id"]
        room = _made(await people.lead.post(f"/fairs/{fair}/rooms", {"name": f"Hall {word}", "stalls": 9}), 201)["id"]
        empty = _made(await people.lead.post(f"/fairs/{fair}/rooms", {"name": f"Library {word}"}), 201)["id"]
        stall = {"finding_id": things["school_finding"], "kind": "stall", "room_id": room}
        stall |= {"presenter_ids": [things["host"]]}
        slot = _made(await people.lead.post(f"/fairs/{fair}/slots", stall), 201)["id"]
        made |= {f"{prefix}fair": fair, f"{prefix}slot": slot, "fair_room": room, "empty_room": empty}
        if not prefix:
            kept = {"fair_room": room, "empty_room": empty, "fair_slot": slot}
    _made(await people.lead.post(f"/fairs/{made['open_fair']}/open"))
    visit = {"note": f"Try this {word}"}
    _made(await people.observer.get(f"/fairs/{made['open_fair']}/passport"))
    _made(await people.lead.post(f"/fairs/{made['open_fair']}/slots/{made['open_slot']}/visit", visit), 201)
    came = {"staff": [{"staff_id": things["host"], "minutes": 30}]}
    _made(await people.lead.post(f"/fairs/{made['open_fair']}/attendance", came))
    return made | kept


async def _together(world: World, people: Cast, things: dict[str, str], fair_word: str) -> dict[str, str]:
    """A community and an open lesson of the school, and a neighbour's that the whole trust may join and visit."""
    with world.database.writing(NOBODY) as session:
        school = School(trust_id=people.lead.actor.trust_id, name="Neighbour School", created_at=NOW)
        session.add(school)
        session.flush()
        school_id = school.id
    near = [
        a_person(world.app, school_id, people.lead.actor.trust_id, name, [Role.CPD_LEAD]) for name in ("nan", "ned")
    ]
    mine, theirs = filled(TWO_LEADERS, things), {"leader_ids": [str(one.staff_id) for one in near]}
    said, told = COMMUNITY | {"open_to": "trust", "name": f"Talk {fair_word}"}, COMMUNITY | {"open_to": "trust"}
    lesson = OPEN_LESSON | {"open_to": "trust", "kind": "study_day"}
    found = {
        "community": _made(await people.lead.post("/communities", said | mine), 201),
        "their_community": _made(await near[0].post("/communities", told | theirs), 201),
        "joined_community": _made(await near[0].post("/communities", told | theirs), 201),
        "own_lesson": _made(await people.lead.post("/open-lessons", lesson | {"title": f"Talk {fair_word}"}), 201),
        "their_lesson": _made(await near[0].post("/open-lessons", lesson), 201),
    }
    ids = {name: str(one["id"]) for name, one in found.items()}
    _made(await people.lead.post(f"/communities/{ids['joined_community']}/join", mine))
    said_there = {"kind": "workshop", "text": "We read about talk"}
    report = _made(await people.host.post(f"/communities/{ids['community']}/reports", said_there), 201)
    wish = {"staff_id": things["newcomer"]}
    booking = _made(await people.lead.post(f"/open-lessons/{ids['their_lesson']}/bookings", wish), 201)
    return ids | {"report": report["id"], "booking": booking["id"], "neighbour": str(school_id)}


async def _outside(lead: Person, things: Mapping[str, str], word: str) -> dict[str, str]:
    """An address that the school's timetable is fetched from, and one that is told what happens."""
    wish = filled(OUTSIDE_SOURCE, things | {"staff": str(lead.staff_id)}) | {"name": f"Timetable {word}"}
    source = _made(await lead.post("/outside-sources", wish), 201)
    hook = _made(await lead.post("/webhooks", WEBHOOK | {"name": f"Channel {word}"}), 201)["webhook"]["id"]
    sent = _made(await lead.post(f"/webhooks/{hook}/test"), 201)["id"]
    with lead.app.state.database.writing(lead.scope) as session:
        # As if nobody had taken it for days: what still waits is not sent again.
        message = session.exec(select(WebhookDelivery).where(WebhookDelivery.id == UUID(sent))).one()
        message.given_up_at = NOW
    return {"outside_source": source["id"], "webhook": hook, "delivery": sent}


async def an_invitation(lead: Person, word: str = "") -> str:
    """The secret of a fresh invitation for a fresh member of staff."""
    tag = uuid4().hex[:8]
    made = _made(await lead.post("/staff", {"code": f"N{tag}", "name": f"Nia {word}".strip()}), 201)
    wish = {"email": f"nia.{tag}{word}@birch.example", "roles": ["teacher"]}
    answer = _made(await lead.post(f"/staff/{made['id']}/invitation", wish), 201)
    return str(answer["url"]).rsplit("/", 1)[1]


async def a_visitor(lead: Person) -> "Guest":
    """Somebody of support, let in by *lead*, who has shown a second factor."""
    email = f"sol.{uuid4().hex[:8]}@help.example"
    url = _made(await lead.post("/support-visits", VISIT | {"email": email}), 201)["url"]
    taken = await browser(lead.app).post(f"/invitations/{url.rsplit('/', 1)[1]}/accept", json={"password": PASSWORD})
    _made(taken)
    secret = taken.cookies["__Host-kenkyu"]
    with lead.app.state.database.writing(NOBODY) as session:
        mine = col(SignInSession.secret_hash) == hash_of(secret)
        session.execute(update(SignInSession).where(mine).values(is_strong=True))
    return Guest(email, secret)


@dataclass(frozen=True, slots=True)
class Guest:
    """A knowledgeable other who has taken their invitation, and signs in with PASSWORD."""

    email: str
    secret: str


async def a_guest(member: Person, group_id: str, word: str = "") -> Guest:
    """A knowledgeable other of the group, with PASSWORD."""
    email = f"guest.{uuid4().hex[:8]}@far.example"
    wish = {"name": f"Gil {word}".strip(), "email": email, "organisation": word, "until": "2026-12-01"}
    url = _made(await member.post(f"/groups/{group_id}/guests", wish), 201)["url"]
    taken = await browser(member.app).post(f"/invitations/{url.rsplit('/', 1)[1]}/accept", json={"password": PASSWORD})
    _made(taken)
    return Guest(email, taken.cookies["__Host-kenkyu"])
