"""Which links and pictures a published body may hold (WEB-05)."""

import re

MOST = 2000
SCHEMES = frozenset({"http", "https", "mailto"})
# 图片只能是本件自己的文件：以内容的散列命名，只在本件的地址之下有意义
OWN_PICTURES = re.compile(r"files/[0-9a-f]{64}\.(?:png|jpg|gif|webp)", re.ASCII)
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE | re.ASCII)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_NOTE = re.compile(
    r"#(?P<back>_ftnref|_ednref|footnote-ref-|endnote-ref-|fnref-|enref-)?"
    r"(?P<note>_ftn|_edn|footnote-|endnote-|fn-|en-)?(?P<number>[1-9]\d{0,3})",
    re.ASCII,
)


def link(href: str) -> str:
    """The address as it may be published, empty when it may not."""
    address = _UNSEEN.sub("", href.strip())
    if address.startswith("#"):
        return _to_note(address)
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in SCHEMES:
        return ""
    # 网址按浏览器的读法，反斜杠等于斜杠；“//主机”是别人的网站
    if "\\" in address or address.startswith("//") or len(address) > MOST:
        return ""
    if not scheme and ":" in re.split(r"[/?#]", address, maxsplit=1)[0]:
        return ""
    return address


def picture(src: str) -> str:
    """The address of a picture of the same record, empty for any other."""
    return src if OWN_PICTURES.fullmatch(src) else ""


def _to_note(address: str) -> str:
    """Word, WPS and mammoth name their notes each in their own way; ours are fn-1 and fnref-1."""
    found = _NOTE.fullmatch(address)
    if not found or bool(found["back"]) == bool(found["note"]):
        return ""
    word = found["back"] or found["note"]
    kind = "en" if word.startswith(("_edn", "endnote", "en")) else "fn"
    return f"#{kind}{'ref' if found['back'] else ''}-{found['number']}"
