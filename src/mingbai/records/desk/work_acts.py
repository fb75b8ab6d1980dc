"""What can be done with a record: label, consequence, who and whether, and the action itself.

Buttons and POSTs ask the same functions as the actions, so that they cannot disagree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mingbai.accounts.models import Post
from mingbai.records import actions, permissions
from mingbai.records.desk import work_checks as checks
from mingbai.records.desk import work_forms as forms
from mingbai.records.desk.work_case import Case
from mingbai.records.models import Conclusion
from mingbai.records.queries.evaluations import is_settled
from mingbai.records.stages import Move, Stage

ARTICLE = permissions.ARTICLE
Run = Callable[[Case, Post, datetime, dict[str, Any]], Any]


@dataclass(frozen=True)
class Act:
    """One thing to do; ``check`` raises why not, ``due`` says whether it concerns the record."""

    name: str
    label: str
    consequence: str
    check: checks.Check
    run: Run
    form: type[forms.ActForm] | None = None
    due: Callable[[Case], bool] = lambda case: True
    tone: str = ""
    article: str = ARTICLE

    @property
    def asks(self) -> bool:
        """Whether there is a page before it: something to fill in, or to think about twice."""
        return self.form is not None or self.tone == "danger"


def _submit(case: Case, by: Post, at: datetime, data: dict[str, Any]) -> Any:
    assert case.draft is not None  # noqa: S101 (checks.may_submit)
    return actions.submit(case.record.pk, edition=case.draft.edition, by=by, at=at)


def _review(case: Case, by: Post, at: datetime, data: dict[str, Any]) -> Any:
    assert case.version is not None  # noqa: S101 (checks.may_review)
    data["conclusion"] = Conclusion(data["conclusion"])
    return actions.review(case.version, by=by, at=at, **data)


def _publish(case: Case, by: Post, at: datetime, data: dict[str, Any]) -> Any:
    assert case.version is not None  # noqa: S101 (LIFECYCLE: ready)
    return actions.publish(case.version, by=by, at=at)


def _of_record(act: Callable[..., Any]) -> Run:
    return lambda case, by, at, data: act(case.record.pk, by=by, at=at, **data)


def _of_withdrawal(act: Callable[..., Any]) -> Run:
    return lambda case, by, at, data: act(case.withdrawal.pk, by=by, at=at)  # type: ignore[union-attr]


def _of_change(act: Callable[..., Any]) -> Run:
    return lambda case, by, at, data: act(case.change.pk, by=by, at=at)  # type: ignore[union-attr]


def _of_override(act: Callable[..., Any]) -> Run:
    return lambda case, by, at, data: act(case.pending.pk, by=by, at=at)  # type: ignore[union-attr]


def _ask_to_allow(case: Case, by: Post, at: datetime, data: dict[str, Any]) -> Any:
    assert case.version is not None  # noqa: S101 (a scan is of a version)
    return actions.ask_to_allow(case.version, by=by, at=at, **data)


_LISTED = (
    Act(
        "submit",
        "送审",
        "稿件就此定稿，交第一道审查；改一个字就是新的一稿，要重新审查。",
        checks.may_submit,
        _submit,
        due=lambda case: case.stage in (Stage.DRAFT, Stage.RETURNED),
    ),
    Act(
        "review",
        "审查",
        "结论只对这一稿有效；通过的进入下一道，退回的交回经办人。",
        checks.may_review,
        _review,
        form=forms.ReviewForm,
        due=lambda case: case.stage in (Stage.REVIEW, Stage.RETURNED),
    ),
    Act(
        "publish",
        "公开",
        "公众立即看到这一稿；首次公开的时间由系统记下，此后不变。",
        checks.may_publish(Move.PUBLISH),
        _publish,
        due=lambda case: case.stage not in (Stage.PUBLIC, Stage.DISCARDED),
    ),
    Act(
        "schedule",
        "设定定时公开",
        "到时再查一遍：各项审查、个人信息，都无碍才公开。",
        checks.may_publish(Move.SCHEDULE),
        _of_record(actions.schedule),
        form=forms.ScheduleForm,
        due=lambda case: case.stage in (Stage.REVIEW, Stage.READY),
        tone="secondary",
    ),
    Act(
        "unschedule",
        "取消定时",
        "回到待公开。",
        checks.may_move(Move.UNSCHEDULE, checks.may_publishes),
        _of_record(actions.unschedule),
        due=lambda case: case.stage == Stage.SCHEDULED,
        tone="secondary",
    ),
    Act(
        "recall",
        "取回修改",
        "回到拟稿；改动之后，已作的审查不再有效。",
        checks.may_step_back(Move.RECALL),
        _of_record(actions.recall),
        due=lambda case: case.stage in (Stage.REVIEW, Stage.READY, Stage.SCHEDULED),
        tone="secondary",
    ),
    Act(
        "correct",
        "更正",
        "在公开的文本上另起一稿；新稿审查、公开之前，公众仍看原来的。",
        checks.may_step_back(Move.CORRECT),
        _of_record(actions.correct),
        due=lambda case: case.record.first_public_at is not None,
        article="《政府信息公开条例》第六条",
        tone="secondary",
    ),
    Act(
        "abandon",
        "放弃更正",
        "删去更正的草稿，公开的文本不变。",
        checks.may_abandon,
        _of_record(actions.abandon),
        due=lambda case: case.record.first_public_at is not None and case.draft is not None,
        tone="danger",
    ),
    Act(
        "ask_withdrawal",
        "撤下",
        "提出之后由另一人确认；涉密、涉个人信息、涉商业秘密的，提出即下线，再确认。",
        checks.may_ask_withdrawal,
        _of_record(actions.ask_withdrawal),
        form=forms.WithdrawForm,
        due=lambda case: case.record.first_public_at is not None,
        tone="danger",
        article="《政府信息公开条例》第六条、第十四条、第十五条",
    ),
    Act(
        "confirm_withdrawal",
        "确认撤下",
        "公众在原地址只看到公开说明；附件从公开目录里删去。",
        checks.may_confirm,
        _of_withdrawal(actions.confirm),
        due=lambda case: case.withdrawal is not None,
        tone="danger",
    ),
    Act(
        "refuse_withdrawal",
        "不同意撤下",
        "没有下线的，继续公开；已经下线的，要重新审查才能再公开。",
        checks.may_confirm,
        _of_withdrawal(actions.refuse),
        due=lambda case: case.withdrawal is not None,
        tone="secondary",
    ),
    Act(
        "confirm_change",
        "确认效力变动",
        "公众的页面自那一天起标明效力，并写出依据；登记之后不能删去。",
        checks.may_confirm_change,
        _of_change(actions.confirm_change),
        due=lambda case: case.change is not None,
        tone="danger",
    ),
    Act(
        "refuse_change",
        "不同意效力变动",
        "公众的页面不变。",
        checks.may_confirm_change,
        _of_change(actions.refuse_change),
        due=lambda case: case.change is not None,
        tone="secondary",
    ),
    Act(
        "ask_to_allow",
        "申请放行检查发现",
        "写明理由和法律依据，由保密审查岗位的另一人决定；只对这一稿的这些发现有效。",
        checks.may_ask_to_allow,
        _ask_to_allow,
        form=forms.OverrideForm,
        due=lambda case: case.scan is not None and case.scan.critical > 0,
        article="《个人信息保护法》第十三条",
        tone="secondary",
    ),
    Act(
        "allow",
        "放行",
        "这些内容将随这一稿公开，记入审计日志。",
        checks.may_allow,
        _of_override(actions.allow),
        due=lambda case: case.pending is not None,
        tone="danger",
        article="《个人信息保护法》第十三条",
    ),
    Act(
        "refuse_to_allow",
        "不予放行",
        "经办人须遮盖或者删去后重新送审。",
        checks.may_allow,
        _of_override(actions.refuse_to_allow),
        due=lambda case: case.pending is not None,
        tone="secondary",
    ),
    Act(
        "evaluate",
        "评估是否可以公开",
        "维持的，一年后再评估；转为主动公开的，回到拟稿，审查之后才公开。",
        checks.may_evaluate,
        _of_record(actions.evaluate),
        form=forms.EvaluateForm,
        due=lambda case: is_settled(case.record),
        article="《政府信息公开条例》第十八条",
    ),
    Act(
        "discard",
        "作废",
        "没有公开过的稿件不再办理；记录和各稿保留。",
        checks.may_discard,
        _of_record(actions.discard),
        due=lambda case: case.record.first_public_at is None and case.stage != Stage.DISCARDED,
        tone="danger",
    ),
)
ACTS = {act.name: act for act in _LISTED}
