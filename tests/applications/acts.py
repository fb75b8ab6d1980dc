"""What a clerk would put down for each move, sometimes wrongly: arguments for random handling."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import uuid4

from mingbai.accounts.models import Post
from mingbai.applications.models import Application, Delivery, Inquiry
from mingbai.applications.stages import Move
from mingbai.rules.draft import Correction, Draft, Pointer, Search
from mingbai.rules.report.outcomes import Outcome

REASON = "该道路由市政公司自行维护，未经本机关批准，故没有形成批准文件，也没有从其他机关获取。"
DRAFTS = (
    Draft(
        outcome=Outcome.NOT_EXIST,
        article="第三十六条第（四）项",
        facts="经检索公文系统和档案室，没有制作或者获取过该文件。",
        reasons=REASON,
        searches=(Search("公文系统、档案室", "李四", "道路 改造", date(2019, 6, 3)),),
    ),
    Draft(
        outcome=Outcome.PROVIDED,
        article="第三十六条第（二）项",
        provided=("关于道路改造工程的批复",),
        way="随本答复邮寄复印件一份",
    ),
    Draft(
        outcome=Outcome.ALREADY_PUBLIC,
        article="第三十六条第（一）项",
        pointer=Pointer(organ="本机关网站", address="http://example.org/a/1.html", way="检索标题"),
    ),
    Draft(
        outcome=Outcome.EXCESSIVE_UNJUSTIFIED,
        article="第三十五条",
        facts="本月已收到同一申请人提出的申请四十件。",
        reasons=REASON,
        reasons_asked_on=date(2019, 6, 3),
    ),
    Draft(outcome=Outcome.WITHDRAWN, statement="不要了"),
    Draft(outcome=Outcome.REFUSE_PROCESS_INFO, article="第十六条", facts="有。"),
)


class Clerk:
    """Fills in what a move asks for; ``rng`` decides, ``day`` is today."""

    def __init__(self, case: Application, rng: Random, day: date, posts: list[Post]) -> None:
        self.case, self.rng, self.day, self.posts = case, rng, day, posts

    def fill(self, move: Move) -> dict[str, Any]:
        """The arguments of the move's action, beside who and when."""
        return dict(getattr(self, f"_{move.value}", dict)())

    def _often(self, usual: Any, *odd: Any) -> Any:
        return self.rng.choice([*[usual] * 9, *odd])

    def _past(self, days: int = 4) -> date:
        """Today or some days ago, now and then tomorrow."""
        back = self._often(self.rng.randint(0, days), -1, 0)
        return self.day - timedelta(days=back)

    def _text(self) -> str:
        return str(self._often("某道路改造工程的批准文件", "", "  "))

    def _inquiries(self) -> list[Inquiry]:
        return list(self.case.inquiries.filter(answered_on=None))

    def _other(self) -> Any:
        others = Application.objects.exclude(pk=self.case.pk).values_list("pk", flat=True)
        return self.rng.choice([uuid4(), *others])

    def _confirm(self) -> dict[str, Any]:
        return {"method": self._text()}

    def _fail_to_confirm(self) -> dict[str, Any]:
        return {"note": self._text()}

    def _return(self) -> dict[str, Any]:
        return {"reason": self._text()}

    def _assign(self) -> dict[str, Any]:
        return {"to": self.rng.choice(self.posts)}

    def _split(self) -> dict[str, Any]:
        return {"items": ["甲文件", "乙文件", "丙文件"][: self.rng.randint(1, 3)]}

    def _link(self) -> dict[str, Any]:
        return {"earlier": self._other()}

    def _term(self) -> int | None:
        return self.rng.choice([None, None, 7, 10, 15, -3, 61])

    def _ask_correction(self) -> dict[str, Any]:
        return {"points": self._text(), "guidance": "请写明文件名称", "workdays": self._term()}

    def _receive_correction(self) -> dict[str, Any]:
        return {"text": self._text(), "on": self._past()}

    def _consult_third_party(self) -> dict[str, Any]:
        return {"name": self._text(), "info": "施工合同", "reasons": "可能涉及商业秘密"}

    def _consult_agency(self) -> dict[str, Any]:
        co_maker = self.rng.random() < 0.5
        return {"name": "某局", "question": self._text(), "co_maker": co_maker}

    def _inquiry(self) -> Any:
        found = [each.pk for each in self._inquiries()]
        return self._often(self.rng.choice(found) if found else uuid4(), uuid4())

    def _record_opinion(self) -> dict[str, Any]:
        delivered = self.rng.choice([None, self._past()])
        given = {"inquiry_id": self._inquiry(), "on": self._past(), "delivered_on": delivered}
        opinion = self.rng.choice(["consent", "partial", "refuse", "done"])
        return given | {"opinion": opinion, "text": self._text()}

    def _end_consultation(self) -> dict[str, Any]:
        delivered = self.rng.choice([None, None, self._past(30)])
        return {"inquiry_id": self._inquiry(), "delivered_on": delivered}

    def _tell_third_party(self) -> dict[str, Any]:
        found = list(self.case.inquiries.exclude(answered_on=None).values_list("pk", flat=True))
        told = self._often(self.rng.choice(found) if found else uuid4(), uuid4())
        return {"inquiry_id": told, "info": "施工合同", "reasons": self._text()}

    def _refer(self) -> dict[str, Any]:
        words = {"info": "施工合同", "doubts": self._text(), "own_view": "倾向公开"}
        return {"to": "某保密局", **words}

    def _record_determination(self) -> dict[str, Any]:
        return {"text": self._text(), "may_disclose": self.rng.random() < 0.5, "on": self._past()}

    def _ask_reason(self) -> dict[str, Any]:
        return {"findings": self._text(), "workdays": self._term()}

    def _receive_reason(self) -> dict[str, Any]:
        return {"text": self._text(), "on": self._past()}

    def _grant_delay(self) -> dict[str, Any]:
        until = self.day + timedelta(days=self.rng.randint(-5, 90))
        return {"until": until, "reasons": self._text()}

    def _charge(self) -> dict[str, Any]:
        tariff, before = self.rng.choice([("items", 12), ("pages", 0)])
        words = {"findings": "数量超过规定", "payment": "某银行某账户"}
        return {"tariff": tariff, "before": before, "count": self.rng.randint(1, 90), **words}

    def _record_payment(self) -> dict[str, Any]:
        return {"on": self._past()}

    def _note_opinion(self) -> dict[str, Any]:
        who = {"unit": "法制科", "person": "王五", "capacity": "legal"}
        return {**who, "text": self._text(), "on": self._past()}

    def _propose_extension(self) -> dict[str, Any]:
        return {"workdays": self.rng.choice([1, 5, 10, 15, 20, 21, 0]), "reason": self._text()}

    def _extend(self) -> dict[str, Any]:
        return self._propose_extension()

    def _decline_extension(self) -> dict[str, Any]:
        return {"opinion": self._text()}

    def _draft(self) -> dict[str, Any]:
        found = self.rng.choice([DRAFTS[0], DRAFTS[0], *DRAFTS])
        if found.outcome is Outcome.NOT_EXIST and self.rng.random() < 0.1:
            noted = Correction(self.day, self.day, self.day)
            found = replace(found, outcome=Outcome.STILL_UNCLEAR, correction=noted)
        return {"draft": replace(found, facts=f"{found.facts}（{self.rng.randint(1, 3)}）")}

    def _answer_at_once(self) -> dict[str, Any]:
        return {"draft": self.rng.choice([DRAFTS[2], DRAFTS[2], *DRAFTS])}

    def _send_back(self) -> dict[str, Any]:
        return {"opinion": self._text()}

    def _recall(self) -> dict[str, Any]:
        return {"reason": self._text()}

    def _serve(self) -> dict[str, Any]:
        method = self.rng.choice(["post", "post", "direct", "entrusted", "electronic", "courier"])
        days = {"posted_on": self._often(self._past(1), None), "signed_on": None}
        if method in ("direct", "entrusted") or self.rng.random() < 0.3:
            days["signed_on"] = self._often(self._past(1), None)
        return {"method": method, "tracking": self._often("EA000000001CN", ""), **days}

    def _record_delivery(self) -> dict[str, Any]:
        waiting = Delivery.objects.filter(paper__application=self.case, served_on=None)
        found = waiting.values_list("pk", flat=True).first()
        return {"delivery_id": self._often(found or uuid4(), uuid4()), "signed_on": self._past()}

    def _record_return(self) -> dict[str, Any]:
        given = self._record_delivery()
        return {
            "delivery_id": given["delivery_id"],
            "returned_on": given["signed_on"],
            "reason": self._text(),
        }

    def _serve_again(self) -> dict[str, Any]:
        return self._serve()

    def _withdraw(self) -> dict[str, Any]:
        return {"statement": self._text(), "on": self._past()}

    def _end(self) -> dict[str, Any]:
        outcome = self.rng.choice(["applicant_ended", "merged", "not_exist"])
        return {"outcome": outcome, "reason": self._text(), "into": self._other()}

    def _reopen(self) -> dict[str, Any]:
        given = {"ordered_on": self._past(10), "workdays": self.rng.choice([None, None, 15, 0])}
        ground = self.rng.choice(["review", "court", "own"])
        return {**given, "basis": self._text(), "ground": ground}
