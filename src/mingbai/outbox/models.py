"""A notice on its way: to whom, what, how far it has come (REL-14)."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse

from mingbai.organs.models import Organ
from mingbai.outbox.masks import masked, reason
from mingbai.vault.errors import KeysMissing
from mingbai.vault.fields import EncryptedText


class Channel(models.TextChoices):
    """The way the recipient chose."""

    EMAIL = "email", "电子邮件"
    SMS = "sms", "短信"
    NONE = "none", "不外发"


class State(models.TextChoices):
    """How far a message has come."""

    QUEUED = "queued", "待发"
    SENDING = "sending", "发送中"
    SENT = "sent", "已发出"
    FAILED = "failed", "没有发出"
    HELD = "held", "留存在站内"


class MessageQuerySet(models.QuerySet["Message"]):
    """Chainable predicates over messages."""

    def due(self, at: datetime) -> MessageQuerySet:
        """What is to be sent now: its time has come, or whoever was sending it never came back."""
        return self.filter(
            Q(state=State.QUEUED, next_try_at__lte=at) | Q(state=State.SENDING, lease_until__lte=at)
        )

    def of(self, subject: models.Model) -> MessageQuerySet:
        """What tells of one thing."""
        return self.filter(about_type=subject._meta.label_lower, about_id=str(subject.pk))


class Message(models.Model):
    """One notice to one recipient. ``lease`` is the claim of the worker that is sending it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="messages")
    channel = models.CharField("方式", max_length=10, choices=Channel.choices)
    to = EncryptedText(
        "收件人",
        blank=True,
        purpose="告知申请的办理情况",
        basis="《政府信息公开条例》第二十九条、第三十六条",
        retention="办结后九十日清除",
    )
    subject = models.CharField("标题", max_length=100)
    body = models.TextField("内容")
    dedupe_key = models.CharField(max_length=120, unique=True)
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    queued_at = models.DateTimeField("形成")
    state = models.CharField("状态", max_length=10, choices=State.choices)
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    next_try_at = models.DateTimeField("下次发送", null=True)
    lease = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    last_error = models.CharField("未发出的原因", max_length=60, blank=True)
    sent_at = models.DateTimeField("发出", null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="message_is_sent_exactly_when_dated",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="message_is_claimed_exactly_while_it_is_being_sent",
                condition=Q(state="sending", lease__isnull=False, lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease=None, lease_until=None)),
            ),
            models.CheckConstraint(
                name="message_that_waits_knows_its_next_try",
                condition=~Q(state="queued") | Q(next_try_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="message_due",
                fields=["next_try_at"],
                condition=Q(state__in=["queued", "sending"]),
            ),
            models.Index(name="message_of_thing", fields=["about_type", "about_id"]),
            models.Index(name="message_of_organ", fields=["organ", "-queued_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.subject}（{self.get_state_display()}）"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("outbox:message", args=[self.pk])

    @property
    def recipient(self) -> str:
        """The recipient as a screen may show him (PIP-04)."""
        try:
            return masked(self.to)
        except KeysMissing:
            return "（缺少密钥，无法显示）"

    @property
    def why_not(self) -> str:
        """Why it has not gone out, in words."""
        return reason(self.last_error)

    @property
    def can_be_retried(self) -> bool:
        """Whether it came to rest unsent."""
        return self.state in (State.FAILED, State.HELD)
