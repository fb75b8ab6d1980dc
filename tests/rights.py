"""Every address of the product and who may open it: the table that test_rights_matrix asks."""

from typing import Any
from uuid import UUID

from mingbai.accounts.roles import (
    AUDIT_READERS,
    LEDGER_READERS,
    LEDGER_WRITERS,
    REPORT_WRITERS,
    TREE_WRITERS,
    Role,
)
from tests.rights_rows import (
    EVERYONE,
    GAP_READERS,
    HANDLERS,
    NOBODY,
    OFFICES,
    OVERSEERS,
    RECORD_READERS,
    STAFFING,
    TREE_READERS,
    Arguments,
    Place,
    Row,
)


def case(place: Place) -> list[Any]:
    return [place.case]


def handled(place: Place) -> list[Any]:
    """A case of the procedure."""
    return [place.handled]


def paper_out(place: Place) -> list[Any]:
    """A paper of it."""
    return [place.handled, place.paper_out]


def remedy(place: Place) -> list[Any]:
    return [place.remedy]


def organ(place: Place) -> list[Any]:
    return [place.organ.code]


def report(place: Place) -> list[Any]:
    return [place.organ.code, 2019]


def person(place: Place) -> list[Any]:
    return [place.person]


def post(place: Place) -> list[Any]:
    return [place.post]


def upload(place: Place) -> list[Any]:
    """A file that somebody else uploaded: nobody's but his."""
    return [place.upload]


def intake_of(place: Place) -> list[Any]:
    return [place.intake]


def paper(place: Place) -> list[Any]:
    return [place.paper]


def two_papers(place: Place) -> list[Any]:
    return [place.paper, place.paper]


def message(place: Place) -> list[Any]:
    return [place.message]


def round_of(place: Place) -> list[Any]:
    return [place.round]


def site_of(place: Place) -> list[Any]:
    return [place.site]


def column_of(place: Place) -> list[Any]:
    return [place.column]


def record_of(place: Place) -> list[Any]:
    """A record with one version, open as a draft again."""
    return [place.record]


def one_record() -> dict[str, Row]:
    """一件政府信息: who writes for the organ works on it, its readers look at it (SEC-07)."""
    writes: dict[str, Any] = {"roles": REPORT_WRITERS, "of": record_of}
    rows = {
        "create": Row(REPORT_WRITERS),
        "record": Row(RECORD_READERS, record_of),
        "compare": Row(RECORD_READERS, record_of, [1, 1]),
        "file": Row(NOBODY, record_of, [1]),
        "picture": Row(NOBODY, record_of, ["0" * 64, "png"]),
        "picture_upload": Row(**writes, method="post", opens=400),
        "picture_insert": Row(**writes, method="post"),
        "edit": Row(**writes),
        "autosave": Row(**writes, method="post", opens=409),
        "import_word": Row(**writes, method="post"),
        "attach": Row(**writes, method="post"),
        "arrange": Row(**writes, also=[0, "up"], method="post"),
        "mask_body": Row(**writes, method="post"),
        "move": Row(**writes, also=["submit"]),
        "relate": Row(**writes),
        "unrelate": Row(NOBODY, record_of, [1], method="post"),
        "validity": Row(**writes),
    }
    return {f"records:{name}": row for name, row in rows.items()}


def record_lists() -> dict[str, Row]:
    """信息: readers list and take out, writers act on many; a kept view is its owner's alone."""
    rows = {
        "list": Row(RECORD_READERS),
        "reviews": Row(RECORD_READERS),
        "scheduled": Row(RECORD_READERS),
        "export": Row(RECORD_READERS, also=["csv"]),
        "bundle": Row(RECORD_READERS, record_of),
        "many": Row(REPORT_WRITERS, method="post"),
        "view_save": Row(RECORD_READERS, method="post", opens=302),
        "view_delete": Row(NOBODY, also=[1], method="post"),
    }
    return {f"records:{name}": row for name, row in rows.items()}


def batch_of(place: Place) -> list[Any]:
    return [place.batch]


def record_batches() -> dict[str, Row]:
    """迁移批次: readers look, writers import and go on, the next review is its role's alone."""
    rows = {
        "batches": Row(RECORD_READERS),
        "batch": Row(RECORD_READERS, batch_of),
        "batch_report": Row(RECORD_READERS, batch_of, ["csv"]),
        "batch_row": Row(RECORD_READERS, batch_of, [1]),
        "batch_new": Row(REPORT_WRITERS),
        "batch_template": Row(REPORT_WRITERS, also=["csv"]),
        "batch_go_on": Row(REPORT_WRITERS, batch_of, method="post", opens=302),
        "batch_row_out": Row(REPORT_WRITERS, batch_of, [1], method="post", opens=302),
        "batch_drop": Row(REPORT_WRITERS, batch_of, method="post", opens=302),
        "batch_review": Row(frozenset({Role.REVIEWER}), batch_of),
    }
    return {f"records:{name}": row for name, row in rows.items()}


