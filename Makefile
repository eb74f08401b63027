# Zhiyue 质阅. Two commands are enough: `make demo` shows it, `make check` proves it. Both set up what they need.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
# The order of `check` is part of its meaning: the test runner speaks last.
.NOTPARALLEL:

BIN := .venv/bin
DEMO := build/demo
DOCS := docs/_build
# Handed to pytest: make test ARGS="tests/repair -x"
ARGS ?=

.PHONY: help setup demo serve check lint types layers docs doctest wheel test evals bench fix new-kind lock clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## prepare .venv from nothing (at once where it stands already)
	@PYTHON="$(PYTHON)" tools/setup.sh

demo: setup  ## load the sample month and open the portal
	@ZHIYUE_DATA=$(DEMO) tools/demo.sh $(ARGS)

serve: setup  ## serve the site with the data of ZHIYUE_DATA
	@$(BIN)/zhiyue serve $(ARGS)

check: setup lint types layers docs doctest wheel test  ## everything that must hold; the tests last

lint: setup  ## ruff: rules and format
	@echo "── lint"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup  ## mypy, strict
	@echo "── types"
	@$(BIN)/mypy

layers: setup  ## import-linter: who may import whom
	@echo "── layers"
	@$(BIN)/lint-imports --no-cache --no-logo

docs: setup  ## build the documentation, a warning is an error
	@echo "── docs"
	@$(BIN)/sphinx-build -q -W --keep-going -b html docs $(DOCS)/html
	@echo "The documentation: $(DOCS)/html/index.html"

doctest: setup  ## run the examples of the documentation
	@echo "── examples in the documentation"
	@$(BIN)/sphinx-build -q -W --keep-going -b doctest docs $(DOCS)/doctest

wheel: setup  ## build the wheel, install it alone, read a sample page with it
	@echo "── wheel"
	@$(BIN)/python tools/check_wheel.py

test: setup  ## the tests; ARGS goes to pytest
	@echo "── tests"
	@$(BIN)/pytest $(ARGS)

evals: setup  ## read the held-out pages, search the sample month; ARGS="--misses" names every miss
	@$(BIN)/python -m evals.reading $(ARGS)
	@$(BIN)/python -m evals.searching $(ARGS)

# In a folder of their own: two of them have modules of one name with what is installed already.
build/peers: requirements/peers.txt
	@echo "── peers"
	@rm -rf build/peers
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --require-hashes --target build/peers -r requirements/peers.txt
	@touch build/peers

bench: setup build/peers  ## measure beside peers, in one run (never a test)
	@echo "── repair beside its peers"
	@$(BIN)/python benchmarks/repair.py
	@echo "── the anatomy of pages beside its peers"
	@$(BIN)/python benchmarks/anatomy.py
	@echo "── clean text through the gate"
	@$(BIN)/python benchmarks/gate.py
	@echo "── does the time grow with the text?"
	@$(BIN)/python benchmarks/linear.py
	@echo "── the market report over ten million lines (some minutes)"
	@PYTHONPATH=build/peers $(BIN)/python benchmarks/market.py
	@echo "── search at 200,000 pages (some minutes)"
	@$(BIN)/python benchmarks/search.py

fix: setup  ## let ruff mend what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

new-kind: setup  ## begin a page kind: NAME=open_day TITLE=开放日公告
	@$(BIN)/python tools/new_kind.py "$(NAME)" "$(TITLE)"

lock: setup  ## pin requirements/ anew from pyproject.toml
	@tools/lock.sh

clean:  ## forget .venv and everything built
	@rm -rf .venv build dist $(DOCS) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
