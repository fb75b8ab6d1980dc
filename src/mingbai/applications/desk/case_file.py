"""The whole case for the archive (案卷): form, papers, events, proofs, files."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from mingbai.applications import clock, history, papers
from mingbai.applications.actions.filing import place
from mingbai.applications.desk import queries, telling
from mingbai.applications.models import Application, Attachment, Inquiry
from mingbai.applications.queries import history as events_of
from mingbai.documents import bundle, pdf
from mingbai.documents.kinds import KINDS
from mingbai.documents.paper import Paper, Part, Row, dated
from mingbai.files import attachments
from mingbai.organs.queries import name_on
from mingbai.refusal import Refusal
from mingbai.rules.explain import sentence
from mingbai.ui.dates import short_time

FORM_ROWS = (
    ("name", "姓名或者名称"),
    ("identity", "证件号码"),
    ("phone", "联系电话"),
    ("email", "电子邮箱"),
    ("address", "通信地址"),
    ("agent", "代理人"),
    ("agent_identity", "代理人证件号码"),
    ("agent_phone", "代理人电话"),
)


def made(application: Application, suffix: str, *, on: date) -> bytes:
    """The case as one ``pdf`` with 目录, or as a ``zip`` of everything. Raises ``Refusal``."""
    items = [*_papers(application, on), *_files(application)]
    if suffix == "pdf":
        title = f"{application.number} {application.subject}"
        return bundle.case_file_pdf(title, items, organ=name_on(application.organ, on), on=on)
    named = [
        (f"{place_:03}-{_plain(item.title)}{_ending(item)}", item.data)
        for place_, item in enumerate(items, 1)
    ]
    whole = made(application, "pdf", on=on)
    return bundle.case_file_zip([("000-案卷.pdf", whole), *named])


def _papers(application: Application, on: date) -> Iterator[bundle.Item]:
    organ = name_on(application.organ, on)
    arrived = timezone.localdate(application.filing.arrived_at)
    form = pdf.pdf_of(_form(application, organ))
    yield bundle.Item("政府信息公开申请表", form, application.number, "申请人", dated(arrived))
    for paper in application.papers.all():
        words = papers.words(paper)
        mark = "作废" if paper.voided_at else ""
        title = KINDS[paper.kind].name + ("（已作废）" if mark else "")
        data = pdf.pdf_of(words, mark=mark)
        yield bundle.Item(title, data, paper.number, organ, dated(paper.on))
    course = pdf.pdf_of(_course(application, organ, on))
    yield bundle.Item("办理过程和送达情况", course, "", organ, dated(on))


def _files(application: Application) -> Iterator[bundle.Item]:
    for each in application.attachments.all():
        if getattr(each, "erased_at", None):
            continue
        data = attachments.fetch(each.stored, about=place(each))
        author = "申请人" if each.from_applicant else ""
        yield bundle.Item(_name(each), data, "", author, dated(timezone.localdate(each.at)))


def _name(attachment: Attachment) -> str:
    return f"{attachment.get_purpose_display()}：{attachment.name}"


def _form(application: Application, organ: str) -> Paper:
    """The application as it came, on a page of the file."""
    applicant, filing = queries.applicant_of(application), application.filing
    rows = [Row(("登记编号", application.number)), Row(("申请人类别", application.kind_label))]
    for field, label in FORM_ROWS if applicant else ():
        if text := getattr(applicant, field):
            rows.append(Row((label, text)))
    rows += [
        Row(("提出方式", filing.get_channel_display())),
        Row(("到达时间", short_time(filing.arrived_at))),
        Row(("收到申请之日", dated(application.received_on) if application.received_on else "")),
        Row(("所需信息的内容", filing.description)),
        Row(("文号", filing.document_number)),
        Row(("其他特征", filing.features)),
        Row(("获取方式", filing.get_obtain_method_display())),
        Row(("获取途径", filing.get_obtain_channel_display())),
    ]
    kept = tuple(row for row in rows if row.cells[1])
    arrived = timezone.localdate(filing.arrived_at)
    return _page("政府信息公开申请表", organ, (Part("table", rows=kept),), arrived)


def _course(application: Application, organ: str, on: date) -> Paper:
    """The events, inquiries and proofs of service, and how the day to reply was counted."""
    lines = history.lines(events_of(application), telling.sentence)
    events = [Row(("时间", "经手人", "事项"), head=True)]
    events += [Row((short_time(line.at), line.who, line.text)) for line in lines]
    parts = [Part("body", f"期限：{_clock(application)}"), Part("table", rows=tuple(events))]
    asked = [Row((_asked(each), _answered(each))) for each in application.inquiries.all()]
    if asked:
        parts.append(Part("table", rows=(Row(("询问", "答复"), head=True), *asked)))
    proofs = [
        Row((paper.number or KINDS[paper.kind].name, *_proof(each)))
        for paper in application.papers.all()
        for each in paper.deliveries.all()
    ]
    if proofs:
        head = Row(("文书", "送达方式", "邮件号码", "送达日期"), head=True)
        parts.append(Part("table", rows=(head, *proofs)))
    return _page("办理过程和送达情况", organ, tuple(parts), on)


def _proof(delivery: object) -> tuple[str, str, str]:
    day = getattr(delivery, "served_on", None)
    return (
        delivery.get_method_display(),  # type: ignore[attr-defined]
        delivery.tracking,  # type: ignore[attr-defined]
        dated(day) if day else "尚未签收",
    )


def _asked(inquiry: Inquiry) -> str:
    to = f"（{inquiry.to_name}）" if inquiry.to_name else ""
    return f"{dated(inquiry.dispatched_on)}{inquiry.get_kind_display()}{to}：{inquiry.question}"


def _answered(inquiry: Inquiry) -> str:
    if inquiry.answered_on is None:
        return f"尚未答复，{dated(inquiry.due_on)}届满"
    told = f"：{inquiry.answer_text}" if inquiry.answer_text else ""
    return f"{dated(inquiry.answered_on)}{inquiry.get_answer_display()}{told}"


def _clock(application: Application) -> str:
    try:
        return sentence(clock.explanation(application))
    except (ValueError, Refusal):
        return "本件没有计算期限。"


def _page(title: str, organ: str, parts: tuple[Part, ...], on: date) -> Paper:
    return Paper(
        kind="case_page",
        organ=organ,
        number="",
        title=title,
        addressee="",
        parts=parts,
        attachments=(),
        signed_by="",
        on=on,
        contact="",
    )


def _plain(title: str) -> str:
    return "".join("-" if char in '/\\:*?"<>|' else char for char in title)[:80]


def _ending(item: bundle.Item) -> str:
    """Papers are PDF; a file keeps its own ending."""
    name = item.title.lower()
    return "" if name.endswith((".pdf", ".jpg", ".png", ".ofd", ".docx", ".doc")) else ".pdf"
