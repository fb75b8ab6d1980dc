"""Decides whether a sentence speaks of the whole report or of a part of it (TX-R1)."""

import re

_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_MONTH = re.compile(r"(?:(?<=年)|(?<!\d))(\d{1,2})月")
_PART_WORDS = re.compile(
    r"其中|上半年|下半年|季度|截至|截止|同期|去年|上年|新增|[另还]有|当场|按时|按期|逾期|延期"
)
_CHANNEL = re.compile(r"网上|网络|线上|网站|平台|邮寄|信函|来信|当面|现场|窗口|邮件|传真")
_OFFICE = re.compile(r"办公[室厅]|[政府委]办|本机关|街道|乡镇|科室|中心")
_WIDE = re.compile(r"[全我][省市区县旗州]|[我本](?:街道|镇|乡|局|委|厅|院)|各部门|各级|各单位")


def is_part(before: str, inside: str, *, year: int, organ: str) -> bool:
    """Whether a figure counts less than the whole report.

    ``before`` are the words of its clause in front of it, ``inside`` the matched words.  A part is:
    another year, some months, one channel without 共, 其中, or one office in a government's report.
    """
    years = _YEAR.findall(before)
    if years and years[-1] != str(year):
        return True
    near = before.rsplit(",", 1)[-1]
    if _PART_WORDS.search(near) or _some_months(before):
        return True
    summed = "共" in inside or near.endswith("共")
    if _CHANNEL.search(near + inside) and not summed:
        return True
    return _one_office(before, organ)


def _some_months(before: str) -> bool:
    months = [int(month) for month in _MONTH.findall(before)]
    return bool(months) and not (months[0] == 1 and months[-1] == 12)


def _one_office(before: str, organ: str) -> bool:
    """A named office in the report of a government that adds up many organs."""
    if organ.endswith(("办公室", "办公厅", "街道办事处", "中心")) or _WIDE.search(before):
        return False
    if not organ.endswith(("人民政府", "管理委员会", "管委会", "实验区")):
        return False
    return _OFFICE.search(before) is not None
