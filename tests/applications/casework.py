"""An organ with somebody in every role, and one case on its desk: tests say move and day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.applications import actions
from mingbai.applications.models import Application
from mingbai.applications.stages import Stage
from mingbai.rules.receipt import Channel
from tests import factories
from tests.applications import who_may
from tests.applications.acts import DRAFTS

NOT_FOUND, PROVIDED, PUBLIC = DRAFTS[:3]
WORDS: dict[str, dict[str, Any]] = {
    "ask_correction": {"points": "请写明文件名称", "guidance": "可以写文号"},
    "receive_correction": {"text": "某文件"},
    "consult_third_party": {"name": "某公司", "info": "施工合同", "reasons": "可能涉及商业秘密"},
    "consult_agency": {"name": "某局", "question": "可否公开", "co_maker": True},
    "record_opinion": {"opinion": "refuse", "text": "含报价"},
    "tell_third_party": {"info": "施工合同", "reasons": "污染状况关系附近居民的健康"},
    "refer": {"to": "某保密局", "info": "某文件", "doubts": "能否公开", "own_view": "倾向公开"},
    "record_determination": {"text": "可以公开", "may_disclose": True},
    "ask_reason": {"findings": "本月四十件"},
    "receive_reason": {"text": "研究需要"},
    "charge": {
        **{"tariff": "items", "before": 12, "count": 5},
        **{"findings": "本月十七件", "payment": "某银行某账户"},
    },
    "propose_extension": {"workdays": 20, "reason": "案卷多"},
    "extend": {"workdays": 20, "reason": "案卷多"},
    "decline_extension": {"opinion": "可以按期答复"},
    "grant_delay": {"reasons": "理由合理"},
    "draft": {"draft": NOT_FOUND},
    "answer_at_once": {"draft": PUBLIC},
    "send_back": {"opinion": "理由不足"},
    "recall": {"reason": "写错日期"},
    "withdraw": {"statement": "不再需要"},
    "reopen": {"basis": "某复议决定书"},
    "confirm": {"method": "电话"},
    "note_opinion": {"unit": "法制科", "person": "王五", "capacity": "legal", "text": "可以公开"},
}


def day(text: str) -> date:
    """A day in ISO form."""
    return date.fromisoformat(text)


@dataclass
class Desk:
    """One case and those who handle it."""

    posts: dict[Role, Post]
    pk: Any

    def do(self, move: str, today: str, /, **given: Any) -> Application:
        """Make the move on a day by the first who may, with the usual words."""
        row = who_may.table().get((self.case.stage, move))
        who = next((post for role, post in self.posts.items() if row and role in row.who), None)
        by = given.pop("by", who or self.posts[Role.OFFICER])
        act = getattr(actions, "return_" if move == "return" else move)
        act(self.pk, **WORDS.get(move, {}) | given, by=by, at=factories.noon(day(today)))
        return self.case

    def signed(self, on: str, draft: Any = NOT_FOUND) -> Application:
        """Draft, both reviews and the signature on one day."""
        self.do("draft", on, draft=draft)
        for move in ("submit_draft", "pass_legal", "pass_secrecy", "sign"):
            self.do(move, on)
        return self.case

    def closed(self, on: str) -> Application:
        """Answered with 不存在, handed over on the day."""
        self.signed(on)
        return self.do("serve", on, method="direct", signed_on=day(on))

    @property
    def case(self) -> Application:
        """The case as it is kept."""
        return Application.objects.select_related("organ").get(pk=self.pk)

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        return Stage(self.case.stage)

    @property
    def due(self) -> date | None:
        """Its day to reply."""
        return self.case.due_on

    def inquiry(self) -> Any:
        """The key of what was asked last."""
        return self.case.inquiries.latest("dispatched_on").pk


def opened(received: str, *, accepted: bool = True, **facts: Any) -> Desk:
    """A case handed in on a day, accepted the same day, at an organ with everybody in it."""
    root = factories.described(factories.organ(kind="government"))
    organ = factories.described(factories.organ(parent=root))
    posts = factories.office_of_all(organ)
    at = {"channel": Channel.FACE, "by": posts[Role.OFFICER]} | facts
    desk = Desk(posts, factories.filed(organ, day(received), **at).application.pk)
    if accepted and desk.stage is Stage.REGISTERED:
        desk.do("accept", received)
    return desk
