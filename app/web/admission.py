"""Who gets in when more comes than can be done: so many in work, a short bounded wait, the rest refused at once.

Everything is counted within one process and one event loop, in memory: nothing is asked of the database, which is what
has to be spared. A place is held while something is worked out, never while a client is waited for: not for the rest of
a body, not for the reading of an answer. So clients that send half a request hold nothing.
"""

import asyncio
import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kernel import act
from app.web import problems, requests
from app.web.meters import Meters

FREE = ("/api/health", "/api/ready")
"""Monitors ask these, and most of all when everything else is full."""
SCHOOLS_MAX = 2_000
"""Of so many schools it is remembered how much they ask; of more, those that asked last."""
CREDENTIALS_MAX = 20_000
CREDENTIAL_BYTES_MAX = 8_000
BURST_SECONDS = 10
"""A school may save up so much: a staff meeting in which everybody opens Kenkyu at once is no flood."""
ALONE_SECONDS = 60.0
"""Nobody else asked for so long: there is nobody to leave room for."""
BUSY = "Too much is asked at this moment. Nothing was stored; try again."
QUOTA = "Your school asks more than its share while others are waiting. Nothing was stored; try again."


Party = UUID | None
"""A school; or everybody of whom nothing is known."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much fits into a room."""

    at_once: int
    waiting_max: int
    wait_seconds: float
    """How long somebody waits for a place before they are turned away."""
    retry_after_seconds: int


