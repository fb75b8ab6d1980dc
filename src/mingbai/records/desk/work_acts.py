"""What can be done with a record: label, consequence, who and whether, and the action itself.

Buttons and POSTs ask the same functions as the actions, so that they cannot disagree.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mingbai.accounts.models import Post
from mingbai.records import actions, checking, gate, kinds, permissions, privacy
from mingbai.records.desk import work_forms as forms
from mingbai.records.kinds import Step
from mingbai.records.models import Conclusion, Draft, Override, Record, Scan, Version, Withdrawal
from mingbai.records.queries import working
from mingbai.records.stages import LIFECYCLE, Move, Stage
from mingbai.refusal import Refusal

ARTICLE = permissions.ARTICLE


@dataclass
class Case:
    """A record as its page sees it today; what is costly is asked once."""

    record: Record
    today: date
    version: Version | None
    draft: Draft | None
    withdrawal: Withdrawal | None
    overrides: list[Override]
    scan: Scan | None = None
    step: Step | None = None
    problem: str = field(default="")

    @property
    def stage(self) -> Stage:
        """Where the work stands."""
        return Stage(self.record.stage)

    @property
    def seen(self) -> str:
        """What a form was made upon: stage, version and edition of the draft."""
        number = self.version.number if self.version else 0
        edition = self.draft.edition if self.draft else 0
        return f"{self.record.stage}.{number}.{edition}"

    @property
    def pending(self) -> Override | None:
        """What waits to be allowed."""
        return next((each for each in self.overrides if each.allowed_at is None), None)


def case_of(record: Record, *, today: date) -> Case:
    """The record with its last version, its scan and what waits for a decision."""
    version = working.last_version(record)
    made = Case(
        record=record,
        today=today,
        version=version,
        draft=getattr(record, "draft", None),
        withdrawal=working.undecided_withdrawal(record),
        overrides=working.overrides_of(version) if version else [],
    )
    if version is None:
        return made
    try:
        made.scan = privacy.look(version, today=today)
    except Refusal as refusal:
        made.problem = str(refusal)
    made.step = gate.next_step(version)
    return made


Check = Callable[[Case, Post], None]
Run = Callable[[Case, Post, datetime, dict[str, Any]], Any]


@dataclass(frozen=True)
class Act:
    """One thing to do; ``check`` raises why not, ``due`` says whether it concerns the record."""

    name: str
    label: str
    consequence: str
    check: Check
    run: Run
    form: type[forms.ActForm] | None = None
    due: Callable[[Case], bool] = lambda case: True
    tone: str = ""
    article: str = ARTICLE

    @property
    def asks(self) -> bool:
        """Whether there is a page before it: something to fill in, or to think about twice."""
        return self.form is not None or self.tone == "danger"


def _move(move: Move, may: Callable[[Case, Post], None]) -> Check:
    def check(case: Case, post: Post) -> None:
        may(case, post)
        LIFECYCLE.check(case.stage, move)

    return check


def _drafts(case: Case, post: Post) -> None:
    permissions.check_can_draft(post, case.record.organ)


def _publishes(case: Case, post: Post) -> None:
    permissions.check_can_publish(post, case.record.organ)


def _on_desk(case: Case) -> None:
    if not kinds.kind(case.record.kind).is_document:
        raise Refusal("本件的内容由系统生成，不在这里修改", remedy="请在生成它的页面上修改")


def _may_submit(case: Case, post: Post) -> None:
    _drafts(case, post)
    LIFECYCLE.check(case.stage, Move.SAVE)
    if case.draft is None:
        raise Refusal("本件还没有草稿", remedy="请先修改并保存")
    checking.check(case.record, case.draft.title, case.draft.content)


def _may_step_back(move: Move) -> Check:
    def check(case: Case, post: Post) -> None:
        _move(move, _drafts)(case, post)
        _on_desk(case)

    return check


def _may_review(case: Case, post: Post) -> None:
    if case.version is None or case.step is None:
        permissions.check_reviews_for(post, case.record.organ)
        raise Refusal("现在没有要审查的稿件")
    permissions.check_can_review(post, case.version, case.step)
    LIFECYCLE.check(case.stage, Move.PASS)


def _may_publish(move: Move) -> Check:
    def check(case: Case, post: Post) -> None:
        _move(move, _publishes)(case, post)
        if case.version and (words := gate.obstacle(case.version, today=case.today)):
            raise Refusal(words, article=ARTICLE)

    return check


def _may_abandon(case: Case, post: Post) -> None:
    _move(Move.ABANDON, _drafts)(case, post)
    if case.record.first_public_at is None:
        raise Refusal("本件还没有公开过，没有可以放弃的更正")


def _may_discard(case: Case, post: Post) -> None:
    _move(Move.DISCARD, _drafts)(case, post)
    if case.record.first_public_at is not None:
        raise Refusal("公开过的信息不能作废", remedy="可以放弃更正，或者办理撤下")


def _may_ask_withdrawal(case: Case, post: Post) -> None:
    permissions.check_can_withdraw(post, case.record.organ)
    if not case.record.is_public:
        raise Refusal("本件现在没有公开，不必撤下")
    if case.withdrawal:
        raise Refusal("本件的撤下已经提出，正待确认", remedy="请由他人确认")


def _may_confirm(case: Case, post: Post) -> None:
    if case.withdrawal is None:
        raise Refusal("没有待确认的撤下")
    permissions.check_can_confirm(post, case.withdrawal)


def _may_ask_to_allow(case: Case, post: Post) -> None:
    _drafts(case, post)
    if case.scan is None or not case.scan.critical:
        raise Refusal("这一稿没有须放行的发现")
    if case.pending:
        raise Refusal("这一稿的放行已经提出，正待保密审查岗位决定")


def _may_allow(case: Case, post: Post) -> None:
    if case.pending is None:
        raise Refusal("没有待决定的放行")
    permissions.check_can_allow(post, case.pending)


def _submit(case: Case, by: Post, at: datetime, data: dict[str, Any]) -> Any:
    assert case.draft is not None  # noqa: S101 (_may_submit)
    return actions.submit(case.record.pk, edition=case.draft.edition, by=by, at=at)


def _review(case: Case, by: Post, at: datetime, data: dict[str, Any]) -> Any:
    assert case.version is not None  # noqa: S101 (_may_review)
    data["conclusion"] = Conclusion(data["conclusion"])
    return actions.review(case.version, by=by, at=at, **data)


def _publish(case: Case, by: Post, at: datetime, data: dict[str, Any]) -> Any:
    assert case.version is not None  # noqa: S101 (LIFECYCLE: ready)
    return actions.publish(case.version, by=by, at=at)


def _of_record(act: Callable[..., Any]) -> Run:
    return lambda case, by, at, data: act(case.record.pk, by=by, at=at, **data)


def _of_withdrawal(act: Callable[..., Any]) -> Run:
    return lambda case, by, at, data: act(case.withdrawal.pk, by=by, at=at)  # type: ignore[union-attr]


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
        _may_submit,
        _submit,
        due=lambda case: case.stage in (Stage.DRAFT, Stage.RETURNED),
    ),
    Act(
        "review",
        "审查",
        "结论只对这一稿有效；通过的进入下一道，退回的交回经办人。",
        _may_review,
        _review,
        form=forms.ReviewForm,
        due=lambda case: case.stage in (Stage.REVIEW, Stage.RETURNED),
    ),
    Act(
        "publish",
        "公开",
        "公众立即看到这一稿；首次公开的时间由系统记下，此后不变。",
        _may_publish(Move.PUBLISH),
        _publish,
        due=lambda case: case.stage not in (Stage.PUBLIC, Stage.DISCARDED),
    ),
    Act(
        "schedule",
        "设定定时公开",
        "到时再查一遍：各项审查、个人信息，都无碍才公开。",
        _may_publish(Move.SCHEDULE),
        _of_record(actions.schedule),
        form=forms.ScheduleForm,
        due=lambda case: case.stage in (Stage.REVIEW, Stage.READY),
    ),
    Act(
        "unschedule",
        "取消定时",
        "回到待公开。",
        _move(Move.UNSCHEDULE, _publishes),
        _of_record(actions.unschedule),
        due=lambda case: case.stage == Stage.SCHEDULED,
    ),
    Act(
        "recall",
        "取回修改",
        "回到拟稿；改动之后，已作的审查不再有效。",
        _may_step_back(Move.RECALL),
        _of_record(actions.recall),
        due=lambda case: case.stage in (Stage.REVIEW, Stage.READY, Stage.SCHEDULED),
    ),
    Act(
        "correct",
        "更正",
        "在公开的文本上另起一稿；新稿审查、公开之前，公众仍看原来的。",
        _may_step_back(Move.CORRECT),
        _of_record(actions.correct),
        due=lambda case: case.record.first_public_at is not None,
        article="《政府信息公开条例》第六条",
    ),
    Act(
        "abandon",
        "放弃更正",
        "删去更正的草稿，公开的文本不变。",
        _may_abandon,
        _of_record(actions.abandon),
        due=lambda case: case.record.first_public_at is not None and case.draft is not None,
        tone="danger",
    ),
    Act(
        "ask_withdrawal",
        "撤下",
        "提出之后由另一人确认；涉密、涉个人信息、涉商业秘密的，提出即下线，再确认。",
        _may_ask_withdrawal,
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
        _may_confirm,
        _of_withdrawal(actions.confirm),
        due=lambda case: case.withdrawal is not None,
        tone="danger",
    ),
    Act(
        "refuse_withdrawal",
        "不同意撤下",
        "没有下线的，继续公开；已经下线的，要重新审查才能再公开。",
        _may_confirm,
        _of_withdrawal(actions.refuse),
        due=lambda case: case.withdrawal is not None,
    ),
    Act(
        "ask_to_allow",
        "申请放行检查发现",
        "写明理由和法律依据，由保密审查岗位的另一人决定；只对这一稿的这些发现有效。",
        _may_ask_to_allow,
        _ask_to_allow,
        form=forms.OverrideForm,
        due=lambda case: case.scan is not None and case.scan.critical > 0,
        article="《个人信息保护法》第十三条",
    ),
    Act(
        "allow",
        "放行",
        "这些内容将随这一稿公开，记入审计日志。",
        _may_allow,
        _of_override(actions.allow),
        due=lambda case: case.pending is not None,
        tone="danger",
        article="《个人信息保护法》第十三条",
    ),
    Act(
        "refuse_to_allow",
        "不予放行",
        "经办人须遮盖或者删去后重新送审。",
        _may_allow,
        _of_override(actions.refuse_to_allow),
        due=lambda case: case.pending is not None,
    ),
    Act(
        "discard",
        "作废",
        "没有公开过的稿件不再办理；记录和各稿保留。",
        _may_discard,
        _of_record(actions.discard),
        due=lambda case: case.record.first_public_at is None and case.stage != Stage.DISCARDED,
        tone="danger",
    ),
)
ACTS = {act.name: act for act in _LISTED}
