"""政府信息公开 of one organ: 指南, 制度, 法定主动公开内容, 年报, and 依申请公开 (PLT-1…6)."""

import contextlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mingbai.organs import queries as organs
from mingbai.organs.models import Organ, OrganKind, Profile
from mingbai.organs.respondents import respondent_of
from mingbai.portal.apply.pages import organ_of
from mingbai.portal.info.lists import listed, year_of
from mingbai.portal.info.serving import public_page
from mingbai.records.queries import public as queries
from mingbai.records.queries import standing
from mingbai.refusal import Refusal
from mingbai.rules import remedy_rights
from mingbai.rules.publicity import Item, Level, items
from mingbai.rules.remedy_law import review_rule, suit_rule

NOT_ENTERED = "未登记"
# 街道办事处是派出机关，不适用第二十一条关于乡镇的规定
LEVELS = {OrganKind.GOVERNMENT: Level.COUNTY, OrganKind.DEPARTMENT: Level.COUNTY}
# 指南必须写明的公开工作机构各项（条例第十二条第二款）
OFFICE = (
    ("office", "政府信息公开工作机构名称"),
    ("address", "办公地址"),
    ("postcode", "邮政编码"),
    ("hours", "办公时间"),
    ("phone", "联系电话"),
    ("fax", "传真号码"),
    ("email", "互联网联系方式"),
)
# 制度：各机关共同的依据；地方的、本机关的制度由公开的信息列出
STATUTES = (
    ("中华人民共和国政府信息公开条例", "国务院令第711号，2019年5月15日起施行"),
    ("政府信息公开信息处理费管理办法", "国办函〔2020〕109号，2021年1月1日起施行"),
    ("中华人民共和国政府信息公开工作年度报告格式", "国办公开办函〔2021〕30号"),
    ("关于规范政府信息公开平台有关事项的通知", "国办公开办函〔2019〕61号"),
    ("公共企事业单位信息公开规定制定办法", "国办发〔2020〕50号，2021年1月1日起施行"),
)


@public_page
def statutory(request: HttpRequest, code: str, item: str = "") -> HttpResponse:
    """法定主动公开内容: the items of Art. 20 and 21 on the left, what is public on the right."""
    organ = organ_of(request, code)
    known = items(LEVELS.get(OrganKind(organ.kind), Level.ANY))
    here = next((each for each in known if each.id == item), None)
    if item and here is None:
        raise Http404
    every = queries.of_items(organ, item)
    context = {
        "organ": organ,
        "part": "statutory",
        "part_name": here.short if here else "法定主动公开内容",
        "items": _by_article(known, queries.by_item(organ)),
        "item": here,
        **listed(request, queries.of_year(every, year_of(request)), every),
    }
    return render(request, "portal/info/platform.html", context)


@public_page
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """The guide, made of the organ's facts whenever it is read (第十二条)."""
    organ = organ_of(request, code)
    profile = organs.profile_of(organ)
    today = timezone.localdate()
    context = {
        "organ": organ,
        "part": "guide",
        "part_name": "公开指南",
        "today": today,
        "office": office(profile),
        "items": items(LEVELS.get(OrganKind(organ.kind), Level.ANY)),
        "profile": profile,
        "remedies": remedies(organ, today),
        "review": review_rule(today),
        "suit": suit_rule(today),
    }
    return render(request, "portal/info/guide.html", context)


@public_page
def rules(request: HttpRequest, code: str) -> HttpResponse:
    """公开制度: the law common to all, and the organ's own rules."""
    organ = organ_of(request, code)
    own = queries.of_kind(organ, "rules")
    standing.mark(own, timezone.localdate())
    context = {
        "organ": organ,
        "part": "rules",
        "part_name": "公开制度",
        "own": own,
        "statutes": STATUTES,
    }
    return render(request, "portal/info/rules.html", context)


@public_page
def reports(request: HttpRequest, code: str) -> HttpResponse:
    """公开年报: every year's, none ever taken away."""
    organ = organ_of(request, code)
    found = queries.of_kind(organ, "annual_report")
    found.sort(key=lambda record: record.key, reverse=True)
    context = {"organ": organ, "part": "reports", "part_name": "公开年报", "reports": found}
    return render(request, "portal/info/reports.html", context)


def office(profile: Profile) -> list[tuple[str, str]]:
    """Each fact that the guide must hold, what is missing said plainly."""
    return [(label, str(getattr(profile, name)) or NOT_ENTERED) for name, label in OFFICE]


def remedies(organ: Organ, today: date) -> dict[str, str]:
    """Before whom the organ's acts can be challenged today; 未登记 where it is not entered."""
    respondent = respondent_of(organ)
    found: dict[str, Any] = {"review": NOT_ENTERED, "court": NOT_ENTERED}
    with contextlib.suppress(Refusal):
        found["review"] = "或者".join(remedy_rights.review_body(respondent, on=today))
    with contextlib.suppress(Refusal):
        found["court"] = remedy_rights.court(respondent, on=today)
    return found


def _by_article(
    known: tuple[Item, ...], counts: Mapping[str, int]
) -> list[tuple[str, list[tuple[Item, int]]]]:
    """The items under their articles, each with how much of it is public."""
    groups: dict[str, list[tuple[Item, int]]] = {"第二十条": [], "第二十一条": []}
    for each in known:
        article = "第二十一条" if each.level is not Level.ANY else "第二十条"
        groups[article].append((each, counts.get(each.id, 0)))
    return [(article, found) for article, found in groups.items() if found]
