"""The repository holds to its own rules: sizes, docstrings, module pages, no trace of a machine."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "mingbai"
MAX_FILE, MAX_FUNCTION = 400, 50
# settings are described in docs/operations.md
PARTS = sorted({path.parent.name for path in SOURCE.glob("*/__init__.py")} - {"settings"})

# 只属于某一台机器、某一个人的东西；拆开写，免得本文件命中自己。
TRACES = [
    "/" + "root/",
    "/" + "work/",
    "/" + "home/",
    "/" + "Users/",
    "C:" + "\\\\",
]
RULE_ID = re.compile(
    r"\b(?:(?:CLK|CNT|LIT|RPT|SEC|AUD|UPL|WEB|DOC|REL|SIT|GWS|A11|API|FEE|NEW|CAL)-\d+"
    r"|(?:FMT|TBL|T2|T3|T4|TX|AGG|OUT)-R\d+)\b"
)


def tracked(*endings: str) -> list[Path]:
    """The files under version control, or all of them where git is absent."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout.split("\0")
        paths = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [p for folder in ("src", "tests", "docs") for p in (ROOT / folder).rglob("*")]
    return sorted(p for p in paths if p.is_file() and (not endings or p.suffix in endings))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def python_files() -> list[Path]:
    return [p for p in tracked(".py") if "/migrations/0" not in p.as_posix()]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_there_is_something_to_check() -> None:
    assert len(python_files()) > 100
    assert {"audit", "organs", "accounts", "records", "rules"} <= set(PARTS)


def test_no_source_file_is_longer_than_four_hundred_lines() -> None:
    endings = (".py", ".html", ".css", ".toml", ".sh")
    counted = {name(p): len(p.read_text("utf-8").splitlines()) for p in tracked(*endings)}
    data = {n for n in counted if n.endswith(".toml") and "/data/" in n}
    data |= {n for n in counted if "/migrations/0" in n}  # written by makemigrations
    assert {n: c for n, c in counted.items() if c > MAX_FILE and n not in data} == {}


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in python_files()
        for node in functions(path)
        if (node.end_lineno or 0) - node.lineno + 1 > MAX_FUNCTION
    ]
    assert long == []


