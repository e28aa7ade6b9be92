# make help says what there is. Everything is set up by the first command that needs it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(VENV)/bin/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --retries 2 --timeout 30 --require-hashes
OUT_OF_REACH := The Python packages could not be fetched: is the package registry in reach? By hand: fetch what requirements.txt lists with pip download on another machine, and set PIP_NO_INDEX=1 PIP_FIND_LINKS=folder.

# The first Python that is new enough; PYTHON=… chooses another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.PHONY: help serve seed schema page doctor observability bench bench-nation test test-all check format lock docs clean

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

serve: $(VENV)/installed ## Set everything up and serve Zhongwei at http://127.0.0.1:8000/graphql
	@exec $(BIN)/python -m api serve

seed: $(VENV)/installed ## Load CITY, or Zhongwei, into the database again
	@$(BIN)/python -m api seed

schema: $(VENV)/installed ## Print the GraphQL schema
	@$(BIN)/python -m api schema

page: $(VENV)/installed ## Build the page at / now; serve does it by itself
	@$(BIN)/python -m api page

doctor: $(VENV)/installed ## Say what there is, what is wrong, and what to do
	@$(BIN)/python -m api doctor

observability: $(VENV)/installed ## Bring along Prometheus metrics and OpenTelemetry traces
	@$(PIP) -r requirements-observability.txt || { echo "$(OUT_OF_REACH)"; exit 1; }

bench: $(VENV)/installed-dev ## Measure against statements written by hand and other servers; writes docs/benchmarks.md
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m tools.docs

bench-nation: $(VENV)/installed-dev ## The same on all of China; NATION="--cities 3" loads less
	@$(BIN)/python -m benchmarks.nation $(NATION)

test: check ## Check, then run the tests on Neo4js of their own, one for each core
	@$(PYTEST)

test-all: check ## The same with all cases of the random suites
	@$(PYTEST) --all-cases

check: $(VENV)/installed-dev ## Format, lint, types, layers, and whether SDL and docs are up to date
	@$(BIN)/ruff format --check --quiet . || { echo "Run: make format"; exit 1; }
	@$(BIN)/ruff check --quiet --no-cache .
	@$(BIN)/basedpyright --level error
	@$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports --no-cache
	@$(BIN)/python -m tools.docs --check

format: $(VENV)/installed-dev ## Format the code
	@$(BIN)/ruff check --quiet --no-cache --fix --exit-zero . && $(BIN)/ruff format --quiet .

docs: $(VENV)/installed-dev ## Write the SDL and the generated docs again
	@$(BIN)/python -m tools.docs

lock: $(VENV)/installed-dev ## Resolve the dependencies again: versions and hashes, no addresses
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-annotate --no-emit-index-url \
		--custom-compile-command "make lock" pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-annotate --no-emit-index-url \
		--custom-compile-command "make lock" -c requirements.txt pyproject.toml --group dev -o requirements-dev.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-emit-index-url \
		--custom-compile-command "make lock" -c requirements-dev.txt --group observability -o requirements-observability.txt

clean: ## Remove the environment; the data in .tiaokuai stays
	@rm -rf $(VENV)

$(VENV)/installed: requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; set PYTHON=/path/to/python."; exit 1; }
	@echo "Setting up the Python environment …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python cannot make an environment here; on Debian: apt install python3-venv."; exit 1; }
	@$(PIP) -r requirements.txt || { echo "$(OUT_OF_REACH)"; exit 1; }
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@echo "Setting up the tools for tests and checks …"
	@$(PIP) -r requirements-dev.txt || { echo "$(OUT_OF_REACH)"; exit 1; }
	@touch $@
