"""For whom a record waits, in words; what to do where nobody is there to review it."""

from collections.abc import Iterable
from datetime import date

from mingbai.records.desk.work_case import Case
from mingbai.records.models import Draft, Record
from mingbai.records.queries import awaited
from mingbai.records.queries.awaited import Awaited
from mingbai.records.stages import Stage


def before_handing_in(found: Record, draft: Draft, *, today: date) -> list[Awaited]:
    """The reviews that the draft will need, with who can give them."""
    writers = {*draft.writers, str(draft.saved_by.user_id)}
    return awaited.to_come(found, None, writers=writers, today=today)


def lacking(steps: Iterable[Awaited], found: Record) -> list[str]:
    """What is to be done for each step that nobody can take."""
    return [
        f"“{each.step.label}”没有人能办：{found.organ.name}没有别的人担任"
        f"“{each.step.role.label}”岗位。请人员管理设岗，否则本件会一直等在这里。"
        for each in steps
        if each.lacking
    ]


def waits(case: Case) -> tuple[str, list[str]]:
    """For whom the record waits now (empty: for nobody else), and which steps nobody can take."""
    found, version = case.record, case.version
    if version is None or case.stage not in (Stage.REVIEW, Stage.READY, Stage.RETURNED):
        return "", []
    if case.stage is Stage.RETURNED:
        return f"经办人修改（{found.officer.user.name}）" if found.officer else "经办人修改", []
    if version.batch_id is not None or case.step is None:
        return ("迁移批次一并审查" if case.step else ""), []
    steps = awaited.to_come(found, version, today=case.today)
    due = next(each for each in steps if each.step.id == case.step.id)
    words = f"{due.step.label}（{due.people}）" if due.people else due.step.label
    return words, lacking(steps, found)
