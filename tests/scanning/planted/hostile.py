"""Texts made to keep a searching pattern busy: one piece, over and over (WEB-11)."""

UNITS = (
    *(
        "1",
        "1 ",
        "1\t",
        "一",
        "Ol",
        "(0",
        "\u200b1",
        "路1号",
        "机 密 ",
        "低保张小明、",
        "低保\n",
        "【",
    ),
    *("密 级", "37021419900307", "86", "0 0 8 6 1 3", "13800138000\t", "1990010112341990", "62 "),
    *(
        "卡号6222",
        "手机\t身份证\t",
        "\t",
        "1-1-",
        "路1-2-301",
        "一二三号",
        "路5号楼3单元",
        "内 部 资 料 ",
    ),
    *(
        "*",
        "123456****",
        "3.70214199003070E+17",
        "0532-8",
        "小学张小明李大伟",
        "\uff21",
        "①",
        "\u200b",
        "X",
    ),
    *("1     ", "电话1", "护照E12345678"),
)
PAGES = ("<td>", "<td>1", "<b>", "<!--", "<p>\n\t ", "<tr><td> ", "</td>\n")


def text(unit: str, length: int) -> str:
    """So many characters of it."""
    return (unit * length)[:length]


def page(unit: str, length: int) -> bytes:
    """So many characters of it in the body of a page."""
    return f"<html><body>{text(unit, length)}".encode()
