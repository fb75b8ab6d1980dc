"""The demonstration's public records, drafted, reviewed and published by its officers."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.audit.actors import TICK
from mingbai.demo.moments import moment
from mingbai.demo.officers import Staff
from mingbai.demo.source import DATA
from mingbai.organs.models import Organ, Site
from mingbai.records import actions, gate
from mingbai.records.content import OPEN
from mingbai.records.models import Conclusion, Record, Version

REFERENCE = date(2020, 3, 2)  # 没有“今天”时，各件的日子从这一天往前数
REVIEW_DAYS = 3
PLAIN = ("theme", "genre", "item", "column", "openness", "openness_ground")
BASIS = "《行政处罚法》第四十八条"
REASON = "引号中是当事人所印册子封面的字样，不是本机关的标志。"


@dataclass(frozen=True)
class Press:
    """Who works, at which organs, and the day from which the ages are counted."""

    made: Mapping[str, Organ]
    staff: Staff
    today: date

    def post(self, organ: str, role: Role = Role.OFFICER) -> Post:
        """The officer of the organ in a role."""
        return self.staff[organ, role]

    def before(self, days: int, hour: int = 10) -> datetime:
        """An hour of the day so many days ago."""
        return moment(self.today - timedelta(days=days), hour)


@cache
def rows() -> Mapping[str, Mapping[str, Any]]:
    """The records as in ``data/records.toml``, by their ids there."""
    return tomllib.loads((DATA / "records.toml").read_text(encoding="utf-8"))


def publish_all(
    made: Mapping[str, Organ], staff: Staff, *, now: datetime | None
) -> dict[str, Record]:
    """Plant the columns, take each record to its end, oldest first; then what joins them."""
    press = Press(made, staff, now.date() if now else REFERENCE)
    oldest = max(row["formed"] for row in rows().values())
    site = Site.objects.select_related("root").get(root=made["mingyang"])
    actions.plant(site, by=press.post("mingyang", Role.OFFICE), at=press.before(oldest + 1))
    found: dict[str, Record] = {}
    for key, row in sorted(rows().items(), key=lambda pair: -pair[1]["formed"]):
        found[key] = _take(press, row)
    for key, row in rows().items():
        _join(press, row, found[key], found)
    actions.take_down_expired(by=TICK, at=press.before(0, 1))
    return found


def _take(press: Press, row: Mapping[str, Any]) -> Record:
    """One record from its draft to where it ends."""
    by, at = press.post(row["organ"]), press.before(row["formed"], 11)
    record = actions.create(
        organ=press.made[row["organ"]],
        kind=row["kind"],
        title=_filled(row["title"], press, row),
        content=_content(press, row),
        by=by,
        at=at,
    )
    end = row.get("end", "public")
    if end != "draft":
        version = actions.submit(record.pk, edition=1, by=by, at=at)
        _go_on(press, row, version, end)
    return record


def _go_on(press: Press, row: Mapping[str, Any], version: Version, end: str) -> None:
    by, reviewed = press.post(row["organ"]), press.before(row["formed"] - 1)
    if end == "override":
        actions.ask_to_allow(version, reason=REASON, basis=BASIS, by=by, at=reviewed)
    if end == "returned":
        _return(press, row, version, reviewed)
        return
    _review(press, row, version, reviewed, most=1 if end in ("review", "override") else 9)
    if end == "scheduled":
        when = press.before(-5, 9)
        actions.schedule(version.record_id, publish_at=when, by=by, at=press.before(0))
    if end == "public":
        ago = row.get("public", row["formed"] - REVIEW_DAYS)
        actions.publish(version, by=by, at=press.before(ago, 15))


def _review(
    press: Press, row: Mapping[str, Any], version: Version, at: datetime, *, most: int
) -> None:
    for hour in range(most):
        step = gate.next_step(version)
        if step is None:
            return
        actions.review(
            version,
            conclusion=Conclusion.PASSED,
            basis=step.basis,
            opinion="同意公开。",
            answers=step.fitting(version.content().get("openness", OPEN), "按规定公开。"),
            by=press.post(row["organ"], step.role),
            at=at + timedelta(hours=hour),
        )


def _return(press: Press, row: Mapping[str, Any], version: Version, at: datetime) -> None:
    actions.review(
        version,
        conclusion=Conclusion.RETURNED,
        basis="《政府信息公开条例》第十七条",
        opinion="请写明停水的起止时间。",
        by=press.post(row["organ"], Role.REVIEWER),
        at=at,
    )


def _join(
    press: Press, row: Mapping[str, Any], record: Record, found: Mapping[str, Record]
) -> None:
    """Relations, changes of validity, corrections, withdrawals."""
    by = press.post(row["organ"])
    for kind, target in row.get("relate", ()):
        at = press.before(row["formed"] - REVIEW_DAYS, 16)
        actions.relate(record.pk, found[target].pk, kind=kind, by=by, at=at)
    if "amends" in row:
        _change(press, found[row["amends"]], "amended", record, row["formed"] - REVIEW_DAYS, by)
    if "change" in row:
        facts = row["change"]
        _change(press, record, facts["kind"], found[facts["by"]], facts["ago"], by)
    if "correct" in row:
        _correct(press, row, record)
    if "withdraw" in row:
        _withdraw(press, row, record)


def _change(press: Press, record: Record, kind: str, basis: Record, ago: int, by: Post) -> None:
    basis.refresh_from_db()
    actions.change_validity(
        record.pk,
        change=kind,
        on=press.today - timedelta(days=ago),
        basis_record=basis.pk,
        by=by,
        at=press.before(ago, 17),
    )


def _correct(press: Press, row: Mapping[str, Any], record: Record) -> None:
    facts, by = row["correct"], press.post(row["organ"])
    at = press.before(facts["ago"], 9)
    actions.correct(record.pk, by=by, at=at)
    last = record.versions.latest("number")
    content = last.content() | {"change_reason": facts["reason"], "change_note": facts["note"]}
    content["body"] = content["body"].replace(facts["from"], facts["to"])
    draft = actions.save(record.pk, edition=1, title=last.title, content=content, by=by, at=at)
    version = actions.submit(record.pk, edition=draft.edition, by=by, at=at)
    _review(press, row, version, at + timedelta(hours=1), most=9)
    actions.publish(version, by=by, at=at + timedelta(hours=8))


def _withdraw(press: Press, row: Mapping[str, Any], record: Record) -> None:
    facts = row["withdraw"]
    asked = actions.ask_withdrawal(
        record.pk,
        reason=facts["reason"],
        note=facts["note"],
        by=press.post(row["organ"]),
        at=press.before(facts["ago"]),
    )
    signer = press.post(row["organ"], Role.SIGNER)
    actions.confirm(asked.pk, by=signer, at=press.before(facts["ago"], 14))


def _content(press: Press, row: Mapping[str, Any]) -> dict[str, Any]:
    def day(ago: int) -> str:
        return (press.today - timedelta(days=ago)).isoformat()

    facts = {
        "summary": row["summary"],
        "body": "".join(
            text if text.startswith("<table") else f"<p>{text}</p>" for text in row["body"]
        ),
        "no": row.get("no", ""),
    }
    content = {name: _filled(text, press, row) for name, text in facts.items() if text}
    if "no" in content:
        content["doc_no"] = content.pop("no")
    content |= {name: row[name] for name in PLAIN if name in row}
    if "register" in row:
        content["register_no"] = _filled(row["register"], press, row)
    for name, key in (
        ("effective_on", "effective"),
        ("expires_on", "expires"),
        ("public_until", "until"),
    ):
        if key in row:
            content[name] = day(row[key])
    return content | {"formed_on": day(row["formed"]), "editor": press.post(row["organ"]).user.name}


def _filled(text: str, press: Press, row: Mapping[str, Any]) -> str:
    year = (press.today - timedelta(days=row["formed"])).year
    return text.replace("{y}", str(year)).replace("{p}", str(year - 1))
