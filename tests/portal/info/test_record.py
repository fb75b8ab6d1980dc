"""The page of a record: the head table, what is in force, its relations; nothing of a draft."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingbai.accounts.roles import Role
from mingbai.audit.actors import TICK
from mingbai.organs.models import Organ
from mingbai.records import actions
from mingbai.records.models import Column, Record
from mingbai.records.queries import public
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


class Head(HTMLParser):
    """The head table as pairs, and the meta tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pairs: list[list[str]] = []
        self.meta: dict[str, str] = {}
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "meta" and "name" in facts:
            self.meta[facts["name"]] = facts["content"]
        if tag == "dl":
            self.inside = facts.get("class") == "record-head"
        if self.inside and tag == "dt":
            self.pairs.append(["", ""])
        if tag in ("dt", "dd"):
            self.tag = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "dl"

    def handle_data(self, data: str) -> None:
        if self.inside and self.pairs:
            self.pairs[-1][self.tag == "dd"] += data.strip()


def read(client: Client, record: Record) -> str:
    answer = client.get(record.public_path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_head_table_has_the_nine_rows_in_order(
    client: Client, bureau: Organ, notices: Column
) -> None:
    record = factories.public_record(
        bureau, title="关于停车管理的通知", kind="document", column=notices, formed_on="2020-01-06"
    )
    head = Head(read(client, record))
    assert head.pairs[:9] == [
        ["索引号", record.index_no],
        ["分类", "综合政务 / 政务公开\u3000通知"],
        ["发布机构", "明阳区交通局"],
        ["成文日期", "2020-01-06"],
        ["标题", "关于停车管理的通知"],
        ["文号", "明政发〔2020〕1号"],
        ["发布日期", "2020-01-10 12:00"],
        ["有效性", "现行有效"],
        ["公开属性", "主动公开"],
    ]


def test_a_missing_number_is_a_dash_and_never_invented(client: Client, bureau: Organ) -> None:
    head = dict(Head(read(client, factories.public_record(bureau))).pairs)  # type: ignore[arg-type]
    assert head["文号"] == "—"
    assert head["有效性"] == "—"


def test_the_page_tells_machines_what_it_is(client: Client, bureau: Organ, notices: Column) -> None:
    record = factories.public_record(bureau, column=notices, source="市交通局", keywords="道路")
    page = read(client, record)
    meta = Head(page).meta
    assert meta["ArticleTitle"] == record.title
    assert meta["PubDate"] == "2020-01-10 12:00"
    assert meta["ContentSource"] == "市交通局"
    assert meta["ColumnName"] == "通知公告"
    assert meta["Url"] == f"http://testserver{record.public_path}"
    assert f'<link rel="canonical" href="http://testserver{record.public_path}">' in page


@pytest.mark.parametrize(("stated", "late"), [("2020-01-08", True), ("2020-01-09", False)])
def test_a_date_stated_earlier_by_more_than_a_day_is_late(
    client: Client, bureau: Organ, stated: str, *, late: bool
) -> None:
    page = read(client, factories.public_record(bureau, stated_on=stated))
    assert ("补发" in page) is late


def test_a_migrated_page_keeps_its_date_and_is_not_late(client: Client, bureau: Organ) -> None:
    record = factories.public_record(bureau, formed_on="2015-03-01", stated_on="2015-03-02")
    listed = factories.noon(date(2015, 3, 2))
    Record.objects.filter(pk=record.pk).update(migrated=True, listed_at=listed)
    page = read(client, record)
    words = dict(Head(page).pairs)["发布日期"]  # type: ignore[arg-type]
    assert words == "2015-03-02（迁移，2020-01-10 12:00收入本网站）"
    assert "补发" not in page


def test_a_repealed_paper_says_so_before_its_title(client: Client, bureau: Organ) -> None:
    old = factories.public_record(bureau, title="旧办法", kind="document")
    new = factories.public_record(bureau, title="新办法", kind="document")
    actions.change_validity(
        old.pk,
        change="repealed",
        on=date(2020, 3, 1),
        basis_record=new.pk,
        by=factories.records_staff(bureau)[Role.OFFICER],
        at=NOON,
    )
    page = read(client, old)
    assert page.index("<strong>已废止</strong>") < page.index("<h1>旧办法</h1>")
    assert f'<a href="{new.public_path}">新办法（{new.doc_no}）</a>' in page
    assert "废止的文件" in read(client, new)


def test_the_steps_of_a_policy_name_what_is_missing(client: Client, bureau: Organ) -> None:
    paper = factories.public_record(bureau, title="停车办法", kind="normative")
    told = factories.public_record(bureau, title="一图读懂停车办法", kind="interpretation")
    relate(told, paper, "interprets")
    for each in (paper, told):
        page = read(client, each)
        steps = re.findall(r'<li( class="missing")?><strong>(.*?)</strong>', page)
        assert [(name, not missing) for missing, name in steps] == [
            ("意见征集", False),
            ("会议审议", False),
            ("文件", True),
            ("政策解读", True),
            ("政策问答", False),
        ]
    assert "一图读懂停车办法" in read(client, paper)


def test_a_paper_that_needs_no_interpretation_lacks_no_step(client: Client, bureau: Organ) -> None:
    paper = factories.public_record(bureau, title="停水通告", kind="document")
    assert "来龙去脉" not in read(client, paper)
    told = factories.public_record(bureau, title="停水问答", kind="interpretation")
    relate(told, paper, "answers")
    page = read(client, paper)
    assert re.findall(r"<li[^>]*><strong>(.*?)</strong>", page) == ["文件", "政策问答"]
    assert "还没有公开的内容" not in page


def test_questions_and_answers_are_a_step_on_both_ends(client: Client, bureau: Organ) -> None:
    paper = factories.public_record(bureau, title="停车办法", kind="document")
    asked = factories.public_record(bureau, title="停车办法问答", kind="interpretation")
    relate(asked, paper, "answers")
    for each in (paper, asked):
        assert "<li><strong>政策问答</strong>" in read(client, each)
    assert "停车办法问答" in read(client, paper)
    assert f'href="{paper.public_path}"' in read(client, asked)


def test_relations_are_seen_from_both_ends_or_from_none(bureau: Organ) -> None:
    records = [factories.public_record(bureau, title=f"文件{n}") for n in range(3)]
    hidden = factories.submitted(bureau, title="还在审查的文件").record
    for source, target, kind in [(0, 1, "interprets"), (2, 1, "amends"), (1, 0, "related")]:
        relate(records[source], records[target], kind)
    relate(hidden, records[0], "related")
    ended = relate(records[0], records[2], "forwards")
    actions.unrelate(ended.pk, by=factories.records_staff(bureau)[Role.OFFICER], at=NOON)
    seen = {
        (each.pk, link.record.pk, link.kind, link.outward)
        for each in records
        for link in public.links(each)
    }
    assert len(seen) == 6
    assert seen == {(there, here, kind, not out) for here, there, kind, out in seen}


def test_a_correction_is_told_with_its_reason(client: Client, bureau: Organ) -> None:
    record = factories.public_record(bureau, title="第一稿")
    by = factories.records_staff(bureau)[Role.OFFICER]
    actions.correct(record.pk, by=by, at=NOON)
    draft = record.draft
    content = draft.content | {"change_reason": "erratum", "change_note": "更正了一处日期"}
    content["formed_on"] = "2020-01-02"
    actions.save(record.pk, edition=1, title="第二稿", content=content, by=by, at=NOON)
    page = read(client, record)
    assert "第二稿" not in page
    assert "更正了一处日期" not in page
    later = NOON + timedelta(days=3)
    version = actions.submit(record.pk, edition=2, by=by, at=later)
    actions.publish(factories.reviewed(version, at=later), by=by, at=later)
    page = read(client, record)
    assert "<h1>第二稿</h1>" in page
    assert "文字勘误：更正了一处日期（改动：标题、成文日期）" in page
    assert "本稿经预先审查、保密审查、签发后公开" in page
    assert version.sha256 in page
    assert dict(Head(page).pairs)["发布日期"] == "2020-01-10 12:00"  # type: ignore[arg-type]


def test_the_body_is_cleaned_again_when_shown(client: Client, bureau: Organ) -> None:
    page = read(client, factories.public_record(bureau, body="<p>好<script>alert(1)</script></p>"))
    assert "alert(1)" not in page


def test_a_draft_is_not_there(client: Client, bureau: Organ) -> None:
    record = factories.submitted(bureau).record
    record.refresh_from_db()
    assert client.get(record.public_path).status_code == 404


def test_a_record_of_another_site_is_not_there(
    client: Client, stranger: Organ, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "else.test"]
    record = factories.public_record(stranger)
    assert client.get(record.public_path).status_code == 404
    assert client.get(record.public_path, headers={"host": "else.test"}).status_code == 200


def test_an_address_in_capitals_leads_to_the_lower_case(client: Client, bureau: Organ) -> None:
    bureau.credit_code = "11990000MB0000019F"
    bureau.save()
    record = factories.public_record(bureau)
    shouted = record.public_path.replace("mb00", "MB00")
    answer = client.get(shouted)
    assert (answer.status_code, answer["Location"]) == (301, record.public_path)


def test_a_withdrawn_record_leaves_its_note_and_not_its_title(
    client: Client, bureau: Organ
) -> None:
    record = factories.public_record(bureau, title="张三的处罚决定")
    staff, at = factories.records_staff(bureau), NOON + timedelta(days=1)
    asked = actions.ask_withdrawal(
        record.pk, reason="personal", note="该页写有住址，已撤下。", by=staff[Role.OFFICER], at=at
    )
    answer = client.get(record.public_path)
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "公开信息因含个人信息下线。" in page, "另一人确认之前，只用理由自带的说明"
    assert "该页写有住址" not in page
    assert "2020-01-11 12:00" in page
    assert "张三" not in page
    actions.confirm(asked.pk, by=staff[Role.SIGNER], at=at)
    assert "该页写有住址，已撤下。" in client.get(record.public_path).content.decode()


def test_a_notice_tells_its_end_and_is_gone_after_it(client: Client, bureau: Organ) -> None:
    record = factories.public_record(bureau, kind="public_notice", public_until="2020-01-17")
    head = dict(Head(read(client, record)).pairs)  # type: ignore[arg-type]
    assert head["公示期至"] == "2020-01-17，期满撤下"
    actions.take_down_expired(by=TICK, at=NOON + timedelta(days=8))
    answer = client.get(record.public_path)
    assert answer.status_code == 410
    assert "公示期已满，该信息按公示时写明的期限撤下。" in answer.content.decode()
    assert record.title not in client.get("/info/").content.decode()


def test_more_relations_ask_no_more_questions(client: Client, bureau: Organ) -> None:
    paper = factories.public_record(bureau, title="办法", kind="document")
    relate(factories.public_record(bureau, kind="interpretation"), paper, "interprets")
    client.get(paper.public_path)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(paper.public_path)
    for _ in range(3):
        relate(factories.public_record(bureau, kind="interpretation"), paper, "interprets")
    with CaptureQueriesContext(connection) as many:
        client.get(paper.public_path)
    assert len(many) == len(few) <= 10


def relate(source: Record, target: Record, kind: str) -> Any:
    by = factories.records_staff(source.organ)[Role.OFFICER]
    return actions.relate(source.pk, target.pk, kind=kind, by=by, at=NOON)


@pytest.mark.parametrize(
    ("known", "words"), [({}, "—"), ({"effective_on": "2020-01-07"}, "现行有效")]
)
def test_of_a_migrated_paper_nothing_is_claimed_that_the_old_site_did_not_say(
    client: Client, bureau: Organ, known: dict[str, str], words: str
) -> None:
    facts: dict[str, Any] = {"effective_on": None} | known
    record = factories.public_record(bureau, kind="document", **facts)
    Record.objects.filter(pk=record.pk).update(migrated=True)
    page = read(client, record)
    assert dict(Head(page).pairs)["有效性"] == words  # type: ignore[arg-type]
    assert ("现行有效" in page) == bool(known)
