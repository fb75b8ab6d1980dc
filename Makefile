# 人和 CI 用同一组命令。
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: setup run test test-long check fix bench lock clean

setup: $(READY) var/fonts/ready

$(READY): requirements-dev.txt pyproject.toml scripts/setup-environment.sh
	PYTHON=$(PYTHON) sh scripts/setup-environment.sh
	touch $@

var/fonts/ready: scripts/fetch-fonts.sh
	sh scripts/fetch-fonts.sh

run: setup
	$(BIN)/mingbai serve --demo

test: setup
	$(BIN)/python scripts/run_tests.py

test-long: setup
	$(BIN)/python scripts/run_tests.py --long

check: setup
	$(BIN)/python scripts/run_checks.py

fix: $(READY)
	$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .
	$(BIN)/djade $$(git ls-files "src/*.html") || true

bench: setup
	$(BIN)/python -m bench

lock: $(READY)
	for extra in requirements.txt: "requirements-dev.txt:--group dev"; do \
	  $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --extra server $${extra#*:} pyproject.toml -o $${extra%%:*}; \
	done

clean:
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache
