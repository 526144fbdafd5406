# make play   opens the practice room          make test   runs the tests
# Both make the virtual environment they need; PYTHON chooses another Python (3.11 or newer).

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: play test lint types contracts check wheel pictures pages editor-test clean

play: $(VENV)/.run
	@$(BIN)/balint-sim

test: $(VENV)/.dev
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

check: $(VENV)/.run
	$(BIN)/balint-sim check scenarios

wheel: $(VENV)/.dev
	$(BIN)/python -m build --wheel --outdir dist .

# The pictures, and the pages and parts of pages, that are made from the program.
pictures: $(VENV)/.dev
	$(BIN)/python -m tests.pictures docs/pictures

pages: $(VENV)/.dev
	$(BIN)/python -m tests.docs.pages

# The schema against the language server that editors use; needs node and npm.
editor-test: $(VENV)/.dev
	npm install --prefix .editor-test --no-save --no-audit --no-fund --loglevel=error yaml-language-server@1.25.0
	$(BIN)/python -m pytest -n 0 tests/authoring/test_schema.py

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make play PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) .editor-test dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
