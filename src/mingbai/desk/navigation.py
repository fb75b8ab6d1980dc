"""The few words at the left of the desk: only what the officer's roles open."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from mingbai.accounts import rights
from mingbai.accounts.roles import LEDGER_READERS, LEDGER_WRITERS, Role
from mingbai.records.permissions import READERS


@dataclass(frozen=True)
class Entry:
    """A word, the name of its page, the roles that may open it."""

    label: str
    name: str
    roles: frozenset[Role]


ENTRIES = (
    Entry("信息", "records:list", READERS),
    Entry("申请", "applications:list", LEDGER_READERS),
    Entry("复议诉讼", "remedies:list", LEDGER_READERS),
    Entry("通知", "outbox:list", LEDGER_READERS),
    Entry("年报", "reports:index", LEDGER_READERS),
    Entry("文书", "documents:index", LEDGER_WRITERS),
    Entry("监督", "oversight:board", frozenset({Role.OFFICE, Role.AUDITOR})),
    Entry("审计", "audit:log", frozenset({Role.AUDITOR, Role.OFFICE})),
    Entry("人员", "accounts:people", frozenset({Role.SECURITY_ADMIN})),
    Entry("机构", "organs:tree", frozenset({Role.SECURITY_ADMIN, Role.OFFICE, Role.AUDITOR})),
)


def entries(request: HttpRequest) -> list[Entry]:
    """The entries that one of the officer's posts opens today."""
    user = request.user
    if not user.is_authenticated:
        return []
    held = rights.roles(user, today=timezone.localdate())
    return [entry for entry in ENTRIES if entry.roles & held]


def in_templates(request: HttpRequest) -> dict[str, Any]:
    """Context processor: asks for the posts only where a page shows the entries."""
    return {"desk_entries": SimpleLazyObject(lambda: entries(request))}
