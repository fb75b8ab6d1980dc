"""What a record's page shows: the head table of SIT-07, the steps around it, its changes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from mingbai.organs.models import Organ
from mingbai.prose import pictures as prose
from mingbai.prose.cleaning import clean
from mingbai.records import gate, kinds, pictures, placing
from mingbai.records.actions.linking import RELATED
from mingbai.records.checking import LABELS
from mingbai.records.content import Document, FileRef, document
from mingbai.records.models import Record, ValidityChange
from mingbai.records.queries import public as queries
from mingbai.records.queries import standing
from mingbai.records.queries.public import Link
from mingbai.refusal import Refusal
from mingbai.rules import classification, publicity
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.validity import Validity
from mingbai.ui.dates import short_date, short_time

NONE = "—"
LATE = timedelta(days=1)  # a stated date earlier by more than this is shown as 补发 (AUD-11)
# 一件政策从征集到问答的五步；须解读的文件，空的一步也写出来
STEPS = (
    ("意见征集", "consults"),
    ("会议审议", "meeting_on"),
    ("文件", ""),
    ("政策解读", "interprets"),
    ("政策问答", "answers"),
)
# 更正时由系统逐项对照、写给公众的各项
TOLD = (
    *("body", "files", "doc_no", "issuers", "formed_on", "stated_on", "effective_on"),
    *("expires_on", "public_until", "theme", "genre", "item", "column", "register_no"),
)
_TO_FILE = frozenset(kind for _, kind in STEPS if kind)


@dataclass(frozen=True)
class Fact:
    """One row of the head table."""

    label: str
    value: str
    wide: bool = False


@dataclass(frozen=True)
class Step:
    """One step of a policy's way; empty when nothing of it is public."""

    name: str
    records: tuple[Record, ...]


@dataclass(frozen=True)
class Told:
    """A later version: when it replaced the former, why, in the words for the public."""

    at: datetime
    label: str
    note: str
    changed: str


@dataclass(frozen=True)
class ValidityNote:
    """A change of validity: what and when, by what, and that document where it is linked."""

    label: str
    basis: str
    by: Record | None


@dataclass(frozen=True)
class Shown:
    """Everything on the page, read from the public version.

    ``missing`` are the files that could not be placed yet: their names are told without a link.
    """

    record: Record
    paper: Document
    body: SafeString
    head: tuple[Fact, ...]
    validity: Validity | None
    late: bool
    steps: tuple[Step, ...]
    links: tuple[tuple[str, tuple[Record, ...]], ...]
    told: tuple[Told, ...]
    receipt: str
    changes: tuple[ValidityNote, ...]
    missing: frozenset[str]

    @property
    def dated(self) -> datetime | None:
        """The date lists sort it by: when it became public, or what a migrated page carried."""
        return self.record.listed_at

    @property
    def source(self) -> str:
        """Where it comes from."""
        return self.paper.source or self.record.organ.name

    @property
    def since(self) -> str:
        """Since when and by what it is no longer, not yet or only in part in force."""
        if self.validity is None:
            return ""
        return self.validity.sentence.removeprefix(self.validity.state.label)[1:-1]

    @property
    def files(self) -> tuple[FileRef, ...]:
        """Its attachments."""
        return self.paper.attached


def shown(record: Record, root: Organ | None, *, today: date) -> Shown:
    """The page of a public record; ``root`` is the site's, outside of which nothing is linked."""
    version = record.public_version
    if version is None:
        raise ValueError("Not public.")
    paper = document(version.content())
    changes = queries.validity_changes(record)
    # 迁移来的，原网站没有写明起止的，不替它说现行有效
    unsaid = record.migrated and not (changes or record.effective_on or record.expires_on)
    validity = None if unsaid else standing.of(record, changes, today)
    links = queries.links(record, root)
    late = _late(record, paper)
    steps, rest = _steps(record, links, root)
    others = [each for step in steps for each in step.records] + [each.record for each in rest]
    standing.mark(others, today)
    return Shown(
        record=record,
        paper=paper,
        # 存入时已清洗；显示时再清洗一次，规则收紧后旧文也按新规则显示
        body=mark_safe(_body(record, paper)),  # noqa: S308
        head=tuple(_head(record, paper, validity, late=late)),
        validity=validity,
        late=late,
        steps=steps,
        links=_grouped(rest),
        told=tuple(_told(record)),
        receipt=_receipt(record),
        changes=tuple(_validity_notes(changes, links)),
        missing=placing.missing(record) if paper.files else frozenset(),
    )


def _body(record: Record, paper: Document) -> str:
    return prose.shown(clean(paper.body), record.public_path, pictures.sizes(paper))


def classified(record: Record) -> str:
    """分类：主题 / 体裁, in words."""
    words = [_named(classification.theme_path, record.theme)]
    if record.genre:
        words.append(_named(lambda each: classification.genre(each).name, record.genre))
    return "　".join(word for word in words if word) or NONE


