"""A PDF written anew from its visible pages: no program, no history, no properties (UPL-06)."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Stream

from mingbai.files.attachments import pdf as inspecting
from mingbai.files.attachments.packages import refusal
from mingbai.files.cleaning import bare
from mingbai.files.cleaning.pdf import annotations, layers
from mingbai.files.cleaning.pdf.layers import Thing
from mingbai.files.cleaning.told import Told
from mingbai.refusal import Refusal

_MAX_OBJECTS = 500_000
_PASSWORD = "请用原来的软件取消密码和权限限制后再上传"  # noqa: S105
# 目录里的项目 → 告诉经办人的种类（空的不单说）
_ROOT = {
    "/AA": "scripts",
    "/AF": "embedded",
    "/Collection": "",
    "/DSS": "",
    "/Legal": "",
    "/Metadata": "properties",
    "/Perms": "",
    "/PieceInfo": "traces",
    "/Requirements": "",
    "/SpiderInfo": "traces",
    "/Threads": "traces",
}
_NAMES = {
    "/JavaScript": "scripts",
    "/EmbeddedFiles": "embedded",
    "/Renditions": "embedded",
    "/AlternatePresentations": "",
    "/IDS": "traces",
    "/URLS": "traces",
}
# 任何对象里的项目
_ANYWHERE = {
    "/AA": "scripts",
    "/AF": "embedded",
    "/Alternates": "originals",
    "/LastModified": "",
    "/Metadata": "properties",
    "/OPI": "traces",
    "/PieceInfo": "traces",
    "/Thumb": "thumbnails",
}


def cleaned(data: bytes, told: Told) -> bytes:
    """The document without what its pages do not show. Raises ``Refusal``."""
    try:
        with pikepdf.open(io.BytesIO(data)) as file:
            _check(file)
            told.add("history", max(data.count(b"startxref") - 1, 0) if _grew(data) else 0)
            _strip(file, told)
            made = _written(file)
        with pikepdf.open(io.BytesIO(made)) as again:  # objects renumbered once, then for good
            made = _written(again)
    except pikepdf.PasswordError:
        raise Refusal("PDF设了密码，打不开", remedy=_PASSWORD) from None
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, RuntimeError):
        raise refusal("PDF已损坏，打不开") from None
    if left := inspecting.problem(made):
        raise refusal(left)
    return made


def _check(file: pikepdf.Pdf) -> None:
    if file.is_encrypted:
        raise Refusal("PDF设了密码或权限限制", remedy=_PASSWORD)
    if len(file.pages) == 0:
        raise refusal("PDF里没有页面")
    if len(file.objects) > _MAX_OBJECTS:
        raise refusal("PDF的结构太复杂，没能清理完")
    if "/Collection" in file.Root:
        raise Refusal("这是PDF包，真正的文件都在附件里", remedy="请取出里面的文件，分别上传")


def _grew(data: bytes) -> bool:
    """Whether versions were added at the end; a linearised file has two tables from the start."""
    return b"/Linearized" not in data[:2048] or data.count(b"startxref") > 2


def _strip(file: pikepdf.Pdf, told: Told) -> None:
    root = file.Root
    _drop(root, _ROOT, told)
    if "/OpenAction" in root and isinstance(root["/OpenAction"], Dictionary):
        if not annotations.is_safe(root["/OpenAction"]):
            told.add("scripts")
        del root["/OpenAction"]
    if isinstance(root.get("/Names"), Dictionary):
        _drop(root["/Names"], _NAMES, told)
    if "/Info" in file.trailer:
        told.add("properties")
        del file.trailer["/Info"]
    layers.remove(file, told)
    annotations.settle(file, told)
    for item in file.objects:
        if isinstance(item, Dictionary | Stream):
            _object(item, told)


def _drop(item: Thing, table: dict[str, str], told: Told) -> None:
    for key, kind in table.items():
        if key in item:
            if kind:
                told.add(kind)
            del item[key]


def _object(item: Thing, told: Told) -> None:
    """What any object may carry along: programs, previews, properties, places of photographs."""
    _drop(item, _ANYWHERE, told)
    action = item.get("/A")
    if isinstance(action, Dictionary) and "/S" in action and not annotations.is_safe(action):
        told.add("scripts")
        del item["/A"]
    resources = item.get("/Resources")
    if isinstance(resources, Dictionary) and not resources.is_indirect:
        _drop(resources, _ANYWHERE, told)
    if isinstance(item, Stream) and item.get("/Filter") in _PHOTOGRAPHS:
        _photograph(item, told)


_PHOTOGRAPHS = (pikepdf.Name("/DCTDecode"), Array([pikepdf.Name("/DCTDecode")]))


def _photograph(item: Thing, told: Told) -> None:
    raw = item.read_raw_bytes()
    try:
        made = bare.jpeg(raw)
    except ValueError:
        return  # a reader cannot show it either
    if made != raw:
        told.add("photo")
        item.write(made, filter=pikepdf.Name("/DCTDecode"))


def _written(file: pikepdf.Pdf) -> bytes:
    """One version, only what the pages reach; equal contents give equal bytes."""
    if "/ID" in file.trailer:
        del file.trailer["/ID"]
    file.remove_unreferenced_resources()
    made = io.BytesIO()
    file.save(
        made,
        compress_streams=True,
        deterministic_id=True,
        fix_metadata_version=False,
        linearize=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        recompress_flate=False,
    )
    return made.getvalue()
