"""The way back into the ledger of applications: an ordered new answer reopens the application."""

from datetime import date, datetime
from uuid import UUID

from mingbai.applications import actions as applications
from mingbai.audit.actors import Acting


def reopen(
    application_id: UUID,
    *,
    ordered_on: date,
    workdays: int | None,
    basis: str,
    by: Acting,
    at: datetime,
) -> None:
    """Reopen the application in the same transaction; raises what its own rules refuse.

    Where the ledger of applications knows no reopening, the order stands in this ledger alone.
    """
    reopening = getattr(applications, "reopen", None)
    if reopening is not None:
        reopening(
            application_id, ordered_on=ordered_on, workdays=workdays, basis=basis, by=by, at=at
        )
