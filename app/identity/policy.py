"""Which roles may knock at which operation. What is not listed is shut, and the app does not start.

This is the door only. Whose thing it is (my group, my cover) is decided in each module's access.py,
after the thing has been found; a thing of another school is never found.
"""

from app.kernel.actor import Role

STAFF = frozenset({Role.TEACHER, Role.CPD_LEAD, Role.COVER_LEAD, Role.HEAD})
EVERYONE = STAFF | {Role.TRUST_LEAD, Role.KNOWLEDGEABLE_OTHER}
LEADS = frozenset({Role.CPD_LEAD, Role.HEAD})
WITH_GUESTS = STAFF | {Role.KNOWLEDGEABLE_OTHER}
READERS = STAFF | {Role.TRUST_LEAD}
CPD = frozenset({Role.CPD_LEAD})
COVER = frozenset({Role.COVER_LEAD, Role.CPD_LEAD})

PUBLIC: dict[str, str] = {
    "read_health": "monitors ask whether the server lives",
    "sign_in": "nobody is signed in yet",
    "issue_token": "API clients sign in here",
    "read_invitation": "the secret in the address is the key",
    "accept_invitation": "the secret in the address is the key",
    "list_demo_people": "404 outside the demo",
    "demo_sign_in": "404 outside the demo",
    "list_fair_findings": "the fair is open; what is not public is left out",
    "read_fair_finding": "the fair is open; what is not public is not found",
    "list_reactions": "as the finding they belong to",
    "read_template_csv": "an empty form",
    "read_template_xlsx": "an empty form",
}
"""Operations without sign-in, each with its reason."""

DOORS: dict[str, frozenset[Role]] = {
    # identity
    "read_me": EVERYONE,
    "switch_school": EVERYONE,
    "sign_out": EVERYONE,
    "list_sessions": EVERYONE,
    "end_session": EVERYONE,
    "end_all_sessions": EVERYONE,
    "read_school": EVERYONE,
    "edit_school": LEADS,
    "list_staff": STAFF,
    "add_staff": LEADS,
    "read_staff": STAFF,
    "edit_staff": LEADS,
    "invite_staff": LEADS,
    # school year
    "list_years": STAFF,
    "read_current_year": STAFF,
    "read_year": STAFF,
    "add_year": LEADS,
    "edit_year": LEADS,
    "list_school_days": STAFF,
    "list_exceptions": STAFF,
    # timetable
    "read_files": LEADS,
    "read_import": LEADS,
    "list_import_problems": LEADS,
    "commit_import": LEADS,
    "list_versions": STAFF,
    "read_teacher_timetable": STAFF,
    "edit_marks": LEADS | {Role.COVER_LEAD},
    # time budget
    "read_my_time": STAFF,
    "list_my_entries": STAFF,
    "read_time": STAFF,
    "list_entries": STAFF,
    "spend_my_time": STAFF,
    "preview_allocation": CPD,
    "allocate": CPD,
    "adjust_time": CPD,
    "list_unplaced": LEADS,
    "transfer_my_time": STAFF,
    "transfer_time": CPD,
    "correct_entry": STAFF,
    "take_back_time": CPD,
    "read_time_policy": STAFF,
    "edit_time_policy": LEADS,
    "list_grants": LEADS,
    "read_closing": LEADS,
    "sign_year": LEADS,
    "close_year": CPD,
    # working time
    "read_working_time_profiles": STAFF,
    "read_working_time": STAFF,
    "edit_working_time": LEADS,
    "vary_figure": LEADS,
    "end_variation": LEADS,
    "publish_calendar": LEADS,
    "list_directed_events": STAFF,
    "add_directed_event": LEADS,
    "plan_twilights": LEADS,
    "split_inset_day": LEADS,
    "read_directed_event": STAFF,
    "edit_directed_event": LEADS,
    "cancel_directed_event": LEADS,
    "volunteer": STAFF,
    "withdraw_volunteer": STAFF,
    "list_directed_time": LEADS,
    "read_my_directed_time": STAFF,
    "read_directed_time": STAFF,
    # statements
    "read_my_statement": STAFF,
    "read_my_statement_csv": STAFF,
    "read_my_statement_pdf": STAFF,
    "read_statement": STAFF,
    "read_statement_csv": STAFF,
    "read_statement_pdf": STAFF,
    "read_year_statement": LEADS,
    "read_year_statement_csv": LEADS,
    "read_year_statement_xlsx": LEADS,
    "read_year_statement_pdf": LEADS,
    "list_teacher_years": LEADS,
    "list_unplaced_groups": LEADS,
    "list_at_risk": LEADS,
    "nudge": CPD,
    "nudge_all": CPD,
    "list_my_nudges": STAFF,
    "see_nudge": STAFF,
    "list_my_to_log": STAFF,
    "export_minutes": LEADS,
    "export_minutes_csv": LEADS,
    "export_minutes_xlsx": LEADS,
    "export_entries_csv": LEADS,
    # plc
    "list_groups": WITH_GUESTS,
    "form_group": STAFF,
    "read_group": WITH_GUESTS,
    "edit_group": STAFF,
    "add_member": STAFF,
    "leave_group": STAFF,
    "agree_protocol": WITH_GUESTS,
    "invite_guest": STAFF,
    "list_balances": STAFF,
    # study
    "read_my_week": STAFF,
    "read_plan_week": STAFF,
    "schedule_round": STAFF,
    "read_round": WITH_GUESTS,
    "edit_round": STAFF,
    "cancel_round": STAFF,
    "list_group_rounds": WITH_GUESTS,
    "log_observation": STAFF,
    "log_debrief": STAFF,
    "read_desk": LEADS,
    # planner
    "read_planner_form": CPD,
    "request_run": CPD,
    "list_runs": CPD,
    "read_run": CPD,
    "read_plan": CPD,
    "cancel_run": CPD,
    "accept_run": CPD,
    "repair_run": CPD,
    "read_options": STAFF,
    "read_why_not": STAFF,
    # cover
    "list_cover_slots": COVER | LEADS,
    "read_cover_slot": STAFF,
    "ask_for_cover": STAFF,
    "accept_cover": STAFF,
    "decline_cover": STAFF,
    "escalate_cover": STAFF,
    "arrange_cover": COVER,
    "log_cover": STAFF,
    # fair
    "list_group_findings": WITH_GUESTS,
    "write_finding": STAFF,
    "read_finding": WITH_GUESTS,
    "edit_finding": STAFF,
    "agree_finding": STAFF,
    "publish_finding": STAFF,
    "withdraw_finding": STAFF,
    "react": READERS,
}
"""Operation -> roles that may call it."""

PUBLIC_PATHS = (
    "/api/health",
    "/api/sign-in",
    "/api/tokens",
    "/api/invitations/",
    "/api/demo",
)
"""Where the gate lets a request in without sign-in. The door behind it decides again."""

PUBLIC_READING = (
    "/api/fair/findings",
    "/api/timetable/template.",
    "/api/openapi.json",  # Not served at all unless KENKYU_DOCS or the demo asks for it.
    "/api/docs",
)
"""Where it lets in who only reads."""
