"""Browsers that take push messages, a push service, and a worker that pushes at a time of the test's choosing."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import http_ece
from cast import SECRET_KEY, Person, World
from certificates import authority
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from listening import LOOPBACK, Asked, Listener, answer, listening
from sqlmodel import col, select

from app.fetching.fetch import Way
from app.jobs.tables import Job
from app.kernel.actor import NOBODY
from app.notices.rules import pushing
from app.notices.work import push
from app.notices.work.push import Pusher


@dataclass
class Browser:
    """A browser that takes push messages, with the keys that only it has."""

    key: ec.EllipticCurvePrivateKey
    auth: bytes

    @classmethod
    def fresh(cls) -> "Browser":
        return cls(ec.generate_private_key(ec.SECP256R1()), b"0123456789abcdef")

    def subscription(self, endpoint: str, **more: Any) -> dict[str, Any]:
        point = self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return {"endpoint": endpoint, "p256dh": b64(point), "auth": b64(self.auth), "device": "Laptop"} | more

    def reads(self, asked: Asked) -> dict[str, Any]:
        plain = http_ece.decrypt(asked.body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        return dict(json.loads(plain))


@dataclass
class Service:
    """A push service of a test's own."""

    server: Listener
    pusher: Pusher
    url: str


@contextmanager
def a_service(status: int = 201) -> Iterator[Service]:
    made = authority("push.example")
    with listening(answer(status), tls=made.server) as server:
        way = Way(LOOPBACK, lambda host, port: [server.host], made.client)
        yield Service(
            server, Pusher(way, "https://kenkyu.test", SECRET_KEY.encode()), "https://push.example:8443/send/1"
        )


async def give(person: Person, browser: Browser, endpoint: str, **more: Any) -> dict[str, Any]:
    answered = await person.post("/me/push", browser.subscription(endpoint, **more))
    assert answered.status_code == 201, answered.text
    return dict(answered.json())


async def wants(person: Person, kind: str) -> None:
    """Have *person* be pushed that kind, at any hour."""
    mine = (await person.get("/me/notices")).json()
    quiet = mine["quiet"] | {"starts": "03:00", "ends": "03:01", "is_quiet_at_weekends": False}
    wish = {"ways": [{"kind": kind, "by_mail": False, "by_push": True}], "quiet": quiet}
    answered = await person.put("/me/notices", wish, version=mine["version"])
    assert answered.status_code == 200, answered.text


def push_due(world: World, service: Service, now: datetime) -> int:
    """Do the pushing of Birch's that is due at *now*; answers with how many jobs there were."""
    with world.database.reading(NOBODY) as session:
        due = select(Job).where(
            Job.kind == pushing.SEND, Job.school_id == world.birch_id, col(Job.finished_at).is_(None), Job.due_at <= now
        )
        jobs = list(session.exec(due).all())
    for job in jobs:
        push.push(world.database, world.hana.scope, json.loads(job.payload), now, pusher=service.pusher)
        with world.database.writing(NOBODY) as session:
            done = session.get(Job, job.id)
            assert done is not None
            done.finished_at = now
            session.add(done)
    return len(jobs)


def b64(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


def plain_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
