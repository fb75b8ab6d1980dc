"""The 18-character unified social credit code and its two check digits (GB 32100, GB 11714)."""

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = [pow(3, place, 31) for place in range(17)]
_ORGAN_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGAN_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]


def check_character(first17: str) -> str:
    """The 18th character (GB 32100). Raises ``ValueError`` on a character outside the alphabet."""
    total = sum(_ALPHABET.index(c) * w for c, w in zip(first17, _WEIGHTS, strict=True))
    return _ALPHABET[(31 - total % 31) % 31]


def organ_check_character(first8: str) -> str:
    """The check character of the 9-character organ code inside it (GB 11714)."""
    total = sum(_ORGAN_ALPHABET.index(c) * w for c, w in zip(first8, _ORGAN_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def problem(code: str) -> str:
    """What is wrong with a code, in the user's words; empty when it holds."""
    if len(code) != 18 or any(c not in _ALPHABET for c in code):
        return "统一社会信用代码应为18位数字或大写字母（不用I、O、S、V、Z）。"
    if code[16] != organ_check_character(code[8:16]):
        return "统一社会信用代码第17位校验码不符（GB 11714），请核对第9至17位。"
    if code[17] != check_character(code[:17]):
        return "统一社会信用代码末位校验码不符（GB 32100），请逐位核对。"
    return ""
