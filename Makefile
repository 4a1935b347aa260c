ARTICLE ?= data/raw/could_putin_lose_this_war.txt
PYTHON ?= python3
BIN := $(if $(filter Windows_NT,$(OS)),.venv/Scripts,.venv/bin)

.PHONY: run test lab check

run: .venv/.ready
	$(BIN)/framing run "$(ARTICLE)" --notebooks

test: .venv/.ready-test
	$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=term:skip-covered

lab: .venv/.ready
	$(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/00_quickstart.ipynb

check: .venv/.ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

.venv/.ready: pyproject.toml
	@$(PYTHON) -c "import ensurepip" 2>/dev/null || { echo "This Python cannot make virtual environments; install its venv package (Debian, Ubuntu: apt install python3-venv) and try again."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.ready-test: .venv/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	@touch $@
