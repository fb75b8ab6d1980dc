"""What reading is compared with: the bare text of a file by the same library, without tables."""

import io
import logging
import zipfile
from xml.etree import ElementTree


def text_of(kind: str, data: bytes) -> str:
    """The characters of a file of a kind, in the plainest way its library has."""
    if kind == "txt":
        return data.decode()
    if kind == "html":
        from lxml import html  # type: ignore[import-untyped]

        return str(html.document_fromstring(data.decode()).text_content())
    if kind == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314 (ours)
        return "".join(root.itertext())
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)
