"""What a draft still lacks before it may be handed in: each field in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingbai.files import public_folder
from mingbai.prose import pictures as prose
from mingbai.records import pictures
from mingbai.records.content import Document, document
from mingbai.records.kinds import data, kind
from mingbai.records.models import Record
from mingbai.refusal import Refusal
from mingbai.rules import classification, document_number, publicity, validity

LABELS = {
    "title": "标题",
    "summary": "内容概述",
    "body": "正文",
    "doc_no": "文号",
    "theme": "主题分类",
    "genre": "体裁",
    "item": "公开事项",
    "column": "栏目",
    "formed_on": "成文日期",
    "stated_on": "发布日期",
    "effective_on": "施行日期",
    "expires_on": "失效日期",
    "public_until": "公示期至",
    "register_no": "统一登记号",
    "openness": "公开属性",
    "openness_ground": "不主动公开的依据",
    "openness_reason": "不主动公开的说明",
    "term": "公开时限",
    "channels": "公开渠道",
    "audience": "公开范围",
    "source": "信息来源",
    "source_link": "来源网址",
    "keywords": "关键词",
    "editor": "责任编辑",
    "issuers": "联合发文机关",
    "files": "附件",
    "consulted": "征求意见情况",
    "approval": "批准公开情况",
    "change_reason": "更正理由",
    "change_note": "更正说明",
}


@dataclass(frozen=True)
class Problem:
    """One field and what is wrong with it."""

    field: str
    words: str


def problems(
    record: Record, title: str, content: Mapping[str, Any], *, today: date
) -> list[Problem]:
    """Everything that keeps the draft from being handed in; empty when nothing does."""
    paper = document(content)
    found = [*_missing(record, title, paper), *_dates(paper, today), *_known(paper)]
    found += [*_pictures(paper), *names(paper)]
    if record.column is not None and record.column.closed_on and record.first_public_at is None:
        found.append(Problem("column", f"“{record.column.name}”已经停用，请另选栏目"))
    if foreign := foreign_files(record, paper):
        found.append(Problem("files", f"“{foreign[0]}”不是本件上传的文件，请重新上传"))
    found += _openness(paper)
    if len(paper.issuers) > 1 and not paper.consulted.strip():
        words = "涉及其他机关的，须与其协商、确认（条例第十一条）：请写明征求了哪些机关、结果如何"
        found.append(Problem("consulted", words))
    if record.first_public_at is not None:
        if not paper.change_reason:
            found.append(Problem("change_reason", "更正已公开的信息，请选择理由"))
        if not paper.change_note.strip():
            found.append(Problem("change_note", "更正已公开的信息，请写一句给公众的说明"))
    return found


def check(record: Record, title: str, content: Mapping[str, Any], *, today: date) -> None:
    """Raises ``Refusal`` naming everything that is missing or wrong."""
    found = problems(record, title, content, today=today)
    if found:
        words = "；".join(f"{LABELS[each.field]}：{each.words}" for each in found)
        raise Refusal(
            f"还不能送审。{words}", article="《政府信息公开条例》第十二条", remedy="请补充后再送审"
        )


def _missing(record: Record, title: str, paper: Document) -> Iterator[Problem]:
    if not title.strip():
        yield Problem("title", "请填写")
    if not paper.summary.strip():
        yield Problem("summary", "请填写（目录须有内容概述）")
    for name in LABELS:
        if name in kind(record.kind).required and not getattr(paper, name):
            yield Problem(name, "请填写")


def foreign_files(record: Record, paper: Document) -> list[str]:
    """Names of the files and pictures not brought to this record: each must be one of its own.

    A hash alone would lead to the files of others, and past the cleaning and the scan.
    """
    if not paper.files and not prose.named(paper.body):
        return []
    rows = () if record._state.adding else record.attachments.values_list("sha256", "kind")
    own = set(rows)
    named = [each.name for each in paper.files if (each.sha256, each.kind) not in own]
    return named + pictures.foreign(paper, own)


def _pictures(paper: Document) -> Iterator[Problem]:
    """Who cannot see a picture hears what it shows (无障碍 WCAG 1.1.1)."""
    if silent := prose.undescribed(paper.body) if "<img" in paper.body else ():
        places = "、".join(map(str, silent[:10]))
        words = f"第{places}幅图片没有替代文字，请写明图片的内容；只作装饰的，请标明"
        yield Problem("body", words)


def names(paper: Document) -> Iterator[Problem]:
    """Files stand beside each other where the public reads them, under their own names."""
    try:
        public_folder.check_names(each.placed for each in paper.files)
    except Refusal as refusal:
        yield Problem("files", str(refusal))


def ahead(paper: Document, today: date) -> Iterator[Problem]:
    """What was formed or published on a day to come, or is public until a day gone by."""
    for name in ("formed_on", "stated_on"):
        if (day := getattr(paper, name)) and day > today:
            yield Problem(name, "不得晚于今天")
    if paper.public_until and paper.public_until < today:
        yield Problem("public_until", "公示期已满，确需公示的请改期限")


def _dates(paper: Document, today: date) -> Iterator[Problem]:
    yield from ahead(paper, today)
    formed, stated = paper.formed_on, paper.stated_on
    if formed and stated and stated < formed:
        yield Problem("stated_on", "不得早于成文日期")
    if paper.effective_on and paper.expires_on and paper.expires_on <= paper.effective_on:
        yield Problem("expires_on", "须晚于施行日期")
    if formed and paper.public_until and paper.public_until < formed:
        yield Problem("public_until", "不得早于成文日期")
    if formed and paper.effective_on and paper.effective_on < formed:
        yield Problem("effective_on", "不得早于成文日期")


def _openness(paper: Document) -> Iterator[Problem]:
    """公开属性 is settled with the draft; what is not public has its ground (第十三至十六条)."""
    try:
        openness = publicity.Openness(paper.openness)
    except ValueError:
        yield Problem("openness", "没有这一公开属性，请从列表中选择")
        return
    try:
        publicity.check_openness(openness, paper.openness_ground, paper.openness_reason)
    except Refusal as refusal:
        yield Problem("openness_ground", str(refusal))


def _known(paper: Document) -> Iterator[Problem]:
    """What must be one of a list, or of a shape: by the rules that know the lists and shapes."""
    if paper.change_reason and paper.change_reason not in data("changes"):
        yield Problem("change_reason", "没有这一理由")
    for name, look in LOOKS.items():
        try:
            if value := getattr(paper, name):
                look(value)
        except Refusal as refusal:
            yield Problem(name, str(refusal))


# 由法规模块核对的各项：不在列表之中、形状不对的，由它们说明
LOOKS: dict[str, Callable[[str], object]] = {
    "doc_no": document_number.parse,
    "theme": classification.theme,
    "genre": classification.genre,
    "item": publicity.item,
    "register_no": validity.check_register_no,
}
