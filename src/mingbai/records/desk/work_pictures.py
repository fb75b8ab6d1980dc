"""The pictures of a draft's body: brought, taken out of Word, put into the text, listed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.prose import pictures as prose
from mingbai.prose.model import Picture
from mingbai.records import actions, intake, pictures
from mingbai.records.content import document
from mingbai.records.desk import work_draft
from mingbai.records.models import Attachment, Draft, Record
from mingbai.records.queries import working
from mingbai.refusal import Refusal

ARTICLE = "《无障碍环境建设法》第三十二条"


@dataclass(frozen=True)
class Wish:
    """How a picture is to be put into a body: ``after`` so many blocks, at the end for None."""

    alt: str
    decorative: bool
    caption: str
    after: int | None


@dataclass(frozen=True)
class Row:
    """A picture of the record: its address in a body, and whether the body shows it."""

    kept: Attachment
    address: str
    used: bool


def bring(found: Record, data: bytes, name: str, *, by: Post, **how: bool) -> Attachment:
    """Keep a picture among the files of the record. Raises as ``pictures.take``."""
    pictures.check_room(found)
    taken = pictures.take(data, name, timezone.localdate(), **how)
    return kept(found, taken, by=by)


def kept(found: Record, taken: intake.Taken, *, by: Post) -> Attachment:
    """Keep it once: the same picture brought again is the one that is there."""
    same = working.picture(found, taken.sha256, taken.kind)
    return same or actions.attach(found.pk, taken, by=by, at=timezone.now())


def from_word(found: Record, *, by: Post) -> Callable[[bytes, str], str]:
    """What keeps the pictures of a Word file, one after the other, and says where each is."""
    count = 0

    def keep(data: bytes, kind: str) -> str:
        nonlocal count
        count += 1
        made = bring(found, data, f"Word图片{count}.{kind}", by=by, use_cleaned=True)
        return prose.address(made.sha256, made.kind)

    return keep


def wish(posted: Any) -> Wish:
    """What was typed beside the picture. Raises ``Refusal`` where nothing describes it."""
    alt = " ".join(posted.get("picture_alt", "").split())[:400]
    decorative = posted.get("picture_decorative") == "on"
    if not alt and not decorative:
        raise Refusal(
            "请写替代文字，看不见图片的人听到的就是这句话",
            article=ARTICLE,
            remedy="图片已收下：请选中它，写明后再插入；只作装饰的，请勾选",
        )
    place = posted.get("picture_after", "").strip()
    after = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else None
    return Wish(alt, decorative and not alt, posted.get("picture_caption", "")[:200], after)


def insert(found: Record, draft: Draft, picture: Attachment, how: Wish, *, by: Post) -> Draft:
    """The draft with the picture in its body."""
    shown = Picture(prose.address(picture.sha256, picture.kind), how.alt, decorative=how.decorative)
    body = document(draft.content).body
    made = prose.inserted(body, shown, caption=how.caption, after=how.after)
    return work_draft.changed(found, draft, by=by, body=made)


def rows(found: Record, draft: Draft) -> list[Row]:
    """Every picture of the record, each once."""
    used = set(prose.named(document(draft.content).body))
    return [
        Row(each, prose.address(each.sha256, each.kind), (each.sha256, each.kind) in used)
        for each in working.pictures_of(found)
    ]
