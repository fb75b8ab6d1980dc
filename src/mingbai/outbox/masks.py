"""The recipient of a message as screens may show him (PIP-04)."""

from mingbai.rules.privacy import masking


def masked(to: str) -> str:
    """``138****1234``, ``z***@example.org``; 无 for nobody."""
    if not to:
        return "无"
    name, at, host = to.rpartition("@")
    if at:
        return f"{name[:1]}***@{host}"
    digits = "".join(c for c in to if c.isdigit())
    return masking.mobile(digits) if len(digits) >= 11 else masking.last_four(digits)
