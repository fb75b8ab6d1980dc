"""Masked copies of text and pages: the policy, the length, the tags (PII-06 to PII-08)."""

from datetime import date
from random import Random

import pytest

from mingbai.rules.privacy import Policy, Severity, masked_html, masked_text
from mingbai.rules.privacy.detecting import find
from mingbai.rules.privacy.folding import fold
from tests.scanning.planted import hiding, values

TODAY = date(2026, 11, 23)
RNG = Random(11)  # noqa: S311
NUMBER = values.identity(RNG)
MOBILE = "13812345678"


def shown(text: str, policy: Policy = Policy.LAST_FOUR) -> str:
    return masked_text(text, TODAY, policy).text


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        (Policy.NONE, "*" * 18),
        (Policy.LAST_FOUR, "*" * 14 + NUMBER[-4:]),
        (Policy.FIRST_SIX, NUMBER[:6] + "*" * 12),
    ],
)
def test_an_id_number_is_shown_as_the_site_has_chosen(policy: Policy, wanted: str) -> None:
    assert shown(f"张某，{NUMBER}。", policy) == f"张某，{wanted}。"
    half = f"{NUMBER[:6]}********{NUMBER[-4:]}"
    assert shown(f"张某，{half}。", policy).strip("张某，。") == wanted


def test_telephones_cards_and_homes_are_starred_and_an_office_keeps_its_own() -> None:
    assert shown(f"业主{MOBILE}") == "业主138****5678"
    assert shown(f"业主{MOBILE}", Policy.NONE) == "业主" + "*" * 11
    assert shown("家住文化街12号3号楼2单元501室") == "****街**号*号楼******室"
    for text in ("联系人：王科长 13812345678", "咨询电话：0532-87866000", "办公地址：文化街12号"):
        assert shown(text) == text


def test_a_column_of_mistyped_numbers_is_starred_by_its_heading() -> None:
    rows = "\n".join(f"{i}\t37021419900307{i:04}\t无" for i in range(1, 5))
    made = masked_text(f"序号\t身份证号\t备注\n{rows}", TODAY)
    assert made.count == 4
    assert "3702" not in made.text
    assert len(made.text) == len(f"序号\t身份证号\t备注\n{rows}")


@pytest.mark.parametrize("policy", Policy)
def test_all_masked_forms_of_one_number_together_show_six_characters_at_most(
    policy: Policy,
) -> None:
    """PII-07: eighteen and fifteen digits, damaged, half masked, hidden in every way."""
    rng = Random(5)  # noqa: S311
    for _ in range(60):
        number = values.identity(rng, born=(1940, 1999))
        old = number[:6] + number[8:17]
        whole = number[:15] + "000"
        forms = {number, old, whole, f"{number[0]}.{number[1:15]}E+17"}
        forms |= {f"{number[:6]}********{number[14:]}", way_of(rng, number)}
        seen: set[int] = set()
        for form in forms:
            masked = shown(f"身份证号 {form}", policy).removeprefix("身份证号 ")
            kept = "".join(c for c in fold(masked).text if c.isdigit() or c in "xX")
            if not kept:
                continue
            if number.startswith(kept):
                seen |= set(range(len(kept)))
            else:
                assert number.upper().endswith(kept.upper())
                seen |= set(range(18 - len(kept), 18))
        assert len(seen) <= 6


def way_of(rng: Random, number: str) -> str:
    ways = (hiding.full_width, hiding.zero_width, hiding.parted, hiding.cells, hiding.lines)
    return rng.choice(ways)(rng, number)


@pytest.mark.parametrize("way", hiding.TWELVE)
def test_nothing_critical_is_left_in_a_page_however_a_number_was_hidden(
    way: hiding.Hiding,
) -> None:
    rng = Random(9)  # noqa: S311
    for _ in range(40):
        number = values.identity(rng)
        hidden = way(rng, number).replace("\t", "</td>\n <td>").replace("\n", "<br>\n")
        html = f'<table class="a"><tr><td>身份证号</td><td>{hidden}</td></tr></table><p>完</p>'
        made = masked_html(html, TODAY)
        assert made.count >= 1
        assert number not in made.text
        text = masked_html(made.text, TODAY).text
        assert text == made.text
        assert made.text.count("<") == html.count("<")


def test_values_in_entities_attributes_and_comments_are_starred_too() -> None:
    entities = "".join(f"&#{ord(c)};" for c in NUMBER)
    html = f'<p title="{NUMBER}">张&amp;王 {entities}</p><!-- {NUMBER} -->'
    html += f'<a href="tel:{MOBILE}">电</a>'
    made = masked_html(html, TODAY).text
    masked = "*" * 14 + NUMBER[-4:]
    tail = "".join(f"&#{ord(c)};" for c in NUMBER[-4:])
    wanted = f'<p title="{masked}">张&amp;王 {"*" * 14}{tail}</p><!-- {masked} -->'
    assert made == wanted + '<a href="tel:138****5678">电</a>'


def test_a_page_without_values_stays_as_it_was() -> None:
    html = "<h1>关于</h1>\n<table><tr><td>明政发〔2019〕12号</td></tr></table>&nbsp;< 3"
    assert masked_html(html, TODAY).text == html


def test_what_is_masked_is_not_found_again() -> None:
    rng = Random(4)  # noqa: S311
    for policy in Policy:
        for _ in range(50):
            text = f"家住阳光花园3栋2单元501室，{values.identity(rng)}，"
            text += f"手机{values.mobile(rng)}，卡号{values.card(rng)}"
            again = find(fold(shown(text, policy)), (), TODAY)
            assert [hit for hit in again if hit.severity is Severity.CRITICAL] == []
