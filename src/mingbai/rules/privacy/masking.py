"""The one mask policy (PII-07): never the first six with the last four of one ID number."""

SHOWN = 4
MOBILE = 11
KEPT = frozenset("路街巷弄村组号室楼栋幢座院")  # words of an address that are shown


def identity(digits: str) -> str:
    """The last four only, the same everywhere, so that no two masks add up to a number."""
    return last_four(digits)


def last_four(digits: str) -> str:
    """Stars and the last four characters; a text of no more than four is hidden whole."""
    if len(digits) <= SHOWN:
        return "*" * SHOWN
    return "*" * max(len(digits) - SHOWN, SHOWN) + digits[-SHOWN:]


def mobile(digits: str) -> str:
    """138****1234."""
    return f"{digits[:3]}****{digits[-SHOWN:]}"


def landline(area: str, number: str) -> str:
    """The area code and the last two digits."""
    return f"{area}-{'*' * (len(number) - 2)}{number[-2:]}"


def contact(text: str) -> str:
    """A telephone number or an e-mail address: 138****1234, z***@example.org; "" for nothing."""
    local, at, host = text.rpartition("@")
    if at:
        return f"{local[:1]}***@{host}"
    digits = "".join(c for c in text if c.isdigit())
    if len(digits) == MOBILE and digits[0] == "1":
        return mobile(digits)
    return last_four(digits) if digits else "*" * min(len(text), SHOWN)


def paper(number: str) -> str:
    """A passport or a permit: the first letter and the last two."""
    first = number[0] if number[0].isalpha() else "*"
    return f"{first}{'*' * (len(number) - 3)}{number[-2:]}"


def address(text: str) -> str:
    """The last word of the way is kept, names and numbers are not."""
    return "".join("*" if c.isalnum() and c not in KEPT else c for c in text)


def name(text: str) -> str:
    """The surname."""
    return text[0] + "*" * (len(text) - 1)
