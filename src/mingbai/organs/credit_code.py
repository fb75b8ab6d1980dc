"""The validator of the unified social credit code; the check itself is in ``rules``."""

from django.core.exceptions import ValidationError

from mingbai.rules.credit_code import problem


def validate_credit_code(code: str) -> None:
    """Model and form validator. Raises ``ValidationError``."""
    if found := problem(code):
        raise ValidationError(found, code="credit_code")
