"""Presentations (pptx) for publication: the slides that are shown, without notes (PII-02)."""

from mingbai.files.attachments.packages import refusal
from mingbai.files.cleaning.office import charts, pictures
from mingbai.files.cleaning.office.markup import Element, local, name, remove, remove_all
from mingbai.files.cleaning.office.package import Package, taken_apart
from mingbai.files.cleaning.office.shapes import remove_hidden_shapes, remove_paths
from mingbai.files.cleaning.told import Told

_MAIN = ("presentationml.presentation.main+xml", "presentationml.slideshow.main+xml")
# 演示文稿自身的部件里：备注母版、自定义放映、分节、修改密码、自定义数据
_GONE = ("notesMasterIdLst", "handoutMasterIdLst", "custShowLst", "modifyVerifier", "custDataLst")
_EXTENSIONS = ("sectionLst", "chartTrackingRefBased", "defaultImageDpi")
_ID = name("r:id")
_EMBED = name("r:embed")


def cleaned(data: bytes, told: Told) -> bytes:
    """The presentation without what is not shown in it. Raises ``Refusal``."""
    package = taken_apart(data, told, before=_keep_pictures)
    if not package.types[package.main].endswith(_MAIN):
        raise refusal("这不是演示文稿")
    deck = package.trees[package.main]
    _remove_hidden(package, deck)
    remove_all(item for item in list(deck.iter()) if local(item) in _GONE)
    _remove_sections(deck)
    for part, tree in package.trees.items():
        if remove_hidden_shapes(tree, told):
            remove_all(tree.iter(name("p:timing")))  # effects of a shape that is no more
        remove_paths(tree, told)
        remove_all(tree.iter(name("p:custDataLst")))
        if package.types[part].endswith("chart+xml"):
            told.add("hidden_shapes", charts.remove_filtered(tree))
    package.sweep()
    pictures.clean(package)
    return package.packed()


def _keep_pictures(package: Package) -> None:
    """An embedded object is replaced by the picture that is shown of it."""
    for tree in package.trees.values():
        for item in list(tree.iter(name("p:oleObj"))):
            frame = next((e for e in item.iterancestors() if local(e) == "graphicFrame"), None)
            if frame is None or frame.getparent() is None:
                continue
            picture = next((p for p in frame.iter(name("p:pic")) if _is_shown(p)), None)
            if picture is None:
                raise refusal("演示文稿里嵌入了别的文件，又没有可以代替的图片")
            _place(frame, picture)
            frame.addprevious(picture)
            remove(frame)


def _is_shown(picture: Element) -> bool:
    return any(item.get(_EMBED) for item in picture.iter(name("a:blip")))


def _place(frame: Element, picture: Element) -> None:
    """Where the object stood, unless the picture says so itself."""
    properties, place = picture.find(name("p:spPr")), frame.find(name("p:xfrm"))
    if properties is None or place is None or properties.find(name("a:xfrm")) is not None:
        return
    place.tag = name("a:xfrm")
    properties.insert(0, place)


def _remove_hidden(package: Package, deck: Element) -> None:
    for item in list(deck.iter(name("p:sldId"))):
        target = package.target(package.main, item.get(_ID, ""))
        tree = package.trees.get(target)
        if tree is None:
            raise refusal("演示文稿的内容已损坏")
        if tree.get("show") in ("0", "false"):
            remove(item)
            package.drop(target)
            package.told.add("hidden_slides")
    if deck.find(f".//{name('p:sldId')}") is None:
        raise refusal("演示文稿里没有可见的幻灯片")
    package.sweep()


def _remove_sections(deck: Element) -> None:
    """Names of sections list all slides, hidden ones too."""
    for extension in list(deck.iter(name("p:ext"))):
        if any(local(child) in _EXTENSIONS for child in extension):
            remove(extension)
    remove_all(item for item in list(deck.iter(name("p:extLst"))) if len(item) == 0)
