"""The address that mail programs send a POST to when somebody presses their own "unsubscribe" in a digest (RFC 8058).

As in app/notices/routes/leaving.py it stands outside the API; a GET of the same address is a page of the application.
"""

from fastapi import APIRouter, Response

from app.kernel.actor import Scope
from app.kernel.errors import NotFound
from app.shelf import actions
from app.shelf.rules import leaving
from app.web.deps import Config, Db, Now
from app.web.retrying import RetryingRoute
from app.web.shell import application_page

router = APIRouter(route_class=RetryingRoute, include_in_schema=False)


@router.get("/digest/leave/{secret}")
def show_leaving_digest(secret: str, config: Config) -> Response:
    """The page that asks whether there shall be no more of it. It changes nothing: programs open every link."""
    return application_page(config.frontend)


@router.post("/digest/leave/{secret}", status_code=200)
def leave_digest_by_mail_program(secret: str, db: Db, now: Now) -> Response:
    """End the digest. Again is as good as once."""
    school_id = leaving.school_of(secret)
    if school_id is None:
        raise NotFound
    with db.writing(Scope(school_id)) as session:
        actions.leave(session, school_id, leaving.hash_of(secret), now)
    return Response("You get no more of these letters.", media_type="text/plain")
