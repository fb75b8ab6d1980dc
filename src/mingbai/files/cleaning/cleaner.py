"""An officer's file made fit for publication, or refused in words (UPL-01…06, DOC-05, PII-08)."""

import hashlib
from dataclasses import dataclass, field

from mingbai.files.attachments import clamd, names, polyglots
from mingbai.files.attachments.kinds import CONVERT, RULE
from mingbai.files.cleaning import kinds
from mingbai.files.cleaning.told import Strip
from mingbai.files.cleaning.work import Outcome, Work, done
from mingbai.reading.workers import Failure, Pool
from mingbai.refusal import Refusal

SECONDS, MEMORY = 120.0, 3 * 1024**3
REMEDY = "请用Word、WPS等软件打开，去掉这些内容后另存一份再上传，或者导出为PDF"
_AS_PACKAGE = frozenset({"docx", "xlsx", "pptx", "ofd"})
_TEXT = frozenset({"csv", "txt", "zip"})
_SIMPLE = frozenset({"csv", "txt", "mp3", "mp4"})  # read in one pass; no need of another process


@dataclass(frozen=True)
class Cleaned:
    """A file that may go on to the scan and to publication.

    ``name`` is fit to be shown, ``kind`` its extension, ``data`` the bytes to keep with their
    ``sha256`` and ``size``; ``strips`` say in words everything that was taken away.
    """

    name: str
    kind: str
    data: bytes = field(repr=False)
    sha256: str
    size: int
    strips: tuple[Strip, ...]


def clean(data: bytes, name: str, *, content_type: str = "") -> Cleaned:
    """Check one file, take out what its readers are not shown, tell all of it.

    Nothing is stored.  The same bytes always give the same result, and what is clean comes back
    unchanged.  What must be parsed is parsed in a process of its own, bounded in time and memory.

    Raises ``Refusal`` for a file that is not taken: what is wrong and what to do instead.
    """
    shown = names.tidy(name)
    kind = kinds.named(names.extension(shown))
    kinds.check(kind, data, content_type)
    outcome = _checked_and_cleaned(kind.name, data)
    if outcome.reason:
        raise _for_staff(Refusal(outcome.reason, article=outcome.article, remedy=outcome.remedy))
    sha256 = hashlib.sha256(outcome.data).hexdigest()
    return Cleaned(shown, kind.name, outcome.data, sha256, len(outcome.data), outcome.strips)


def _checked_and_cleaned(kind: str, data: bytes) -> Outcome:
    try:
        if kind not in _TEXT:
            polyglots.check("docx" if kind in _AS_PACKAGE else kind, data)
    except Refusal as found:
        raise _for_staff(found) from None
    clamd.check(data)
    work = Work(kind, data)
    return done(work) if kind in _SIMPLE else _apart(work)


def _for_staff(found: Refusal) -> Refusal:
    """Applicants are told to take a photograph; an officer has the original."""
    remedy = REMEDY if found.remedy in ("", CONVERT) else found.remedy
    return Refusal(found.reason, article=found.article, remedy=remedy)


def _apart(work: Work) -> Outcome:
    pool: Pool[Work, Outcome] = Pool(done, jobs=1, seconds=SECONDS, memory=MEMORY)
    for _, found in pool.run([work]):
        if not isinstance(found, Failure):
            return found
    raise Refusal("文件太大或结构太复杂，没能清理完", article=RULE, remedy=REMEDY)
