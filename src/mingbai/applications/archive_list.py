"""The contents of a case file (案卷目录): every paper, filing and proof, by date."""

from django.utils import timezone

from mingbai.applications.models import Application
from mingbai.documents.kinds import KINDS
from mingbai.documents.wording import table_fact
from mingbai.rules.legal_days import chinese_date


def facts(application: Application, number: str) -> dict[str, str]:
    """The slots of ``file_contents``; ``number`` is the file's own."""
    return {
        "case_title": f"{application.subject}（政府信息公开申请）",
        "archive_no": number,
        "documents": table_fact([("序号", "文件", "文号", "日期"), *_rows(application)]),
    }


def _rows(application: Application) -> list[tuple[str, ...]]:
    filing = application.filing
    found = [(timezone.localdate(filing.arrived_at), "政府信息公开申请表", application.number)]
    found += [
        (timezone.localdate(each.at), each.name, "") for each in application.attachments.all()
    ]
    for paper in application.papers.all():
        found.append((paper.on, KINDS[paper.kind].name, paper.number))
        found += [
            (each.served_on, f"{each.get_method_display()}凭证", each.tracking)
            for each in paper.deliveries.all()
            if each.served_on
        ]
    ordered = sorted(found, key=lambda row: row[0])
    return [
        (str(place), name, number, chinese_date(day))
        for place, (day, name, number) in enumerate(ordered, 1)
    ]
