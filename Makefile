# `make` sets everything up and builds the sample leaflets; `make help` tells the rest.
#
# Nothing is installed outside this folder, except the system libraries that .ci/setup-system names.
# Two stamps in .venv remember what is installed, and for which folder (scripts in .venv hold its full path),
# so that a second `make` goes straight to the leaflets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CLINICS := riverside harbour
ARGS ?=

RUN_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
SOURCES_OF_TRUTH := pyproject.toml constraints.txt
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

export PYTHON

.DEFAULT_GOAL := leaflets
.PHONY: leaflets test check fmt clean help system system-tests FORCE
.DELETE_ON_ERROR:
.NOTPARALLEL:  # one .venv; the build and the tests use all cores by themselves

leaflets: $(RUN_STAMP)  ## build the sample leaflets of both sample clinics (this is plain `make`)
	@$(BIN)/handout build $(foreach clinic,$(CLINICS),--clinic $(clinic))
	@echo
	@echo "Leaflets:  $$(find out -name '*.pdf' | wc -l | tr -d ' ') PDFs in $(foreach clinic,$(CLINICS),out/$(clinic)/)"
	@echo "Catalogue: $$(ls out/index.html out/*/index.html 2>/dev/null | tr '\n' ' ')(open it in a browser)"

test: $(DEV_STAMP) | system-tests  ## run the tests; ARGS="-k fit" is handed to pytest
	@$(BIN)/pytest $(ARGS)

check: $(DEV_STAMP)  ## lint, format, types and layers, changing nothing
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy --strict
	@$(BIN)/lint-imports --no-logo

fmt: $(DEV_STAMP)  ## format, and repair what the linter can repair
	@$(BIN)/ruff format --quiet
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

clean:  ## remove all that was made here: .venv, out, dist and the caches
	@rm -rf $(VENV) out dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Run each time and not stamped: it takes a blink, and a library can vanish while .venv stays.
system:
	@sh .ci/setup-system

# A browser and Ghostscript: only the tests need them, and nobody else is made to have them.
system-tests:
	@sh .ci/setup-system tests

ifneq ($(shell cat $(RUN_STAMP) 2>/dev/null),$(CURDIR))
$(RUN_STAMP) $(DEV_STAMP): FORCE
FORCE:
endif

# A .venv that is half made, came from another folder, or lost its Python is laid anew.
define lay_venv
@[ "$$(cat $(RUN_STAMP) 2>/dev/null)" = "$(CURDIR)" ] && $(BIN)/python -m pip --version >/dev/null 2>&1 || { \
	echo "Making $(VENV) with $$($(PYTHON) -V) ..."; $(PYTHON) -m venv --clear $(VENV); }
endef

$(RUN_STAMP): $(SOURCES_OF_TRUTH) | system
	$(lay_venv)
	@echo "Installing Handout Press into $(VENV) ..."
	@$(PIP_INSTALL) -e .
	@echo "$(CURDIR)" >$@

$(DEV_STAMP): $(SOURCES_OF_TRUTH) | system
	$(lay_venv)
	@echo "Installing Handout Press and its tools for tests and checks into $(VENV) ..."
	@$(PIP_INSTALL) -e '.[dev]'
	@echo "$(CURDIR)" >$(RUN_STAMP)
	@touch $@
