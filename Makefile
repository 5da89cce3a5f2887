# One-line verbs, the same on a laptop and in CI. PYTHON=python3.12 make … picks another Python.
PYTHON ?= python3
PY := .venv/bin/python
# a chosen Python makes .venv anew
SETUP = $(PYTHON) tools/bootstrap.py $(if $(filter file,$(origin PYTHON)),--kept)
KERNELS := codemirror_mode file_extension mimetype nbconvert_exporter pygments_lexer version # differ from one Jupyter to another
STRIP := $(PY) -m nbstripout --keep-id --extra-keys "cell.metadata.user_expressions $(KERNELS:%=metadata.language_info.%)"
LAID_OUT := notebooks/*.ipynb engine/examples/*/notebooks/*.ipynb engine/src/walkback/starter/notebooks/*.ipynb

.PHONY: report test test-engine test-report campaign campaign-data campaign-faults lab bench reproduce setup lock clean
.PHONY: check check-lint check-types check-walls check-notebooks check-data fix

report: setup ## the whole report: report/two-deltas.html and .pdf (ARGS='--dry-run' passes options on)
	@$(PY) run_all.py $(ARGS)

MEASURED = $(or $(ARGS),--cov --cov-report=) # of some tests alone no coverage is asked

test: test-engine test-report ## all tests, the full build and the browser included

test-engine: setup ## the engine's own tests, in an environment in which the report is not installed
	@$(SETUP) --engine
	@cd engine && .venv/bin/python -m pytest $(or $(ARGS),--ignore tests/tables)
	@$(if $(ARGS),,cd engine && .venv/bin/python -m pytest --cov --cov-report= tests/tables)
	@$(if $(ARGS),,cd engine && .venv/bin/python ../tools/coverage_held.py)

test-report: setup ## the tests of this report: its data, its numbers, its figures, the whole of it built
	@$(PY) -m pytest $(MEASURED)
	@$(if $(ARGS),,$(PY) tools/coverage_held.py)

lab: setup ## JupyterLab on notebooks/, with the project's kernel
	@$(PY) run_all.py lab

check: check-lint check-types check-walls check-notebooks check-data ## all that pre-commit runs a part of

check-lint: setup
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

check-types: setup
	@$(PY) -m mypy

check-walls: setup
	@$(PY) -c "from importlinter.cli import lint_imports_command as lint; lint()" --no-cache --no-logo

check-notebooks: setup
	@$(STRIP) --verify notebooks/*.ipynb
	@$(PY) tools/notebook_layout.py $(LAID_OUT)

check-data: setup
	@$(PY) run_all.py check

fix: setup ## what a program can mend: lint, format, notebooks clean of outputs, laid out as JupyterLab saves them
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .
	@$(STRIP) notebooks/*.ipynb
	@$(PY) tools/notebook_layout.py --write $(LAID_OUT)

campaign: campaign-data campaign-faults ## faults, races and spoilt data at ten times the size of the tests' sample, and more

campaign-data: setup ## spoilt tables, found or not, by kind: docs/benchmarks.md (ARGS='--tries 100' only prints)
	@$(PY) -m tests.data.campaign $(ARGS)

campaign-faults: setup ## kills, full disks, races, hostile words at every place (ARGS='kills --of 1/20' does a part)
	@$(SETUP) --engine
	@cd engine && .venv/bin/python -m tests.campaign $(ARGS)

bench: setup ## run_all.py against a loop of papermill and nbconvert: docs/benchmarks.md (ARGS='--repeat 3')
	@$(PY) benchmarks/loop.py $(ARGS)

reproduce: setup ## two builds from clean clones in unlike surroundings, compared byte by byte
	@$(PY) tools/reproduce.py $(ARGS)

setup: ## .venv from requirements.lock, when it is missing, older, or of another PYTHON=…
	@$(SETUP)

lock: ## add to requirements.lock what pyproject.toml asks for, moving nothing else (ARGS=--upgrade moves all)
	@$(PY) -m uv pip compile --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-package walkback --group dev --all-extras pyproject.toml -o requirements.lock $(ARGS)

clean: ## everything that was generated
	@rm -rf data/processed figures/* report/* .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage engine/.coverage
