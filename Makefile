# `make help` lists the targets. The first target that needs an environment sets it up.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
VENV := .venv
SCHEMATHESIS := .tiaokuai/schemathesis
SCALE ?= 1
BIN := $(VENV)/bin
PYTEST := $(VENV)/bin/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder --reruns 1
TEST_CITY := PYTHONPATH=.:tests $(BIN)/python -m city_template
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --retries 2 --timeout 30 --require-hashes
INSTALL_FAILED := The Python packages could not be downloaded. Check that the package registry is reachable, or run pip download -r requirements.txt on another machine and set PIP_NO_INDEX=1 PIP_FIND_LINKS=folder.

ifeq ($(origin NEO4J_PASSWORD),command line)
$(error NEO4J_PASSWORD as a variable of make is visible to all users of this machine. Set it as an environment variable)
endif

# Some container images forbid compiled modules. Without them, each start of Python compiles all modules again, which takes 2 s.
unexport PYTHONDONTWRITEBYTECODE

# The first Python of version 3.11 or later; PYTHON=… selects another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.PHONY: help serve seed schema page doctor observability bench bench-nation test test-all check-reliability check format lock docs clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

serve: $(VENV)/installed ## Set up and serve Zhongwei at http://127.0.0.1:8000/graphql
	@exec $(BIN)/python -m api serve

seed: $(VENV)/installed ## Reload CITY, by default Zhongwei
	@$(BIN)/python -m api seed

schema: $(VENV)/installed ## Print the GraphQL schema
	@$(BIN)/python -m api schema

page: $(VENV)/installed ## Build the explorer; serve does so if its sources have changed
	@$(BIN)/python -m api page

doctor: $(VENV)/installed ## Check the installation and report problems with their solution
	@$(BIN)/python -m api doctor

observability: $(VENV)/installed ## Install Prometheus metrics and OpenTelemetry traces
	@$(PIP) -r requirements-observability.txt || { echo "$(INSTALL_FAILED)"; exit 1; }

bench: $(VENV)/installed-dev ## Compare with handwritten Cypher and other servers; writes docs/benchmarks.md
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m tools.docs

bench-nation: $(VENV)/installed-dev ## Compare on all of China; NATION="--cities 3" loads less
	@$(BIN)/python -m benchmarks.nation $(NATION)

test: check ## Check and run the tests, one worker with its own Neo4j per core; K=name selects tests
	@$(TEST_CITY)
	@$(PYTEST) $(if $(K),-n 0 -k "$(K)")

test-all: check ## Check and run all tests with all cases
	@$(TEST_CITY)
	@$(PYTEST) --all-cases

check-reliability: $(VENV)/installed-dev $(SCHEMATHESIS) ## Check load, kills, races and hostile requests; writes docs/reliability.md; SCALE=0.1 is shorter
	@$(BIN)/python -m tools.reliability $(SCALE)

check: $(VENV)/installed-dev ## Check format, lint, types, imports, the page, and that SDL and docs are up to date
	@$(BIN)/ruff format --check --quiet . || { echo "Run: make format"; exit 1; }
	@$(BIN)/ruff check --quiet --no-cache .
	@$(BIN)/basedpyright --level error
	@$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports --no-cache
	@$(BIN)/python -m tools.docs --check
	@$(BIN)/python -m tools.page

format: $(VENV)/installed-dev ## Format the code and fix lint
	@$(BIN)/ruff check --quiet --no-cache --fix --exit-zero . && $(BIN)/ruff format --quiet .

docs: $(VENV)/installed-dev ## Write the SDL and the generated docs
	@$(BIN)/python -m tools.docs

lock: $(VENV)/installed-dev ## Resolve the dependencies: versions and hashes, no URLs
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-annotate --no-emit-index-url \
		--custom-compile-command "make lock" pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-annotate --no-emit-index-url \
		--custom-compile-command "make lock" -c requirements.txt pyproject.toml --group dev -o requirements-dev.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-emit-index-url \
		--custom-compile-command "make lock" -c requirements-dev.txt --group observability -o requirements-observability.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-emit-index-url \
		--custom-compile-command "make lock" --group schemathesis -o requirements-schemathesis.txt

$(SCHEMATHESIS): requirements-schemathesis.txt
	@$(PYTHON) -m venv $(SCHEMATHESIS)
	@$(SCHEMATHESIS)/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r $< || { echo "$(INSTALL_FAILED)"; exit 1; }
	@touch $@

clean: ## Remove the environment, but not the data in .tiaokuai
	@rm -rf $(VENV)

$(VENV)/installed: requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is required. Set PYTHON=/path/to/python."; exit 1; }
	@echo "Setting up the Python environment …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python cannot create an environment. On Debian, run apt install python3-venv."; exit 1; }
	@$(PIP) -r requirements.txt || { echo "$(INSTALL_FAILED)"; exit 1; }
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@echo "Setting up the tools for checks and tests …"
	@$(PIP) -r requirements-dev.txt || { echo "$(INSTALL_FAILED)"; exit 1; }
	@touch $@