def _head(
    record: Record, paper: Document, validity: Validity | None, *, late: bool
) -> Iterable[Fact]:
    """The nine rows of SIT-07 in its order, then what only official papers have."""
    yield Fact("索引号", record.index_no or NONE)
    yield Fact("分类", classified(record))
    yield Fact("发布机构", "、".join(paper.issuers) or record.organ.name)
    yield Fact("成文日期", short_date(paper.formed_on) or NONE)
    yield Fact("标题", record.title, wide=True)
    yield Fact("文号", paper.doc_no or NONE)
    yield Fact("发布日期", _published(record, paper, late=late))
    yield Fact("有效性", validity.sentence if validity else NONE)
    yield Fact("公开属性", _openness(paper))
    if paper.effective_on:
        yield Fact("施行日期", short_date(paper.effective_on))
    if paper.expires_on:
        yield Fact("失效日期", short_date(paper.expires_on))
    if paper.public_until:
        yield Fact("公示期至", f"{short_date(paper.public_until)}，期满撤下")
    if paper.register_no:
        yield Fact("统一登记号", paper.register_no)


def _published(record: Record, paper: Document, *, late: bool) -> str:
    first = short_time(record.first_public_at)
    if record.migrated:
        return f"{short_date(record.listed_at)}（迁移，{first}收入本网站）"
    if late and paper.stated_on:
        return f"{first}（补发，文中标注{short_date(paper.stated_on)}）"
    return first


def _late(record: Record, paper: Document) -> bool:
    """补发: the stated date is earlier than the publication by more than a day."""
    if record.migrated or paper.stated_on is None or record.first_public_at is None:
        return False
    return timezone.localdate(record.first_public_at) - paper.stated_on > LATE


def _openness(paper: Document) -> str:
    try:
        return publicity.named(publicity.Heading.OPENNESS, paper.openness).name
    except Refusal:
        return NONE


def _named(rule: Callable[[str], str], id_: str) -> str:
    """The name of an id, nothing for one the rules do not know."""
    try:
        return rule(id_) if id_ else ""
    except Refusal:
        return ""


def _steps(
    record: Record, links: list[Link], root: Organ | None
) -> tuple[tuple[Step, ...], list[Link]]:
    """The way of the policy the record belongs to, and the relations that are not on it."""
    file = _file_of(record, links)
    if file is None:
        return (), links
    around = links if file.pk == record.pk else queries.links(file, root)
    on_the_way = [each for each in around if not each.outward and each.kind in _TO_FILE]
    whole = tuple(
        Step(
            name,
            tuple(each.record for each in on_the_way if each.kind == kind) if kind else (file,),
        )
        for name, kind in STEPS
    )
    # 只有须征集意见、须解读的文件缺步骤；别的公文有什么写什么
    demanded = kinds.kind(file.kind).interpret
    steps = tuple(each for each in whole if each.records or demanded)
    told = {_ends(each, file) for each in on_the_way}
    rest = [each for each in links if _ends(each, record) not in told]
    return (steps if len(steps) > 1 else ()), rest


def _ends(link: Link, here: Record) -> tuple[str, UUID, UUID]:
    """The relation itself, from whichever end it is seen: its kind, its source, its target."""
    ends = (here.pk, link.record.pk)
    return (link.kind, *(ends if link.outward else ends[::-1]))


def _file_of(record: Record, links: list[Link]) -> Record | None:
    """The policy paper: the record itself, or the one it interprets, asks about or deliberates."""
    if kinds.kind(record.kind).official:
        return record
    outward = (each for each in links if each.outward and each.kind in _TO_FILE)
    return next((e.record for e in outward if kinds.kind(e.record.kind).official), None)


def _grouped(links: list[Link]) -> tuple[tuple[str, tuple[Record, ...]], ...]:
    """The relations by their name, in the order of relations.toml."""
    order = list(kinds.data("relations"))
    groups: dict[str, list[Record]] = {}
    for each in sorted(links, key=lambda link: order.index(link.kind)):
        groups.setdefault(each.label, []).append(each.record)
    return tuple((label, tuple(records)) for label, records in groups.items())


def _told(record: Record) -> Iterable[Told]:
    """What changed publicly after the first version, the newest first."""
    for publication, former in pairwise(queries.publications(record)):
        new, old = publication.version, former.version
        paper = document(new.content())
        reason = kinds.data("changes").get(paper.change_reason, {})
        label = str(reason.get("label", "更新"))
        changed = _changed(old.title, document(old.content()), new.title, paper)
        yield Told(publication.at, label, paper.change_note, changed)


def _changed(before: str, old: Document, title: str, new: Document) -> str:
    """Which parts differ, found by the system itself: nobody leaves one out (CASS 2012)."""
    names = [name for name in TOLD if getattr(old, name) != getattr(new, name)]
    return "、".join(LABELS[name] for name in (["title"] * (before != title) + names))


def _receipt(record: Record) -> str:
    """Which reviews the text on this page has passed, and by what it can be known again."""
    version = record.public_version
    if version is None:
        return ""
    steps = [kinds.step(each).label for each in gate.reviews_in_force(version)]
    passed = f"本稿经{'、'.join(steps)}后公开。" if steps else ""
    return f"{passed}内容校验码（SHA-256）：{version.sha256}"


def _validity_notes(changes: list[ValidityChange], links: list[Link]) -> Iterable[ValidityNote]:
    """Each change; the document that says so is linked where its own page links back."""
    linked = {(each.kind, each.record.pk) for each in links if not each.outward}
    for row in changes:
        label = f"自{chinese_date(row.on)}起{row.label}"
        related = (RELATED[row.change], row.basis_record_id) in linked
        yield ValidityNote(label, row.basis, row.basis_record if related else None)
