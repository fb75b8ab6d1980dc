"""The notice before personal data are collected (个人信息保护法第十七条、第三十五条): versioned."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mingbai.organs.models import Profile

SENSITIVE = (
    "证件号码是敏感个人信息，泄露可能被人冒用。收集它只为确认是您本人在申请"
    "（《政府信息公开条例》第二十九条）：号码加密保存，页面和通知里都不显示，查看须留下记录。"
    "不愿在网上填写的，可以当面出示证件提出申请。"
)


@dataclass(frozen=True)
class Section:
    """A question of the notice and its answer."""

    heading: str
    text: str


@cache
def text() -> str:
    """The notice with its places unfilled."""
    return files("mingbai.portal.apply").joinpath("notice.txt").read_text("utf-8")


@cache
def version() -> str:
    """The hash of the notice as it was shown, kept with the application (PIP-02)."""
    return hashlib.sha256(f"{text()}\n{SENSITIVE}".encode()).hexdigest()


def sections(profile: Profile) -> list[Section]:
    """The notice for an organ."""
    places = (profile.office, profile.phone, profile.address)
    contact = "，".join(place for place in places if place) or "见政府信息公开指南"
    filled = text().replace("{机关}", profile.organ.name).replace("{联系}", contact)
    parts = (part.strip().split("\n", 1) for part in filled.split("## ") if part.strip())
    return [Section(heading, words.strip()) for heading, words in parts]
