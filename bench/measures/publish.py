"""One record from its hand-in to the public: three reviews and the gate, each act of one person."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from itertools import count
from time import perf_counter
from zoneinfo import ZoneInfo

from django.db import transaction

from bench.measures import Contestants
from bench.plan import BENCHMARKS
from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import Role
from mingbai.audit.actions import record as record_event
from mingbai.audit.actors import COMMAND
from mingbai.audit.canonical import canonical
from mingbai.organs import actions as organs
from mingbai.organs.models import Organ, OrganKind
from mingbai.records import actions, gate, kinds, privacy
from mingbai.records.content import OPEN, document
from mingbai.records.models import Conclusion, Publication, Record, Review, Version

COUNT = next(benchmark.count for benchmark in BENCHMARKS if benchmark.name == "publish")
AT = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
ROLES = (Role.OFFICER, Role.REVIEWER, Role.SECRECY, Role.SIGNER)
CODE = "bench-publish"
BODY = (
    "<p>为规范公共资源交易活动，加强监督管理，依据有关法律法规，结合本区实际，制定本办法。</p>" * 40
)
TEXT = {
    "summary": "公共资源交易的办法",
    "body": BODY,
    "theme": "02.01",
    "item": "a20_01_rules",
    "column": "notices",
    "formed_on": "2026-01-05",
}
_numbers = count(1)
Staff = dict[Role, Post]


def contestants() -> Contestants:
    """Bare rows; a save of the platform; the least four acts write; the acts; with more work."""
    staff = people()
    return {
        "参照：一件信息连正文存两行，一次提交": partial(_times, staff, _plain),
        "不经审查的保存：拟稿一件，留痕一条": partial(_times, staff, _saved),
        "四个动作至少要写的：各存一行、改一行、留痕一条": partial(_times, staff, _least),
        "三次审查并公开（检查已做）": partial(_times, staff, _reviewed_and_published),
        "三次审查、检查并公开": partial(_times, staff, _scanned_too),
        "拟稿、送审、三次审查、检查并公开": partial(_times, staff, _whole),
    }


def _times(staff: Staff, act: Callable[[Staff, str], float]) -> float:
    return sum(act(staff, f"第{next(_numbers)}号公共资源交易办法") for _ in range(COUNT))


def _plain(staff: Staff, title: str) -> float:
    """What a site without reviews does: the record and its text, in one transaction."""
    by = staff[Role.OFFICER]
    begun = perf_counter()
    with transaction.atomic():
        record = Record(organ=by.organ, kind="information", key=f"plain-{next(_numbers)}")
        record.title, record.officer, record.changed_at = title, by, AT
        record.save(force_insert=True)
        version = Version(record=record, number=1, title=title, author=by, made_at=AT)
        version.body = canonical(TEXT)
        version.sha256 = version.computed_sha256()
        version.save(force_insert=True)
    return perf_counter() - begun


def _saved(staff: Staff, title: str) -> float:
    """The same text through the platform, its rights and its audit chain, unreviewed."""
    return _timed(_drafted, staff, title)


def _least(staff: Staff, title: str) -> float:
    """The rows of three reviews and a publication, each with its event, and no question asked."""
    version = _submitted(staff, title)
    return _timed(_written, staff, version)


def _written(staff: Staff, version: Version) -> None:
    record = version.record
    for step in kinds.kind(record.kind).steps:
        with transaction.atomic():
            Review.objects.create(
                version=version,
                step=step.id,
                conclusion=Conclusion.PASSED,
                basis=step.basis,
                reviewer=staff[step.role],
                at=AT,
            )
            record.save(update_fields=["stage", "changed_at"])
            _event("record.reviewed", record, staff[step.role])
    with transaction.atomic():
        by = staff[Role.OFFICER]
        Publication.objects.create(version=version, by=by, at=AT)
        record.public_version, record.first_public_at, record.listed_at = version, AT, AT
        record.save()
        _event("record.published", record, by)


def _event(verb: str, record: Record, by: Post) -> None:
    record_event(verb, record, chain=record.organ.code, by=by, at=AT)


def _reviewed_and_published(staff: Staff, title: str) -> float:
    version = _submitted(staff, title)
    privacy.look(version, today=AT.date())
    return _timed(_to_the_public, staff, version)


def _scanned_too(staff: Staff, title: str) -> float:
    return _timed(_to_the_public, staff, _submitted(staff, title))


def _whole(staff: Staff, title: str) -> float:
    return _timed(lambda: _to_the_public(staff, _submitted(staff, title)))


def _timed(act: Callable[..., object], *given: object) -> float:
    begun = perf_counter()
    act(*given)
    return perf_counter() - begun


def _submitted(staff: Staff, title: str) -> Version:
    made = _drafted(staff, title)
    return actions.submit(made.pk, edition=1, by=staff[Role.OFFICER], at=AT)


def _drafted(staff: Staff, title: str) -> Record:
    by = staff[Role.OFFICER]
    content = document(TEXT).as_content()
    return actions.create(
        organ=by.organ, kind="information", title=title, content=content, by=by, at=AT
    )


def _to_the_public(staff: Staff, version: Version) -> None:
    for step in gate.steps(version.record):
        actions.review(
            version,
            conclusion=Conclusion.PASSED,
            basis=step.basis,
            answers=step.fitting(OPEN, "可以"),
            by=staff[step.role],
            at=AT,
        )
    actions.publish(version, by=staff[Role.OFFICER], at=AT)


def people() -> Staff:
    """One person in each role, the same when asked again."""
    organ = Organ.objects.filter(code=CODE).first() or organs.establish(
        code=CODE,
        name="某某市公共资源交易中心",
        short_name="交易中心",
        kind=OrganKind.DEPARTMENT,
        credit_code="11370322004222241N",
        active_from=AT.date(),
        parent=None,
        by=COMMAND,
        at=AT,
    )
    held = {each.role: each for each in Post.objects.filter(organ=organ).select_related("organ")}
    return {Role(role): held.get(role) or _post(role, organ) for role in ROLES}


def _post(role: Role, organ: Organ) -> Post:
    person = User.objects.create_user(f"publish-{role}", name="张三")
    return Post.objects.create(user=person, organ=organ, role=role, since=date(2018, 1, 1))
