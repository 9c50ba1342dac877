"""The promises of Kenkyu, and for each the tests that hold it. `make promises` runs them and writes docs/promises.md."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise. *held_by*: pytest's node ids, or whole files."""

    number: int
    words: str
    held_by: tuple[str, ...]
    besides: str = ""
    """What of it is not tried here, or is tried otherwise, and why."""


@dataclass(frozen=True, slots=True)
class Chapter:
    name: str
    promises: tuple[Promise, ...]


RACES = "tests/promises/test_many_races.py"
SOME_RACES = "tests/db/test_races.py"
POWER = "tests/promises/test_power_and_disk.py"
DEAD = "tests/promises/test_dead_at_once.py"
CLOCKS = "tests/promises/test_clocks.py"
LOG = "tests/promises/test_canaries_and_log.py"
LOAD = "tests/promises/test_overload.py"
KILL = "tests/db/test_kill.py"
MIGRATIONS = "tests/db/test_migrations.py"
CHAIN = "tests/db/test_audit_of_everything.py"
STATEMENTS = "tests/promises/test_every_statement_can_fail.py"
WHO_MAY = "tests/api/test_who_may.py"
HOSTILE = "tests/api/test_hostile.py"
SESSIONS = "tests/api/test_sessions.py"
SIGN_IN = "tests/api/test_sign_in.py"
IMPORTERS = "tests/rules/importers"

