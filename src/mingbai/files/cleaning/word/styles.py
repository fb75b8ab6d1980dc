"""Which text a Word document does not show: hidden directly or by its styles (w:vanish)."""

from collections.abc import Mapping
from dataclasses import dataclass

from mingbai.files.cleaning.office.markup import Element, name

_OFF = frozenset({"0", "false", "off", "none"})
_VAL = name("w:val")


@dataclass(frozen=True)
class Hiding:
    """Style id → whether it hides text; ``paragraph`` is the default style, ``all`` the rest."""

    styles: Mapping[str, bool]
    paragraph: str = ""
    everything: bool = False

    def run(self, run: Element, paragraph_style: str) -> bool:
        """Whether a run of a paragraph with this style ("" the default) is hidden."""
        properties = run.find(name("w:rPr"))
        direct = switched(properties, "w:vanish")
        if direct is not None:
            return direct
        style = "" if properties is None else _value(properties.find(name("w:rStyle")))
        # A toggle property of two styles cancels out ([ECMA-376] 17.7.3).
        both = (style, paragraph_style or self.paragraph)
        hidden = sum(self.styles.get(item, False) for item in both)
        return hidden % 2 == 1 or (hidden == 0 and self.everything)


def hiding(styles: Element | None) -> Hiding:
    """What the styles part hides."""
    if styles is None:
        return Hiding({})
    own: dict[str, bool | None] = {}
    based: dict[str, str] = {}
    default = ""
    for style in styles.iter(name("w:style")):
        key = style.get(name("w:styleId"), "")
        own[key] = switched(style.find(name("w:rPr")), "w:vanish")
        based[key] = _value(style.find(name("w:basedOn")))
        ends = (style.get(name("w:type")), style.get(name("w:default"), "0").lower())
        if ends[0] == "paragraph" and ends[1] not in _OFF:
            default = key
    defaults = styles.find(f"{name('w:docDefaults')}/{name('w:rPrDefault')}/{name('w:rPr')}")
    found = {key: _resolved(key, own, based) for key in own}
    return Hiding(found, default, bool(switched(defaults, "w:vanish")))


def style_of(paragraph: Element) -> str:
    """The style id of a paragraph; "" where it names none."""
    return _value(paragraph.find(f"{name('w:pPr')}/{name('w:pStyle')}"))


def switched(properties: Element | None, tag: str) -> bool | None:
    """Whether a switch is on, off, or not there."""
    found = None if properties is None else properties.find(name(tag))
    return None if found is None else found.get(_VAL, "1").lower() not in _OFF


def _resolved(key: str, own: Mapping[str, bool | None], based: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    while key in own and key not in seen:
        seen.add(key)
        said = own[key]
        if said is not None:
            return said
        key = based[key]
    return False


def _value(element: Element | None) -> str:
    return "" if element is None else str(element.get(_VAL, ""))
