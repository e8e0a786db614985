# diplogame: `make play` to play, `make help` for the rest.
# Needs nothing but make and Python 3.11 or newer; everything else goes into .venv/.

ARGS  ?=
TESTS ?= tests
JOBS  ?= 2
VENV  := .venv
BIN   := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m "not slow"

# The environment is made anew when its Python is gone or the folder was moved.
ifneq ($(shell cat $(VENV)/.home 2>/dev/null),$(CURDIR))
$(VENV)/.python: FORCE
endif
ifneq ($(shell $(BIN)/python -c 'print("ok")' 2>/dev/null),ok)
$(VENV)/.python: FORCE
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help play test lint format check soak bench pictures wheel clean FORCE

help: ## show this list
	@echo "diplogame, from a checkout:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do \
		printf '  make %-8s %s\n' "$$name" "$$what"; done
	@echo
	@echo 'Arguments for the game: make play ARGS="--pack first-steps --plain"'

play: $(VENV)/.game ## open the title screen (ARGS="..." is handed to the game)
	@$(BIN)/diplogame $(if $(ARGS),play $(ARGS),)

test: $(VENV)/.dev ## run the tests (TESTS=tests/rules for a part)
	$(PYTEST) $(TESTS)

lint: $(VENV)/.dev ## style, types and the arrows between the layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev ## put the code into its usual form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

check: ## everything the build server runs
	@./.ci/run

soak: $(VENV)/.dev ## the long tests, then conferences played twice (ARGS="--seeds 100")
	$(BIN)/python -m pytest -n $(JOBS) -m slow $(TESTS)
	$(BIN)/python -m bench.soak $(ARGS)

bench: $(VENV)/.dev ## measure speed and memory, beside a minimal Textual app
	$(BIN)/python -m bench $(ARGS)

pictures: $(VENV)/.dev ## take the pictures of README from the game itself
	$(BIN)/python -m bench.pictures $(ARGS)

wheel: $(VENV)/.dev ## build dist/diplogame-*.whl, packs included
	$(BIN)/python -m build --wheel

clean: ## remove the environment and everything generated
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .benchmarks

# One line says what is missing; nothing half-made stays behind.
$(VENV)/.python:
	@python=; for name in python3.13 python3.12 python3.11 python3 python; do \
		if command -v $$name >/dev/null 2>&1 && \
			$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
		then python=$$name; break; fi; done; \
	if [ -z "$$python" ]; then \
		echo "diplogame needs Python 3.11 or newer, and none was found. See https://www.python.org/downloads/" >&2; exit 1; fi; \
	if ! $$python -c 'import venv, ensurepip' >/dev/null 2>&1; then \
		echo "$$python has no venv module. On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; fi; \
	echo "Making $(VENV) with $$($$python --version) ..."; \
	$$python -m venv --clear $(VENV) || { rm -rf $(VENV); \
		echo "The environment $(VENV) could not be made; the lines above say why." >&2; exit 1; }; \
	printf '%s' "$(CURDIR)" > $(VENV)/.home; touch $@

$(VENV)/.game: pyproject.toml $(VENV)/.python
	@echo "Fetching what the game needs ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable . || { \
		echo "The packages could not be fetched: is there a network? (pip's own words are above.)" >&2; exit 1; }
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.python
	@echo "Fetching the game and its development tools ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[dev]' || { \
		echo "The packages could not be fetched: is there a network? (pip's own words are above.)" >&2; exit 1; }
	@touch $@ $(VENV)/.game
