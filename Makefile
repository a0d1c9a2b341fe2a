SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# One thread a Tesseract process (its own threads cost three times the CPU); nothing reports home.
export OMP_THREAD_LIMIT := 1
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export PYTHONUTF8 := 1

BIN := .venv/bin
PYTHON := $(BIN)/python

.PHONY: help install install-run install-test install-bench run static check test bench papers kill hostile clean-room lock format

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: install-run ## what is missing of the system (apt) and .venv from the lock file

install-run:
	@tools/install-system run
	@$(MAKE) .venv/.installed

install-test:
	@tools/install-system run test
	@$(MAKE) .venv/.installed

install-bench: install-test .venv-peer/.installed
	@tools/install-system bench

.venv/.installed: requirements-dev.lock pyproject.toml
	tools/install-venv

run: install-run ## digitise the sample dossiers end to end, show results and a look-up
	$(PYTHON) -m samples.make --out .sohoa/samples
	tools/run-samples

static:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy -p tools
	$(BIN)/lint-imports --no-cache

check: install-run ## format, lint, types, import layers, limits, unit tests without servers (under 90 s)
	@$(MAKE) static
	$(BIN)/pytest -q -m "not integration and not corpus"

test: install-test ## check, and integration tests against PostgreSQL and radosgw, which it installs and starts
	@$(MAKE) static
	$(BIN)/pytest -q -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.venv-peer/.installed: requirements-peer.lock
	$$(tools/find-python) -m venv .venv-peer
	.venv-peer/bin/pip install -q --require-hashes -r requirements-peer.lock
	touch $@

bench: install-bench ## the main job beside OCRmyPDF, into docs/runs/; reading beside others, into docs/bench/; fields
	$(PYTHON) -m tools.bench
	$(PYTHON) -m tools.bench.reading
	$(PYTHON) -m tools.fitting.fields --keep

papers: install-bench ## papers told apart, named and filled in on 1000 specimens, into docs/papers.md; their cost
	$(PYTHON) -m tools.papers
	$(PYTHON) -m tools.papers.speed

kill: install-test ## kill -9 at every crash point and at random, into docs/runs/
	$(PYTHON) -m tools.kill

hostile: install-run ## every file of the hostile corpus through the whole main job, into docs/runs/
	$(PYTHON) -m tools.hostile

clean-room: ## a bare Debian 12 root, a clone, make run && make test; into docs/runs/clean-room.txt (root)
	tools/clean-room

lock: ## write both lock files anew from pyproject.toml (uv on PATH, or in .cache/uv)
	tools/lock

format: install-run ## format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
