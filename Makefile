# Two commands matter to a newcomer: `make demo` and `make test`. Both set up all they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help demo fast cluster-demo test check lint types imports audit docs quality bench format lock package package-fast container clean

help:            ## List what can be made
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

demo: $(VENV)/use.done   ## Read the sample reports, print ledgers and chronology, write demo/dossier.html
	$(BIN)/qantar demo --out demo

fast: $(VENV)/fast.done   ## Compile the reader into .venv/fast, where a C compiler is (some minutes)

cluster-demo: $(VENV)/dev.done   ## The sample reports on a Dask cluster: a scheduler and two workers on loopback
	$(BIN)/python tools/cluster.py demo demo/cluster

test: $(VENV)/dev.done   ## Run all tests
	$(BIN)/python -m pytest -n auto --dist loadgroup

check: $(VENV)/dev.done lint types imports audit test docs quality   ## What has to hold before a commit: lint, types, imports, tests, docs, floors

lint:            ## Format and lint, without changing anything
	$(BIN)/ruff format --check src tests tools bench
	$(BIN)/ruff check src tests tools bench

types:           ## mypy --strict on source and tests
	$(BIN)/mypy

imports:         ## The import contract
	$(BIN)/lint-imports --no-cache

audit:           ## Locks, licences, and known weaknesses where a list of them is given
	$(BIN)/python tools/audit.py

docs:            ## Generated pages are current, every command has a page
	$(BIN)/python tools/docs.py --check
	$(BIN)/python tools/reading_table.py --check

quality:         ## Scores against the pinned floors (skipped where the annotated reports are absent)
	$(BIN)/python tools/quality.py

bench: $(VENV)/bench.done   ## Speed and memory beside a regex reader and the slovnet pipeline
	$(VENV)/bench/bin/python -m bench

format: $(VENV)/dev.done    ## Put the code into shape
	$(BIN)/ruff format src tests tools bench
	$(BIN)/ruff check --fix src tests tools bench

lock:            ## Pin the dependencies anew (needs uv)
	for pair in "use:--extra pdf" "compile:--extra pdf --extra compile" "dev:--extra pdf --extra postgres --extra dev" "bench:--extra pdf --extra bench" "build:--extra build"; do \
	  uv pip compile -q pyproject.toml $${pair#*:} --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -o locks/$${pair%%:*}.txt; done

package: $(VENV)/dev.done   ## Build the source package and the plain wheel into dist/
	rm -f dist/qantar-*
	$(BIN)/hatchling build -d dist

package-fast: package   ## Beside them, where a C compiler is, the wheel with the reader compiled (some minutes)
	tools/fast.sh - $(VENV) dist

ENGINE ?= $(firstword $(foreach one,docker podman,$(shell $(one) info >/dev/null 2>&1 && echo $(one))))
container:       ## Build the container image, where an engine runs (docker or podman)
	@if [ -z "$(ENGINE)" ]; then echo "container: neither docker nor podman runs here: not built"; \
	elif ! $(ENGINE) pull -q python:3.12-slim; then echo "container: its base image cannot be had here: not built"; \
	else $(ENGINE) build -q -f Containerfile -t qantar . && $(ENGINE) run --rm qantar --version; fi

clean:           ## Remove everything that was made
	rm -rf $(VENV) demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/use.done: locks/use.txt pyproject.toml tools/setup.sh
	tools/setup.sh $(PYTHON) $(VENV) use

$(VENV)/dev.done: locks/dev.txt pyproject.toml tools/setup.sh
	tools/setup.sh $(PYTHON) $(VENV) dev

$(VENV)/fast.done: locks/compile.txt pyproject.toml tools/setup.sh tools/fast.sh tools/compile.py tools/wheel.py $(shell find src/qantar -name '*.py' -o -name '*.toml')
	tools/fast.sh $(PYTHON) $(VENV)/fast
	touch $@

$(VENV)/bench.done: locks/bench.txt pyproject.toml tools/setup.sh
	tools/setup.sh $(PYTHON) $(VENV)/bench bench $(VENV)/bench.done
