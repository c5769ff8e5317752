# Two commands for newcomers: `make demo` and `make test`. Everything they need goes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
TREEBANK ?= $(SHARED)/data/treebank
GOLD ?= $(TREEBANK)/dev.conllu.xz
WORK ?= build/dutch_model
DEVICE ?= cpu

.PHONY: help demo test check format bench score score-model train train-model clean

help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/'

demo: $(VENV)/ready ## write demo.apkg from the sample article
	$(BIN)/kaartenbak demo -o demo.apkg

test: check ## lint, types, import contract and all tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/ready-dev ## lint, format, types, import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/ready-dev ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/ready-dev ## the whole build beside Stanza alone, the aligner beside others
	$(BIN)/python -m tests.bench $(SHARED)/data

score: $(VENV)/ready-dev ## sentence boundaries, alignment and words on the development data
	$(BIN)/python -m cards.training.score_sentences $(SHARED)/data
	$(BIN)/python -m cards.training.align score $(SHARED)/data
	$(BIN)/python -m cards.training.score_pairs tests/data/pairs
	$(BIN)/python -m cards.training.score_words $(SHARED)/data tests/data/pairs

score-model: $(VENV)/ready-dev ## taggers and lemmatisers side by side (GOLD=FILE.conllu MODELS=FOLDER)
	$(BIN)/python -m cards.training.score_model $(GOLD) --train $(TREEBANK)/train.conllu.xz \
		$(if $(MODELS),--models $(MODELS))

train: $(VENV)/ready-dev ## the aligner's weights anew
	$(BIN)/python -m cards.training.align train $(SHARED)/data

train-model: $(VENV)/ready-dev ## the Dutch model anew; give it again to go on (WORK=FOLDER DEVICE=cuda)
	$(BIN)/python -m cards.training.dutch_model $(WORK) --device $(DEVICE) \
		--train $(TREEBANK)/train.conllu.xz --dev $(TREEBANK)/dev.conllu.xz

clean: ## remove what make made
	rm -rf $(VENV) build dist *.egg-info demo.apkg demo.kaartenbak.json

$(VENV)/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Kaartenbak needs Python 3.11 or newer: make PYTHON=python3.11 …" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/ready-dev: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --group dev
	touch $@
