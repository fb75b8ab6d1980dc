"""What was found when information that is not public was looked at again (第十八条 动态调整)."""

from django.db import models

from mingbai.accounts.models import Post
from mingbai.records.models.record import Record, Version


class Evaluation(models.Model):
    """One evaluation: the reasons still hold, or circumstances changed and it is to be public."""

    APPEND_ONLY = True

    class Conclusion(models.TextChoices):
        """What follows."""

        KEEP = "keep", "理由仍然成立，维持不主动公开"
        OPEN = "open", "情势变化，可以公开，转为主动公开"

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="evaluations")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    conclusion = models.CharField("结论", max_length=4, choices=Conclusion.choices)
    opinion = models.TextField("理由")
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["record", "at"]

    def __str__(self) -> str:
        return f"{self.record} {self.conclusion}"
