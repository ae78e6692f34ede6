# Regionsvar: what a person does with it. Python 3.11 or later and make are enough; `make` lists the rest.

PYTHON ?= python3
GOLD   ?= ../shared/gold/dev.jsonl

# A question is text, never make syntax: "$" and quotes in it reach the program unread.
override Q := $(value Q)
export Q

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help install run ask question test check evaluate pins clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

install: .venv/.installed  ## set up .venv with what the program and its tests need

run: install  ## answer three sample questions, then serve web and API on this machine
	$(BIN)/regionsvar serve --samples

ask: question install  ## answer one question: make ask Q="Vem arbetar med bredband?"
	@$(BIN)/regionsvar ask -- "$$Q"

test: install  ## run the tests
	$(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder

check: install  ## run the linter, the formatter's check and the type checker
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

evaluate: install  ## measure the answers against a file of questions, GOLD=file
	@if [ -e "$(GOLD)" ]; then $(BIN)/regionsvar evaluate "$(GOLD)"; \
	else echo "No questions to measure against: there is no $(GOLD). Name a file: make evaluate GOLD=..."; fi

pins:  ## choose the versions in requirements*.txt again; PINS=--upgrade takes the newest
	PYTHON="$(PYTHON)" scripts/pin $(PINS)

clean:  ## remove what install, the tools and the tests made; your data in var/ stays
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

question:
	@[ -n "$$Q" ] || { echo 'Which question? Write: make ask Q="Vem arbetar med bredband?"' >&2; exit 2; }

# The pins are complete, carry a hash for every file and come as wheels: nothing is solved, compiled or taken
# on trust here. Python compiles a module when it is first imported; most of these never are.
.venv/.installed: requirements.txt requirements-dev.txt pyproject.toml
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo 'There is no "$(PYTHON)". Regionsvar needs Python 3.11 or later: make $(or $(MAKECMDGOALS),install) PYTHON=/path/to/python3' >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Regionsvar needs Python 3.11 or later, and $(PYTHON) is $$("$(PYTHON)" -V 2>&1). Name another: make install PYTHON=python3.12" >&2; exit 1; }
	@echo "Installing into .venv; the first time takes a minute or two."
	"$(PYTHON)" -m venv .venv
	$(PIP) install --quiet --no-compile --no-deps --only-binary :all: --require-hashes \
	  -r requirements-dev.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@
