"""The desk's pages of the ledger of applications."""

from mingbai.applications import actions, facts, forms, history, queries
from mingbai.applications.case_views import Book, CasePages
from mingbai.applications.models import Application
from mingbai.files import export


def _exported(case: Application) -> list[export.Value]:
    return [
        case.number,
        case.subject,
        case.kind_label,
        case.received_on,
        case.outcome_label,
        case.concluded_on,
        case.organ.name,
    ]


PAGES = CasePages(
    Book(
        namespace="applications",
        name="政府信息公开申请台账",
        concluded="已登记办结",
        actions=actions,
        queries=queries,
        forms=forms,
        facts=facts,
        told=history.of_application,
        exported=_exported,
        beside=lambda case: {"remedies": case.remedies.all()},
    )
)
