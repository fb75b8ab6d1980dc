"""mingbai vault: the keys of personal data, from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from mingbai.audit.models import Event
from mingbai.cli import main
from mingbai.vault import first, shelf
from mingbai.vault.models import Key
from mingbai.vault.providers import ring
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    """An installation at its first start."""
    settings.VAR, settings.VAULT_KEYS = tmp_path, ""
    Key.objects.all().delete()
    first.ensure("default", at=timezone.now())
    return tmp_path


def run(capsys: Capture, *argv: str) -> tuple[int, str, str]:
    code = main(["vault", *argv])
    out, err = capsys.readouterr()
    return code, out, err


def test_from_the_first_key_to_the_second(capsys: Capture, var: Path) -> None:
    organ = factories.organ("mingyang")
    (old,) = ring().kids()
    names = [shelf.keep(b"x", about="a") for _ in range(3)]
    assert run(capsys, "status") == (0, f"{old}  AES-256-GCM  在用，加密的内容 3 处\n", "")

    code, out, _ = run(capsys, "rotate")
    new = ring().writing
    assert (code, f"新密钥 {new}" in out, "备份" in out) == (0, True, True)
    assert Event.objects.get(verb="key.made").chain == organ.code
    secrets = [row["key"] for row in json.loads((var / "keys/ring.json").read_text())["keys"]]
    assert not any(secret in out for secret in secrets)
    assert run(capsys, "status")[0] == 1

    code, _, err = run(capsys, "retire", old)
    assert (code, "还有 3 处" in err) == (2, True)
    assert run(capsys, "rewrap", "--limit", "2")[1].endswith("本次到此。\n")
    assert "已重新加密 1 处" in run(capsys, "rewrap")[1]
    assert run(capsys, "rewrap")[1] == "没有待重新加密的内容。\n"

    code, out, _ = run(capsys, "retire", old)
    assert (code, f"retired-{old}.json" in out) == (0, True)
    assert ring().kids() == (new,)
    assert {shelf.fetch(name, about="a") for name in names} == {b"x"}
    code, out, _ = run(capsys, "status")
    assert code == 0
    assert f"{old}  AES-256-GCM  已停用" in out


def test_a_missing_key_is_told(capsys: Capture, var: Path) -> None:
    (old,) = ring().kids()
    (var / "keys/ring.json").unlink()
    code, out, _ = run(capsys, "status")
    assert (code, out) == (1, f"{old}  AES-256-GCM  缺失\n")
    assert main(["migrate"]) == 0
    assert f"缺少密钥 {old}" in capsys.readouterr().err


def test_keys_of_the_environment_are_changed_in_the_environment(
    capsys: Capture, settings: Any, var: Path
) -> None:
    """A further key is added to the variable by hand, made to write, and the old one taken out."""
    kept = json.loads((var / "keys/ring.json").read_text())
    settings.VAULT_KEYS = json.dumps(kept)
    name = shelf.keep(b"x", about="a")
    code, _, err = run(capsys, "rotate")
    assert (code, "MINGBAI_KEYS" in err) == (2, True)

    made = json.loads(run(capsys, "generate")[1])
    both = made | {"keys": [*kept["keys"], *made["keys"]]}
    settings.VAULT_KEYS = json.dumps(both)
    first.ensure("default", at=timezone.now())
    run(capsys, "rewrap")
    code, out, _ = run(capsys, "retire", kept["writing"])
    assert (code, "请从 MINGBAI_KEYS 里去掉它" in out) == (0, True)
    settings.VAULT_KEYS = json.dumps(made)
    assert shelf.fetch(name, about="a") == b"x"


def test_the_tick_seals_anew(capsys: Capture) -> None:
    shelf.keep(b"x", about="a")
    run(capsys, "rotate")
    main(["tick"])
    assert "重新加密：改用新密钥 1 处" in capsys.readouterr().out
