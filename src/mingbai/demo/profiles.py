"""Where the demonstration's organs are found, and before whom they are challenged; all invented."""

from datetime import datetime

from mingbai.accounts.roles import Role
from mingbai.audit.actors import COMMAND
from mingbai.demo.officers import Staff
from mingbai.demo.remedies import CITY_REVIEW_BODY, COURT
from mingbai.documents.actions import set_numbering
from mingbai.organs.actions import describe
from mingbai.organs.models import Organ, OrganKind

CITY_COURT = "示范市中级人民法院"
HOURS = "工作日 9:00—12:00，13:30—17:00"


def mark_all(organs: dict[str, Organ], staff: Staff, *, at: datetime) -> None:
    """Give every organ its 代字, the two characters before 政公开 in the numbers of its papers."""
    for organ in organs.values():
        officer = staff[organ.code, Role.OFFICER]
        mark = "明" + organ.short_name.removeprefix("区")[0]
        set_numbering("document", organ=organ, pattern="", mark=mark, by=officer, at=at)


def describe_all(organs: dict[str, Organ], *, at: datetime) -> None:
    """Give every organ its office, address and telephone; the government also the courts."""
    for serial, organ in enumerate(organs.values(), 1):
        facts: dict[str, object] = {
            "office": f"{organ.name}办公室",
            "address": f"示范市明阳区政务路{serial}号",
            "postcode": "000000",
            "hours": HOURS,
            "phone": f"0000-0000{serial:04d}",
        }
        if organ.kind == OrganKind.GOVERNMENT:
            facts |= {
                "office": "区政府办公室政务公开科",
                "upper_government": CITY_REVIEW_BODY,
                "basic_court": COURT,
                "intermediate_court": CITY_COURT,
                "review_link": "https://www.example.gov.cn/fuyi/",
            }
        if organ.kind == OrganKind.PUBLIC_UNIT and organ.parent:
            facts["competent_department"] = organ.parent.name
        if organ.code == "sfj":
            facts |= {"justice_office": True, "higher_office": "示范市司法局"}
        describe(organ, by=COMMAND, at=at, **facts)
