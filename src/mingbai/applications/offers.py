"""What can be done with a case now, by whom; one answer for the buttons and for the POSTs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from mingbai.accounts.models import Post, User
from mingbai.applications import guards, permissions
from mingbai.applications.actions import answering
from mingbai.applications.models import Application
from mingbai.applications.stages import LIFECYCLE, Move, Stage
from mingbai.refusal import Refusal

# 每个环节通常先办的；其余按程序的顺序，随时可办的排在最后
_FIRST: dict[Stage, tuple[Move, ...]] = {
    Stage.SUBMITTED: (Move.CONFIRM, Move.FAIL_TO_CONFIRM),
    Stage.UNCONFIRMED: (Move.CONFIRM, Move.FAIL_TO_CONFIRM),
    Stage.REGISTERED: (Move.ACCEPT, Move.ASK_CORRECTION, Move.ANSWER_AT_ONCE),
    Stage.PROCESSING: (Move.SUBMIT_DRAFT, Move.DRAFT),
    Stage.CONSULTING_THIRD_PARTY: (Move.RECORD_OPINION, Move.END_CONSULTATION, Move.DRAFT),
    Stage.CONSULTING_AGENCY: (Move.RECORD_OPINION, Move.END_CONSULTATION, Move.DRAFT),
    Stage.LEGAL_REVIEW: (Move.PASS_LEGAL, Move.SEND_BACK),
    Stage.SECRECY_REVIEW: (Move.PASS_SECRECY, Move.SEND_BACK),
    Stage.SIGNING: (Move.SIGN, Move.SEND_BACK),
    Stage.SIGNED: (Move.SERVE,),
}
_DECISIONS = (Move.EXTEND, Move.DECLINE_EXTENSION)
_ALWAYS = (Move.NOTE_OPINION, Move.ASSIGN, Move.LINK, Move.WITHDRAW, Move.END)
_REVIEWS = frozenset({Move.PASS_LEGAL, Move.PASS_SECRECY, Move.SIGN})


@dataclass(frozen=True)
class Offer:
    """A move of the stage: ``post`` of the person that makes it, ``refusal`` why not now.

    Without a post the move belongs to somebody else, whom ``by_whom`` names.
    """

    move: Move
    post: Post | None
    refusal: Refusal | None

    @property
    def possible(self) -> bool:
        """Whether the person can make it now."""
        return self.post is not None and self.refusal is None

    @property
    def by_whom(self) -> str:
        """The roles that make it, in Chinese."""
        return "、".join(sorted(role.label for role in self.move.law.roles))

    @property
    def reason(self) -> str:
        """Why it cannot be made now, with the article; empty when it can."""
        return str(self.refusal) if self.refusal else ""


def offers(user: User, application: Application, *, today: date) -> list[Offer]:
    """Every move of the case's stage, what usually comes next first."""
    stage = Stage(application.stage)
    held = permissions.posts_for(user, application, today=today)
    known = set(LIFECYCLE.moves_from(stage))
    return [_offer(held, application, move, today) for move in _ordered(application, known)]


def _ordered(application: Application, known: Collection[Move]) -> list[Move]:
    """The head's decision where one waits, the usual next steps, the procedure, the rest."""
    waits = guards.pending_extension(application) is not None
    first = [*(_DECISIONS if waits else ()), *_FIRST.get(Stage(application.stage), ())]
    middle = [move for move in Move if move not in first and move not in _ALWAYS]
    return [move for move in dict.fromkeys([*first, *middle, *_ALWAYS]) if move in known]


def offer(user: User, application: Application, move: Move, *, today: date) -> Offer | None:
    """The same for one move, which the stage need not know; None for who never makes it."""
    held = permissions.posts_for(user, application, today=today)
    made = _offer(held, application, move, today)
    return made if made.post else None


def _offer(held: Sequence[Post], application: Application, move: Move, today: date) -> Offer:
    stage = Stage(application.stage)
    fitting = [post for post in held if permissions.makes(post, move, stage)]
    if not fitting and not LIFECYCLE.allows(stage, move):
        # 环节已变：仍告诉办得了这一步的人为什么现在不能办
        fitting = [post for post in held if permissions.makes(post, move)]
    refusals = [_refusal(post, application, move, today) for post in fitting]
    for post, refusal in zip(fitting, refusals, strict=True):
        if refusal is None:
            return Offer(move, post, None)
    if fitting:
        return Offer(move, fitting[0], refusals[0])
    return Offer(move, None, _guarded(application, move, today))


def _refusal(post: Post, application: Application, move: Move, today: date) -> Refusal | None:
    if found := _guarded(application, move, today):
        return found
    if move in _REVIEWS:
        try:
            answering.check_third(answering.latest(application), post)
        except Refusal as refusal:
            return refusal
    return None


def _guarded(application: Application, move: Move, today: date) -> Refusal | None:
    try:
        guards.check(application, move, today=today)
    except Refusal as refusal:
        return refusal
    return None
