# `make demo` and `make test` are promises: they set up everything they need on a bare machine with
# Python 3.11+, make and the package registries. The other recipes are what CI calls too.
PYTHON ?= python3
UV := .venv/bin/uv
RUN := $(UV) run --frozen --no-sync
EVALUATE ?= ../shared/eval/evaluate.py
ENGINE ?= rules

.PHONY: demo test check lint fix snapshots eval bench setup models postgres chromium clean

setup: .venv/.ready

.venv/.ready: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; make PYTHON=/path/to/python3.11 uses another one.")'
	@test -x $(UV) || ($(PYTHON) -m venv .venv && .venv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9')
	@$(UV) sync --quiet --frozen --extra embedded
	@touch $@

# What drives a browser weighs 160 MB and is for tests alone.
.venv/.browser: .venv/.ready
	@$(UV) sync --quiet --frozen --extra embedded --group browser
	@touch $@

# Recognising scans weighs 300 MB and changes what is said of a scan: it has a house of its own beside the one people start with.
.venv-ocr/.ready: .venv/.ready
	@UV_PROJECT_ENVIRONMENT=.venv-ocr $(UV) sync --quiet --frozen --extra embedded --extra ocr
	@touch $@

demo: setup
	@$(RUN) shortlist demo $(ARGS)

models: setup
	@$(RUN) shortlist models fetch

test: setup .venv/.browser .venv-ocr/.ready postgres chromium
	$(RUN) pytest -n auto --dist loadfile --no-loadscope-reorder
	UV_PROJECT_ENVIRONMENT=.venv-ocr $(RUN) pytest tests/core/documents/test_ocr.py tests/bot/cli/test_reading.py

# Tests that speak to Postgres start one of their own; the server comes from Debian's package.
postgres:
	@if ! ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 && ! command -v postgres >/dev/null 2>&1; then \
	  if command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ]; then \
	    echo "Installing PostgreSQL for the tests"; \
	    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql) >/dev/null; \
	  else echo "No PostgreSQL server here: its tests will be skipped. On Debian: sudo apt-get install postgresql"; fi; fi

# Tests of pages look at them in a real browser, again Debian's.
chromium:
	@if ! command -v chromium >/dev/null 2>&1; then \
	  if command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ]; then \
	    echo "Installing Chromium for the tests"; \
	    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium) >/dev/null; \
	  else echo "No Chromium here: its tests will be skipped. On Debian: sudo apt-get install chromium"; fi; fi

lint: setup .venv/.browser
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports

check: lint test

fix: setup
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

snapshots: setup
	$(RUN) pytest tests/handlers --snapshot-update

eval: setup
	@if [ -f "$(EVALUATE)" ]; then \
	  $(RUN) python $(EVALUATE) all --engine $(ENGINE) --cli "$(CURDIR)/.venv/bin/shortlist" --json report.json $(ARGS); \
	else echo "No evaluation set at $(EVALUATE): make EVALUATE=/path/to/evaluate.py eval measures with one."; fi

bench: .venv-ocr/.ready
	@PYTHONPATH=tests UV_PROJECT_ENVIRONMENT=.venv-ocr $(RUN) python -m tests.bench $(ARGS)

clean:
	rm -rf .venv .venv-ocr data demo-out report.json
