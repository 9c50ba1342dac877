"""The address that mail programs send a POST to when somebody presses their own "unsubscribe" (RFC 8058).

It stands outside the API, because it comes from another site, without our header, our cookie or our JSON. What stands
in its body is not looked at: the signed address says all. A GET of the same address is a page of the application.
"""

from fastapi import APIRouter, Response

from app.kernel import signed
from app.kernel.actor import Scope
from app.kernel.errors import NotFound
from app.notices import actions
from app.notices.rules import claims
from app.web.deps import Config, Db
from app.web.retrying import RetryingRoute
from app.web.shell import application_page

router = APIRouter(route_class=RetryingRoute, include_in_schema=False)


@router.get("/leave/{secret}")
def show_leaving(secret: str, config: Config) -> Response:
    """The page that asks whether there shall be no more of it. It changes nothing: programs open every link."""
    return application_page(config.frontend)


@router.post("/leave/{secret}", status_code=200)
def leave_by_mail_program(secret: str, db: Db, config: Config) -> Response:
    """End mail of one kind. Again is as good as once."""
    said = signed.read(config.secret_key.encode(), secret)
    left = claims.left(said) if said else None
    if said is None or left is None:
        raise NotFound
    with db.writing(Scope(said.school_id)) as session:
        actions.leave(session, said.school_id, *left)
    return Response("You get no more mail of this kind.", media_type="text/plain")
