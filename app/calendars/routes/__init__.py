"""HTTP in, HTTP out: addresses for those who are signed in, calendars for programs that bring a secret."""

from app.calendars.routes.addresses import router
from app.calendars.routes.files import router as files

__all__ = ["files", "router"]
