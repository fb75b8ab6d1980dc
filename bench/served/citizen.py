"""A citizen with a browser: opens the form, sends it, reads number and code on the receipt."""

import re
import secrets
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

SECONDS = 60
MULTIPART = "multipart/form-data; boundary={}"
URLENCODED = "application/x-www-form-urlencoded"
_CODE = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}\b")
_NUMBER = re.compile(r"\b[A-Z0-9-]+-\d{4}-\d{5}\b")
_HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|seal)" value="([^"]*)"')
_ERROR = re.compile(r'class="[^"]*error[^"]*"[^>]*>(.*?)</', re.S)


class Unserved(Exception):
    """The site asks to come again after so many seconds (429, 503)."""

    def __init__(self, text: str, after: int) -> None:
        super().__init__(text, after)
        self.text, self.after = text, after


@dataclass(frozen=True)
class Asked:
    """What one citizen asks one organ; ``file`` is a PNG to go with it."""

    organ: str
    text: str
    name: str
    identity: str
    file: bytes = b""


@dataclass(frozen=True)
class Receipt:
    """What the receipt says; ``again``: the same form had come before."""

    number: str
    code: str
    again: bool = False


@dataclass(frozen=True)
class Page:
    """An answer of the site."""

    status: int
    text: str
    location: str


class Browser:
    """Cookies and requests of one citizen. Raises ``OSError``, ``HTTPException``, ``Unserved``."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Page:
        """A page."""
        return self._ask("GET", path, b"", {})

    def post(self, path: str, fields: dict[str, str], file: bytes = b"") -> Page:
        """A form sent, with a file as browsers do it."""
        boundary = secrets.token_hex(16)
        if not file:
            return self._ask("POST", path, urlencode(fields).encode(), {"Content-Type": URLENCODED})
        body = multipart(fields, file, boundary)
        return self._ask("POST", path, body, {"Content-Type": MULTIPART.format(boundary)})

    def hidden(self, path: str) -> dict[str, str]:
        """The form's hidden fields: the token of this browser and the seal."""
        return {name: unescape(value) for name, value in _HIDDEN.findall(self.get(path).text)}

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Page:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, headers | {"Cookie": cookie})
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        finally:
            connection.close()
        for header in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: part.value for name, part in SimpleCookie(header).items()}
        if answer.status in (429, 503):
            raise Unserved(text, int(answer.headers.get("Retry-After", "0")))
        return Page(answer.status, text, answer.headers.get("Location", ""))


def multipart(fields: dict[str, str], file: bytes, boundary: str) -> bytes:
    """The body of a form with one PNG."""
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="attached"; filename="a.png"\r\n'
        "Content-Type: image/png\r\n\r\n"
    )
    return "".join([*parts, head]).encode() + file + f"\r\n--{boundary}--\r\n".encode()


def typed(asked: Asked) -> dict[str, str]:
    """What is typed into the form."""
    return {
        "kind": "natural",
        "name": asked.name,
        "identity_kind": "passport",
        "identity": asked.identity,
        "phone": "13800000000",
        "address": "明阳区和平路1号",
        "description": asked.text,
        "obtain_method": "electronic",
        "obtain_channel": "online",
        "consent": "on",
    }


def send(browser: Browser, asked: Asked) -> Page:
    """Open the form and send it; raises ``RuntimeError`` with what the page says against it."""
    path = f"/apply/{asked.organ}/"
    answer = browser.post(path, typed(asked) | browser.hidden(path), asked.file)
    if answer.status != 302:
        raise RuntimeError(f"{answer.status} {_ERROR.findall(answer.text)} {answer.text[:300]}")
    return answer


def read_receipt(browser: Browser, location: str) -> Receipt:
    """Number and code as the receipt shows them."""
    page = browser.get(location)
    code, number = _CODE.search(page.text), _NUMBER.search(page.text)
    if page.status != 200 or not code or not number:
        raise RuntimeError(f"{page.status} {page.location} {page.text[:2000]}")
    return Receipt(number.group(), code.group(), "十分钟内您提交过同一份申请" in page.text)


def follow(browser: Browser, receipt: Receipt) -> bool:
    """Whether number and code open the page of the case."""
    fields = browser.hidden("/status/") | {"number": receipt.number, "code": receipt.code}
    answer = browser.post("/status/", fields)
    return answer.status == 302 and receipt.number in browser.get(answer.location).text
