"""The filing as it came: what is asked (条例第二十九条), who asks, with which papers."""

from __future__ import annotations

import uuid

from django.db import models

from mingbai.applications.models.ledger import Application
from mingbai.rules.receipt import CHANNEL_LABELS
from mingbai.vault.fields import BlindIndex, EncryptedText

CONTACT = {
    "purpose": "答复、送达和联系申请人",
    "basis": "《政府信息公开条例》第二十九条第二款第（一）项",
    "retention": "办结后五年",
}
IDENTITY = {
    "purpose": "核实申请人身份，识别同一申请人",
    "basis": "《政府信息公开条例》第二十九条第二款第（一）项",
    "retention": "办结后五年",
}


class ObtainMethod(models.TextChoices):
    """获取信息的方式 (第二十九条第二款第（三）项)."""

    PAPER = "paper", "纸质"
    ELECTRONIC = "electronic", "电子文件"
    COPY = "copy", "光盘等复制件"
    INSPECT = "inspect", "现场查阅、抄录"


class ObtainChannel(models.TextChoices):
    """获取信息的途径."""

    ONLINE = "online", "网上查收（凭编号和查询码）"
    EMAIL = "email", "电子邮件"
    POST = "post", "邮寄"
    COLLECT = "collect", "自行领取"


class Filing(models.Model):
    """The application form of one case, one to one; the words are the applicant's own."""

    application = models.OneToOneField(
        Application, primary_key=True, on_delete=models.PROTECT, related_name="filing"
    )
    channel = models.CharField(
        "提出方式",
        max_length=10,
        choices=[(key.value, text) for key, text in CHANNEL_LABELS.items()],
    )
    arrived_at = models.DateTimeField("到达时间")
    confirmed_at = models.DateTimeField("确认时间", null=True)
    confirm_method = models.CharField("确认方式", max_length=100, blank=True)
    description = models.TextField("所需信息的内容")
    document_number = models.CharField("文号", max_length=100, blank=True)
    features = models.TextField("便于查询的其他特征", blank=True)
    obtain_method = models.CharField("获取方式", max_length=12, choices=ObtainMethod.choices)
    obtain_channel = models.CharField("获取途径", max_length=12, choices=ObtainChannel.choices)
    needs_help = models.BooleanField("需要协助", default=False)
    # 查询码只存散列；再次提交同一申请时换发，旧码作废（ABU-04）
    code_hash = models.CharField(max_length=128, blank=True)
    code_made_at = models.DateTimeField(null=True)
    notice_version = models.CharField("个人信息告知书版本", max_length=64, blank=True)
    split_from = models.ForeignKey(
        Application, null=True, on_delete=models.PROTECT, related_name="split_into"
    )
    same_as = models.ForeignKey(
        Application, null=True, on_delete=models.PROTECT, related_name="repeated_by"
    )
    archive_number = models.CharField("案卷号", max_length=60, blank=True)
    archived_on = models.DateField("归档日期", null=True)
    return_reason = models.CharField("不作登记的原因", max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.application}的申请"


class Applicant(models.Model):
    """Who asks, with every value encrypted; erased when the retention is over (PIP-05)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="applicant"
    )
    name = EncryptedText(verbose_name="姓名或者名称", **CONTACT)
    identity = EncryptedText(verbose_name="证件号码", **IDENTITY)
    identity_kind = models.CharField("证件种类", max_length=20, default="id_card")
    phone = EncryptedText(verbose_name="联系电话", blank=True, **CONTACT)
    email = EncryptedText(verbose_name="电子邮箱", blank=True, **CONTACT)
    address = EncryptedText(verbose_name="通信地址", blank=True, **CONTACT)
    agent = EncryptedText(verbose_name="代理人", blank=True, **CONTACT)
    agent_identity = EncryptedText(verbose_name="代理人证件号码", blank=True, **IDENTITY)
    agent_phone = EncryptedText(verbose_name="代理人电话", blank=True, **CONTACT)
    # 同一申请人：证件号码的盲索引（CRY-02）
    who = BlindIndex(kind="person", of="identity")
    erased_at = models.DateTimeField("清除时间", null=True)
    hold = models.BooleanField("涉诉保留", default=False)

    def __str__(self) -> str:
        return f"{self.application}的申请人"


class Attachment(models.Model):
    """A file of the case: the applicant's, kept encrypted, or one that goes out with the reply."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="attachments"
    )
    purpose = models.CharField(
        "用途",
        max_length=12,
        choices=[
            ("identity", "身份证明"),
            ("evidence", "申请材料"),
            ("correction", "补正材料"),
            ("reply", "随答复提供"),
            ("proof", "送达或者办理凭证"),
        ],
    )
    name = EncryptedText(
        verbose_name="文件名",
        purpose="识别申请材料；文件名里常有姓名",
        basis="《政府信息公开条例》第四十五条",
        retention="办结后二年",
    )
    stored = models.CharField(max_length=32, unique=True, editable=False)
    kind = models.CharField("类型", max_length=10)
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField(max_length=64)
    from_applicant = models.BooleanField(default=True)
    at = models.DateTimeField()
    erased_at = models.DateTimeField("清除时间", null=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.name
