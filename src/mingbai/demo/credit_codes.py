"""Credit codes of the invented organs: formally right, in a region that does not exist."""

from mingbai.rules.credit_code import check_character, organ_check_character

REGION = "379999"


def credit_code(serial: int) -> str:
    """The code of the organ with this number, both check digits computed."""
    body = f"MY{serial:06d}"
    first17 = f"11{REGION}{body}{organ_check_character(body)}"
    return first17 + check_character(first17)