class Room:
    """A bounded number of places, and a queue in which nobody waits for long.

    Parties take turns, so that one that sends many waits for itself. When the queue is full, whoever came last of the
    party with most in it gives way to one of a party with fewer.
    """

    def __init__(self, name: str, size: Size) -> None:
        self.name = name
        self.size = size
        self.taken = 0
        self._queues: OrderedDict[Party, deque[asyncio.Future[bool]]] = OrderedDict()

    @property
    def waiting(self) -> int:
        return sum(len(queue) for queue in self._queues.values())

    async def enter(self, party: Party = None) -> bool:
        """Take a place, perhaps after waiting for one; answers with whether there was one in time."""
        if self.taken < self.size.at_once:
            self.taken += 1
            return True
        if self.waiting >= self.size.waiting_max and not self._make_room_for(party):
            return False
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[bool] = loop.create_future()
        self._queues.setdefault(party, deque()).append(turn)
        patience = loop.call_later(self.size.wait_seconds, self._end, party, turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.result():
                self.leave()  # The place came in the same moment as the end.
            raise
        finally:
            patience.cancel()
            self._forget(party, turn)

    def leave(self) -> None:
        """Give the place to the party whose turn it is, or back."""
        while self._queues:
            party, queue = self._queues.popitem(last=False)
            turn = queue.popleft()
            if queue:
                self._queues[party] = queue  # Behind all others.
            if not turn.done():
                turn.set_result(True)
                return
        self.taken -= 1

    def _make_room_for(self, party: Party) -> bool:
        longest = max(self._queues, key=lambda one: len(self._queues[one]), default=party)
        if longest == party or len(self._queues[longest]) <= len(self._queues.get(party, ())) + 1:
            return False
        self._end(longest, self._queues[longest][-1])
        return True

    def _end(self, party: Party, turn: "asyncio.Future[bool]") -> None:
        self._forget(party, turn)
        if not turn.done():
            turn.set_result(False)

    def _forget(self, party: Party, turn: "asyncio.Future[bool]") -> None:
        queue = self._queues.get(party)
        if queue is not None and turn in queue:
            queue.remove(turn)
            if not queue:
                del self._queues[party]


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Quota:
    """How much of a process each school may take while others want some too: a bucket each, BURST_SECONDS deep.

    Whose a request is must be known before anything is looked up for it. So it is remembered which school the holder
    of a cookie or token belonged to when they were last looked up: by a digest, for counting only, never to let
    anybody in.

    Args:
        per_second: requests that a school may send in the long run; 0 counts nothing.
    """

    def __init__(self, per_second: int, now: Callable[[], float] = time.monotonic) -> None:
        self._per_second = per_second
        self._now = now
        self._buckets: OrderedDict[UUID, _Bucket] = OrderedDict()
        self._schools: OrderedDict[bytes, UUID] = OrderedDict()

    def school_of(self, credential: bytes | None) -> UUID | None:
        """Whose *credential* was when it was last looked up."""
        return None if credential is None else self._schools.get(credential)

    def seconds_to_wait(self, school: UUID | None) -> int:
        """0 when a request of *school* may pass, which is then counted; else when it may, in whole seconds."""
        if school is None or not self._per_second:
            return 0
        now, most = self._now(), float(self._per_second * BURST_SECONDS)
        bucket = self._buckets.setdefault(school, _Bucket(most, now))
        bucket.tokens = min(most, bucket.tokens + (now - bucket.at) * self._per_second)
        bucket.at = now
        self._buckets.move_to_end(school)
        if len(self._buckets) > SCHOOLS_MAX:
            self._buckets.popitem(last=False)
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return 0
        if self._is_alone(school, now):
            return 0
        return max(1, math.ceil((1 - bucket.tokens) / self._per_second))

    def learn(self, credential: bytes | None, school_id: UUID | None) -> None:
        """Remember whose *credential* is."""
        if credential is None or school_id is None:
            return
        self._schools[credential] = school_id
        self._schools.move_to_end(credential)
        if len(self._schools) > CREDENTIALS_MAX:
            self._schools.popitem(last=False)

    def _is_alone(self, school: UUID, now: float) -> bool:
        other = next((bucket for one, bucket in reversed(self._buckets.items()) if one != school), None)
        return other is None or now - other.at > ALONE_SECONDS


class Admission:
    """ASGI: lets so many requests in as can be worked on; answers 503 to the others, 429 to a school beyond its share.

    Args:
        guarded: how the paths begin that are let in one by one. Others, such as the application's own files, are free.
        rooms: by name; `main` has to be there.
        room_of: in which of the rooms a request is worked on, by its method and path.
    """

    def __init__(
        self, app: ASGIApp, *, guarded: tuple[str, ...], rooms: Mapping[str, Room], quota: Quota,
        room_of: Callable[[str, str], str], meters: Meters,
    ) -> None:  # fmt: skip
        self.app = app
        self._guarded, self._rooms, self._quota, self._room_of, self._meters = guarded, rooms, quota, room_of, meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in FREE or not scope["path"].startswith(self._guarded):
            await self.app(scope, receive, send)
            return
        credential = _credential(scope)
        school = self._quota.school_of(credential)
        if seconds := self._quota.seconds_to_wait(school):
            self._meters.refused("quota")
            await _refusal(429, QUOTA, seconds)(scope, receive, send)
            return
        room = self._rooms[self._room_of(scope["method"], scope["path"])]
        visit = _Visit(room, school, self._meters, scope, receive, send)
        if not await visit.enter():
            return
        try:
            await self.app(scope, visit.receive, visit.send)
        except _TurnedAway:
            pass  # The answer that says so has left.
        finally:
            visit.leave()
            asked = act.CURRENT.get()
            if asked is not None and asked.actor is not None:
                self._quota.learn(credential, asked.actor.scope.school_id)


class _TurnedAway(HTTPException):
    """No place was free when the body was there at last."""


class _Visit:
    """One request's time in a room, which it leaves while its client is waited for."""

    def __init__(
        self, room: Room, party: Party, meters: Meters, scope: Scope, receive: Receive, send: Send
    ) -> None:  # fmt: skip
        self._room, self._party, self._meters = room, party, meters
        self._scope, self._receive, self._send = scope, receive, send
        self._is_inside = self._is_body_whole = self._is_answered = self._is_turned_away = False

    async def enter(self) -> bool:
        """Take a place; where there is none the client is told so."""
        if await self._go_in():
            return True
        await self._turn_away()
        return False

    async def _go_in(self) -> bool:
        self._is_inside = await self._room.enter(self._party)
        self._meters.inside(self._room.name, self._room.taken)
        return self._is_inside

    def leave(self) -> None:
        if self._is_inside:
            self._is_inside = False
            self._room.leave()
            self._meters.inside(self._room.name, self._room.taken)

    async def receive(self) -> Message:
        """The next part of the body. Parts that are there already cost no place; for others the place is given up."""
        if self._is_body_whole or not self._is_inside:
            return await self._receive()
        coming = asyncio.ensure_future(self._receive())
        try:
            await asyncio.sleep(0)
            if not coming.done():
                self.leave()
            message: Message = await coming
        finally:
            coming.cancel()
        self._is_body_whole = not message.get("more_body", False)
        if not self._is_inside and message["type"] == "http.request" and not await self._go_in():
            await self._turn_away()
            raise _TurnedAway(503)
        return message

    async def send(self, message: Message) -> None:
        """An answer that begins is worked out: whoever reads it slowly holds no place."""
        if self._is_turned_away:
            return
        self._is_answered = True
        self.leave()
        await self._send(message)

    async def _turn_away(self) -> None:
        self._is_turned_away = True
        self._meters.refused(self._room.name)
        if not self._is_answered:
            await _refusal(503, BUSY, self._room.size.retry_after_seconds)(self._scope, self._receive, self._send)


def _refusal(status: int, detail: str, seconds: int) -> ASGIApp:
    return problems.plain(status, detail, {"Retry-After": str(seconds)}, request_id=requests.current_id())


def _credential(scope: Scope) -> bytes | None:
    """A digest of what somebody signs in with; None when there is nothing."""
    said = b"\n".join(value for name, value in scope["headers"] if name in (b"authorization", b"cookie"))
    return blake2b(said[:CREDENTIAL_BYTES_MAX], digest_size=16).digest() if said else None
