"""Invented values: ID numbers, telephones, cards, addresses, and numbers that are none of them."""

from datetime import date, timedelta
from random import Random

from mingbai.rules.privacy.identity import check_digit
from mingbai.rules.privacy.wording import numbers

SURNAMES, GIVEN = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗",
    "伟芳娜敏静丽强磊军洋艳勇杰娟涛明超秀霞平刚桂",
)
ROADS = ("中山路", "文化街", "明阳大道", "柳树巷", "解放路", "和平里")


def identity(rng: Random, *, born: tuple[int, int] = (1935, 2008)) -> str:
    """A valid number of eighteen characters."""
    first = date(born[0], 1, 1)
    day = first + timedelta(days=rng.randrange((date(born[1], 12, 31) - first).days))
    body = f"{county(rng)}{day:%Y%m%d}{rng.randrange(1000):03}"
    return body + check_digit(body)


def county(rng: Random) -> str:
    province = rng.choice(numbers("identity")["provinces"][:31])
    return f"{province}{rng.randint(1, 20):02}{rng.choice((1, 2, 3, 11, 21, 23, 30, 81, 83)):02}"


def old_identity(rng: Random) -> str:
    """The form of fifteen digits."""
    whole = identity(rng, born=(1935, 1985))
    return whole[:6] + whole[8:17]


def mobile(rng: Random) -> str:
    return f"{rng.choice((130, 138, 139, 150, 159, 176, 186, 189, 199))}{rng.randrange(10**8):08}"


def card(rng: Random) -> str:
    """Nineteen digits of a known issuer with Luhn's check digit."""
    body = rng.choice(numbers("card")["issuers"]) + f"{rng.randrange(10**12):012}"
    doubled = (sum(divmod(2 * int(d), 10)) for d in body[::-2])
    total = sum(int(d) for d in body[-2::-2]) + sum(doubled)
    return body + str(-total % 10)


def address(rng: Random) -> str:
    kind = rng.randrange(4)
    way = rng.choice(ROADS)
    if kind == 0:
        door = f"{rng.randint(1, 30)}号楼{rng.randint(1, 6)}单元{rng.randint(101, 2305)}室"
        return f"{way}{rng.randint(1, 300)}号{door}"
    if kind == 1:
        return f"李家村{rng.randint(1, 400)}号"
    if kind == 2:
        return f"阳光花园{rng.randint(1, 40)}栋{rng.randint(101, 1802)}室"
    door = f"{rng.randint(1, 30)}-{rng.randint(1, 4)}-{rng.randint(101, 901)}"
    return f"{way}{rng.randint(1, 300)}号{door}"


def name(rng: Random) -> str:
    return rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(2))


def credit_code(rng: Random) -> str:
    """A unified social credit code, letters and digits or digits only."""
    letters = rng.choice(("MA3C", "0045", "MB28", "7346"))
    return f"9{rng.randint(1, 3)}{county(rng)}{letters}{rng.randrange(10**5):05}{rng.randrange(10)}"


def harmless(rng: Random) -> str:
    """A line with numbers that are nobody's."""
    day = date(2015, 1, 1) + timedelta(days=rng.randrange(4000))
    forms = (
        f"明政发〔{day.year}〕{rng.randint(1, 99)}号文件自{day:%Y%m%d}起施行。",
        f"索引号：11{county(rng)}{rng.randrange(10**9):09}-1/{day.year}-{rng.randrange(10**5):05}",
        f"统一社会信用代码：{credit_code(rng)}",
        f"项目编号：{rng.randrange(10**18, 10**20)}",
        f"投资项目代码：{day.year}-{county(rng)}-48-01-{rng.randrange(10**6):06}",
        f"公示期{day:%Y%m%d}{day + timedelta(days=7):%Y%m%d}，逾期不再受理。",
        f"明公网安备{county(rng)}02{rng.randrange(10**6):06}号",
        "咨询请拨打12345或者12333、4006012345。",
        f"ISBN 978-7-{rng.randint(100, 999)}-{rng.randint(10000, 99999)}-4",
        "\t".join(f"{rng.uniform(1, 99999):.2f}" for _ in range(9)),
        "\t".join(str(rng.randrange(10 ** rng.randint(1, 9))) for _ in range(9)),
        f"本年支出{rng.randrange(10**10, 2 * 10**10)}元，增长{rng.randint(1, 20)}.5%。",
        f"条码69{rng.randrange(10**11):011}，批次{rng.randrange(10**14, 10**15)}。",
        f"{day.year}年{day.month}月{day.day}日审议通过，共{rng.randint(1, 999)}人。",
        "全区低保标准提高到每人每月900元，残疾人补贴、特困供养全面落实。",
    )
    return rng.choice(forms)
