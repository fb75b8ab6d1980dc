"""Applicants' files on their way in: in memory only, bounded, refused in words (UPL-01…07)."""

from collections.abc import Callable, Sequence
from functools import partial, wraps
from io import BytesIO
from typing import Any

from django import forms
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParser
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from mingbai.files import attachments
from mingbai.files.attachments import Accepted
from mingbai.files.attachments.accepting import MAX_BYTES, MAX_TOGETHER
from mingbai.files.uploads import Upload, check_name
from mingbai.refusal import Refusal

HINT = (
    "可以不传。身份证明、授权委托书、便于查找的线索等。PDF、JPG、PNG、OFD、Word，"
    "最多10个，每个不超过20 MB，合计不超过50 MB。"
)
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
View = Callable[..., HttpResponse]


class Held(FileUploadHandler):
    """Keeps a file in memory up to the bound and counts the rest; nothing is written to disk."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.buffer = BytesIO()
        self.passed = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what is within both bounds; a file that passes one is refused by its size."""
        self.passed += len(raw_data)
        self.together = getattr(self, "together", 0) + len(raw_data)
        if self.passed <= MAX_BYTES and self.together <= MAX_TOGETHER:
            self.buffer.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file with its true size, whether or not all of it was kept."""
        self.buffer.seek(0)
        return InMemoryUploadedFile(
            file=self.buffer,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=self.passed,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


def in_memory(view: View) -> View:
    """A view whose files never touch the disk unsealed; the CSRF token is still checked."""
    protected = csrf_protect(view)

    @csrf_exempt  # the upload handler must stand before the form is parsed
    @wraps(view)
    def held(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [Held(request)]
        request.parse_file_upload = partial(_parsed, request)  # type: ignore[method-assign]
        return protected(request, *args, **kwargs)

    return held


class Parser(MultiPartParser):
    """Keeps a sign that a name held characters that turn it round; Django would drop them."""

    def sanitize_file_name(self, file_name: str) -> str | None:
        """The name as Django makes it, with the sign in front where there was one."""
        kept = super().sanitize_file_name(file_name)
        turned = next((c for c in file_name if c in TURNING), "")
        return f"{turned}{kept}" if kept else kept


def _parsed(request: HttpRequest, headers: Any, body: Any) -> Any:
    """What ``HttpRequest.parse_file_upload`` does, with our parser."""
    return Parser(headers, body, request.upload_handlers, request.encoding).parse()


class Several(forms.ClearableFileInput):
    """A choice of several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked and cleaned; ``clean`` gives a list of ``Accepted``."""

    widget = Several

    def __init__(self) -> None:
        accept = ".pdf,.jpg,.jpeg,.png,.ofd,.docx,.doc"
        super().__init__(
            label="附件",
            help_text=HINT,
            required=False,
            widget=Several(attrs={"accept": accept, "multiple": True}),
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Raises ``ValidationError`` naming each refused file."""
        given: Sequence[UploadedFile[Any]] = (
            data if isinstance(data, list) else [data] if data else []
        )
        uploads = [_upload(file) for file in given]
        try:
            attachments.check_together(uploads)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        accepted: list[Accepted] = []
        errors: list[str] = []
        for upload in uploads:
            try:
                check_name(upload)
                accepted.append(attachments.accept(upload))
            except Refusal as refusal:
                errors.append(f"“{_shown(upload.name)}”：{refusal}")
        if errors:
            raise forms.ValidationError(errors)
        return accepted


def _upload(file: "UploadedFile[Any]") -> Upload:
    assert file.file is not None  # noqa: S101 (Django's type allows a file without one)
    return Upload(file.name or "", file.size or 0, file.file, file.content_type or "")


def _shown(name: str) -> str:
    """The name without characters that change how it reads."""
    return "".join(c for c in name if c.isprintable())[:60]
