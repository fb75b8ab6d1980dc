"""The forms of the second factor with labels that say what to type."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm


class Authenticate(AuthenticateForm):  # type: ignore[misc]
    """At log-in: the six digits, or a recovery code."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].label = "六位数字或者恢复码"


class Activate(ActivateTOTPForm):  # type: ignore[misc]
    """Setting up: the six digits that the authenticator shows."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].label = "验证器上的六位数字"
