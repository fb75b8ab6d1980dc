"""A person as the ledgers hold one; installed only in the tests of the vault."""

import uuid

from django.db import models

from mingbai.vault.fields import BlindIndex, EncryptedText

WHY = {"purpose": "测试", "basis": "测试", "retention": "测试"}


class Person(models.Model):
    """Two sealed fields, an index of one and an index of both."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.CharField(max_length=50, blank=True)
    phone = EncryptedText("联系电话", blank=True, **WHY)
    address = EncryptedText("地址", blank=True, **WHY)
    phone_index = BlindIndex(kind="phone", of="phone")
    both_index = BlindIndex(kind="both", of=("phone", "address"))

    class Meta:
        app_label = "sample"

    def __str__(self) -> str:
        return str(self.pk)
