"""The leaks that were seen: 77 numbers in one list, nearly ten thousand rows in one attachment."""

import re
from random import Random

from mingbai.cli.scan import render
from mingbai.rules.privacy import Kind, Severity
from mingbai.scanning.scanner import Scan, scan_bytes
from tests.scanning.planted import people, tables, values
from tests.scanning.planted.measure import TODAY

ROWS = 9_800


def of(kind: Kind, scan: Scan) -> list[str]:
    return [f.masked for f in scan.findings if f.kind is kind and f.severity is Severity.CRITICAL]


def test_seventy_seven_id_numbers_in_one_list() -> None:
    rng = Random(77)  # noqa: S311
    numbers = [values.identity(rng) for _ in range(77)]
    lines = [f"{i}\t{people.name(rng)}\t{number}" for i, number in enumerate(numbers, 1)]
    data = "\n".join(["序号\t姓名\t身份证号", *lines]).encode()
    scan = scan_bytes(data, name="名单.txt", today=TODAY)
    assert scan.exit_code == 1
    found = of(Kind.ID_CARD, scan)
    assert [masked for masked in found if masked.startswith("*")] == [
        "*" * 14 + number[-4:] for number in numbers
    ]
    assert "整列疑为证件号码，共77行" in found


def test_nearly_ten_thousand_rows_in_one_workbook() -> None:
    rows = tables.leaked(Random(10_000), ROWS)  # noqa: S311
    scan = scan_bytes(tables.as_book(rows), name="名单.xlsx", today=TODAY)
    assert scan.exit_code == 1
    for kind, words in ((Kind.MOBILE, "电话号码"), (Kind.BANK_CARD, "银行账户")):
        assert f"整列疑为{words}，共{ROWS}行" in of(kind, scan)
    assert len(of(Kind.MOBILE, scan)) >= 0.995 * ROWS
    assert len(render(scan).splitlines()) <= 40
    assert "手机号码  工作表“名单”C2  整列疑为电话号码" in render(scan)
    secrets = {value for row in rows[1:] for value in row[2:]}
    assert secrets.isdisjoint(re.findall(r"\d{11,19}", str(scan.as_json())))
