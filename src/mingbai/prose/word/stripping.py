"""What Word keeps beside the text, taken out and counted: comments, revisions, hidden text."""

from collections import Counter
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from mingbai.prose.word.looks import Styles
from mingbai.prose.word.markup import child, every, is_on, local, value

_DELETED = ("del", "moveFrom")
_INSERTED = ("ins", "moveTo")
_COMMENTS = ("commentReference", "commentRangeStart", "commentRangeEnd")
_USELESS = (
    "sdtPr", "proofErr", "bookmarkStart", "bookmarkEnd", "sectPrChange", "pPrChange", "rPrChange",
    "tblPrChange", "trPrChange", "tcPrChange", "numberingChange",
)  # fmt: skip
_KEPT_RUN = frozenset({"b", "i", "u", "strike", "dstrike", "vertAlign", "rStyle", "del"})


@dataclass(frozen=True)
class Stripped:
    """How many of each were left out (insertions were taken)."""

    comments: int = 0
    insertions: int = 0
    deletions: int = 0
    hidden: int = 0
    objects: int = 0
    boxes: int = 0
    linked: int = 0

    def __add__(self, other: "Stripped") -> "Stripped":
        return Stripped(
            self.comments + other.comments,
            self.insertions + other.insertions,
            self.deletions + other.deletions,
            self.hidden + other.hidden,
            self.objects + other.objects,
            self.boxes + other.boxes,
            self.linked + other.linked,
        )

    def notes(self) -> tuple[str, ...]:
        """In words for the officer."""
        said = []
        if self.comments:
            said.append(f"原文有批注{self.comments}条，没有取用")
        if self.insertions or self.deletions:
            said.append(
                f"原文有修订痕迹：插入{self.insertions}处、删除{self.deletions}处，"
                "按接受全部修订取用，请核对"
            )
        if self.hidden:
            said.append(f"原文有隐藏文字{self.hidden}处，没有取用")
        if self.objects:
            said.append(
                f"公式、图表或嵌入对象{self.objects}个不能取用，请另存为图片插入，或者作为附件上传"
            )
        if self.boxes:
            said.append(f"文本框{self.boxes}个里的文字已取用，位置可能变动，请核对")
        if self.linked:
            said.append(f"图片{self.linked}幅只是链接，文件里没有，没有取用，请另行插入")
        return tuple(said)


def strip(root: etree._Element, styles: Styles) -> Stripped:
    """Take it out of a part, in place; what was inserted stays as plain text."""
    count: Counter[str] = Counter()
    count["comments"] = sum(1 for _ in every(root, "commentReference"))
    count["boxes"] = sum(1 for box in every(root, "txbxContent") if not _is_choice(box))
    # 段落和表格行的删除标记在属性里，由取用程序处理；这里只去掉文字
    for element in list(every(root, *_DELETED)):
        if local(element.getparent()) not in ("rPr", "trPr"):
            count["deletions"] += 1
            _remove(element)
    for element in list(every(root, *_INSERTED)):
        if local(element.getparent()) not in ("rPr", "trPr"):
            count["insertions"] += 1
            _unwrap(element)
    count["hidden"] = _strip_hidden(root, styles)
    count["objects"] = _strip_objects(root)
    count["linked"] = _unlink(root)
    for element in list(every(root, *_COMMENTS, *_USELESS)):
        _remove(element)
    return Stripped(**count)


def slim(root: etree._Element) -> None:
    """Leave only the properties that show in a body."""
    for properties in list(every(root, "rPr")):
        for inner in list(properties):
            if local(inner) not in _KEPT_RUN:
                properties.remove(inner)
    for element in root.iter():
        for key in [key for key in element.attrib if key.rpartition("}")[2].startswith("rsid")]:
            del element.attrib[key]


def _strip_hidden(root: etree._Element, styles: Styles) -> int:
    count = 0
    for run in list(every(root, "r")):
        properties = child(run, "rPr")
        said = is_on(properties, "vanish")
        style = value(child(properties, "rStyle"))
        if said or (said is None and styles.hides(style)):
            count += any((inner.text or "").strip() for inner in every(run, "t"))
            _remove(run)
    return count


def _strip_objects(root: etree._Element) -> int:
    """Formulas, charts, embedded objects; a drawing with a picture or a text box is none."""
    count = 0
    for element in list(every(root, "oMathPara", "oMath", "object")):
        if element.getparent() is not None and not _inside(element, "oMathPara"):
            count += 1
            _remove(element)
    for data in list(every(root, "graphicData")):
        held = {local(inner) for inner in data.iter()}
        if not held & {"blip", "txbxContent"} and held & {"chart", "relIds", "oleObj"}:
            count += 1
    return count


def _unlink(root: etree._Element) -> int:
    """Pictures that are only links to somewhere; nothing is fetched."""
    count = 0
    for linked in every(root, "blip"):
        for key in [key for key in linked.attrib if key.endswith("}link")]:
            del linked.attrib[key]
            count += value(linked, "embed") is None
    return count


def _is_choice(element: etree._Element) -> bool:
    return _inside(element, "Choice")


def _inside(element: etree._Element, name: str) -> bool:
    return any(local(outer) == name for outer in element.iterancestors())


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    parent[place : place + 1] = list(element)
