# A machine with Python 3.11 or newer, its venv module, and make is enough.
PYTHON ?= python3
PORT ?= 8000
# A test that drives a browser waits for it: twice as many tests at once as cores.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(os.cpu_count() * 2)')
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.run-ready
DEV_READY := $(VENV)/.dev-ready
MANAGE := $(BIN)/python manage.py
PYTEST := $(BIN)/pytest -q -n $(WORKERS) --dist worksteal
HTTPS := SITE_URL=https://backspasm.example SECRET_KEY=only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF

.DEFAULT_GOAL := run
.PHONY: run test test-all on-postgres in-narrow-font on-sqlite check bench torture exhaustive lighthouse figures messages pictures clean

run: $(RUN_READY)  ## serve the site on http://localhost:8000
	$(MANAGE) serve --port $(PORT)

test: $(DEV_READY)  ## everything that finishes in five minutes: SQLite, one font
	$(PYTEST) -m "not slow" $(ARGS)

# The longest part stands last: how it ends is what CI reads.
test-all: on-postgres in-narrow-font on-sqlite  ## the slow ones, PostgreSQL and the second font too

on-postgres: $(DEV_READY)  ## the tests that touch the database, on a PostgreSQL of their own
	$(BIN)/python -m tests.on_postgres $(ARGS)

in-narrow-font: $(DEV_READY)  ## the tests in a browser, in the second font
	BACKSPASM_FONT=narrow $(PYTEST) tests/browser $(ARGS)

on-sqlite: $(DEV_READY)  ## all tests, the slow ones too
	$(PYTEST) $(ARGS)

check: $(DEV_READY)  ## style, types, layers, migrations, deployment, content, figures, words, templates
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	if test -x $(BIN)/biome; then $(BIN)/biome check --error-on-warnings; fi
	$(BIN)/python -m tests.styles --check
	$(BIN)/djlint templates --check --quiet
	$(MANAGE) check
	$(HTTPS) $(MANAGE) check --deploy --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) content_review --check
	$(MANAGE) figures --check
	$(BIN)/python tests/messages.py --check

figures: $(DEV_READY)  ## draw the figures anew from the poses
	$(MANAGE) figures

messages: $(DEV_READY)  ## bring locale/ up to date with the words in the code
	$(BIN)/python tests/messages.py

bench: $(DEV_READY)  ## CPU per page against the floor page; WORDS="history episode" picks rows
	$(BIN)/python -m tests.bench.run $(WORDS)

torture: $(DEV_READY)  ## many writers, kills, floods, stuck neighbours
	$(BIN)/python -m tests.bench.torture
	$(BIN)/python -m tests.torture
	$(BIN)/python -m tests.torture --kill
	$(BIN)/python -m tests.torture --engine postgres
	$(BIN)/python -m tests.torture --engine postgres --kill
	$(BIN)/python -m tests.torture.faults
	$(BIN)/python -m tests.torture.faults --engine postgres
	$(BIN)/python -m tests.torture.neighbours
	$(BIN)/python -m tests.torture.neighbours --engine postgres

exhaustive: $(DEV_READY)  ## every rule against millions of answer sets
	$(BIN)/python -m tests.bench.exhaustive

pictures: $(DEV_READY)  ## take the README's pictures anew
	$(BIN)/python -m tests.pictures

lighthouse: $(DEV_READY)  ## needs node; see README.md
	$(BIN)/python -m tests.bench.lighthouse

clean:  ## everything that can be made again; the database in var/ stays
	rm -rf $(VENV) var/static var/bundles .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say PYTHON=... which one")'
	$(PYTHON) -m venv $(VENV)

$(RUN_READY): requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(DEV_READY): requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $(RUN_READY) $@
