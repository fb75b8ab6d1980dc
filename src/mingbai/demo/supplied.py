"""The file that the demonstration's answered case supplies: an invented list, as Word."""

from io import BytesIO

from docx import Document

from mingbai.files.attachments import Accepted

PROJECTS = (
    ("东岭路拓宽工程可行性研究报告", "2025-02-18"),
    ("清河片区雨污分流改造工程初步设计", "2025-05-09"),
    ("文昌小学新校区建设项目建议书", "2025-09-26"),
)


def list_of_approvals() -> Accepted:
    """批复文件清单 with three rows."""
    paper = Document()
    paper.add_heading("2025年政府投资建设项目批复文件清单", level=1)
    table = paper.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("序号", "批复的项目", "日期"), strict=True):
        cell.text = text
    for place, (name, day) in enumerate(PROJECTS, 1):
        for cell, text in zip(table.add_row().cells, (str(place), name, day), strict=True):
            cell.text = text
    made = BytesIO()
    paper.save(made)
    data = made.getvalue()
    return Accepted("2025年政府投资建设项目批复文件清单.docx", "docx", len(data), data)
