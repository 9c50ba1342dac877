"""Operations that nobody signs in for, and the paths on which the gate lets them through."""

PUBLIC: dict[str, str] = {
    "read_health": "monitors ask whether the server lives",
    "read_readiness": "monitors and deployments ask whether it has all that it needs",
    "sign_in": "nobody is signed in yet",
    "issue_token": "API clients sign in here",
    "read_invitation": "the secret in the address is the key",
    "accept_invitation": "the secret in the address is the key",
    "ask_password_reset": "whoever forgot their password cannot sign in",
    "read_password_reset": "the secret in the mail's link is the key",
    "take_password_reset": "the secret in the mail's link is the key",
    "list_sign_on_providers": "the page to sign in on shows their buttons",
    "begin_sign_on": "nobody is signed in yet",
    "finish_sign_on": "the provider sends the browser here; it is known by state and cookie",
    "list_demo_people": "404 outside the demo",
    "demo_sign_in": "404 outside the demo",
    "list_fair_findings": "the fair is open; what is not public is left out",
    "read_fair_finding": "the fair is open; what is not public is not found",
    "read_fair_file": "as the finding it belongs to",
    "cite_as_bibtex": "as the finding it cites",
    "cite_as_ris": "as the finding it cites",
    "list_reactions": "as the finding they belong to",
    "read_fair_poster": "as the finding it shows",
    "search_shelf": "the fair is open; what is not public is neither found nor counted",
    "list_like_this": "as the finding they are like",
    "list_labels": "labels of what may be read",
    "read_trail": "as the finding it begins at",
    "list_questions": "as the finding they are about",
    "leave_digest": "the secret in the mail's link is the key",
    "leave_notices": "the secret in the mail's link is the key",
    "look_at_cover_question": "the secret in the mail's link is the key",
    "answer_cover_question": "the secret in the mail's link is the key",
    "read_template_csv": "an empty form",
    "read_template_xlsx": "an empty form",
}
"""Operations without sign-in, each with its reason."""

HALF_OPEN: dict[str, str] = {
    "read_me": "says that a second factor is needed",
    "sign_out": "whoever cannot show one leaves",
    "read_second_factor": "says in which ways it can be shown; nothing else while there is one",
    "ask_passkey": "begins to show one",
    "show_factor": "shows one",
    "begin_app": "the first factor is set up; refused when there is one",
    "confirm_app": "as begin_app",
    "ask_new_passkey": "as begin_app",
    "add_passkey": "as begin_app",
}
"""What is open to whoever is signed in by half, with a second factor still to show or to set up. All else is shut."""

PUBLIC_PATHS = (
    "/api/health",
    "/api/ready",
    "/api/sign-in",
    "/api/tokens",
    "/api/sign-on/",
    "/api/invitations/",
    "/api/password-resets",
    "/api/demo",
    "/api/digest/leave",
    "/api/notices/leave",
    "/api/cover-answers",
)
"""Where the gate lets a request in without sign-in. The door behind it decides again."""

PUBLIC_READING = (
    "/api/fair/findings",
    "/api/shelf/",
    "/api/timetable/template.",
    "/api/openapi.json",  # Not served at all unless KENKYU_DOCS or the demo asks for it.
    "/api/docs",
)
"""Where it lets in who only reads."""
