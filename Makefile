# `make help` lists the targets.  Everything is installed into .venv on first use.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check

# The sentence reaches the program letter for letter: its $ is not make's, and the recipe names it only as "$$PROMPT".
override PROMPT := $(value PROMPT)
export PROMPT

.PHONY: help setup draw studio validate test test-all fuzz docs lint clean asked
.DEFAULT_GOAL := help
.NOTPARALLEL:

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */\1\t/' | expand -t 10

setup: $(VENV)/.installed  ## make .venv with all that drawing needs

draw: asked $(VENV)/.installed  ## draw a sentence: make draw PROMPT="a red boat" [ARGS="--seed 3"]
	@$(PY) model.py $(ARGS) -- "$$PROMPT"

asked:
	@if [ -z "$$PROMPT" ]; then echo 'What to draw?  make draw PROMPT="a lighthouse overlooking the ocean"' >&2; exit 2; fi

studio: $(VENV)/.installed-studio  ## a page to draw on, in the browser: make studio [ARGS="--open"]
	@$(PY) studio.py $(ARGS)

validate: $(VENV)/.installed  ## draw twelve descriptions and report how good they are: make validate [ARGS="--limit 3"]
	@$(PY) validate.py --csv data/sample.csv --questions data/sample_questions.csv $(ARGS)

test: $(VENV)/.installed-dev  ## run the tests, but those of whole commands that take long
	$(PY) -m pytest

test-all: $(VENV)/.installed-dev  ## run every test
	$(PY) -m pytest -m ""

fuzz: $(VENV)/.installed-dev  ## ten minutes of random inputs for what reads SVG: make fuzz [ARGS="--seconds 60"]
	$(PY) -m tests.fuzz $(ARGS)

docs: $(VENV)/.installed-dev  ## make the pictures of these pages anew, a minute: make docs [ARGS="--all"], with tables, hours
	@$(PY) -m benchmarks.pages $(ARGS)

lint: $(VENV)/.installed-dev  ## check the style
	$(VENV)/bin/ruff check .

clean:  ## remove .venv and what was drawn
	rm -rf $(VENV) out

# A stamp is the last thing that a set-up writes: one that failed is taken up again next time.  CairoSVG comes first,
# because it is small and shows whether its library is there.  The last step compiles the vectorizer's inner loops, so
# that the first drawing does not wait for them; numba does not see when a loop that another one calls has changed, so
# what it has compiled before goes first.
$(VENV)/.installed: requirements.txt $(wildcard vectorizer/*.py)
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 10) or sys.exit("Python 3.10 or newer is needed, not " + sys.version.split()[0])'
	@echo "Setting up $(VENV) (a few minutes, once) ..."
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --quiet "$$(grep -o '^cairosvg[^ ]*' requirements.txt)"
	@$(PY) -c 'import cairosvg' 2>/dev/null || { echo $(NO_CAIRO) >&2; exit 1; }
	@$(PIP) install --quiet -r requirements.txt
	@rm -f vectorizer/__pycache__/*.nb[ic]
	@$(PY) -c 'import svg_vectorize, PIL.Image as i; svg_vectorize.vectorize(i.radial_gradient("L"), 2000)'
	@touch $@

NO_CAIRO := 'The cairo library is missing, which draws the SVGs.  To get it: "sudo apt install libcairo2" on Debian and' \
  'Ubuntu, "brew install cairo" on macOS.  Then run make again.'

$(VENV)/.installed-studio: requirements-studio.txt $(VENV)/.installed
	@$(PIP) install --quiet -r requirements-studio.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt requirements-bench.txt requirements-train.txt requirements-studio.txt $(VENV)/.installed
	@$(PIP) install --quiet -r requirements-dev.txt
	@touch $@
