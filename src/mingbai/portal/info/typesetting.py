"""A cleaned body as the page sets it: wide tables scroll alone, long addresses may break."""

import re

_TABLE = re.compile(r"<(/?)table\b[^>]*>", re.IGNORECASE)
_LONG = re.compile(r"[\x21-\x25\x27-\x3b\x3d\x3f-\x7e]{24,}")  # 不含 < > &：标签和实体不动
_TEXT = re.compile(r"(<[^>]*>)")
_BEFORE = '<div class="wide-table" tabindex="0" role="group" aria-label="表格">'


def typeset(body: str) -> str:
    """The body with its outer tables framed and long Latin runs breakable after their signs.

    ``body`` must come out of ``prose.cleaning.clean``: nothing here makes it safer.
    """
    return _framed("".join(_breakable(each) for each in _TEXT.split(body)))


def _breakable(part: str) -> str:
    if part.startswith("<"):
        return part
    return _LONG.sub(lambda run: re.sub(r"([/?=._-])(?=\w)", r"\1<wbr>", run[0]), part)


def _framed(body: str) -> str:
    found, depth, done = [], 0, 0
    for tag in _TABLE.finditer(body):
        closing = bool(tag[1])
        if not closing:
            depth += 1
        if depth == 1:
            upto = tag.end() if closing else tag.start()
            found += [body[done:upto], "</div>" if closing else _BEFORE]
            done = upto
        if closing:
            depth -= 1
    return "".join([*found, body[done:]])
