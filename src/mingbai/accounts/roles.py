"""The roles of the field, as data: what each is called, whether it covers the subtree."""

from django.db import models


class Role(models.TextChoices):
    """What a person does in an organ."""

    OFFICER = "officer", "经办人"
    REVIEWER = "reviewer", "业务审核"
    SECRECY = "secrecy", "保密审查"
    LEGAL = "legal", "合法性审核"
    SIGNER = "signer", "签发"
    HEAD = "head", "公开机构负责人"
    OFFICE = "office", "政务公开科"
    AUDITOR = "auditor", "审计查看"
    SECURITY_ADMIN = "security_admin", "人员管理"


# 政务公开科督促指导全区（条例第三、四、四十七条）；审计只看不写；人员管理只管账号。
SUBTREE_ROLES = frozenset({Role.OFFICE, Role.AUDITOR, Role.SECURITY_ADMIN})
LEDGER_READERS = frozenset(
    {
        *(Role.OFFICER, Role.REVIEWER, Role.SECRECY, Role.SIGNER),
        *(Role.HEAD, Role.OFFICE, Role.AUDITOR),
    }
)
LEDGER_WRITERS = frozenset({Role.OFFICER, Role.OFFICE})
REPORT_WRITERS = frozenset({Role.OFFICER, Role.OFFICE})

# 政务公开科管理机关树（条例第四条）。
TREE_WRITERS = frozenset({Role.OFFICE})
AUDIT_READERS = frozenset({Role.AUDITOR, Role.OFFICE})
# 三员分立（SEC-06）：担任其一的人不得同时担任其他任何岗位；系统管理员没有岗位，只在服务器上。
EXCLUSIVE_ROLES = frozenset({Role.SECURITY_ADMIN, Role.AUDITOR})
