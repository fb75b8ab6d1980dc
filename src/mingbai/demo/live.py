"""Cases under way today, one in each typical stage, so that clocks and moves can be tried."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.applications import actions as applications
from mingbai.applications import clock
from mingbai.applications.asked import Person, Request
from mingbai.applications.models import Application, ObtainChannel, ObtainMethod
from mingbai.applications.stages import Stage
from mingbai.demo import replies, supplied
from mingbai.demo.logins import CODE
from mingbai.demo.moments import moment
from mingbai.demo.officers import Staff
from mingbai.limits import codes
from mingbai.organs.models import Organ
from mingbai.rules.receipt import Channel
from mingbai.rules.report.outcomes import ApplicantKind

_CHECK = "10X98765432"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass
class Life:
    """One case under way: who files it, at which organ, and its officers."""

    organ: Organ
    staff: Staff
    today: date
    case: Application | None = None

    def post(self, role: Role = Role.OFFICER) -> Post:
        """The officer of the organ in a role."""
        return self.staff[self.organ.code, role]

    def before(self, workdays: int, hour: int = 10) -> datetime:
        """An hour of the n-th working day before today (of today itself for 0)."""
        day, left = self.today, workdays
        calendar = clock.calendar()
        while left or not calendar.is_workday(day):
            day -= timedelta(days=1)
            left -= calendar.is_workday(day) if left else 0
        return moment(day, hour)

    def file(self, place: int, workdays: int, description: str, **facts: object) -> Application:
        """File it so many working days ago, on line and confirmed unless ``facts`` say other."""
        at = self.before(workdays)
        defaults: dict[str, object] = {
            "person": person(place),
            "request": Request(description, ObtainMethod.ELECTRONIC, ObtainChannel.ONLINE),
            "channel": Channel.WEB,
            "arrived_at": at,
            "confirmed": True,
            "confirm_method": "网站系统确认",
            "by": None,
            "at": at,
        }
        made = applications.submit(organ=self.organ, **(defaults | facts))  # type: ignore[arg-type]
        self.case = made.application
        filing = self.case.filing
        filing.code_hash = codes.hashed(CODE)
        filing.save(update_fields=["code_hash"])
        return self.case


def begin(organs: dict[str, Organ], staff: Staff, *, now: datetime) -> int:
    """Live through every case up to ``now``; returns how many there are."""
    today = timezone.localdate(now)
    for place, (code, live) in enumerate(_CASES):
        live(Life(organs[code], staff, today), place)
    return len(_CASES)


def answered() -> str:
    """The number of a case whose reply can be fetched with ``CODE``."""
    found = Application.objects.filter(organ__code="fgj", stage=Stage.CLOSED).order_by("number")
    return "".join(found.values_list("number", flat=True)[:1])


def person(place: int) -> Person:
    """An invented applicant; the check digit of his identity number is always wrong."""
    names = ("陈晓", "林一鸣", "高远", "罗青", "唐可", "示范市清源环保咨询有限公司", "韩雪", "白松")
    name = names[place % len(names)]
    business = name.endswith("公司")
    return Person(
        kind=ApplicantKind.ORG_BUSINESS if business else ApplicantKind.NATURAL,
        name=name,
        identity="91000000MA0000000X" if business else _invalid_identity(place),
        identity_kind="credit_code" if business else "id_card",
        phone=f"1300000{place:04d}",
        address=f"示范市明阳区和平路{place + 1}号",
    )


def _invalid_identity(place: int) -> str:
    digits = f"00000019900101{place:03d}"
    right = _CHECK[sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=True)) % 11]
    return digits + ("1" if right != "1" else "2")


def _just_filed(life: Life, place: int) -> None:
    life.file(place, 0, "2026年度城乡低保标准调整的测算依据")


def _unconfirmed(life: Life, place: int) -> None:
    life.file(
        place,
        2,
        "东岭路以东地块的控制性详细规划图则",
        channel=Channel.LETTER,
        confirmed=False,
        confirm_method="",
        by=life.post(),
    )


def _due_tomorrow(life: Life, place: int) -> None:
    case = life.file(place, 19, "清河片区土地征收补偿安置方案及听证记录")
    applications.accept(case.pk, by=life.post(), at=life.before(18))


def _overdue(life: Life, place: int) -> None:
    case = life.file(place, 22, "朝晖街道2025年度背街小巷整治工程的施工合同")
    applications.accept(case.pk, by=life.post(), at=life.before(20))


def _awaiting_correction(life: Life, place: int) -> None:
    case = life.file(place, 6, "有关小区改造的材料")
    applications.ask_correction(
        case.pk,
        points="“有关小区改造的材料”指向不明，请写明小区名称、所需文件的名称或者形成时间。",
        guidance="可以参照政府信息公开目录中的名称填写；补正可以在网上查询页面提交。",
        by=life.post(),
        at=life.before(4),
    )


def _asking_third_party(life: Life, place: int) -> None:
    case = life.file(place, 12, "某科技有限公司申报技术改造补助的项目申报书")
    applications.accept(case.pk, by=life.post(), at=life.before(11))
    applications.consult_third_party(
        case.pk,
        name="示范市某科技有限公司",
        info="2025年度技术改造补助项目申报书（含技术方案）",
        reasons="该申报书可能涉及商业秘密。",
        by=life.post(),
        at=life.before(9),
    )


def _extension_proposed(life: Life, place: int) -> None:
    case = life.file(place, 17, "2015年以来公办幼儿园建设用地划拨文件")
    applications.accept(case.pk, by=life.post(), at=life.before(16))
    applications.propose_extension(
        case.pk,
        workdays=10,
        reason="涉及十个年度的档案，需要逐卷查找核对。",
        by=life.post(),
        at=life.before(1),
    )


def _in_review(life: Life, place: int) -> None:
    case = life.file(place, 14, "永安街道河道清淤工程的监理日志")
    applications.accept(case.pk, by=life.post(), at=life.before(13))
    draft = replies.not_found(life.before(6).date())
    applications.draft(case.pk, draft=draft, by=life.post(), at=life.before(3))
    applications.submit_draft(case.pk, by=life.post(), at=life.before(3, 15))


def _answered(life: Life, place: int) -> None:
    case = life.file(place, 15, "2025年政府投资建设项目的批复文件清单")
    applications.accept(case.pk, by=life.post(), at=life.before(14))
    draft = replies.provided()
    applications.draft(case.pk, draft=draft, by=life.post(), at=life.before(9))
    applications.submit_draft(case.pk, by=life.post(), at=life.before(9, 15))
    applications.pass_legal(case.pk, by=life.post(Role.REVIEWER), at=life.before(8))
    applications.pass_secrecy(case.pk, by=life.post(Role.SECRECY), at=life.before(8, 15))
    applications.sign(case.pk, by=life.post(Role.SIGNER), at=life.before(7))
    applications.serve(
        case.pk,
        method="electronic",
        files=[supplied.list_of_approvals()],
        by=life.post(),
        at=life.before(7, 15),
    )


_CASES: tuple[tuple[str, Callable[[Life, int], None]], ...] = (
    ("mzj", _just_filed),
    ("zrzyj", _unconfirmed),
    ("zrzyj", _due_tomorrow),
    ("zhaohui", _overdue),
    ("zjj", _awaiting_correction),
    ("gxj", _asking_third_party),
    ("jytyj", _extension_proposed),
    ("yongan", _in_review),
    ("fgj", _answered),
)
