"""The way back into the ledger of applications: an ordered new answer reopens the application."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied

from mingbai.applications import actions as applications
from mingbai.applications.models import Application
from mingbai.applications.stages import LIFECYCLE, OPEN, Move, Stage
from mingbai.audit.actors import Acting
from mingbai.refusal import Refusal
from mingbai.rules.report.remedies import RemedyKind

_GROUNDS = {RemedyKind.REVIEW: "review", RemedyKind.SUIT: "court"}


def reopen(
    application: Application,
    *,
    kind: RemedyKind,
    ordered_on: date,
    workdays: int | None,
    basis: str,
    by: Acting,
    at: datetime,
) -> None:
    """Reopen a concluded application in the same transaction; one that is open simply goes on.

    Raises ``Refusal``, also for a post that may write this ledger and not handle the application.
    """
    if not application.concluded_on or not LIFECYCLE.allows(Stage(application.stage), Move.REOPEN):
        return
    try:
        applications.reopen(
            application.pk,
            ordered_on=ordered_on,
            workdays=workdays,
            basis=basis,
            ground=_GROUNDS[kind],
            by=by,
            at=at,
        )
    except PermissionDenied:
        raise Refusal(
            f"所涉申请{application.number}由{application.organ.name}办理，您的岗位不能重新办理",
            remedy=f"请由{application.organ.short_name}的经办人登记责令重新答复",
        ) from None


def under_way(application: Application | None) -> bool:
    """Whether the application is being handled."""
    return application is not None and Stage(application.stage) in OPEN
