"""Who is asking, for every route."""

from typing import Annotated

from fastapi import Depends, Request

from app.identity import policy
from app.identity.errors import FactorNeeded
from app.kernel.actor import Actor, Role
from app.kernel.errors import Forbidden, NotSignedIn


async def current_actor(request: Request) -> Actor:
    """The signed-in person, if one of their roles opens this operation's door.

    Raises:
        NotSignedIn: nobody is signed in.
        FactorNeeded: they are by half, and the operation is not one of the few that are open to them then.
        Forbidden: none of their roles opens it.
    """
    actor: Actor | None = request.state.actor
    if actor is None:
        raise NotSignedIn
    operation = request.scope["route"].name
    if actor.needs_factor and operation not in policy.HALF_OPEN:
        raise FactorNeeded
    if not actor.roles & policy.DOORS[operation]:
        raise Forbidden
    return actor


async def perhaps_actor(request: Request) -> Actor | None:
    """On public routes: whoever is signed in, or nobody. Who is signed in by half is nobody yet, and
    what a school keeps to itself is not for support.
    """
    actor: Actor | None = getattr(request.state, "actor", None)
    return None if actor is None or actor.needs_factor or actor.has(Role.SUPPORT) else actor


CurrentActor = Annotated[Actor, Depends(current_actor)]
PerhapsActor = Annotated[Actor | None, Depends(perhaps_actor)]
