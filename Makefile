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
DEVELOPING := DEBUG=on VAR_DIR=var/dev
# What a lock holds: every version of Python and every system, and the hash of each file.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock'
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes

.DEFAULT_GOAL := run
.PHONY: help run dev test test-all on-postgres in-narrow-font on-sqlite check figures messages pictures lock audit hooks bench torture exhaustive lighthouse clean

help:  ## what can be made, one line each
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUN_READY)  ## serve the site on http://localhost:8000
	$(MANAGE) serve --port $(PORT)

# A database of its own, and mail in files: nothing that `make run` keeps is touched.
dev: $(RUN_READY)  ## the same for whoever changes the code: reloads by itself, shows errors
	$(DEVELOPING) $(MANAGE) migrate --verbosity 0
	$(DEVELOPING) $(MANAGE) createcachetable
	$(DEVELOPING) $(MANAGE) runserver $(PORT)

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
	$(BIN)/python -m tests.density --check
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python -m tests.styles --check
	$(BIN)/djlint templates --check --quiet
	if test -x $(BIN)/biome; then $(BIN)/biome check --error-on-warnings; fi
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

lock: $(DEV_READY)  ## write requirements*.txt from requirements*.in; ARGS=--upgrade renews indirect ones
	$(LOCK) $(ARGS) requirements.in -o requirements.txt
	$(LOCK) $(ARGS) -c requirements.txt requirements-dev.in -o requirements-dev.txt

# Strict: a package about which nothing could be learnt is no package without a fault.
audit: $(DEV_READY)  ## known faults of what is locked; asks the package index, so it needs a network
	@$(BIN)/pip-audit --strict --progress-spinner off --disable-pip --require-hashes -r requirements-dev.txt \
	  || { echo "audit: a known fault, or something that could not be asked about: see above" >&2; exit 1; }

hooks: $(DEV_READY)  ## let git check style before each commit
	$(BIN)/pre-commit install

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

lighthouse: $(DEV_READY)  ## scores of the first pages; needs node
	$(BIN)/python -m tests.bench.lighthouse

clean:  ## everything that can be made again; the database in var/ stays
	rm -rf $(VENV) var/static var/bundles .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say PYTHON=... which one")'
	$(PYTHON) -m venv $(VENV)

$(RUN_READY): requirements.txt | $(VENV)/bin/python
	$(INSTALL) -r requirements.txt
	touch $@

$(DEV_READY): requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(INSTALL) -r requirements-dev.txt
	touch $(RUN_READY) $@