def columns() -> dict[str, Row]:
    """栏目和公开义务: all read the tree, the office arranges; who minds an organ sees its gaps."""
    rows = {
        "columns": Row(RECORD_READERS),
        "column_add": Row(OFFICES, site_of),
        "columns_plant": Row(OFFICES, site_of, method="post", opens=302),
        "column_edit": Row(OFFICES, column_of),
        "column_close": Row(OFFICES, column_of),
        "matrix": Row(GAP_READERS),
        "matrix_file": Row(GAP_READERS, also=["csv"]),
        "findings": Row(GAP_READERS | {Role.SECRECY}),
        "steps": Row(RECORD_READERS),
        "step_waive": Row(NOBODY, also=[1], method="post"),
        "obligation": Row(GAP_READERS, organ, ["a20_07_budget"]),
    }
    return {f"records:{name}": row for name, row in rows.items()}


def oversight() -> dict[str, Row]:
    """监督: the office writes, the auditor reads (条例第四十六、四十七条)."""
    rows = {
        "board": Row(OVERSEERS),
        "issues": Row(OVERSEERS),
        "export": Row(OVERSEERS),
        "unassigned": Row(OVERSEERS),
        "rounds": Row(OVERSEERS),
        "intake": Row(OVERSEERS, intake_of),
        "paper": Row(OVERSEERS, paper),
        "original": Row(OVERSEERS, paper),
        "alike": Row(OVERSEERS, paper),
        "compare": Row(OVERSEERS, two_papers),
        "letter": Row(OVERSEERS, paper),
        "round": Row(OVERSEERS, round_of),
        "upload": Row(OFFICES),
        "recheck_year": Row(OFFICES, method="post", opens=302),
        "go_on_all": Row(OFFICES, method="post", opens=302),
        "go_on": Row(OFFICES, intake_of, method="post", opens=302),
        "assign": Row(OFFICES, paper),
        "correct": Row(OFFICES, paper, ["t3.1/natural"], method="post"),
        "judge": Row(OFFICES, paper, method="post"),
        "recheck": Row(OFFICES, paper, method="post", opens=302),
        "open_round": Row(OFFICES, paper, method="post"),
    }
    return {f"oversight:{name}": row for name, row in rows.items()}


def documents() -> dict[str, Row]:
    """文书: who writes the ledger adapts the texts of the organ's papers."""
    rows = {
        "index": Row(LEDGER_WRITERS),
        "kinds": Row(LEDGER_WRITERS, organ),
        "edit": Row(LEDGER_WRITERS, organ, ["reply_refuse"]),
        "seen": Row(LEDGER_WRITERS, organ, ["reply_refuse"], method="post"),
        "example": Row(LEDGER_WRITERS, organ, ["reply_refuse", "docx"]),
        "numbers": Row(LEDGER_WRITERS, organ, ["document"]),
    }
    return {f"documents:{name}": row for name, row in rows.items()}


def ledger(namespace: str, of: Arguments) -> dict[str, Row]:
    """The two ledgers have the same addresses."""
    rows = {
        "list": Row(LEDGER_READERS),
        "export": Row(LEDGER_READERS, also=["csv"]),
        "removed": Row(LEDGER_READERS),
        "detail": Row(LEDGER_READERS, of),
        "register": Row(LEDGER_WRITERS),
        "amend": Row(LEDGER_WRITERS, of),
        "conclude": Row(LEDGER_WRITERS, of),
        "remove": Row(LEDGER_WRITERS, of),
        "import": Row(LEDGER_WRITERS),
        "template": Row(LEDGER_WRITERS, also=["csv"]),
        "import-preview": Row(NOBODY, upload),
        "import-columns": Row(NOBODY, upload),
        "import-bad": Row(NOBODY, upload),
        "import-cancel": Row(LEDGER_WRITERS, upload, method="post", opens=302),
    }
    return {f"{namespace}:{name}": row for name, row in rows.items()}


def procedure() -> dict[str, Row]:
    """办件: own organ by role, the office above and the auditor read; 404 for everybody else."""
    rows = {
        "cases": Row(LEDGER_READERS),
        "case_new": Row(LEDGER_WRITERS),
        "case": Row(LEDGER_READERS, handled),
        "case_reveal": Row(HANDLERS, handled, method="post"),
        "case_reveal_identity": Row(HANDLERS, handled, method="post"),
        "case_hold": Row(LEDGER_WRITERS, handled, method="post", opens=302),
        "case_code": Row(LEDGER_WRITERS, handled),
        "case_receipt": Row(HANDLERS, handled, method="post"),
        "case_file": Row(LEDGER_WRITERS, handled, ["zip"]),
        "case_attachment": Row(NOBODY, handled, [UUID(int=1)], method="post"),
        "case_download": Row(NOBODY, also=["made-up"]),
        "case_paper": Row(HANDLERS, paper_out),
        "case_paper_file": Row(HANDLERS, paper_out, ["docx"]),
        "case_reply": Row(LEDGER_WRITERS, handled, ["draft"]),
        "case_move": Row(LEDGER_WRITERS, handled, ["ask_correction"]),
    }
    return {f"applications:{name}": row for name, row in rows.items()}


