"""Site and Organ: who is bound by the Regulation, under whom, from when to when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Q

from mingbai.organs.credit_code import validate_credit_code


class OrganKind(models.TextChoices):
    """The kinds of organ the Regulation and the report distinguish."""

    GOVERNMENT = "government", "政府"
    DEPARTMENT = "department", "部门"
    STREET = "street", "街道"
    PUBLIC_UNIT = "public_unit", "公共企事业单位"


class OrganQuerySet(models.QuerySet["Organ"]):
    """Chainable predicates over organs."""

    def active(self, on: date) -> OrganQuerySet:
        """Organs that exist on the day."""
        return self.filter(active_from__lte=on).filter(Q(active_to=None) | Q(active_to__gte=on))

    def under(self, organ: Organ) -> OrganQuerySet:
        """The organ and everything below it, merged organs included."""
        return self.filter(path__startswith=organ.path)


class Organ(models.Model):
    """One organ. Its ``path`` is the codes from the root down, each followed by a slash."""

    code = models.CharField(
        "代码",
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*$", "代码只用小写字母、数字和连字符。")],
    )
    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("简称", max_length=30)
    kind = models.CharField("类别", max_length=20, choices=OrganKind.choices)
    credit_code = models.CharField(
        "统一社会信用代码",
        max_length=18,
        blank=True,
        validators=[validate_credit_code],
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="上级机关",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    path = models.CharField(max_length=400, unique=True, editable=False)
    position = models.PositiveSmallIntegerField("排序", default=0)
    active_from = models.DateField("设立日期")
    active_to = models.DateField("撤并日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name="承继机关",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    ledger_from = models.PositiveSmallIntegerField(
        "台账起始年",
        null=True,
        blank=True,
        help_text="自该年起，收到的申请全部在本系统登记；此前年份的数字须另录并注明来源。",
    )

    objects = OrganQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                name="organ_ends_after_it_begins",
                condition=Q(active_to=None) | Q(active_to__gte=models.F("active_from")),
            ),
            models.CheckConstraint(
                name="organ_has_ended_exactly_when_it_has_a_successor",
                condition=Q(successor=None, active_to=None)
                | Q(successor__isnull=False, active_to__isnull=False),
            ),
            models.UniqueConstraint(
                name="organ_credit_code_once",
                fields=["credit_code"],
                condition=~Q(credit_code=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def contains(self, other: Organ) -> bool:
        """Whether the other organ is this one or stands below it."""
        return other.path.startswith(self.path)

    def lineage(self) -> Iterator[Organ]:
        """The organ, the one that continues its duties, and so on (行政诉讼法第二十六条第六款)."""
        organ: Organ | None = self
        while organ is not None:
            yield organ
            organ = organ.successor


class Profile(models.Model):
    """Where an organ takes applications, and before whom its acts can be challenged.

    Written on papers, on the portal and in the guide (条例第十二条); an empty court or government
    is taken from the organ above.
    """

    organ = models.OneToOneField(
        Organ, primary_key=True, on_delete=models.PROTECT, related_name="profile"
    )
    office = models.CharField("工作机构", max_length=60, blank=True)
    address = models.CharField("办公地址", max_length=120, blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    hours = models.CharField("办公时间", max_length=100, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    fax = models.CharField("传真", max_length=40, blank=True)
    email = models.CharField("电子邮箱", max_length=100, blank=True)
    vertical = models.BooleanField(
        "实行垂直领导", default=False, help_text="海关、金融、外汇、税务、国家安全等。"
    )
    justice_office = models.BooleanField("司法行政部门", default=False)
    upper_government = models.CharField("上一级人民政府", max_length=60, blank=True)
    higher_office = models.CharField("上一级主管部门", max_length=60, blank=True)
    competent_department = models.CharField("主管部门", max_length=60, blank=True)
    basic_court = models.CharField("基层人民法院", max_length=60, blank=True)
    intermediate_court = models.CharField("中级人民法院", max_length=60, blank=True)
    review_link = models.CharField(
        "网上申请行政复议的地址",
        max_length=200,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
    )

    def __str__(self) -> str:
        return f"{self.organ}的资料"


class FormerName(models.Model):
    """What an organ was called until a day; papers of that time keep saying so."""

    APPEND_ONLY = True

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField("原名称", max_length=100)
    short_name = models.CharField("原简称", max_length=30)
    until = models.DateField("用至")

    class Meta:
        ordering = ["organ", "until", "pk"]

    def __str__(self) -> str:
        return f"{self.name}（至{self.until}）"


class Site(models.Model):
    """A host and the organ whose subtree it shows; everything public belongs to one site."""

    host = models.CharField("域名", max_length=120, unique=True)
    name = models.CharField("网站名称", max_length=60)
    root = models.ForeignKey(
        Organ, verbose_name="主办单位", on_delete=models.PROTECT, related_name="sites"
    )
    theme = models.CharField(
        "主题", max_length=10, choices=[("blue", "政务蓝"), ("red", "政务红")], default="blue"
    )
    id_code = models.CharField("网站标识码", max_length=12, blank=True)
    icp = models.CharField("ICP备案号", max_length=40, blank=True)
    police = models.CharField("公安备案号", max_length=40, blank=True)
    contact = models.CharField("联系方式", max_length=200, blank=True)
    demo = models.BooleanField("演示站", default=False, editable=False)
    # 网上提交的，系统当即确认即为双方确认（第三十一条；指导案例26号），或者由工作人员逐件确认
    online_receipt = models.CharField(
        "网上申请的确认",
        max_length=10,
        choices=[("auto", "系统确认即为收到"), ("manual", "工作人员逐件确认")],
        default="auto",
    )
    # 全站一种遮法：前六位与末四位不同时露出，几处的遮法加起来也拼不出号码（PII-07）
    identity_mask = models.CharField(
        "身份证号的遮法",
        max_length=10,
        choices=[("last_four", "只留末四位"), ("first_six", "只留前六位"), ("none", "全部遮盖")],
        default="last_four",
    )

    class Meta:
        ordering = ["host"]

    def __str__(self) -> str:
        return self.name
