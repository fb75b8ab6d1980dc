"""The desk's pages of the ledger of remedies."""

from mingbai.applications.case_views import Book, CasePages
from mingbai.files import export
from mingbai.remedies import actions, facts, forms, history, queries
from mingbai.remedies.models import Remedy


def _exported(case: Remedy) -> list[export.Value]:
    found = facts.facts_of(case)
    words: dict[str, export.Value] = {
        "kind": found.kind.label,
        "after_review": "是" if found.after_review else "否",
        "joint_respondent": "是" if found.joint_respondent else "否",
        "result": found.result.label if found.result else "",
    }
    return [*(words.get(name, getattr(found, name)) for name in facts.LABELS), case.organ.name]


PAGES = CasePages(
    Book(
        namespace="remedies",
        name="复议诉讼台账",
        concluded="已登记审结",
        actions=actions,
        queries=queries,
        forms=forms,
        facts=facts,
        told=history.of_remedy,
        exported=_exported,
        concluding=lambda case: {"kind": facts.facts_of(case).kind},
    )
)
