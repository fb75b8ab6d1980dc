"""Filters that a person keeps under a name, for himself. No legal effect, so no event."""

from django.db import transaction
from django.http import QueryDict

from mingbai.accounts.models import User
from mingbai.records.models import SavedView
from mingbai.refusal import Refusal

MOST, LONGEST, NAME = 50, 500, 40


@transaction.atomic
def keep_view(user: User, *, name: str, query: QueryDict) -> SavedView:
    """Keep a query under a name; the same name again replaces it.

    Raises ``Refusal`` without a name, for a query that is too long, and for too many.
    """
    name, text = name.strip(), query.urlencode()
    if not name:
        raise Refusal("请给这一视图起个名称")
    if len(name) > NAME:
        raise Refusal(f"名称最多{NAME}个字")
    if len(text) > LONGEST:
        raise Refusal("筛选条件太长，不能保存", remedy="请缩短标题中查找的文字")
    held = SavedView.objects.select_for_update().filter(user=user)
    if not held.filter(name=name).exists() and held.count() >= MOST:
        raise Refusal(f"最多保存{MOST}个视图", remedy="请先删除不用的")
    view, _ = SavedView.objects.update_or_create(user=user, name=name, defaults={"query": text})
    return view


def drop_view(user: User, view_id: int) -> bool:
    """Delete one of the person's own views; False where it is not his."""
    deleted, _ = SavedView.objects.filter(user=user, pk=view_id).delete()
    return bool(deleted)