CHAPTERS = (
    Chapter("The ledger of protected minutes", (
        Promise(1, "Of all who ask at once for the last thirty minutes exactly one gets them", (
            f"{RACES}::test_whatever_fits_is_given_and_nothing_more",
        )),
        Promise(2, "What still fits is given: of eight who want 15 of 50, three", (
            f"{RACES}::test_whatever_fits_is_given_and_nothing_more",
        )),
        Promise(3, "After every step a pot is its model and the sum of its entries", (
            "tests/property/test_ledger_machine.py::test_the_ledger_agrees_with_its_model_after_every_step",
            "tests/property/test_ledger_histories.py::test_concurrent_histories_keep_every_invariant",
        ), "`make soak` runs ten thousand concurrent histories on each engine."),
        Promise(4, "An entry, once posted, can be neither changed nor removed, whatever SQL is sent", (
            "tests/db/test_ledger_is_append_only.py",
        )),
        Promise(5, "Promised minutes are settled in one way and once", (
            f"{RACES}::test_a_promise_of_minutes_ends_in_one_way",
            "tests/db/test_ledger_is_append_only.py::test_a_promise_is_settled_once",
        )),
        Promise(6, "One Idempotency-Key is one effect and one answer, for two days", (
            f"{RACES}::test_one_key_is_one_effect",
            "tests/api/test_worker.py::test_answers_are_kept_for_a_day_and_forgotten_after_two",
        )),
        Promise(7, "Of editors with one ETag one wins; without it nothing is edited", (
            f"{RACES}::test_of_editors_with_one_etag_one_wins",
            "tests/architecture/test_every_route_has_a_door.py::test_every_edit_takes_if_match_and_says_what_happens_without",
        ), "Deleting takes no ETag: what is deleted, and why that needs none, is a list in the last of these tests' files."),
    )),
    Chapter("Timetable, cover, time", (
        Promise(8, "Nobody covers two classes at once", (
            f"{RACES}::test_nobody_covers_two_classes_at_once",
            f"{SOME_RACES}::test_of_a_hundred_colleagues_who_accept_one_cover_slot_exactly_one_covers",
        )),
        Promise(9, "Nothing is ever booked into PPA, not even in plain SQL", (
            "tests/property/test_ppa_is_never_met.py",
        )),
        Promise(10, "Cover that is agreed while it is called off leaves nobody with half of it", (
            f"{RACES}::test_an_exchange_that_is_agreed_while_it_is_called_off_leaves_nobody_with_half",
        )),
        Promise(11, "Hours are as long as they are when the clocks change; half past three stays half past three", (
            f"{CLOCKS}::test_from_half_past_midnight_to_half_past_two_is_as_long_as_it_is",
            f"{CLOCKS}::test_half_past_three_stays_half_past_three_all_year",
            f"{CLOCKS}::test_a_time_that_the_clocks_skip_is_refused_and_of_two_the_first_is_taken",
            "tests/rules/test_ical.py::test_both_of_the_two_equal_hours_are_written_in_utc",
        )),
        Promise(12, "A machine elsewhere or a clock a year ahead changes nothing; one that jumps back revives nothing", (
            f"{CLOCKS}::test_what_asks_about_time_holds_on_any_machine",
            f"{CLOCKS}::test_a_clock_that_jumps_back_an_hour_moves_no_entry_of_the_log_and_loses_none",
            f"{SESSIONS}::test_a_clock_that_jumps_back_an_hour_revives_nothing",
        ), "Rules and whatever has a date in it are run again, on SQLite, not the whole suite. Lists by time show what was "
           "written with the clock behind at the time that it showed; the log's numbers keep the order of writing."),
    )),
    Chapter("Durability and operation", (
        Promise(13, "What was acknowledged survives the death of every process, and nothing is half done", (
            f"{KILL}::test_what_was_acknowledged_survives_the_death_of_every_process_and_nothing_is_half_done",
            "tests/db/test_jobs.py::test_a_worker_killed_in_the_middle_is_followed_by_another",
            "tests/db/test_webhook_kill.py::test_a_killed_worker_loses_no_message",
            "tests/db/test_mail_together.py::test_a_worker_killed_again_and_again_loses_none_and_repeats_at_most_one_a_kill",
        )),
        Promise(14, "When PostgreSQL dies, 503 is all that is answered until it is back, and nothing is lost", (
            f"{KILL}::test_when_postgres_dies_only_503_is_answered_and_the_app_finds_it_again",
            f"{KILL}::test_a_database_that_was_restarted_between_two_requests_costs_none_of_them",
        )),
        Promise(15, "An acknowledged write was forced to the disk first; a database that does not is found at start", (
            f"{POWER}::test_each_acknowledged_write_was_forced_to_the_disk_first",
            f"{POWER}::test_a_sqlite_that_may_lose_acknowledged_writes_is_found_at_start",
            f"{POWER}::test_a_server_on_a_postgres_without_fsync_takes_no_changes",
        )),
        Promise(16, "Whichever statement of a request fails, the answer is 503 and no row has changed", (
            STATEMENTS,
        ), "On SQLite each statement of every operation that writes; on PostgreSQL one of four, and each commit."),
        Promise(17, "A full disk refuses writes, goes on reading, and takes writes again when there is room", (
            f"{POWER}::test_a_full_disk_refuses_writes_and_keeps_what_was_acknowledged",
        ), "SQLite whole on the small disk; of PostgreSQL the tables, while its own log of transactions has room."),
        Promise(18, "A backup made under load comes back elsewhere whole", ("tests/db/test_backup.py",), (
            "Not measured: one gigabyte restored within five minutes."
        )),
        Promise(19, "Every released schema goes up and down with its rows and comes out like a fresh one", (
            f"{MIGRATIONS}::test_the_rows_of_these_tests_fill_every_table",
            f"{MIGRATIONS}::test_each_revision_keeps_rows_and_constraints_on_the_way_up_and_back",
            f"{MIGRATIONS}::test_going_down_to_nothing_and_up_again_gives_the_same",
            f"{MIGRATIONS}::test_a_migrated_database_is_a_fresh_one",
            f"{MIGRATIONS}::test_migrations_lead_to_exactly_what_the_tables_say",
            f"{MIGRATIONS}::test_what_an_earlier_release_published_comes_out_indexed_and_stays_so",
        ), "With a row or more in every table, not ten thousand."),
        Promise(20, "Under four times the load it can bear it serves at least half, quickly, and says to the rest when to come back", (
            LOAD,
        )),
        Promise(21, "A school that asks too much is told so, and no other school is slower for it", (LOAD,)),
        Promise(22, "A hostile import slows nobody", (
            "tests/promises/test_hostile_import.py", f"{IMPORTERS}/test_child_process.py", "tests/api/test_finding_files.py::test_while_as_many_pictures_are_made_as_may_be_others_are_asked_to_wait",
        ), "Each runs in a process of its own with bounds on memory and time. Measured alone, with six who send nothing else."),
        Promise(23, "No failure but 503, and each request is found in the log by its number", (
            LOG, "tests/api/test_faults_in_the_log.py",
        )),
    )),
    Chapter("Schools apart, and who may", (
        Promise(24, "Nothing of another school is read, changed or given away by any operation", (
            "tests/api/test_other_school.py", "tests/db/test_tenancy.py",
        )),
        Promise(25, "Every operation for every kind of person is as the policy says", (
            WHO_MAY, "tests/architecture/test_every_route_has_a_door.py",
        )),
        Promise(26, "Another school's id cannot be told from one that nobody has, by answer or by time", (
            "tests/promises/test_timing.py::test_another_schools_id_takes_as_long_as_one_that_nobody_has",
            "tests/api/test_other_school.py::test_another_schools_things_are_like_things_that_are_not_there",
        )),
        Promise(27, "Notes of an observation are read by the group that made them alone, and each reading is shown to the author", (
            "tests/api/test_note_readers.py", "tests/api/test_note_photos.py::test_who_looked_at_a_photograph_is_shown_to_its_author",
        )),
        Promise(28, "Who has left, lost a role or a share is refused on the next request, and nothing is sent to them", (
            f"{DEAD}::test_who_leaves_or_loses_a_role_is_refused_on_the_next_request_in_every_process",
            f"{DEAD}::test_a_calendar_that_was_shared_is_closed_on_the_next_request",
            "tests/api/test_notices.py::test_what_waits_does_not_go_to_who_leaves_or_loses_the_role_or_wants_no_more",
            "tests/db/test_mail_together.py::test_who_has_left_meanwhile_gets_nothing",
        )),
        Promise(29, "PostgreSQL itself shows no school's rows to whoever has not said which", ("tests/db/test_policies.py",)),
        Promise(30, "The fair shows the fields it may and no others, and nothing of what was withdrawn", (
            "tests/api/test_public_pages.py::test_what_was_withdrawn_is_410_at_every_address_it_ever_had",
            "tests/api/test_public_pages.py::test_the_page_says_nothing_of_what_not_everyone_may_read",
            "tests/api/test_microcache.py::test_what_is_withdrawn_is_gone_from_memory_with_the_commit",
            "tests/api/test_finding_file_readers.py::test_the_files_of_a_withdrawn_finding_are_gone_at_once",
            "tests/api/test_feeds.py::test_only_what_everyone_may_read_is_in_a_feed_even_for_its_authors",
            "tests/api/test_finding_audiences.py",
        ), "What was withdrawn is answered 410 where everybody could read it, so that those who copied it learn of it."),
    )),
    Chapter("Signing in", (
        Promise(31, "No token opens anything but one of ours, unchanged and in time", ("tests/api/test_forged_tokens.py", "tests/rules/test_id_tokens.py")),
        Promise(32, "What was ended is dead on the next request", (
            f"{DEAD}::test_a_session_that_is_ended_is_dead_on_its_next_request_in_every_process",
            f"{DEAD}::test_who_leaves_or_loses_a_role_is_refused_on_the_next_request_in_every_process",
            f"{SIGN_IN}::test_a_fresh_link_lets_a_forgotten_password_be_replaced_and_ends_every_session",
            f"{SESSIONS}::test_a_disabled_account_is_out_at_once",
        )),
        Promise(33, "No token is renewed without the password", (
            f"{DEAD}::test_there_is_no_way_to_make_a_token_last_or_get_another_without_the_password",
            f"{SESSIONS}::test_a_token_ends_after_a_quarter_of_an_hour",
        ), "There are no refresh tokens, so that none can be used twice."),
        Promise(34, "Guessing is slowed, across processes and restarts, and never locks the true user out for long", (
            f"{DEAD}::test_guesses_are_counted_across_processes_and_restarts_whatever_address_is_claimed",
            f"{SIGN_IN}::test_after_ten_failures_an_account_waits_whatever_header_is_sent",
            f"{SIGN_IN}::test_the_true_user_waits_no_longer_than_a_quarter_of_an_hour_even_under_attack",
            f"{SIGN_IN}::test_an_address_that_guesses_at_many_accounts_waits_too",
        )),
        Promise(35, "An address with an account cannot be told from one without, by answer or by time", (
            "tests/promises/test_timing.py::test_an_address_without_an_account_takes_as_long_to_refuse_as_one_with",
            f"{SIGN_IN}::test_wrong_password_unknown_address_and_disabled_account_are_told_apart_by_nothing",
            "tests/api/test_password_resets.py::test_fifty_known_and_fifty_unknown_addresses_take_the_same_time",
            "tests/api/test_password_resets.py::test_known_and_unknown_addresses_are_told_apart_by_nothing",
        )),
        Promise(36, "No other site can change anything with a reader's cookie", (
            f"{HOSTILE}::test_no_other_site_can_change_anything_with_the_readers_cookie",
            f"{HOSTILE}::test_a_form_that_carries_the_cookie_but_not_our_header_is_refused",
            f"{HOSTILE}::test_only_json_is_read_as_json",
        )),
        Promise(37, "Single sign-on refuses whatever the school's directory did not say for us, now, of that person", (
            "tests/api/test_sign_on.py::test_seven_that_are_not_who_they_say_are_refused",
            "tests/api/test_sign_on.py::test_an_answer_counts_once_and_in_the_browser_in_which_it_was_asked_for",
            "tests/api/test_sign_on.py::test_of_eight_answers_at_once_one_counts",
            "tests/rules/test_id_tokens.py::test_no_other_token_is",
        )),
    )),
    Chapter("In and out", (
        Promise(38, "A bad file is refused in words, with its place, quickly, and leaves nothing", (
            f"{IMPORTERS}/test_bad_files.py", f"{IMPORTERS}/test_every_format.py", f"{IMPORTERS}/test_child_process.py",
            "tests/api/test_timetable_files.py",
        )),
        Promise(39, "Pictures are made anew, files are what they hold, and both are served to be saved", (
            "tests/api/test_finding_files.py", "tests/api/test_photos_made_anew.py",
        )),
        Promise(40, "Whatever is sent, what cannot be meant is refused and ordinary names come back as they were written", (
            f"{HOSTILE}::test_a_body_that_cannot_be_meant_is_refused_and_nothing_is_stored",
            "tests/api/test_strange_values.py", "tests/api/test_bad_inputs_everywhere.py",
        )),
        Promise(41, "What people write is text in a real browser, and never runs", (
            "tests/e2e/test_xss.py", "tests/rules/test_finding_markdown.py",
        )),
        Promise(42, "Nothing typed becomes a formula, another calendar entry or another reader of a mail", (
            "tests/api/test_exports.py::test_no_name_and_no_reason_becomes_a_formula",
            "tests/rules/test_ical.py::test_what_was_typed_begins_no_line_of_its_own",
            "tests/rules/test_ical.py::test_an_invitation_has_one_organizer_and_one_attendee_whatever_their_names",
            "tests/db/test_outbox_addresses.py",
        )),
        Promise(43, "An address that somebody typed leads to nothing inside, and costs no more than its bounds", (
            "tests/api/test_fetching.py", "tests/api/test_fetching_endless.py", "tests/rules/test_fetch_addresses.py",
        )),
        Promise(44, "A calendar's secret address is kept as a digest, can be revoked, and stands nowhere else", (
            "tests/api/test_calendar_addresses.py", LOG,
            f"{DEAD}::test_a_calendar_that_was_shared_is_closed_on_the_next_request",
        )),
        Promise(45, "Names of pupils are stopped before anything is published, however they are written", (
            "tests/rules/test_names_in_texts.py", "tests/api/test_finding_gate_refusals.py",
        )),
        Promise(46, "From no parser comes anything but a reading or a refusal, whatever bytes it is given", (
            f"{IMPORTERS}/test_any_bytes.py", "tests/fuzz/test_parsers_replayed.py",
        )),
        Promise(47, "Every answer is one that the API's description promises", (
            "tests/api/test_contract.py", "tests/fuzz/test_contract_over_http.py",
        )),
        Promise(48, "Every answer carries its headers of safety, errors too", (
            f"{HOSTILE}::test_every_error_is_a_problem_document_with_our_headers",
            f"{HOSTILE}::test_our_own_failure_carries_the_same_headers",
            f"{HOSTILE}::test_pages_files_feeds_and_answers_carry_the_headers",
            "tests/api/test_headers.py",
        )),
        Promise(49, "What is too large is refused before it is read", (
            "tests/api/test_sizes.py", "tests/fuzz/test_raw_http.py::test_nobody_sends_50_mb_before_they_are_refused",
        )),
    )),
    Chapter("Records", (
        Promise(50, "Every write leaves one entry in its school's log, sealed with the one before", (
            "tests/api/test_everything_is_audited.py", "tests/rules/test_audit_chain.py",
            f"{CHAIN}::test_an_entry_that_was_changed_is_found",
            f"{CHAIN}::test_an_entry_that_was_taken_out_is_missed",
            f"{CHAIN}::test_a_last_entry_that_was_written_and_sealed_anew_is_found",
            f"{CHAIN}::test_two_at_once_write_one_chain",
            f"{CHAIN}::test_the_command_answers_with_one_when_something_does_not_hold",
            "tests/api/test_audit.py",
        ), "Who read a note is written down for its author, once in a quarter of an hour for the same notes."),
        Promise(51, "No log line holds what people wrote, a password or a secret, and none is forged", (
            LOG, "tests/api/test_faults_in_the_log.py", "tests/fuzz/test_raw_http.py::test_no_log_line_begins_with_what_was_sent",
        )),
        Promise(52, "All that is held about a person comes with one command; what is over is deleted, and proved", (
            "tests/api/test_retention.py", "tests/db/test_everything_held.py", "tests/db/test_kept_no_longer.py",
        )),
        Promise(53, "Every library is pinned by its hash, and no secret lies in the tree", (
            "tests/test_docker.py::test_every_line_of_the_lock_file_has_a_hash",
            "tests/test_docker.py::test_the_image_carries_no_secrets_and_no_leavings",
            "tests/architecture/test_sbom.py", "tests/architecture/test_no_secrets.py",
        )),
    )),
)  # fmt: skip

PROMISES = tuple(promise for chapter in CHAPTERS for promise in chapter.promises)
ALONE = (
    LOAD, "tests/promises/test_timing.py", "tests/promises/test_hostile_import.py",
    "tests/api/test_password_resets.py::test_fifty_known_and_fifty_unknown_addresses_take_the_same_time",
)  # fmt: skip
"""What measures time (promises 20 to 22, 26 and 35): run while nothing else of ours runs."""
LONG = (CLOCKS, STATEMENTS, WHO_MAY, RACES, KILL, POWER, DEAD)
"""Files that take minutes: begun first, so that no worker is left alone with one at the end."""
