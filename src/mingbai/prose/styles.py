"""Inline styles and old attributes read as classes of a small fixed set and as marks (WEB-05)."""

import re
from collections.abc import Mapping

from mingbai.prose.model import ALIGNS, INDENTS, PARAGRAPH_CLASSES

Style = Mapping[str, str]
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)\s*(pt|px|em|rem|cm|mm|in|%)?", re.ASCII)
# 一个字宽按小二至三号字（16磅）、网页16像素折算
_PER_CHARACTER = {"em": 1.0, "rem": 1.0, "pt": 16.0, "px": 16.0, "cm": 0.56, "mm": 5.6, "in": 0.22}
_POINTS = {"pt": 1.0, "px": 0.75, "": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0}
_MOST = 4000
_BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})


def parsed(style: str | None) -> dict[str, str]:
    """Declarations by name, lower case; a broken one is left out."""
    declared = {}
    for part in (style or "")[:_MOST].lower().split(";"):
        name, colon, value = part.partition(":")
        if colon and value.strip():
            declared[name.strip()] = value.replace("!important", "").strip()
    return declared


def hidden(style: Style) -> bool:
    """Whether a reader of the source would not have seen the text."""
    return (
        style.get("display") == "none"
        or style.get("visibility") == "hidden"
        or style.get("mso-hide") == "all"
        or style.get("font-size") in {"0", "0px", "0pt", "0em"}
    )


def marks(style: Style) -> set[str]:
    """strong, em, u, s, sub, sup as the style sets them."""
    decoration = style.get("text-decoration", "") + " " + style.get("text-decoration-line", "")
    found = {
        "strong": style.get("font-weight") in _BOLD,
        "em": style.get("font-style") in {"italic", "oblique"},
        "u": "underline" in decoration,
        "s": "line-through" in decoration,
        "sup": style.get("vertical-align") == "super",
        "sub": style.get("vertical-align") == "sub",
    }
    return {mark for mark, is_set in found.items() if is_set}


def alignment(attributes: Mapping[str, str], style: Style) -> str | None:
    """align-center, align-right, empty for any other; None where nothing is said."""
    said = (style.get("text-align") or attributes.get("align", "")).strip().lower()
    for align in ALIGNS:
        if align in attributes.get("class", "").split():
            return align
    if not said:
        return None
    return {"center": "align-center", "right": "align-right", "end": "align-right"}.get(said, "")


def indent(attributes: Mapping[str, str], style: Style) -> set[str]:
    """no-indent, indent-2, indent-4, hanging-2."""
    said = set(attributes.get("class", "").split()) & PARAGRAPH_CLASSES & set(INDENTS)
    first = _characters(style.get("text-indent", ""))
    left = _characters(_left(style)) or 0.0
    if first is not None and first <= -0.5:
        return {"hanging-2"}
    if first == 0:
        said.add("no-indent")
    if left >= 1:
        said.add("indent-4" if left >= 3 else "indent-2")
    return said


def one_indent(found: set[str]) -> set[str]:
    """At most one way to hang or move a paragraph, and whether its first line is flush."""
    if "hanging-2" in found:
        return {"hanging-2"}
    if "indent-4" in found:
        return found - {"indent-2"}
    return found


def share(said: str) -> tuple[float, str] | None:
    """A width as a number with ``%`` or in points (unit ``pt``); None for anything else."""
    found = _LENGTH.fullmatch(said.strip().lower())
    if not found or float(found[1]) <= 0:
        return None
    unit = found[2] or ""
    if unit == "%":
        return float(found[1]), "%"
    return (float(found[1]) * _POINTS[unit], "pt") if unit in _POINTS else None


def _left(style: Style) -> str:
    if "margin-left" in style:
        return style["margin-left"]
    parts = style.get("margin", "").split()
    return parts[3] if len(parts) == 4 else style.get("padding-left", "")


def _characters(said: str) -> float | None:
    found = _LENGTH.match(said)
    if not found:
        return None
    number = float(found[1])
    if number == 0:
        return 0.0
    per = _PER_CHARACTER.get(found[2] or "")
    return number / per if per else None
