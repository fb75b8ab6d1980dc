"""Chapter numbers （一）…（九十九） to integers and back."""

_DIGITS = "零一二三四五六七八九"


def chapter_number(word: str) -> int:
    """十二 → 12."""
    tens, mark, ones = word.rpartition("十")
    if not mark:
        return _DIGITS.index(word[-1])
    return (_DIGITS.index(tens[-1]) if tens else 1) * 10 + (_DIGITS.index(ones[0]) if ones else 0)


def chapter_word(number: int) -> str:
    """12 → 十二; for 1 to 99."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "") or "零"
