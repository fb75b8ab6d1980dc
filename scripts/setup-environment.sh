#!/bin/sh
# Make .venv with everything pinned by hash. Needs Python 3.11 or newer and nothing else: where
# Debian's python3-venv is missing, pip comes from the package python3-pip-whl, unpacked without root.
set -eu
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "需要 Python 3.11 或更新版本（现为 $("$python" --version 2>&1)）。" >&2
  exit 1
}

bootstrap_pip() {
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  wheel=$(ls /usr/share/python-wheels/pip-*.whl 2>/dev/null | head -n 1)
  if [ -z "$wheel" ]; then
    (cd "$scratch" && apt-get -qq download python3-pip-whl && dpkg -x python3-pip-whl_*.deb .) || {
      echo "缺少 pip：请先安装 python3-venv（Debian/Ubuntu：apt-get install python3-venv）。" >&2
      exit 1
    }
    wheel=$(ls "$scratch"/usr/share/python-wheels/pip-*.whl | head -n 1)
  fi
  .venv/bin/python "$wheel/pip" install -q --no-index --find-links "$(dirname "$wheel")" pip
}

echo "准备 Python 环境（首次约一分钟）……"
# An environment that works is brought up to date, not cleared under a running server.
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  if "$python" -c 'import ensurepip' 2>/dev/null; then
    "$python" -m venv --clear .venv
  else
    "$python" -m venv --clear --without-pip .venv
    bootstrap_pip
  fi
fi
.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
