"""``make check``: format, lint, types, imports, templates, migrations; prints the time of each."""

import os
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
TEMPLATES = sorted(str(path) for path in Path("src").rglob("*.html"))
CHECKS: list[tuple[str, list[str]]] = [
    ("格式", ["ruff", "format", "--check", "-q", "."]),
    ("规范", ["ruff", "check", "-q", "."]),
    ("类型", ["mypy"]),
    ("分层", ["lint-imports"]),
    ("模板", ["djade", "--check", *TEMPLATES]),
    ("迁移", ["python", "-m", "django", "makemigrations", "--check", "--dry-run", "-v", "0"]),
]


def main() -> int:
    """Run every check, even after one has failed; 0 when all pass."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "mingbai.settings.test"}
    failed = []
    for name, (program, *arguments) in CHECKS:
        began = time.monotonic()
        done = subprocess.run([str(BIN / program), *arguments], env=environment, check=False)
        verdict = "通过" if done.returncode == 0 else "不通过"
        print(f"{name}  {verdict}  {time.monotonic() - began:.1f} 秒", flush=True)
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"未通过：{'、'.join(failed)}（格式与部分规范问题可用 make fix 修正）")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
