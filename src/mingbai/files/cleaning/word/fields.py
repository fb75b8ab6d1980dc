"""Fields: only those that count, point or number stay; others leave what they show (UPL-05)."""

import re
from dataclasses import dataclass, field

from mingbai.files.attachments.fields import check
from mingbai.files.cleaning.office.markup import Element, local, name, remove, unwrap
from mingbai.files.cleaning.told import Told

# 页码、目录、引用、编号、公式和可点的链接；其余的域（作者、文件名、文献、隐藏的索引项等）只留结果
_STAYING = frozenset(
    {
        "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "TOC", "REF", "PAGEREF", "NOTEREF",
        "STYLEREF", "SEQ", "HYPERLINK", "EQ", "SYMBOL", "ADVANCE", "LISTNUM", "AUTONUM",
        "AUTONUMLGL", "AUTONUMOUT", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "INDEX", "=",
        "DATE", "TIME",
    }
)  # fmt: skip
_WORD = re.compile(r"\s*([A-Za-z]+|=)")
_LOCAL = re.compile(r"HYPERLINK\s+\"?(?:file:|[a-z]:|\\\\)", re.IGNORECASE)


@dataclass
class _Field:
    """A field that was begun: its marks, its code, and whether the result has been reached."""

    marks: list[Element] = field(default_factory=list)
    code: list[Element] = field(default_factory=list)
    inner: list[Element] = field(default_factory=list)
    result: bool = False

    @property
    def text(self) -> str:
        return "".join(part.text or "" for part in self.code)


def unlink(root: Element, told: Told) -> None:
    """Replace the fields of one part that say more than they show. Raises ``Refusal`` for DDE."""
    count = 0
    for simple in list(root.iter(name("w:fldSimple"))):
        code = simple.get(name("w:instr"), "")
        check(f"\n{code}\n")
        if not _may_stay(code):
            count += 1
            unwrap(simple)
    told.add("fields", count + _complex(root))


def _complex(root: Element) -> int:
    open_: list[_Field] = []
    count = 0
    for element in list(root.iter(*(name(f"w:{t}") for t in _TAGS))):
        what = local(element)
        kind = element.get(name("w:fldCharType"), "") if what == "fldChar" else ""
        if kind == "begin":
            open_.append(_Field([element]))
        elif open_ and kind == "separate":
            open_[-1].marks.append(element)
            open_[-1].result = True
        elif open_ and kind == "end":
            open_[-1].marks.append(element)
            count += _close(open_.pop(), open_)
        elif open_:
            _inside(open_[-1], element, what)
        elif what == "instrText":
            remove(element)  # the code of no field
    return count


_TAGS = ("fldChar", "instrText", "t", "tab", "br", "drawing", "pict", "sym")


def _inside(current: _Field, element: Element, what: str) -> None:
    if what == "instrText":
        current.code.append(element)
    elif not current.result:
        current.inner.append(element)  # what an inner field shows is part of the outer's code


def _close(done: _Field, around: list[_Field]) -> int:
    """Settle a field whose end was reached; 1 where it was replaced by its result."""
    check(f"\n{done.text}\n")
    if _may_stay(done.text):
        return 0
    for element in (*done.marks, *done.code, *done.inner):
        _remove_from_run(element)
    return 1


def _may_stay(code: str) -> bool:
    found = _WORD.match(code)
    word = found[1].upper() if found else ""
    return word in _STAYING and not _LOCAL.search(code)


def _remove_from_run(element: Element) -> None:
    run = element.getparent()
    if run is None:
        return
    remove(element)
    if local(run) == "r" and all(local(child) == "rPr" for child in run):
        remove(run)