def test_every_module_opens_with_a_docstring() -> None:
    silent = [
        name(path)
        for path in python_files()
        if path.read_text("utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


@pytest.mark.parametrize("part", PARTS)
def test_every_part_says_what_it_is_and_has_its_page(part: str) -> None:
    text = (SOURCE / part / "__init__.py").read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    page = ROOT / "docs" / "modules" / f"{part}.md"
    assert page.is_file(), f"docs/modules/{part}.md"
    assert len(page.read_text("utf-8")) > 200


def test_no_part_is_called_after_nothing() -> None:
    empty = {"core", "common", "utils", "helpers", "services", "managers"}
    found = [name(p) for p in python_files() if {*p.parts, p.stem} & empty]
    assert found == []


def test_views_ask_queries() -> None:
    """Views contain no ``.filter(``: a predicate has a name in queries or on the queryset."""
    views = [p for p in python_files() if p.is_relative_to(SOURCE) and "views" in p.stem]
    assert views
    assert [name(p) for p in views if ".filter(" in p.read_text("utf-8")] == []


def test_only_the_gate_makes_a_version_public() -> None:
    """Invariant 3: no other module writes a publication or the public version."""
    writing = re.compile(r"Publication\(|Publication\.objects\.create|\.public_version\s*=[^=]")
    sources = [p for p in python_files() if p.is_relative_to(SOURCE)]
    found = {name(p) for p in sources if writing.search(p.read_text("utf-8"))}
    actions = "src/mingbai/records/actions"
    known = {f"{actions}/publishing.py", f"{actions}/withdrawing.py"}
    assert found - {"src/mingbai/records/models/publication.py"} == known


def test_only_actions_write_events() -> None:
    """Invariant 1: events come from the actions, and from the demonstration that plays them."""
    sources = [p for p in python_files() if p.is_relative_to(SOURCE)]
    importing = re.compile(r"from mingbai\.audit\.actions import .*\brecord\b")
    found = {name(p) for p in sources if importing.search(p.read_text("utf-8"))}
    others = {n for n in found if not n.endswith("actions.py") and "/actions/" not in n}
    assert others <= {"src/mingbai/demo/officers.py"}


@pytest.mark.parametrize("trace", TRACES)
def test_nothing_names_the_machine_it_was_written_on(trace: str) -> None:
    text = {".py", ".md", ".toml", ".html", ".sh", ".txt", ".css", ".svg", ".json", ""}
    found = [
        name(path)
        for path in tracked()
        if path.suffix in text and trace in path.read_text("utf-8", errors="ignore")
    ]
    assert found == []


def _functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (
        node for node in ast.parse(path.read_text("utf-8")).body if type(node) is ast.FunctionDef
    )


def _actions() -> list[Path]:
    named = [*SOURCE.glob("*/actions.py"), *SOURCE.glob("*/actions/*.py")]
    return [path for path in named if path.parent.name != "audit"]


# 在调用者的事务里做事，自己不是一步办理；或者逐行办理，每行一个事务
INSIDE = {
    ("src/mingbai/applications/actions/frame.py", "finish"),
    ("src/mingbai/applications/actions/frame.py", "keep_note"),
    ("src/mingbai/applications/actions/filing.py", "keep"),
    ("src/mingbai/records/actions/publishing.py", "publish_due"),
    ("src/mingbai/records/actions/importing.py", "read_rows"),
    ("src/mingbai/records/actions/migrating.py", "publish_batch"),
    ("src/mingbai/records/actions/migrating.py", "carry_on"),
    ("src/mingbai/records/actions/locking.py", "locked"),
    ("src/mingbai/records/actions/withdrawing.py", "take_down"),
    ("src/mingbai/records/actions/linking.py", "note"),
    *(
        ("src/mingbai/records/actions/fixing.py", name)
        for name in ("draft_of", "reopen", "hand_in_again", "fix")
    ),
}


def test_every_action_is_one_transaction_and_is_told_who_and_when() -> None:
    """Invariant 1. An action that works row by row opens its transactions itself."""
    loose = []
    for path in _actions():
        source = path.read_text("utf-8")
        for act in _functions(path):
            words = ast.get_source_segment(source, act) or ""
            given = {argument.arg for argument in act.args.kwonlyargs}
            if act.name.startswith("_") or "at" not in given:
                continue
            decorated = any("atomic" in ast.unparse(mark) for mark in act.decorator_list)
            delegated = "atomic()" in words or re.search(r"return type_values\(", words)
            if not (decorated or delegated) or ("by" not in given and "TICK" not in words):
                loose.append((name(path), act.name))
    assert set(loose) == INSIDE


CLOCK = re.compile(r"\b(?:date\.today|datetime\.(?:now|utcnow|today)|time\.time|timezone\.now)\(")


@pytest.mark.parametrize("floor", ["rules", "reading"])
def test_rules_and_reading_never_read_the_clock(floor: str) -> None:
    """Invariant 2."""
    found = [name(p) for p in (SOURCE / floor).rglob("*.py") if CLOCK.search(p.read_text("utf-8"))]
    assert found == []


def test_queries_and_actions_are_told_the_time() -> None:
    """Invariant 2: only views, commands and the tick read the clock."""
    asked = [*_actions(), *SOURCE.glob("*/queries.py"), *SOURCE.glob("*/facts.py")]
    assert [name(path) for path in asked if CLOCK.search(path.read_text("utf-8"))] == []


CALLING = re.compile(
    r"^\s*(?:import|from) (?:urllib\.request|http\.client|socket|requests|httpx)", re.M
)
FETCHED = re.compile(
    r"(?:src|srcset|action)=.https?:|<link[^>]+href=.https?:|url\(.?https?:|@import"
)


def test_nothing_is_called_outside() -> None:
    """Invariant 8: `serve` asks its own process whether it is up, `clamd` a scanner that a setting
    names; pages fetch from us alone."""
    callers = {name(p) for p in SOURCE.rglob("*.py") if CALLING.search(p.read_text("utf-8"))}
    assert callers == {"src/mingbai/cli/serve.py", "src/mingbai/files/attachments/clamd.py"}
    pages = [p for p in tracked(".html", ".css") if p.is_relative_to(SOURCE)]
    assert pages
    assert [name(p) for p in pages if FETCHED.search(p.read_text("utf-8"))] == []


def test_every_document_that_is_cited_stands_in_the_repository() -> None:
    paths = tracked(".py", ".toml", ".md", ".html")
    documents = {path.name for path in paths if path.suffix == ".md"}
    documents.add("readme.md")  # of any folder of reports
    cited = [
        (name(path), document)
        for path in paths
        for document in re.findall(
            r"[A-Za-z0-9_-]+(?:\.[A-Za-z-]+)?\.md\b", path.read_text("utf-8")
        )
    ]
    assert [place for place in cited if place[1] not in documents] == []


def test_every_rule_id_that_is_cited_is_explained() -> None:
    """REG-n is explained once for all articles."""
    explained = (ROOT / "docs/rule-ids.md").read_text("utf-8")
    cited = {
        (name(path), rule)
        for path in tracked(".py", ".toml", ".md", ".html")
        for rule in RULE_ID.findall(path.read_text("utf-8"))
    }
    assert sorted(pair for pair in cited if pair[1] not in explained) == []


def test_templates_hold_no_inline_script_or_style() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)
    templates = [p for p in tracked(".html") if "/templates/" in p.as_posix()]
    assert templates
    assert [name(p) for p in templates if inline.search(p.read_text("utf-8"))] == []


def test_every_journey_is_left_to_the_browser_part() -> None:
    """One without the mark would run beside the others and leave its event loop behind."""
    journeys = (ROOT / "tests" / "browser").glob("test_*.py")
    assert [name(each) for each in journeys if "pytest.mark.browser" not in each.read_text()] == []
