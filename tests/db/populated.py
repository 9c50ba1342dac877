"""A few rows for every table, as plain values: they fit a schema of any revision, because only its columns are filled.

A column that is added later and may not be empty gets its value here, in the same commit as its migration.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

HERE = UUID("00000000-0000-4000-8000-000000000000")
DAY = date(2026, 11, 3)
NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
SOON = NOW + timedelta(minutes=30)


@dataclass(frozen=True)
class Rows:
    """The rows of one school, in an order in which they can be stored. The trust is shared between schools."""

    school: str

    def id(self, name: str) -> UUID:
        """The same id for the same name, every time."""
        return uuid5(HERE, f"{self.school}/{name}")

    def all(self) -> list[tuple[str, dict[str, Any]]]:
        return [
            *self._people(), *self._year(), *self._minutes(), *self._group(), *self._planner(), *self._round(),
            *self._fair(), *self._directed(), *self._nudges(),
            *self._cycle(), *self._evidence(), *self._meeting(), *self._kept_of_pupils(),
            *self._shelf(), *self._fair_day(), *self._waiting(), *self._together(),
            *self._brought_in(), *self._told(),
        ]  # fmt: skip

    def _own(self, name: str, /, **values: Any) -> dict[str, Any]:
        return {"school_id": self.id("school"), "id": self.id(name), **values}

    def _people(self) -> list[tuple[str, dict[str, Any]]]:
        trust = uuid5(HERE, "trust")
        school = {
            "id": self.id("school"),
            "trust_id": trust,
            "name": self.school,
            "zone": "Europe/London",
            "version": 1,
            "debrief_minutes": 20,
            "moving_minutes": 0,
            "after_school_starts": time(15),
            "after_school_ends": time(17),
            "leaders_need_second_factor": False,
            "created_at": NOW,
        }
        account = {
            "id": self.id("account"),
            "person_id": self.id("person amina"),
            "email": f"amina@{self.school}.example",
            "has_second_factor": True,
            "created_at": NOW,
        }
        staff = [
            self._own(
                name,
                version=1,
                person_id=self.id(f"person {name}"),
                code=name,
                name=name,
                department="",
                fte_percent=100,
                regime="stpcd",
                is_active=True,
                is_guest=name == "guest",
                created_at=NOW,
                account_id=self.id("account") if name == "amina" else None,
            )
            for name in ("amina", "ben", "chloe", "guest")
        ]
        door = {"account_id": self.id("account"), "school_id": self.id("school")}
        session = {
            "id": self.id("session"),
            **door,
            "kind": "browser",
            "secret_hash": self.id("secret").hex,
            "device": "",
            "means": "password",
            "is_strong": True,
            "created_at": NOW,
            "last_seen_at": NOW,
            "expires_at": SOON,
        }
        invitation = self._own(
            "invitation",
            staff_id=self.id("ben"),
            secret_hash=self.id("invited").hex,
            email="ben@example.org",
            roles="teacher",
            expires_at=SOON,
        )
        request = {
            **door,
            "route": "add_staff",
            "key": "k",
            "fingerprint": "f",
            "status": 201,
            "body": "{}",
            "made_at": NOW,
        }
        return [
            ("trust", {"id": trust, "name": "Hollin Trust"}),
            ("school", school),
            ("account", account),
            *(("staff", row) for row in staff),
            ("membership", {**door, "staff_id": self.id("amina"), "is_active": True}),
            ("membership_role", {**door, "role": "teacher"}),
            ("sign_in_session", session),
            ("sign_in_failure", {"id": self.id("failure"), "key": "account:x", "failed_at": NOW}),
            ("invitation", invitation),
            ("idempotent_request", request),
            *self._coming_in(),
        ]

    def _coming_in(self) -> list[tuple[str, dict[str, Any]]]:
        mine = {"account_id": self.id("account")}
        made = {"created_at": NOW, "expires_at": SOON}
        app = {"kind": "totp", "name": "Phone", "sealed_secret": "sealed", "sign_count": 0, "created_at": NOW}
        passkey = {
            "kind": "passkey",
            "name": "Laptop",
            "credential_id": self.id("credential").hex,
            "public_key": "key",
            "sign_count": 3,
            "created_at": NOW,
        }
        identity = {"provider": "google", "issuer": "https://id.example", "subject": self.id("subject").hex}
        attempt = {
            "provider": "google",
            "state_hash": self.id("state").hex,
            "browser_hash": "b",
            "nonce": "n",
            "verifier": "v",
            "expires_at": SOON,
        }
        challenge = {"challenge": self.id("challenge").hex, "is_for_new": False, "expires_at": SOON}
        visit = self._own(
            "visit",
            staff_id=self.id("guest"),
            invited_by=self.id("amina"),
            reason="The timetable was not read.",
            invited_at=NOW,
            ends_at=SOON,
        )
        directory = self._own(
            "directory", provider="google", directory="school.example", asks_second_factor=False, created_at=NOW
        )
        return [
            ("second_factor", {"id": self.id("app"), **mine, **app}),
            ("second_factor", {"id": self.id("passkey"), **mine, **passkey}),
            ("recovery_code", {"id": self.id("paper"), **mine, "code_hash": self.id("paper").hex, "created_at": NOW}),
            ("passkey_challenge", {"id": self.id("asked"), **mine, "session_id": self.id("session"), **challenge}),
            ("password_reset", {"id": self.id("reset"), **mine, "secret_hash": self.id("reset").hex, **made}),
            ("sign_on_identity", {"id": self.id("identity"), **mine, **identity, "linked_at": NOW}),
            ("sign_on_attempt", {"id": self.id("attempt"), "invitation_id": self.id("invitation"), **attempt}),
            ("sign_on_directory", directory),
            ("support_visit", visit),
        ]

    def _year(self) -> list[tuple[str, dict[str, Any]]]:
        year, version = self.id("year"), self.id("version")
        past = {
            "version": 1,
            "cycle_days": '["Monday"]',
            "cycle_follows_weekdays": True,
            "starts_with_week": 1,
            "created_at": NOW,
        }
        return [
            (
                "school_year",
                self._own("past year", name="2025/26", starts_on=date(2025, 9, 1), ends_on=date(2026, 7, 22), **past),
            ),
            (
                "school_year",
                self._own(
                    "year",
                    version=1,
                    name="2026/27",
                    starts_on=date(2026, 9, 1),
                    ends_on=date(2027, 7, 22),
                    cycle_days='["Monday"]',
                    cycle_follows_weekdays=True,
                    starts_with_week=1,
                    created_at=NOW,
                ),
            ),
            (
                "half_term",
                self._own("half", year_id=year, position=1, starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 23)),
            ),
            (
                "school_day",
                self._own("day", year_id=year, held_on=DAY, kind="ordinary", cycle_day="Monday", half_term=2, note=""),
            ),
            (
                "timetable_version",
                self._own(
                    "version",
                    year_id=year,
                    number=1,
                    starts_on=DAY,
                    file_names="[]",
                    choices="{}",
                    teacher_count=1,
                    lesson_count=1,
                    committed_at=NOW,
                    committed_by=self.id("amina"),
                ),
            ),
            (
                "timetable_import",
                self._own(
                    "import",
                    file_names="[]",
                    understanding=b"x",
                    created_by=self.id("amina"),
                    created_at=NOW,
                    committed_version_id=version,
                ),
            ),
            (
                "bell",
                self._own(
                    "bell",
                    version_id=version,
                    cycle_day="Monday",
                    day_position=0,
                    period="P1",
                    position=0,
                    starts=time(9),
                    ends=time(10),
                ),
            ),
            (
                "lesson",
                self._own(
                    "lesson",
                    version_id=version,
                    cycle_day="Monday",
                    period="P1",
                    class_name="7A",
                    subject="Maths",
                    room="M1",
                ),
            ),
            (
                "lesson_teacher",
                self._own("teaches", version_id=version, lesson_id=self.id("lesson"), staff_id=self.id("amina")),
            ),
            (
                "mark",
                self._own(
                    "mark",
                    version_id=version,
                    staff_id=self.id("ben"),
                    cycle_day="Monday",
                    period="P1",
                    kind="ppa",
                    note="",
                ),
            ),
            (
                "occupied",
                self._own(
                    "busy",
                    staff_id=self.id("amina"),
                    person_id=self.id("person amina"),
                    kind="teach",
                    held_on=DAY,
                    starts_at=NOW,
                    ends_at=SOON,
                    period="P1",
                    slice=0,
                    label="7A",
                    is_released=False,
                ),
            ),
        ]

    def _minutes(self) -> list[tuple[str, dict[str, Any]]]:
        def entry(name: str, kind: str, minutes: int, **more: Any) -> tuple[str, dict[str, Any]]:
            return "ledger_entry", self._own(
                name,
                pot_id=self.id("pot"),
                kind=kind,
                minutes=minutes,
                source="protected",
                by_staff_id=self.id("amina"),
                made_at=NOW,
                **{"reason": "", **more},
            )

        pot = self._own(
            "pot",
            staff_id=self.id("ben"),
            year_id=self.id("year"),
            category="observe",
            source="protected",
            allocated_minutes=0,
            committed_minutes=0,
            spent_minutes=0,
        )
        decided = self._own(
            "policy",
            version=1,
            transfers="own_pots",
            roll_over_minutes_max=0,
            log_within_days=7,
            supply_pence_per_hour=0,
        )
        # The id that the migration gives to the grant of an older entry.
        grant = self._own(
            "given",
            year_id=self.id("year"),
            source="protected",
            kind="allocation",
            minutes=90,
            posted_minutes=0,
            teachers=1,
            reason="This year's minutes",
            by_staff_id=self.id("amina"),
            made_at=NOW,
        )
        figures = {"year_id": self.id("past year"), "allocated_minutes": 0, "spent_minutes": 0}
        signature = self._own(
            "signature", **figures, capacity="head", name="A head", by_staff_id=self.id("amina"), signed_at=NOW
        )
        closing = self._own(
            "closing",
            **figures,
            lapsed_minutes=0,
            rolled_over_minutes=0,
            agreed_with="A representative",
            closed_by=self.id("amina"),
            closed_at=NOW,
        )
        return [
            ("time_policy", decided),
            ("time_grant", grant),
            ("year_signature", signature),
            ("year_closing", closing),
            ("time_pot", pot),
            entry("given", "allocate", 90, reason="This year's minutes", grant_id=self.id("given")),
            entry("promised", "commit", 30),
            entry("used", "spend", 30, settles_id=self.id("promised")),
        ]

    def _group(self) -> list[tuple[str, dict[str, Any]]]:
        group = self._own(
            "group",
            version=1,
            name="Questioning",
            focus="Questioning",
            research_theme="",
            eef_goal="",
            protocol="",
            protocol_version=1,
            facilitator_id=self.id("amina"),
            is_archived=False,
            created_at=NOW,
        )
        members = [
            self._own(
                f"member {name}", group_id=self.id("group"), staff_id=self.id(name), is_guest=False, joined_at=NOW
            )
            for name in ("amina", "ben", "chloe")
        ]
        members.append(
            self._own(
                "member guest", group_id=self.id("group"), staff_id=self.id("guest"), is_guest=True, joined_at=NOW,
                until=NOW.date(),
            )
        )  # fmt: skip
        return [("plc_group", group), *(("plc_member", row) for row in members)]

    def _planner(self) -> list[tuple[str, dict[str, Any]]]:
        run = self._own(
            "run",
            kind="plan",
            state="running",
            requested_by=self.id("amina"),
            requested_at=NOW,
            started_at=NOW,
            first_on=DAY,
            last_on=DAY,
            group_count=1,
            teacher_count=3,
            asked=3,
            digest="d",
            request={},
            touched=[],
            progress={},
            figures={},
            bounds={},
            greedy_figures={},
            reasons=[],
            changes=[],
            failure="",
            problem="{}",
        )
        ticket = {
            "school_id": self.id("school"),
            "run_id": self.id("run"),
            "queued_at": NOW,
            "claimed_by": "worker",
            "lease_until": SOON,
            "attempts": 1,
        }
        return [("planner_run", run), ("planner_ticket", ticket)]

    def _round(self) -> list[tuple[str, dict[str, Any]]]:
        group, study_round, span = self.id("group"), self.id("round"), {"starts_at": NOW, "ends_at": SOON}
        lesson = {"held_on": DAY, "period": "P1", "class_name": "7A", "subject": "Maths", "room": "M1"}
        return [
            (
                "study_round",
                self._own(
                    "round",
                    version=1,
                    group_id=group,
                    host_id=self.id("amina"),
                    version_id=self.id("version"),
                    state="scheduled",
                    focus="Questioning",
                    debrief_on=DAY,
                    debrief_starts_at=SOON,
                    debrief_ends_at=SOON + timedelta(minutes=20),
                    debrief_place="",
                    debrief_time_source="protected",
                    stale_reason="",
                    plan_run_id=self.id("run"),
                    created_by=self.id("amina"),
                    created_at=NOW,
                    **lesson,
                    **span,
                ),
            ),
            (
                "cover_slot",
                self._own(
                    "slot",
                    version=1,
                    group_id=group,
                    round_id=study_round,
                    state="accepted",
                    kind="mutual",
                    slice=0,
                    minutes=30,
                    released_id=self.id("ben"),
                    coverer_id=self.id("chloe"),
                    commit_id=self.id("promised"),
                    arrangement="",
                    created_at=NOW,
                    **lesson,
                    **span,
                ),
            ),
            (
                "cover_ask",
                self._own("ask", slot_id=self.id("slot"), staff_id=self.id("chloe"), state="accepted", asked_at=NOW),
            ),
            (
                "observation",
                self._own(
                    "watch",
                    round_id=study_round,
                    staff_id=self.id("ben"),
                    slice=0,
                    minutes=30,
                    release="cover",
                    cover_slot_id=self.id("slot"),
                    commit_id=self.id("promised"),
                    **span,
                ),
            ),
            ("debrief_seat", self._own("seat", round_id=study_round, staff_id=self.id("ben"), minutes=20)),
        ]

    def _fair(self) -> list[tuple[str, dict[str, Any]]]:
        words = dict.fromkeys(
            (
                "pull_quote",
                "background",
                "aims",
                "methods",
                "findings",
                "implications",
                "next_time",
                "focus",
                "subject",
            ),
            "",
        )
        finding = self._own(
            "finding",
            version=1,
            group_id=self.id("group"),
            state="published",
            published_at=NOW,
            title="What waiting does",
            phase="ks3",
            licence="school-internal",
            audience="school",
            mechanisms="[]",
            edition=1,
            edition_dates="[]",
            sent_back="",
            group_name="",
            school_name="",
            author_names="",
            created_at=NOW,
            updated_at=NOW,
            **words,
        )
        reaction = self._own(
            "reaction",
            finding_school_id=self.id("school"),
            finding_id=self.id("finding"),
            audience="school",
            staff_id=self.id("ben"),
            kind="will_try",
            text="",
            by_name="Ben",
            school_name=self.school,
            made_at=NOW,
        )
        return [
            ("finding", finding),
            ("finding_author", self._own("author", finding_id=self.id("finding"), staff_id=self.id("amina"))),
            ("finding_round", self._own("from", finding_id=self.id("finding"), round_id=self.id("round"))),
            ("finding_reaction", reaction),
            ("fair_withdrawal", {"finding_id": self.id("finding"), "withdrawn_at": NOW}),
        ]

    def _shelf(self) -> list[tuple[str, dict[str, Any]]]:
        of = {"finding_id": self.id("finding")}
        by = {"staff_id": self.id("ben"), "by_name": "Ben", "made_at": NOW}
        shared = {"audience": "school", **of}
        return [
            ("finding_version", self._own("v1", number=1, texts="{}", by_staff_id=self.id("amina"), made_at=NOW, **of)),
            ("finding_edition", self._own("first edition", number=1, texts="{}", published_at=NOW, **of)),
            (
                "finding_file",
                self._own(
                    "picture", kind="image", name="board.webp", alt="A board", media_type="image/webp", size=1, width=1,
                    height=1, digest="d", store_key="k", added_by=self.id("amina"), added_at=NOW, **shared,
                ),
            ),
            (
                "finding_label",
                # Not by the school's id: a migration over these rows files them so itself.
                self._own("label", kind="school", value="here", label="Here", published_at=NOW, edited_at=NOW, **shared),
            ),
            (
                "follow",
                self._own("f", staff_id=self.id("ben"), kind="focus", value="oracy", label="Oracy", made_at=NOW),
            ),
            (
                "digest_choice",
                self._own("digest", staff_id=self.id("ben"), is_wanted=True, told_until=NOW, chosen_at=NOW),
            ),
            (
                "finding_question",
                self._own(
                    "question", finding_school_id=self.id("school"), text="How long?", school_name=self.school,
                    **shared, **by,
                ),
            ),
            (
                "finding_answer",
                self._own(
                    "answer", question_id=self.id("question"), question_school_id=self.id("school"), text="Ten seconds",
                    **shared, **by,
                ),
            ),
        ]  # fmt: skip

    def _fair_day(self) -> list[tuple[str, dict[str, Any]]]:
        fair = self._own(
            "fair", version=1, title="Learning fair", welcome="", held_on=NOW.date(), starts=time(15, 30),
            ends=time(17), state="open", created_by=self.id("amina"), created_at=NOW,
        )  # fmt: skip
        of, times = {"fair_id": self.id("fair")}, {"starts": time(15, 30), "ends": time(16)}
        slot = {"slot_id": self.id("stall"), **of}
        return [
            ("learning_fair", fair),
            ("fair_room", self._own("hall", name="Hall", stalls=10, **of)),
            (
                "fair_slot",
                self._own(
                    "stall", finding_id=self.id("finding"), room_id=self.id("hall"), kind="stall", number=1, **of, **times,
                ),
            ),
            ("fair_presenter", self._own("presenter", staff_id=self.id("amina"), **slot, **times)),
            ("fair_visit", self._own("visit", staff_id=self.id("ben"), note="", visited_at=NOW, **slot)),
            (
                "fair_attendance",
                self._own(
                    "was there", staff_id=self.id("ben"), minutes=90, is_directed=False, marked_by=self.id("amina"),
                    marked_at=NOW, **of,
                ),
            ),
        ]  # fmt: skip

    def _waiting(self) -> list[tuple[str, dict[str, Any]]]:
        job = {
            "id": self.id("job"), "school_id": self.id("school"), "kind": "send_mail", "key": self.id("mail").hex,
            "payload": "{}", "made_at": NOW, "due_at": NOW, "attempts": 0, "trouble": "",
        }  # fmt: skip
        mail = self._own(
            "mail", staff_id=self.id("ben"), address="ben@example.org", subject="Kenkyu", text="Hello", html="", kind="",
            leave_url="", key="digest", made_at=NOW, leaves_by_post=False, reply_to="", calendar="", calendar_method="",
        )  # fmt: skip
        return [("job", job), ("outgoing_mail", mail)]

    def _brought_in(self) -> list[tuple[str, dict[str, Any]]]:
        """What comes in from elsewhere, and what stands beside the timetable."""
        ben, by = self.id("ben"), {"created_by": self.id("amina"), "created_at": NOW}
        choice = self._own(
            "columns", fingerprint="f" * 64, headings="[]", columns="{}", chosen_by=self.id("amina"), chosen_at=NOW
        )
        away = self._own(
            "exams",
            version=1,
            name="Year 11 exams",
            effect="free",
            starts_on=DAY,
            ends_on=DAY,
            class_names='["11B"]',
            **by,
        )
        absence = self._own(
            "absence", version=1, staff_id=ben, starts_at=NOW, ends_at=NOW + timedelta(hours=1), source="typed",
            source_key="", **by,
        )  # fmt: skip
        roster = self._own("roster", file_names="[]", understanding=b"", **by)
        source = self._own(
            "source", version=1, kind="timetable", name="Our MIS", address="https://mis.example.org/t.csv", every_hours=24,
            is_active=True, etag="", last_modified="", next_at=NOW, content_hash="", failures=0, trouble="", **by,
        )  # fmt: skip
        return [
            ("column_choice", choice), ("class_exception", away), ("absence", absence), ("roster_import", roster),
            ("outside_source", source),
        ]  # fmt: skip

    def _told(self) -> list[tuple[str, dict[str, Any]]]:
        """What people are told and how."""
        ben = {"staff_id": self.id("ben")}
        calendar = {
            "id": self.id("calendar"), "school_id": self.id("school"), **ben, "kind": "person",
            "subject_id": self.id("ben"), "name": "Phone", "has_alarms": False,
            "secret_hash": sha256(self.school.encode()).hexdigest(), "created_at": NOW,
        }  # fmt: skip
        link = self._own(
            "link", act="answer_cover", target_id=self.id("ask"), made_at=NOW, expires_at=NOW, **ben
        )  # fmt: skip
        push = self._own(
            "push", endpoint="https://push.example.org/1", endpoint_hash="b" * 64, p256dh="k", auth="a", device="",
            made_at=NOW, **ben,
        )  # fmt: skip
        webhook = self._own(
            "webhook", version=1, name="Teams", address="https://hooks.example.org/1", dialect="teams", kinds="[]",
            secret_number=1, is_active=True, created_by=self.id("amina"), created_at=NOW,
        )  # fmt: skip
        delivery = self._own(
            "delivery",
            webhook_id=self.id("webhook"),
            kind="cover_asked",
            body="{}",
            made_at=NOW,
            attempts=0,
            trouble="",
        )
        quiet = self._own(
            "quiet", version=1, starts=time(18), ends=time(7), is_quiet_at_weekends=True, lets_urgent_through=False,
            **ben,
        )  # fmt: skip
        return [
            ("calendar_address", calendar), ("one_click_link", link), ("push_subscription", push), ("webhook", webhook),
            ("webhook_delivery", delivery), ("quiet_hours", quiet),
            ("notice_choice", self._own("notice", kind="cover_asked", by_mail=True, by_push=False, **ben)),
        ]  # fmt: skip

    def _together(self) -> list[tuple[str, dict[str, Any]]]:
        """One of each that the trust may read."""
        trust = uuid5(HERE, "trust")
        community = self._own(
            "community",
            version=1,
            trust_id=trust,
            open_to="trust",
            state="open",
            name="Talk",
            focus="Oracy",
            about="",
            school_name=self.school,
            workshop_on=DAY,
            workshop_text="",
            application_on=DAY,
            application_text="",
            evaluation_on=DAY,
            evaluation_text="",
            created_by=self.id("amina"),
            created_at=NOW,
        )
        joined = {"community_id": self.id("community")}
        member = self._own(
            "member",
            community_school_id=self.id("school"),
            trust_id=trust,
            open_to="trust",
            place=1,
            school_name=self.school,
            joined_at=NOW,
            **joined,
        )
        joined |= {"member_id": self.id("member")}
        report = self._own(
            "report",
            kind="workshop",
            text="We read",
            school_name=self.school,
            by_staff_id=self.id("amina"),
            by_name="Amina",
            made_at=NOW,
            **joined,
        )
        lesson = self._own(
            "open lesson",
            version=1,
            trust_id=trust,
            open_to="trust",
            kind="research_lesson",
            state="open",
            title="Talk",
            focus="",
            about="",
            where_held="",
            school_name=self.school,
            held_on=DAY,
            starts=time(9),
            ends=time(10),
            places=4,
            round_id=self.id("round"),
            cancel_reason="",
            created_by=self.id("amina"),
            created_at=NOW,
        )
        visit = {"lesson_id": self.id("open lesson"), "lesson_school_id": self.id("school")}
        seat = self._own("open seat", trust_id=trust, open_to="trust", number=1, taken_at=NOW, **visit)
        booking = self._own(
            "booking",
            seat_id=self.id("open seat"),
            staff_id=self.id("ben"),
            name="Ben",
            school_name=self.school,
            note="",
            booked_by=self.id("ben"),
            booked_at=NOW,
            **visit,
        )
        return [
            ("community", community), ("community_member", member),
            ("community_leader", self._own("leader", number=1, staff_id=self.id("amina"), name="Amina", **joined)),
            ("community_report", report), ("open_lesson", lesson), ("open_seat", seat), ("open_booking", booking),
        ]  # fmt: skip

    def _directed(self) -> list[tuple[str, dict[str, Any]]]:
        choice = self._own(
            "choice",
            version=1,
            year_id=self.id("year"),
            profile="england",
            edition="2025",
            contingency_minutes=600,
            breaks_count=False,
            twilight_weekday=2,
            twilight_starts=time(15, 30),
            twilight_minutes=90,
            consulted_with="",
            chosen_by=self.id("amina"),
            chosen_at=NOW,
        )
        variation = self._own(
            "variation",
            choice_id=self.id("choice"),
            figure="full_time_minutes",
            value=72_000,
            reason="Agreed",
            by_staff_id=self.id("amina"),
            made_at=NOW,
            ended_at=NOW,
            ended_by=self.id("ben"),
        )
        # One that could stand for an INSET day, so that only the foreign key keeps it from another school's.
        event = self._own(
            "event",
            version=1,
            year_id=self.id("year"),
            kind="twilight",
            title="Twilight",
            held_on=DAY,
            starts=time(15, 30),
            ends=time(16, 30),
            minutes=60,
            audience="everyone",
            agreement="Agreed",
            is_cancelled=False,
            created_by=self.id("amina"),
            created_at=NOW,
        )
        volunteered = self._own(
            "volunteered",
            event_id=self.id("event"),
            staff_id=self.id("chloe"),
            recompense="paid",
            note="",
            agreed_at=NOW,
            by_staff_id=self.id("chloe"),
        )
        return [
            ("working_time_choice", choice),
            ("working_time_variation", variation),
            ("directed_event", event),
            ("directed_invitee", self._own("invitee", event_id=self.id("event"), staff_id=self.id("ben"))),
            ("voluntary_attendance", volunteered),
        ]

    def _nudges(self) -> list[tuple[str, dict[str, Any]]]:
        nudge = self._own(
            "nudge",
            staff_id=self.id("ben"),
            kind="place_minutes",
            number=1,
            by_staff_id=self.id("amina"),
            made_at=NOW,
            seen_at=SOON,
        )
        return [("nudge", nudge)]

    def _cycle(self) -> list[tuple[str, dict[str, Any]]]:
        cycle = self._own(
            "cycle",
            version=1,
            group_id=self.id("group"),
            title="Explaining aloud",
            mode="full",
            state="active",
            stage="plan",
            lesson_number=1,
            lessons_planned=2,
            protocol="uk",
            research_question="Do sentence stems help?",
            research_theme="",
            baseline="",
            success_measure="Reasons given unprompted",
            progress="",
            reflection="",
            affirmation="",
            reminder="",
            other_id=self.id("chloe"),
            finding_id=self.id("finding"),
            ended_reason="",
            created_by=self.id("amina"),
            created_at=NOW,
        )
        by = self.id("amina")
        step = self._own(
            "step",
            cycle_id=self.id("cycle"),
            stage="protocol",
            lesson_number=1,
            is_back=False,
            by_staff_id=by,
            made_at=NOW,
        )
        source = self._own(
            "source", cycle_id=self.id("cycle"), kind="research", title="A review", link="", taken_from_it="", added_by=by,
            added_at=NOW,
        )  # fmt: skip
        claim = self._own("claim", cycle_id=self.id("cycle"), number=1, note="One step", by_staff_id=by, made_at=NOW)
        lesson = self._own("rl", version=2, cycle_id=self.id("cycle"), number=1, round_id=self.id("round"))
        proposal = self._own(
            "proposal",
            research_lesson_id=self.id("rl"),
            number=2,
            body="{}",
            is_merged=False,
            saved_by=by,
            saved_at=NOW,
        )
        pupil = self._own("pupil", cycle_id=self.id("cycle"), label="A", attributes="quiet", typifies="")
        watch = self._own(
            "watch", research_lesson_id=self.id("rl"), staff_id=self.id("ben"), case_pupil_id=self.id("pupil")
        )
        change = self._own(
            "change", research_lesson_id=self.id("rl"), text="Show the stems first", outcome="", by_staff_id=by,
            made_at=NOW,
        )  # fmt: skip
        key = self._own(
            "key", version=1, cycle_id=self.id("cycle"), sealed="sealed", ends_on=DAY, by_staff_id=by, kept_at=NOW
        )
        return [
            ("lesson_study_cycle", cycle), ("cycle_step", step), ("study_source", source), ("mechanism_claim", claim),
            ("research_lesson", lesson), ("proposal_version", proposal), ("case_pupil", pupil), ("pupil_watch", watch),
            ("next_change", change), ("pupil_key", key),
        ]  # fmt: skip

    def _evidence(self) -> list[tuple[str, dict[str, Any]]]:
        note = self._own(
            "note", round_id=self.id("round"), staff_id=self.id("ben"), case_pupil_id=self.id("pupil"), stage_key="s1",
            kind="photo", text="Three lines", noted_at=NOW, device_at=NOW, received_at=NOW,
        )  # fmt: skip
        photo = self._own(
            "photo", note_id=self.id("note"), has_no_faces=True, media_type="image/webp", width=8, height=8,
            content=b"pixels", sha256="0" * 64, made_at=NOW,
        )  # fmt: skip
        interview = self._own(
            "interview", version=1, round_id=self.id("round"), case_pupil_id=self.id("pupil"), staff_id=self.id("ben"),
            enjoyed="The cards", learned="", can_do_now="", better_how="", helped="", change="", held_at=NOW,
        )  # fmt: skip
        read = self._own(
            "read", round_id=self.id("round"), author_id=self.id("ben"), reader_id=self.id("amina"), notes=1,
            where_read="round", read_at=NOW,
        )  # fmt: skip
        discussion = self._own(
            "discussion", version=1, round_id=self.id("round"), protocol="uk", state="open",
            chair_id=self.id("amina"), recorder_id=self.id("ben"), step=0, step_began_at=NOW, began_at=NOW,
        )  # fmt: skip
        entry = self._own(
            "entry", discussion_id=self.id("discussion"), step_key="observed", case_pupil_id=self.id("pupil"),
            speaker_id=self.id("ben"), text="Wrote three lines", by_staff_id=self.id("ben"), made_at=NOW,
        )  # fmt: skip
        return [
            ("evidence_note", note), ("note_photo", photo), ("pupil_interview", interview), ("evidence_read", read),
            ("discussion", discussion), ("discussion_entry", entry),
        ]  # fmt: skip

    def _meeting(self) -> list[tuple[str, dict[str, Any]]]:
        meeting = self._own(
            "meeting", version=1, group_id=self.id("group"), kind="study", state="planned", title="What we read",
            held_on=DAY, starts_at=NOW, ends_at=SOON, minutes=30, place="", agenda="", record="",
            time_source="twilight", event_id=self.id("event"), created_by=self.id("amina"), created_at=NOW,
        )  # fmt: skip
        seat = self._own("meeting seat", meeting_id=self.id("meeting"), staff_id=self.id("ben"), minutes=30)
        action = self._own(
            "action", meeting_id=self.id("meeting"), text="Bring the cards", staff_id=self.id("ben"), by_on=DAY,
            made_at=NOW,
        )  # fmt: skip
        return [("group_meeting", meeting), ("meeting_seat", seat), ("meeting_action", action)]

    def _kept_of_pupils(self) -> list[tuple[str, dict[str, Any]]]:
        choice = self._own(
            "retention", version=1, evidence_months=24, key_days=0, roster_names=1, by_staff_id=self.id("amina"),
            chosen_at=NOW,
        )  # fmt: skip
        entry = self._own(
            "audit",
            action="roster.loaded",
            subject_kind="",
            by_staff_id=self.id("amina"),
            detail="{}",
            made_at=NOW,
            number=1,
            operation="load_roster",
            request_id="0" * 16,
            seal="0" * 64,
        )
        return [
            ("pupil_name", self._own("name", digest="0" * 64, part="full")), ("retention_choice", choice),
            ("audit_entry", entry), ("audit_head", self._own("school", number=1, seal="0" * 64)),
        ]  # fmt: skip
