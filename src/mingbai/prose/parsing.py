"""Markup read into a tree within bounds of size and depth (UPL-05, WEB-11)."""

import re

from lxml import etree  # type: ignore[import-untyped]

from mingbai.refusal import Refusal

MEGABYTE = 1024 * 1024
LARGEST = 5 * MEGABYTE
_WHOLE = re.compile(r"\d{1,4}", re.ASCII)
MOST_TAGS = 200_000
# 控制字符、零宽空格、改变书写方向的字符、代理码位和非字符：看不见，只会骗人
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff]"
)


def tree(html: str) -> etree._Element | None:
    """The root element, None for an empty text; comments and instructions are gone.

    Raises ``Refusal`` for more than 5 MB or more than about 250 levels.
    """
    data = UNSEEN.sub("", html).encode("utf-8")
    if len(data) > LARGEST:
        raise Refusal(
            f"正文有{len(data) / MEGABYTE:.1f} MB，超过{LARGEST // MEGABYTE} MB",
            article="标准 WEB-05",
            remedy="请把长表格另存为附件，正文里写明见附件",
        )
    if data.count(b"<") > MOST_TAGS:
        raise Refusal(
            f"正文里的标签超过{MOST_TAGS // 10_000}万个",
            article="标准 WEB-05",
            remedy="请把长表格另存为附件，正文里写明见附件",
        )
    if not data.strip():
        return None
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    # 前面加一个段落标记，免得整段文字被当成别的文件格式
    root = etree.fromstring(b"<html><body><div>" + data, parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Refusal(
            "正文里的标签一层套一层，超过250层",
            article="标准 WEB-05",
            remedy="请从原文重新复制，或者先粘贴为纯文字",
        )
    return root


def name(element: etree._Element) -> str:
    """The local name, lower case; empty for what is no element."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def attributes_of(element: etree._Element) -> dict[str, str]:
    """Attributes by lower-case name."""
    return {str(key).lower(): str(value) for key, value in element.attrib.items()}


def whole(said: str | None, most: int) -> int:
    """A number of an attribute within 1 … ``most``; 1 when it is none."""
    text = (said or "").strip()
    return max(1, min(int(text), most)) if _WHOLE.fullmatch(text) else 1
