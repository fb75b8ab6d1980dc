"""Invented values: ID numbers, telephones, cards; valid ones exist only in memory."""

from datetime import date, timedelta
from random import Random

from mingbai.rules.privacy.identity import check_digit
from mingbai.rules.privacy.wording import numbers

# Counties as they are (GB/T 2260): districts, counties, autonomous counties, cities without
# districts, cities directly below a province, and codes of regions abolished long ago.
COUNTIES = """
110101 110228 120114 120225 130102 130481 131182 140106 141034 150102 152921 210211
211481 220106 222405 230103 232701 232761 310115 310230 320102 321283 330106 331082
340123 342622 350203 350981 360121 362532 370214 371728 372901 410105 411729 412828
420106 422825 429006 430104 433127 440106 441900 442000 445281 450103 451481 460105
469030 500103 500241 510104 513437 520103 522732 530103 533325 540102 542626 610103
612732 620102 623027 630102 632825 640104 640522 650102 654326 659001 710000 810000
820000 830000
""".split()  # noqa: SIM905 (readable as a table)
# Openings of domestic cards; the detectors know a part of them.
ISSUERS = """
622202 621226 622848 622700 621700 621661 622260 622588 622622 622150 621799 623668
620522 621014 621058 621411 621459 621528 621583 621726 622178 622312 622368 622405
622517 622662 622760 622892 622960 623036 623102 623229 623281 623506 623686 623755
""".split()  # noqa: SIM905 (readable as a table)


def day(rng: Random, first: int, last: int) -> date:
    """A day of the years ``first`` to ``last``."""
    begin = date(first, 1, 1)
    return begin + timedelta(days=rng.randrange((date(last, 12, 31) - begin).days))


def identity(rng: Random, *, born: tuple[int, int] = (1935, 2008)) -> str:
    """A valid number of eighteen characters."""
    body = f"{county(rng)}{day(rng, *born):%Y%m%d}{rng.randrange(1000):03}"
    return body + check_digit(body)


def county(rng: Random) -> str:
    """Six digits, of a real county or made up in the ranges in use."""
    if rng.random() < 0.5:
        return rng.choice(COUNTIES)
    province = rng.choice(numbers("identity")["provinces"][:31])
    return f"{province}{rng.randint(1, 20):02}{rng.choice((1, 2, 3, 11, 21, 23, 30, 81, 83)):02}"


def mobile(rng: Random) -> str:
    """Eleven digits of any network in use, resale among them."""
    prefix = rng.choice((*range(130, 140), *range(150, 154), *range(155, 160), *range(180, 190)))
    if rng.random() < 0.2:
        prefix = rng.choice((145, 147, 162, 165, 166, 167, 170, 171, 172, 173, 175, 176, 177, 178))
    elif rng.random() < 0.2:
        prefix = rng.choice((190, 191, 192, 193, 195, 196, 197, 198, 199))
    return f"{prefix}{rng.randrange(10**8):08}"


def card(rng: Random) -> str:
    """Sixteen to nineteen digits with Luhn's check digit."""
    length = rng.choice((19, 19, 19, 16, 16, 18, 17))
    issuer = rng.choice(ISSUERS) if length in (16, 19) else "62" + f"{rng.randrange(10**4):04}"
    rest = length - 7
    return with_luhn(issuer + f"{rng.randrange(10**rest):0{rest}}")


def with_luhn(body: str) -> str:
    """The digits with their check digit."""
    doubled = (sum(divmod(2 * int(d), 10)) for d in body[::-2])
    total = sum(int(d) for d in body[-2::-2]) + sum(doubled)
    return body + str(-total % 10)
