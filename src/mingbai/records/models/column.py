"""The columns of a site, and what each organ is obliged to publish (条例第二十、二十一条)."""

from __future__ import annotations

from django.db import models

from mingbai.organs.models import Organ, Site


class Column(models.Model):
    """One column (栏目) in the tree of a site: of a statutory item, of the place, or special.

    ``organ`` answers for it; empty: every organ in its own name.  ``update_days`` is the period
    within which something new is due.
    """

    class Kind(models.TextChoices):
        """What a column is for (PLT-3…5)."""

        ITEM = "item", "法定事项"
        LOCAL = "local", "地方栏目"
        SPECIAL = "special", "专题栏目"
        GROUP = "group", "栏目组"

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="columns")
    parent = models.ForeignKey(
        "self",
        verbose_name="上级栏目",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    item = models.CharField("公开事项", max_length=40, blank=True)
    organ = models.ForeignKey(
        Organ,
        verbose_name="责任单位",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="columns",
    )
    update_days = models.PositiveSmallIntegerField("更新周期（天）", null=True, blank=True)
    about = models.CharField("说明", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("排序", default=0)
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        ordering = ["site", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "code"], name="column_code_once_per_site"),
        ]

    def __str__(self) -> str:
        return self.name


class Obligation(models.Model):
    """Whether an organ must publish an item, where it departs from the default of its kind."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="obligations")
    item = models.CharField("公开事项", max_length=40)
    obliged = models.BooleanField("应当公开")
    update_days = models.PositiveSmallIntegerField("更新周期（天）", null=True, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)

    class Meta:
        ordering = ["organ", "item"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "item"], name="obligation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organ} {self.item}"
