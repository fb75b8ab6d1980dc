"""Looking at what is masked, or taking it out: allowed, and written down (PIP-04, SEC-13)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mingbai.accounts.models import Post
from mingbai.accounts.roles import LEDGER_WRITERS, Role
from mingbai.applications import permissions
from mingbai.applications.actions.filing import place
from mingbai.applications.actions.frame import needed
from mingbai.applications.models import Application, Attachment
from mingbai.audit.actions import record
from mingbai.audit.canonical import digest
from mingbai.files import attachments

HANDLERS = frozenset(
    {Role.OFFICER, Role.OFFICE, Role.REVIEWER, Role.SECRECY, Role.SIGNER, Role.HEAD}
)


@transaction.atomic
def reveal(
    application: Application, *, what: str, reason: str, by: Post, at: datetime
) -> Application:
    """Show the applicant's contact (``contact``) or identity numbers (``identity``) unmasked.

    Raises ``PermissionDenied`` for who does not handle the case, ``Refusal`` without a reason.
    """
    _check(by, application, HANDLERS)
    text = needed(reason, "查看的原因", most=200)
    _record("application.revealed", application, by=by, at=at, what=what, reason=digest(text))
    return application


@transaction.atomic
def open_attachment(attachment: Attachment, *, by: Post, at: datetime) -> bytes:
    """The file itself, for who handles the case. Raises ``PermissionDenied`` and ``Refusal``."""
    application = attachment.application
    _check(by, application, HANDLERS)
    data = attachments.fetch(attachment.stored, about=place(attachment))
    _record("application.attachment_opened", application, by=by, at=at, file=str(attachment.pk))
    return data


@transaction.atomic
def export_file(application: Application, *, suffix: str, by: Post, at: datetime) -> None:
    """Note that the whole case file leaves the system. Raises ``PermissionDenied``."""
    _check(by, application, LEDGER_WRITERS)
    _record("application.file_exported", application, by=by, at=at, form=suffix)


def _check(by: Post, application: Application, roles: frozenset[Role]) -> None:
    if by.role not in roles or not permissions.handles(by, application.organ):
        raise PermissionDenied


def _record(verb: str, application: Application, *, by: Post, at: datetime, **codes: str) -> None:
    record(verb, application, chain=application.organ.code, by=by, at=at, **codes)
