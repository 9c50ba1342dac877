"""Every table of the product: how a member of staff is found in it, or why nobody is. A test holds it to the schema.

A row that concerns a person is theirs to see; who acted upon somebody else's row is told by the audit log. Of
colleagues only names are given. What tells of pupils, and what opens something, is not given at all.
"""

from typing import Final

from app.data_protection.rules.register import Held, NotAbout, Via

_OF_AUTHORS: Final = (Via("finding_id", "finding_author", "finding_id"),)

HELD: Final[dict[str, Held | NotAbout]] = {
    # ---- the person, and how they come in
    "staff": Held("Your entry in the list of staff", by=("id", "person_id", "account_id")),
    "account": Held("Your way in", by=("id", "person_id"), secret=("password_hash",)),
    "membership": Held("Which schools your way in opens", by=("account_id", "staff_id")),
    "membership_role": Held("What you answer for in this school", by=("account_id",)),
    "sign_in_session": Held("Where you are, and were, signed in", by=("account_id",), secret=("secret_hash",)),
    "sign_in_failure": NotAbout("failed attempts, counted under a digest for an hour at most"),
    "invitation": Held("Invitations to come in", by=("staff_id",), secret=("secret_hash",)),
    "password_reset": Held("New passwords asked for", by=("account_id",), secret=("secret_hash",)),
    "second_factor": Held(
        "Your second factors", by=("account_id",), secret=("sealed_secret", "credential_id", "public_key", "last_step")
    ),
    "recovery_code": Held("Your recovery codes", by=("account_id",), secret=("code_hash",)),
    "passkey_challenge": Held("Passkeys asked for", by=("account_id",), secret=("challenge",)),
    "sign_on_identity": Held("Your accounts elsewhere that you sign in with", by=("account_id",)),
    "sign_on_attempt": Held(
        "Sign-ins elsewhere that were begun", by=("account_id",), via=(Via("invitation_id", "invitation", "id"),),
        secret=("state_hash", "browser_hash", "nonce", "verifier"),
    ),
    "sign_on_directory": NotAbout("which directory the school signs in with"),
    "support_visit": Held("Visits by support", by=("staff_id", "invited_by")),
    "idempotent_request": Held(
        "Requests that your browser or program sent twice", by=("account_id",), secret=("key", "fingerprint"),
        shared=("body",),
    ),
    # ---- the school
    "school": NotAbout("a school and its settings"),
    "trust": NotAbout("a trust and its name"),
    "school_year": NotAbout("dates of a year"),
    "half_term": NotAbout("dates of a half-term"),
    "school_day": NotAbout("which kind of day a date is"),
    "working_time_choice": Held("Rules on working time that you chose for the school", by=("chosen_by",)),
    "working_time_variation": Held("Figures that you varied for the school", by=("by_staff_id", "ended_by")),
    "retention_choice": Held("How long things are kept, as you chose it", by=("by_staff_id",)),
    # ---- the timetable and people's time
    "timetable_import": Held("Timetable files you brought in", by=("created_by",), shared=("understanding",)),
    "timetable_version": Held(
        "Timetables you brought into force", by=("committed_by",), shared=("choices", "copied_from")
    ),
    "column_choice": Held("Columns of files that you named", by=("chosen_by",), shared=("fingerprint",)),
    "bell": NotAbout("when a period begins and ends"),
    "lesson": Held("Lessons you teach", via=(Via("id", "lesson_teacher", "lesson_id"),)),
    "lesson_teacher": Held("Which lessons are yours", by=("staff_id",)),
    "mark": Held("Marks in your timetable, such as PPA", by=("staff_id",)),
    "absence": Held("Your absences", by=("staff_id",), beside=("created_by",)),
    "class_exception": Held("Classes you said are not taught", by=("created_by",)),
    "occupied": Held("When you are held by what", by=("staff_id", "person_id")),
    "roster_import": Held("Lists of staff you brought in", by=("created_by",), shared=("understanding",)),
    "outside_source": Held(
        "Addresses that are looked at for you, or that you added", by=("staff_id", "created_by"),
        secret=("address", "etag", "content_hash"), shared=("content",),
    ),
    "directed_event": Held(
        "Directed time you were asked to, or set", by=("created_by",), via=(Via("id", "directed_invitee", "event_id"),)
    ),
    "directed_invitee": Held("Directed time you were asked to by name", by=("staff_id",)),
    "voluntary_attendance": Held("What you came to of your own will", by=("staff_id",), beside=("by_staff_id",)),
    # ---- minutes
    "time_policy": NotAbout("a school's rules about minutes"),
    "time_grant": Held("Minutes you gave out", by=("by_staff_id",)),
    "time_pot": Held("Your pots of minutes", by=("staff_id",)),
    "ledger_entry": Held(
        "Every movement of your minutes", via=(Via("pot_id", "time_pot", "id"), Via("to_pot_id", "time_pot", "id")),
        beside=("by_staff_id",),
    ),
    "year_signature": Held("Years of the school that you signed", by=("by_staff_id",)),
    "year_closing": Held("Years of the school that you closed", by=("closed_by",)),
    "nudge": Held("Reminders to use or log your minutes", by=("staff_id",), beside=("by_staff_id",)),
    # ---- groups, meetings, rounds, cover
    "plc_group": Held(
        "Your groups", by=("facilitator_id",), via=(Via("id", "plc_member", "group_id"),)
    ),
    "plc_member": Held("When you were in which group", by=("staff_id",)),
    "group_meeting": Held("Meetings", by=("created_by",), via=(Via("id", "meeting_seat", "meeting_id"),)),
    "meeting_seat": Held("Your place in meetings", by=("staff_id",)),
    "meeting_action": Held("What you promised in meetings", by=("staff_id",)),
    "study_round": Held(
        "Research lessons you hosted, watched or talked about", by=("host_id", "created_by"),
        via=(Via("id", "observation", "round_id"), Via("id", "debrief_seat", "round_id")),
    ),
    "observation": Held("Lessons you watched", by=("staff_id",)),
    "debrief_seat": Held("Debriefs you sat in", by=("staff_id",)),
    "cover_slot": Held("Cover you gave, and lessons you were released from", by=("released_id", "coverer_id")),
    "cover_ask": Held("Cover you were asked for, and what you answered", by=("staff_id",)),
    "planner_run": Held(
        "Plans you asked for", by=("requested_by", "accepted_by"),
        shared=("asked", "digest", "request", "touched", "progress", "figures", "bounds", "greedy_figures", "reasons",
                "changes", "failure", "problem", "greedy_plan", "plan", "plan_before"),
    ),
    "planner_ticket": NotAbout("which plan waits for a worker"),
    # ---- lesson study
    "lesson_study_cycle": Held(
        "Lesson studies of your groups", by=("other_id", "created_by"),
        via=(Via("group_id", "plc_member", "group_id"),),
        shared=("research_question", "research_theme", "baseline", "success_measure", "progress", "reflection",
                "affirmation", "reminder"),
    ),
    "cycle_step": Held("Steps you took a lesson study on, or back", by=("by_staff_id",)),
    "study_source": Held("What you read and noted for the group", by=("added_by",)),
    "mechanism_claim": Held("Mechanisms you noted", by=("by_staff_id",)),
    "research_lesson": NotAbout("which round belongs to which lesson of a cycle"),
    "proposal_version": Held("Research proposals you saved", by=("saved_by",), pupils=("body",)),
    "case_pupil": NotAbout("letters that stand for pupils"),
    "pupil_watch": Held("That you watched case pupils", by=("staff_id",), pupils=("case_pupil_id",)),
    "next_change": Held("Changes you noted for the next lesson", by=("by_staff_id",), lettered=("text", "outcome")),
    "evidence_note": Held(
        "Notes you wrote, and those on your lessons that you may read", by=("staff_id",),
        pupils=("case_pupil_id", "stage_key"), lettered=("text",),
    ),
    "note_photo": Held(
        "Photographs of work that you took", via=(Via("note_id", "evidence_note", "id"),), pupils=("content", "sha256")
    ),
    "evidence_read": Held("Whose notes you read, and who read yours", by=("author_id", "reader_id")),
    "pupil_interview": Held(
        "Interviews you held", by=("staff_id",),
        pupils=("case_pupil_id", "enjoyed", "learned", "can_do_now", "better_how", "helped", "change"),
    ),
    "discussion": Held("Discussions you chaired or wrote down", by=("chair_id", "recorder_id")),
    "discussion_entry": Held(
        "Points of discussions that you made or wrote down", by=("speaker_id", "by_staff_id"),
        pupils=("case_pupil_id",), lettered=("text",),
    ),
    "pupil_key": Held("Keys to labels that you kept", by=("by_staff_id",), pupils=("sealed",)),
    "pupil_name": NotAbout("digests of pupils' names, which nobody can read back"),
    # ---- findings, fairs, communities
    "finding": Held("Findings you are an author of", via=(Via("id", "finding_author", "finding_id"),),
                    beside=("accepted_by_id",)),
    "finding_author": Held("What you agreed to publish", by=("staff_id",)),
    "finding_edition": Held("Editions of your findings", via=_OF_AUTHORS, shared=("texts",)),
    "finding_version": Held("Versions of findings you saved", by=("by_staff_id",), shared=("texts",)),
    "finding_file": Held("Files you gave to findings", by=("added_by",), secret=("store_key", "digest")),
    "finding_label": NotAbout("labels of findings"),
    "finding_round": NotAbout("which round a finding is about"),
    "fair_withdrawal": NotAbout("that a finding has gone"),
    "finding_question": Held("Questions you asked", by=("staff_id",)),
    "finding_answer": Held("Answers you gave", by=("staff_id",)),
    "finding_reaction": Held("Findings you said you would try, or tried", by=("staff_id",)),
    "follow": Held("What you follow", by=("staff_id",)),
    "digest_choice": Held("Whether you want the weekly letter", by=("staff_id",), secret=("leave_hash",)),
    "learning_fair": Held("Fairs you planned", by=("created_by",)),
    "fair_room": NotAbout("rooms of a fair"),
    "fair_slot": Held("Your talks and stalls", via=(Via("id", "fair_presenter", "slot_id"),)),
    "fair_presenter": Held("When you present", by=("staff_id",)),
    "fair_visit": Held("Stalls you visited, and what you noted", by=("staff_id",)),
    "fair_attendance": Held("Fairs you came to", by=("staff_id",), beside=("marked_by",)),
    "community": Held("Communities you began", by=("created_by",)),
    "community_member": NotAbout("which school is in a community"),
    "community_leader": Held("Communities you lead", by=("staff_id",)),
    "community_report": Held("Reports you wrote to communities", by=("by_staff_id",)),
    "open_lesson": Held("Lessons you opened to other schools", by=("created_by",)),
    "open_seat": NotAbout("places at a lesson, by number"),
    "open_booking": Held("Places you have at other schools' lessons", by=("staff_id",), beside=("booked_by",)),
    # ---- what you are told, and by which way
    "calendar_address": Held("Calendars of yours to subscribe to", by=("staff_id", "subject_id"),
                             secret=("secret_hash",)),
    "notice_choice": Held("What you want to be told, and how", by=("staff_id",)),
    "quiet_hours": Held("Your quiet hours", by=("staff_id",)),
    "one_click_link": Held("Links in letters to you", by=("staff_id",)),
    "push_subscription": Held(
        "Browsers that are sent messages", by=("staff_id",), secret=("endpoint", "endpoint_hash", "p256dh", "auth")
    ),
    "outgoing_mail": Held(
        "Letters to you", by=("staff_id",), secret=("leave_url", "reply_to", "key"), shared=("html", "calendar"),
        linked=("text",),
    ),
    "webhook": Held("Programs you let be told", by=("created_by",), secret=("address", "secret_number")),
    "webhook_delivery": NotAbout("messages to programs, which name nobody"),
    "job": NotAbout("work that waits for a worker: ids and dates"),
    # ---- what was done
    "audit_entry": Held(
        "What you did, and what was done to your entry", by=("by_staff_id", "subject_id"), secret=("seal",)
    ),
    "audit_head": NotAbout("the end of the school's audit log"),
}  # fmt: skip
"""Table -> how a member of staff is found in it, or why nobody is."""
