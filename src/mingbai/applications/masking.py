"""Whom the desk shows until somebody asks for the whole, by the one mask policy (PIP-04)."""

from collections.abc import Callable
from dataclasses import dataclass

from mingbai.applications.models import Applicant
from mingbai.rules.privacy import masking
from mingbai.rules.report.outcomes import ApplicantKind


@dataclass(frozen=True)
class Shown:
    """One line about the applicant; ``text`` is masked unless it was revealed."""

    label: str
    text: str


_FIELDS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("name", "姓名或者名称", masking.name),
    ("identity", "证件号码", masking.identity),
    ("phone", "联系电话", masking.contact),
    ("email", "电子邮箱", masking.contact),
    ("address", "通信地址", masking.address),
    ("agent", "代理人", masking.name),
    ("agent_identity", "代理人证件号码", masking.identity),
    ("agent_phone", "代理人电话", masking.contact),
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
