"""How a paragraph looks: its own properties, then those of its style and the styles below it."""

import re
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from mingbai.prose.word.markup import child, every, is_on, local, number, text_of, value

LARGE = 36  # 半磅：小二号（18磅）以上，公文标题用二号
_CENTER = frozenset({"center"})
_RIGHT = frozenset({"right", "end"})
_LEVEL = re.compile(
    r"(?:heading|标题|标题样式|公文标题)\s*([1-9])|([一二三四])级标题|([1-4])级标题"
)
_LEVELS = {"一": 0, "二": 1, "三": 2, "四": 3}
_CHAPTER = re.compile(r"第[一二三四五六七八九十百零]{1,5}[章节编]|[一二三四五六七八九十]{1,3}、")
_SECTION = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]")


@dataclass(frozen=True)
class Looks:
    """A paragraph: its text, its place in the outline (0 is the first level), its setting.

    ``size`` is the largest in half points, 0 where nothing says it; ``indented`` is None where
    neither the paragraph nor a style says anything of the first line.
    """

    text: str
    level: int | None
    align: str
    size: int
    fonts: frozenset[str]
    indented: bool | None
    titled: bool

    @property
    def is_title(self) -> bool:
        """A title by its style, or centred, large and short enough."""
        return self.titled or (
            self.align == "center" and 0 < len(self.text.strip()) <= 120 and self._is_large
        )

    @property
    def _is_large(self) -> bool:
        return self.size >= LARGE or any("小标宋" in font for font in self.fonts)


class Styles:
    """The styles of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        found = every(root, "style") if root is not None else iter(())
        self._styles = {value(style, "styleId") or "": style for style in found}
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true")
            ),
            "",
        )

    def chain(self, style: str | None) -> list[etree._Element]:
        """A style and the styles it is based on, nearest first."""
        done: list[etree._Element] = []
        seen: set[str] = set()
        key = style if style is not None else self._default
        while key in self._styles and key not in seen and len(done) < 20:
            seen.add(key)
            done.append(self._styles[key])
            key = value(child(self._styles[key], "basedOn")) or ""
        return done

    def names(self, style: str | None) -> list[str]:
        """The names of the chain, lower case."""
        return [(value(child(one, "name")) or "").lower() for one in self.chain(style)]

    def hides(self, run_style: str | None) -> bool:
        """Whether a character style hides its text."""
        chain = self.chain(run_style) if run_style is not None else []
        said = (is_on(child(style, "rPr"), "vanish") for style in chain)
        return next((hidden for hidden in said if hidden is not None), False)

    def looks(self, paragraph: etree._Element) -> Looks:
        """The looks of one paragraph."""
        properties = child(paragraph, "pPr")
        style = value(child(properties, "pStyle"))
        chain = self.chain(style)
        layers = [properties, *(child(one, "pPr") for one in chain)]
        text = text_of(paragraph)
        size, fonts = _type(paragraph, chain)
        own = self.chain(style)[:1]
        names = self.names(style) if style is not None and style != self._default else []
        return Looks(
            text,
            _level(text, layers, names, fonts),
            _align(layers),
            size,
            fonts,
            _indented(layers),
            bool(own) and any(_is_title(name) for name in names[:1]),
        )

    def numbering(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """(numId, level) of the paragraph itself or of its style."""
        properties = child(paragraph, "pPr")
        chain = self.chain(value(child(properties, "pStyle")))
        for layer in [properties, *(child(style, "pPr") for style in chain)]:
            found = child(layer, "numPr")
            if found is not None and (key := value(child(found, "numId"))) is not None:
                return (key, number(value(child(found, "ilvl"))) or 0) if key != "0" else None
        return None


def _level(
    text: str, layers: list[etree._Element | None], names: list[str], fonts: frozenset[str]
) -> int | None:
    for layer in layers:
        said = number(value(child(layer, "outlineLvl")))
        if said is not None:
            return said if 0 <= said <= 8 else None
    for name in names:
        if found := _LEVEL.search(name):
            return _LEVELS[found[2]] if found[2] else int(found[1] or found[3]) - 1
        if "黑体" in name or "楷体" in name:
            return 0 if "黑体" in name else 1
    return _level_by_font(text.strip(), fonts)


def _level_by_font(text: str, fonts: frozenset[str]) -> int | None:
    """GB/T 9704—2012 7.3.3: “一、”用黑体，“（一）”用楷体。"""
    if len(fonts) != 1 or not text or len(text) > 60 or text.endswith(("。", "；", ";")):
        return None
    font = next(iter(fonts))
    if _is_black(font) and _CHAPTER.match(text):
        return 0
    return 1 if "楷" in font and _SECTION.match(text) else None


def _is_black(font: str) -> bool:
    return "黑体" in font or font.lower() in {"simhei", "heiti sc"}


def _is_title(name: str) -> bool:
    return name in {"title", "标题", "文件标题", "公文标题", "主标题"} or "小标宋" in name


def _align(layers: list[etree._Element | None]) -> str:
    for layer in layers:
        said = value(child(layer, "jc"))
        if said is not None:
            return "center" if said in _CENTER else "right" if said in _RIGHT else ""
    return ""


def _indented(layers: list[etree._Element | None]) -> bool | None:
    for layer in layers:
        indent = child(layer, "ind")
        for name in ("firstLineChars", "firstLine", "hangingChars", "hanging"):
            said = number(value(indent, name))
            if said is not None:
                return said > 0 and name.startswith("firstLine")
    return None


def _type(paragraph: etree._Element, chain: list[etree._Element]) -> tuple[int, frozenset[str]]:
    """The largest size and the East Asian fonts of the runs with text."""
    sizes: list[int] = []
    fonts: set[str] = set()
    under = [child(style, "rPr") for style in chain]
    for run in every(paragraph, "r"):
        if not any((inner.text or "").strip() for inner in run if local(inner) == "t"):
            continue
        layers = [child(run, "rPr"), *under]
        sizes += [found for found in [_first_size(layers)] if found]
        fonts |= {found for found in [_first_font(layers)] if found}
    return max(sizes, default=0), frozenset(fonts)


def _first_size(layers: list[etree._Element | None]) -> int:
    return next((said for layer in layers if (said := number(value(child(layer, "sz"))))), 0)


def _first_font(layers: list[etree._Element | None]) -> str:
    for layer in layers:
        if font := value(child(layer, "rFonts"), "eastAsia"):
            return font
    return ""
