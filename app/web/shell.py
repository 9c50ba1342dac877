"""The page of the application, for addresses at which the server answers to other methods itself."""

from pathlib import Path

from fastapi import Response
from fastapi.responses import HTMLResponse

from app.kernel.errors import NotFound


def application_page(frontend: str) -> Response:
    """What a browser is given at any address of the application.

    Raises:
        NotFound: the application is not built.
    """
    try:
        return HTMLResponse(Path(frontend, "index.html").read_text("utf-8"))
    except FileNotFoundError:
        raise NotFound from None
