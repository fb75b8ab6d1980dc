"""Personal data as the desk shows it until somebody asks for the whole: 王*, 138****1234."""

from collections.abc import Callable
from dataclasses import dataclass

from mingbai.applications.models import Applicant
from mingbai.rules.report.outcomes import ApplicantKind


@dataclass(frozen=True)
class Shown:
    """One line about the applicant; ``text`` is masked unless it was revealed."""

    label: str
    text: str


def name(text: str) -> str:
    """The family name, the rest hidden."""
    return text[:1] + "*" * min(len(text) - 1, 2) if text else ""


def phone(text: str) -> str:
    """The first three and last four digits of a mobile number; of others the last two."""
    digits = text.strip()
    if len(digits) >= 11:
        return f"{digits[:3]}****{digits[-4:]}"
    return "*" * max(len(digits) - 2, 0) + digits[-2:]


def identity(text: str) -> str:
    """The last four characters."""
    return f"****{text[-4:]}" if len(text) > 4 else "****"


def email(text: str) -> str:
    """The first letter and the domain."""
    local, _, domain = text.partition("@")
    return f"{local[:1]}***@{domain}" if domain else "***"


def address(text: str) -> str:
    """The first six characters: the district, not the door."""
    return f"{text[:6]}***" if text else ""


_FIELDS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("name", "姓名或者名称", name),
    ("identity", "证件号码", identity),
    ("phone", "联系电话", phone),
    ("email", "电子邮箱", email),
    ("address", "通信地址", address),
    ("agent", "代理人", name),
    ("agent_identity", "代理人证件号码", identity),
    ("agent_phone", "代理人电话", phone),
)
IDENTITIES = frozenset({"identity", "agent_identity"})


def shown(
    applicant: Applicant | None, kind: str, *, contact: bool = False, identities: bool = False
) -> list[Shown]:
    """What the desk says of the applicant; ``contact`` and ``identities`` are what is revealed.

    The name of an organisation is no personal data and stays.
    """
    if applicant is None or applicant.erased_at:
        return [Shown("申请人", "已超过保存期限，个人信息已清除")]
    lines = []
    for field, label, mask in _FIELDS:
        text = getattr(applicant, field)
        if not text:
            continue
        whole = identities if field in IDENTITIES else contact
        whole = whole or (field == "name" and kind != ApplicantKind.NATURAL)
        lines.append(Shown(label, text if whole else mask(text)))
    return lines
