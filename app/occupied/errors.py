"""What is refused about occupied time."""

from app.db import faults
from app.kernel.errors import Conflict


class NotFree(Conflict):
    """Somebody would be in two places at once, or in PPA."""

    code = "occupied/not-free"
    title = "Somebody is not free then any more"


class ClosedTime(Conflict):
    """PPA, early-career time, duties and days off are never given up for a booking."""

    code = "occupied/closed"
    title = "That time is closed: PPA, early-career time, duties and days off are always kept"


faults.means(NotFree, "ex_occupied_person", "occupied_overlap")
faults.means(ClosedTime, "ck_occupied_closed_stays_closed")
