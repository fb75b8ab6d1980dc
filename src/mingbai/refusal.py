"""The one exception with which the system refuses: why, which article, what to do instead."""


class Refusal(Exception):
    """An act the law or the ledger does not allow, in words for the officer.

    ``reason`` says what is wrong, ``article`` names the rule (may be empty when the rule is the
    product's own), ``remedy`` says what to do instead.  ``str()`` joins them as shown to a person.
    """

    def __init__(self, reason: str, *, article: str = "", remedy: str = "") -> None:
        self.reason = reason
        self.article = article
        self.remedy = remedy
        super().__init__(reason)

    def __str__(self) -> str:
        basis = f"（{self.article}）" if self.article else ""
        text = self.reason.rstrip("。") + basis + "。"
        return text + (self.remedy.rstrip("。") + "。" if self.remedy else "")
