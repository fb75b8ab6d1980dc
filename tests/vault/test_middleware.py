"""A visitor and an officer read in words why personal data cannot be shown (CRY-04)."""

import pytest
from django.test import RequestFactory

from mingbai.vault.errors import KeysMissing, Tampered
from mingbai.vault.middleware import SaySealed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (KeysMissing("7e577e57"), 503, "请管理员把备份的密钥文件放回"),
        (Tampered("applications.applicant.name"), 500, "从备份恢复"),
    ],
)
def test_the_page_says_what_to_do(
    rf: RequestFactory, error: Exception, status: int, words: str
) -> None:
    answer = SaySealed(lambda request: None).process_exception(rf.get("/"), error)  # type: ignore[arg-type,return-value]
    assert answer is not None
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_other_errors_are_not_its_business(rf: RequestFactory) -> None:
    assert SaySealed(lambda request: None).process_exception(rf.get("/"), ValueError()) is None  # type: ignore[arg-type,return-value]
