"""The one table of moves of an application: where each leads, who makes it, by which article.

Buttons, addresses, events, the flow chart of the procedure and the tests all read it here.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from mingbai.accounts.roles import Role
from mingbai.lifecycle import Lifecycle


class Stage(StrEnum):
    """Where an application stands (第二十九至四十五条); ``LEDGER``: entered after the fact."""

    SUBMITTED = "submitted"
    UNCONFIRMED = "unconfirmed"
    LAPSED = "lapsed"
    REGISTERED = "registered"
    AWAITING_CORRECTION = "awaiting_correction"
    PROCESSING = "processing"
    CONSULTING_THIRD_PARTY = "consulting_third_party"
    CONSULTING_AGENCY = "consulting_agency"
    REFERRED = "referred"
    AWAITING_REASON = "awaiting_reason"
    AWAITING_PAYMENT = "awaiting_payment"
    LEGAL_REVIEW = "legal_review"
    SECRECY_REVIEW = "secrecy_review"
    SIGNING = "signing"
    SIGNED = "signed"
    CLOSED = "closed"
    ARCHIVED = "archived"
    REOPENED = "reopened"
    LEDGER = "ledger"

    @property
    def label(self) -> str:
        """The stage in Chinese."""
        return str(_data()["stage"][self.value]["label"])

    @property
    def told(self) -> str:
        """What the stage means to the applicant, as his status page says it."""
        return str(_data()["stage"][self.value]["told"])


class Move(StrEnum):
    """A legal act on an application; its ``law`` says what it is."""

    SUBMIT = "submit"
    CONFIRM = "confirm"
    FAIL_TO_CONFIRM = "fail_to_confirm"
    RETURN = "return"
    ASSIGN = "assign"
    SPLIT = "split"
    LINK = "link"
    ACCEPT = "accept"
    ASK_CORRECTION = "ask_correction"
    RECEIVE_CORRECTION = "receive_correction"
    CLOSE_UNCORRECTED = "close_uncorrected"
    CONSULT_THIRD_PARTY = "consult_third_party"
    CONSULT_AGENCY = "consult_agency"
    RECORD_OPINION = "record_opinion"
    END_CONSULTATION = "end_consultation"
    TELL_THIRD_PARTY = "tell_third_party"
    REFER = "refer"
    RECORD_DETERMINATION = "record_determination"
    ASK_REASON = "ask_reason"
    RECEIVE_REASON = "receive_reason"
    GRANT_DELAY = "grant_delay"
    JUDGE_EXCESSIVE = "judge_excessive"
    CHARGE = "charge"
    RECORD_PAYMENT = "record_payment"
    CLOSE_UNPAID = "close_unpaid"
    NOTE_OPINION = "note_opinion"
    PROPOSE_EXTENSION = "propose_extension"
    EXTEND = "extend"
    DECLINE_EXTENSION = "decline_extension"
    DRAFT = "draft"
    ANSWER_AT_ONCE = "answer_at_once"
    SUBMIT_DRAFT = "submit_draft"
    PASS_LEGAL = "pass_legal"  # noqa: S105 (a review that is passed)
    PASS_SECRECY = "pass_secrecy"  # noqa: S105
    SEND_BACK = "send_back"
    SIGN = "sign"
    RECALL = "recall"
    SERVE = "serve"
    RECORD_DELIVERY = "record_delivery"
    RECORD_RETURN = "record_return"
    SERVE_AGAIN = "serve_again"
    WITHDRAW = "withdraw"
    END = "end"
    ARCHIVE = "archive"
    REOPEN = "reopen"

    @property
    def law(self) -> "MoveLaw":
        """Its name, article, consequence and roles."""
        return _moves()[self]

    @property
    def label(self) -> str:
        """The move in Chinese, as its button says it."""
        return self.law.label


@dataclass(frozen=True)
class MoveLaw:
    """What a move is: ``consequence`` in one sentence for the officer, ``verb`` of its event.

    ``roles`` are the posts that may make it; ``applicant``: the applicant himself may, too;
    ``document``: the paper that goes out with it, a kind of ``documents``, may be empty.
    """

    label: str
    article: str
    consequence: str
    verb: str
    roles: frozenset[Role]
    applicant: bool
    document: str


@cache
def _moves() -> dict[Move, MoveLaw]:
    return {move: _law(_data()["move"][move.value]) for move in Move}


def _law(row: dict[str, Any]) -> MoveLaw:
    return MoveLaw(
        label=row["label"],
        article=row["article"],
        consequence=row["consequence"],
        verb=row["verb"],
        roles=frozenset(Role(role) for role in row["roles"]),
        applicant=row.get("applicant", False),
        document=row.get("document", ""),
    )


@cache
def _data() -> dict[str, Any]:
    text = files("mingbai.applications").joinpath("data/stages.toml").read_text("utf-8")
    return tomllib.loads(text)


_S, _M = Stage, Move

# 答复期限在走、尚未送审的环节；征求意见、提请确定期间案件仍在办。
HANDLING = (_S.PROCESSING, _S.CONSULTING_THIRD_PARTY, _S.CONSULTING_AGENCY, _S.REFERRED)
REVIEWS = (_S.LEGAL_REVIEW, _S.SECRECY_REVIEW, _S.SIGNING)
WAITING = (_S.AWAITING_CORRECTION, _S.AWAITING_REASON, _S.AWAITING_PAYMENT)
UNRECEIVED = (_S.SUBMITTED, _S.UNCONFIRMED)
OPEN = (_S.REGISTERED, _S.REOPENED, *HANDLING, *WAITING, *REVIEWS, _S.SIGNED)
ENDED = (_S.CLOSED, _S.ARCHIVED)
CONSULTING = (_S.CONSULTING_THIRD_PARTY, _S.CONSULTING_AGENCY)


def _staying(move: Move, stages: Iterable[Stage]) -> dict[tuple[Stage, Move], tuple[Stage, ...]]:
    return {(stage, move): (stage,) for stage in stages}


def _leading(
    move: Move, stages: Iterable[Stage], *to: Stage
) -> dict[tuple[Stage, Move], tuple[Stage, ...]]:
    return {(stage, move): to for stage in stages}


LIFECYCLE = Lifecycle[Stage, Move](
    table={
        # 收到与登记（第二十九至三十一条）
        **_leading(_M.CONFIRM, UNRECEIVED, _S.REGISTERED),
        **_leading(_M.FAIL_TO_CONFIRM, UNRECEIVED, _S.UNCONFIRMED),
        **_leading(_M.RETURN, UNRECEIVED, _S.LAPSED),
        **_staying(_M.SPLIT, (_S.REGISTERED,)),
        **_leading(_M.ACCEPT, (_S.REGISTERED, _S.REOPENED), _S.PROCESSING),
        # 补正（第三十条）
        **_leading(_M.ASK_CORRECTION, (_S.REGISTERED, _S.PROCESSING), _S.AWAITING_CORRECTION),
        **_leading(_M.RECEIVE_CORRECTION, (_S.AWAITING_CORRECTION,), _S.PROCESSING),
        **_leading(_M.CLOSE_UNCORRECTED, (_S.AWAITING_CORRECTION,), _S.CLOSED),
        # 征求意见（第三十二至三十四条）、提请确定（第十七条）
        **_leading(_M.CONSULT_THIRD_PARTY, (_S.PROCESSING, *CONSULTING), _S.CONSULTING_THIRD_PARTY),
        **_leading(_M.CONSULT_AGENCY, (_S.PROCESSING, *CONSULTING), _S.CONSULTING_AGENCY),
        **_leading(_M.RECORD_OPINION, CONSULTING, _S.PROCESSING, *CONSULTING),
        **_leading(_M.END_CONSULTATION, CONSULTING, _S.PROCESSING, *CONSULTING),
        **_staying(_M.TELL_THIRD_PARTY, HANDLING),
        **_leading(_M.REFER, (_S.PROCESSING,), _S.REFERRED),
        **_leading(_M.RECORD_DETERMINATION, (_S.REFERRED,), _S.PROCESSING),
        # 数量、频次明显超过合理范围（第三十五条）
        **_leading(_M.ASK_REASON, (_S.PROCESSING,), _S.AWAITING_REASON),
        **_staying(_M.RECEIVE_REASON, (_S.AWAITING_REASON,)),
        **_leading(_M.GRANT_DELAY, (_S.AWAITING_REASON,), _S.PROCESSING),
        **_leading(_M.JUDGE_EXCESSIVE, (_S.AWAITING_REASON,), _S.PROCESSING),
        # 信息处理费（第四十二条，国办函〔2020〕109号）
        **_leading(_M.CHARGE, (_S.PROCESSING,), _S.AWAITING_PAYMENT),
        **_leading(_M.RECORD_PAYMENT, (_S.AWAITING_PAYMENT,), _S.PROCESSING),
        **_leading(_M.CLOSE_UNPAID, (_S.AWAITING_PAYMENT,), _S.CLOSED),
        # 延期（第三十三条第二款）
        **_staying(_M.PROPOSE_EXTENSION, (_S.REGISTERED, *HANDLING, _S.AWAITING_REASON, *REVIEWS)),
        **_staying(_M.EXTEND, (_S.REGISTERED, *HANDLING, _S.AWAITING_REASON, *REVIEWS)),
        **_staying(_M.DECLINE_EXTENSION, (_S.REGISTERED, *HANDLING, _S.AWAITING_REASON, *REVIEWS)),
        # 答复（第三十六至四十条）：起草、审查、签发、送达
        **_staying(_M.NOTE_OPINION, (_S.REGISTERED, *HANDLING, *REVIEWS)),
        **_staying(_M.DRAFT, HANDLING),
        **_leading(_M.ANSWER_AT_ONCE, (_S.REGISTERED, _S.PROCESSING), _S.CLOSED),
        **_leading(_M.SUBMIT_DRAFT, (_S.PROCESSING,), _S.LEGAL_REVIEW),
        **_leading(_M.PASS_LEGAL, (_S.LEGAL_REVIEW,), _S.SECRECY_REVIEW),
        **_leading(_M.PASS_SECRECY, (_S.SECRECY_REVIEW,), _S.SIGNING),
        **_leading(_M.SEND_BACK, REVIEWS, _S.PROCESSING),
        **_leading(_M.SIGN, (_S.SIGNING,), _S.SIGNED),
        **_leading(_M.RECALL, (_S.SIGNED,), _S.PROCESSING),
        **_leading(_M.SERVE, (_S.SIGNED,), _S.CLOSED),
        **_staying(_M.RECORD_DELIVERY, (_S.CLOSED,)),
        **_staying(_M.RECORD_RETURN, (_S.CLOSED,)),
        **_staying(_M.SERVE_AGAIN, (_S.CLOSED,)),
        # 承办、关联、撤回、终止、归档，责令重新答复
        **_staying(_M.ASSIGN, (*UNRECEIVED, *OPEN)),
        **_staying(_M.LINK, (*OPEN, _S.CLOSED)),
        **_leading(_M.WITHDRAW, UNRECEIVED, _S.LAPSED),
        **_leading(_M.WITHDRAW, OPEN, _S.CLOSED),
        **_leading(_M.END, (_S.REGISTERED, *HANDLING, *WAITING), _S.CLOSED),
        **_leading(_M.ARCHIVE, (_S.CLOSED,), _S.ARCHIVED),
        **_leading(_M.REOPEN, (*ENDED, _S.LEDGER), _S.REOPENED),
    },
    label={stage: stage.label for stage in Stage} | {move: move.label for move in Move},
    final=frozenset({_S.LAPSED, _S.ARCHIVED}),
)
# 提交之后的环节：收到之日当即确定的直接登记（第三十一条）。
STARTS = (_S.SUBMITTED, _S.REGISTERED)