# 403: who reads the organ's report but does not write it knows that it is there.
DESK: dict[str, Row] = {
    "desk:inbox": Row(EVERYONE),
    "desk:gallery": Row(EVERYONE),
    **ledger("applications", case),
    **procedure(),
    **ledger("remedies", remedy),
    "remedies:move": Row(LEDGER_WRITERS, remedy, ["answer"]),
    "remedies:correct": Row(LEDGER_WRITERS, remedy),
    "remedies:parties": Row(LEDGER_WRITERS, remedy),
    "remedies:reveal": Row(LEDGER_WRITERS, remedy, method="post"),
    **documents(),
    "reports:index": Row(EVERYONE),
    "reports:report": Row(LEDGER_READERS, report),
    "reports:cell": Row(LEDGER_READERS, report, ["t3.1/natural"]),
    "reports:draft_file": Row(LEDGER_READERS, report, ["json"]),
    "reports:version": Row(LEDGER_READERS, report, [1]),
    "reports:version_file": Row(LEDGER_READERS, report, [1, "json"]),
    "reports:table_two": Row(REPORT_WRITERS, report, otherwise=403),
    "reports:write": Row(REPORT_WRITERS, report, otherwise=403),
    "reports:over_years": Row(REPORT_WRITERS, report, otherwise=403),
    "reports:seal": Row(REPORT_WRITERS, report, method="post", opens=302, otherwise=403),
    "reports:publish": Row(REPORT_WRITERS, report, [1], method="post", opens=302),
    "accounts:people": Row(STAFFING),
    "accounts:add": Row(STAFFING),
    "accounts:person": Row(STAFFING, person),
    "accounts:appoint": Row(STAFFING, person),
    "accounts:change": Row(STAFFING, person, ["disable"], method="post", opens=302),
    "accounts:end_post": Row(STAFFING, post),
    "organs:tree": Row(TREE_READERS),
    "organs:organ": Row(TREE_READERS, organ),
    "organs:add": Row(TREE_WRITERS),
    "organs:amend": Row(TREE_WRITERS, organ),
    "organs:describe": Row(TREE_WRITERS, organ),
    "organs:move": Row(TREE_WRITERS, organ),
    "organs:merge": Row(TREE_WRITERS, organ),
    "audit:log": Row(AUDIT_READERS),
    "outbox:list": Row(LEDGER_READERS),
    "outbox:message": Row(LEDGER_READERS, message),
    "outbox:retry": Row(LEDGER_WRITERS, message, method="post", opens=302),
    **oversight(),
    **columns(),
    **one_record(),
    **record_lists(),
    **record_batches(),
}
# The same for everyone, logged in or not.
PUBLIC: dict[str, tuple[list[Any], int]] = {
    "healthz": ([], 200),
    "readyz": ([], 200),
    "desk:feed": (["made-up"], 404),
    "portal:home": ([], 200),
    "portal:due": ([], 200),
    "portal:checkup": ([], 200),
    "portal:checkup_json": ([], 405),
    "portal:reports": ([], 200),
    "portal:report": (["bureau", 2019], 404),
    "portal:report_file": (["bureau", 2019, "json"], 404),
    "portal:gallery": ([], 404),
    "portal:preferences": ([], 302),
    "info:index": ([], 200),
    "info:column": (["no-such-column"], 404),
    "info:column_rss": (["no-such-column"], 404),
    "info:platform": (["bureau"], 200),
    "info:item": (["bureau", "a20_07_budget"], 200),
    "info:guide": (["bureau"], 200),
    "info:rules": (["bureau"], 200),
    "info:reports": (["bureau"], 200),
    "info:organ": (["bureau"], 200),
    "info:catalogue": (["bureau"], 200),
    "info:catalogue_file": (["bureau", "csv"], 200),
    "info:organ_rss": (["bureau"], 200),
    "info:fields": ([], 200),
    # 没有公开过的，不论是否在拟，一律不存在
    "info:record": (["119900000000000275", "2020-00001"], 404),
    "info:data": (["119900000000000275", "2020-00001", "json"], 404),
    "info:file": (["119900000000000275", "2020-00001", "a.pdf"], 404),
    "apply:choose": ([], 200),
    "apply:suggest": ([], 405),
    "apply:statistics": ([], 200),
    "apply:procedure": ([], 200),
    "apply:form": (["bureau"], 200),
    "apply:status": ([], 200),
    # 没有凭登记编号和查询码进来的，一律回到查询页
    "apply:leave": ([], 405),
    "apply:receipt": ([], 302),
    "apply:receipt_file": ([], 405),
    "apply:case": ([], 302),
    "apply:prove": (["papers"], 302),
    "apply:answer": ([], 302),
    "apply:withdraw": ([], 302),
    "apply:papers": ([], 302),
    "apply:rate": ([], 405),
    "apply:calendar": ([], 404),
    "apply:file": (["forged"], 410),
}
