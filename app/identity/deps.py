"""Who is asking, for every route."""

from typing import Annotated

from fastapi import Depends, Request

from app.identity import policy
from app.kernel.actor import Actor
from app.kernel.errors import Forbidden, NotSignedIn


async def current_actor(request: Request) -> Actor:
    """The signed-in person, if one of their roles opens this operation's door.

    Raises:
        NotSignedIn: nobody is signed in.
        Forbidden: none of their roles opens it.
    """
    actor: Actor | None = request.state.actor
    if actor is None:
        raise NotSignedIn
    if not actor.roles & policy.DOORS[request.scope["route"].name]:
        raise Forbidden
    return actor


async def perhaps_actor(request: Request) -> Actor | None:
    """On public routes: whoever is signed in, or nobody."""
    return getattr(request.state, "actor", None)


CurrentActor = Annotated[Actor, Depends(current_actor)]
PerhapsActor = Annotated[Actor | None, Depends(perhaps_actor)]
