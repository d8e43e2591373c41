# `make help` lists the targets.  Everything is installed into .venv on first use.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python

.PHONY: help setup draw test lint clean
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */\1\t/' | expand -t 10

setup: $(VENV)/.installed  ## make .venv with all that drawing needs

draw: $(VENV)/.installed  ## draw a sentence: make draw PROMPT="a red boat" [ARGS="--seed 3"]
	@if [ -z "$$PROMPT" ]; then echo 'What to draw?  make draw PROMPT="a lighthouse overlooking the ocean"' >&2; exit 2; fi
	@$(PY) model.py $(ARGS) -- "$$PROMPT"

test: $(VENV)/.installed-dev  ## run the tests
	$(PY) -m pytest

lint: $(VENV)/.installed-dev  ## check the style
	$(VENV)/bin/ruff check .

clean:  ## remove .venv and what was drawn
	rm -rf $(VENV) out

# The last line compiles the vectorizer's inner loops once, so that the first drawing does not wait for them.
$(VENV)/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 10) or sys.exit("Python 3.10 or newer is needed, not " + sys.version.split()[0])'
	@echo "Setting up $(VENV) (a few minutes, once) ..."
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(PY) -c 'import svg_vectorize, PIL.Image as i; svg_vectorize.vectorize(i.radial_gradient("L"), 2000)'
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
