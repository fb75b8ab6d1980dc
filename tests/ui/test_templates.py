"""Every template and style sheet of the product: no inline code, no banned device (CSP, A11-13)."""

import gzip
import re
from collections import Counter
from pathlib import Path

import pytest

import mingbai

SOURCE = Path(mingbai.__file__).parent
TEMPLATES = sorted(SOURCE.glob("**/templates/**/*.html"))
STYLES = sorted(SOURCE.glob("**/static/**/*.css"))
BANNED = {
    "inline style": r"\sstyle\s*=",
    "style element": r"<style\b",
    "inline script": r"<script(?![^>]*\bsrc=)(?![^>]*application/json)",
    "event handler": r"\son[a-z]+\s*=\s*[\"']",
    "script address": r"javascript:",
    "moving text": r"<(marquee|blink)\b",
    "frame": r"<(iframe|frame|object|embed)\b",
    "another origin": r"<(script|link|img)[^>]+(src|href)=[\"']https?://",
}


def name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_holds_no_code_of_its_own(path: Path) -> None:
    text = path.read_text("utf-8")
    found = [what for what, pattern in BANNED.items() if re.search(pattern, text, re.I)]
    assert found == []


@pytest.mark.parametrize("path", STYLES, ids=name)
def test_a_style_sheet_moves_nothing_and_calls_nobody(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"@import|@keyframes|animation|url\(|position:\s*fixed", text)


def test_the_styles_are_small() -> None:
    """Compressed, as fetched: all common ones, bodies included, with an app's own under 13 KB."""
    sizes: Counter[str] = Counter()
    for path in STYLES:
        sizes[path.parent.name] += len(gzip.compress(path.read_bytes()))
    common = sizes.pop("ui")
    assert common + max(sizes.values()) < 13_000


def test_no_emblem_flag_or_seal_is_kept() -> None:
    words = re.compile(r"emblem|flag|seal|guohui|guoqi|国徽|国旗|公章", re.I)
    pictures = [
        path
        for path in SOURCE.glob("**/static/**/*")
        if path.suffix in {".svg", ".png", ".jpg", ".gif", ".webp"}
    ]
    assert pictures, "the icon at least"
    assert [path.name for path in pictures if words.search(path.name)] == []
