"""What a password must be (SEC-02), said to the officer in plain words."""

from typing import Any

from django.contrib.auth import password_validation as django
from django.core.exceptions import ValidationError


class LongEnough(django.MinimumLengthValidator):
    """So many characters at least."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ``ValidationError`` for a shorter one."""
        if len(password) < self.min_length:
            raise ValidationError(
                f"密码只有{len(password)}个字符，至少要{self.min_length}个，请加长。",
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        """The rule before it is broken."""
        return f"至少{self.min_length}个字符。"


class NotCommon(django.CommonPasswordValidator):
    """None of the passwords that everyone tries first."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ``ValidationError`` for a common one."""
        try:
            super().validate(password, user)
        except ValidationError:
            words = "这个密码太常见，容易被猜中，请换一个。"
            raise ValidationError(words, code="password_too_common") from None

    def get_help_text(self) -> str:
        """The rule before it is broken."""
        return "不要用常见的密码。"


class NotOneself(django.UserAttributeSimilarityValidator):
    """Not the user's own name in another spelling."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ``ValidationError`` for one that resembles the user name or the name."""
        try:
            super().validate(password, user)
        except ValidationError:
            words = "这个密码与您的用户名或者姓名太像，请换一个。"
            raise ValidationError(words, code="password_too_similar") from None

    def get_help_text(self) -> str:
        """The rule before it is broken."""
        return "不要与用户名、姓名相近。"
