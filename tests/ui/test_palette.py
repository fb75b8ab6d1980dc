"""Contrast of the tokens as they stand in tokens.css (A11-03)."""

import re
from functools import cache
from pathlib import Path

import pytest

import mingbai.ui

TOKENS = Path(mingbai.ui.__file__).parent / "static" / "ui" / "tokens.css"
TEXT = ["ink", "muted", "quiet", "brand", "link", "green", "amber", "danger"]
GROUNDS = ["surface", "paper"]
TINTED = [("green", "green-tint"), ("amber", "amber-tint"), ("danger", "danger-tint")]
TINTED += [("ink", "tint"), ("brand", "tint"), ("link", "tint"), ("ink", "focus")]
TINTED += [("quiet", "tint"), ("quiet", "amber-tint"), ("quiet", "danger-tint")]
TINTED += [("on-brand", "brand"), ("on-brand", "brand-deep")]
ELDER, CONTRAST = "html[data-elder]", "html[data-contrast]"
RED_ELDER = 'html[data-elder][data-theme="red"]'
RED, RED_CONTRAST = '[data-theme="red"]', 'html[data-contrast][data-theme="red"]'
THEMES = {
    "blue": [],
    "red": [RED],
    "elder": [ELDER],
    "red elder": [RED, ELDER, RED_ELDER],
    "high contrast": [CONTRAST],
    "red high contrast": [RED, CONTRAST, RED_CONTRAST],
    "elder high contrast": [ELDER, CONTRAST],
}


@cache
def blocks() -> dict[str, dict[str, str]]:
    """Selector → token → colour."""
    css = re.sub(r"/\*.*?\*/", "", TOKENS.read_text("utf-8"), flags=re.S)
    return {
        selector.strip(): dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", body))
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css)
    }


def palette(theme: str) -> dict[str, str]:
    """The colours in force in a theme."""
    colours = dict(blocks()[":root"])
    for selector in THEMES[theme]:
        colours |= blocks()[selector]
    return colours


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


PAIRS = [(text, ground) for text in TEXT for ground in GROUNDS] + TINTED


@pytest.mark.parametrize(("text", "ground"), PAIRS)
@pytest.mark.parametrize("theme", THEMES)
def test_text_on_its_ground(theme: str, text: str, ground: str) -> None:
    colours = palette(theme)
    wanted = 4.5 if theme in ("blue", "red") or "tint" in ground else 7.0
    assert contrast(colours[text], colours[ground]) >= wanted


@pytest.mark.parametrize("theme", THEMES)
def test_the_edge_of_a_field_shows(theme: str) -> None:
    colours = palette(theme)
    assert contrast(colours["edge"], colours["surface"]) >= 3


def test_the_table_of_the_design_holds() -> None:
    colours = palette("blue")
    stated = {"ink": 16.6, "muted": 7.9, "quiet": 5.7, "brand": 8.2, "link": 8.1}
    stated |= {"green": 6.5, "amber": 6.4, "danger": 7.3}
    for token, ratio in stated.items():
        assert contrast(colours[token], "#ffffff") == pytest.approx(ratio, abs=0.06), token
    assert contrast(palette("red")["brand"], "#ffffff") == pytest.approx(7.3, abs=0.06)
