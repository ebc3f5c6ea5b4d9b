# Everything a person or a machine does with this checkout. `make` alone lists it.
PYTHON ?= python3
PY := .venv/bin/python
export ACCORD_HOME ?= $(CURDIR)/.accord
export ACCORD_PORT ?= 8000
# Compiled once, not by every process anew: halves the start of tests and of the many commands they run.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install develop demo demo-reset serve test check prove bench docs lock messages format clean

help: ## List what can be done here
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: install ## Start Accord with a sample organisation (data in ACCORD_HOME, port ACCORD_PORT)
	@.venv/bin/accord demo

demo-reset: install ## Start over: throw the sample organisation away and make it anew
	@.venv/bin/accord demo --reset

serve: install ## Serve the organisation in ACCORD_HOME (made by `accord init`)
	@.venv/bin/accord serve

test: develop ## Run every test on SQLite and on PostgreSQL, pages in Chromium (ARGS="-k word")
	@$(PY) tests/run.py $(ARGS)

check: develop ## Style, types, import contracts, templates, migrations, docs
	@$(PY) tools/check.py $(ARGS)

prove: develop ## Long proofs: fuzzing, calibration over many seeds
	@$(PY) -m pytest -m prove $(ARGS)

bench: develop ## Measure speed and memory against the analyst's script
	@set -e; for script in benchmarks/[a-z]*.py; do echo "▶ $$script"; $(PY) $$script $(ARGS); done

docs: develop ## Build the documentation into site-docs/ (strict, without network)
	@$(PY) -m mkdocs build --strict --quiet --site-dir site-docs && echo "Documentation: site-docs/index.html"

messages: develop ## Collect the sentences that people read for translators
	@$(PY) tools/messages.py $(ARGS)

lock: develop ## Recompile the hashed requirements from pyproject.toml (UPGRADE=--upgrade for newer ones)
	@$(PY) tools/lock.py $(UPGRADE)

format: develop ## Put Python and templates in house style
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .
	@git ls-files 'src/*.html' | xargs -r .venv/bin/djade --target-version 5.2

install: .venv/.installed-run
develop: .venv/.installed-dev

.venv/.installed-run: requirements-build.txt requirements.txt pyproject.toml tools/install.py
	@$(PYTHON) tools/install.py

.venv/.installed-dev: requirements-build.txt requirements-dev.txt pyproject.toml tools/install.py
	@$(PYTHON) tools/install.py --dev

clean: ## Remove what was installed and built, keep the data in ACCORD_HOME
	rm -rf .venv site-docs docs/reference/generated .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
