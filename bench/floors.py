"""The two floors, in a process of their own: `python -m bench.floors PICKLE PORT`.

The pickle holds, for each scenario, the answer's bytes and the statements of each of its requests.
"""

import pickle
import sqlite3
import sys
import threading
from pathlib import Path
from typing import Any

import anyio.to_thread
import psycopg
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON", "busy_timeout=5000")
_local = threading.local()
_writer = threading.Lock()


def _sqlite(path: str) -> sqlite3.Connection:
    if not hasattr(_local, "connection"):
        _local.connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for pragma in PRAGMAS:
            _local.connection.execute(f"PRAGMA {pragma}")
    connection: sqlite3.Connection = _local.connection
    return connection


def _postgres(address: str) -> psycopg.Connection[Any]:
    if not hasattr(_local, "connection"):
        _local.connection = psycopg.connect(address, autocommit=False)
    connection: psycopg.Connection[Any] = _local.connection
    return connection


def _replay(database: str, transactions: list[tuple[bool, list[tuple[str, Any]]]]) -> None:
    for writes, statements in transactions:
        if database.startswith("sqlite:///"):
            connection = _sqlite(database.removeprefix("sqlite:///"))
            with _writer if writes else threading.Lock():
                connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
                for statement, parameters in statements:
                    connection.execute(statement, parameters).fetchall()
                connection.execute("COMMIT" if writes else "ROLLBACK")
        else:
            postgres = _postgres(database)
            for statement, parameters in statements:
                cursor = postgres.execute(statement, parameters)
                if cursor.description:
                    cursor.fetchall()
            postgres.commit() if writes else postgres.rollback()


def make(database: str, scenarios: dict[str, Any]) -> Starlette:
    queues = {name: iter(scenario["requests"]) for name, scenario in scenarios.items()}

    async def from_memory(request: Request) -> Response:
        scenario = scenarios[request.path_params["name"]]
        return Response(scenario["body"], media_type="application/json")

    async def from_driver(request: Request) -> Response:
        name = request.path_params["name"]
        scenario = scenarios[name]
        transactions = next(queues[name]) if scenario["writes"] else scenario["requests"][0]
        await anyio.to_thread.run_sync(_replay, database, transactions)
        return Response(scenario["body"], media_type="application/json")

    methods = ["GET", "POST"]
    return Starlette(
        routes=[
            Route("/bytes/{name}", from_memory, methods=methods),
            Route("/sql/{name}", from_driver, methods=methods),
        ]
    )


def main() -> None:
    database, scenarios = pickle.loads(Path(sys.argv[1]).read_bytes())
    uvicorn.run(
        make(database, scenarios), host="127.0.0.1", port=int(sys.argv[2]), log_level="warning", access_log=False
    )


if __name__ == "__main__":
    main()
