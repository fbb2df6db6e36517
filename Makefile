# One command checks everything: `make check`. It needs the environment of the README's second command.
BIN ?= .venv/bin

.PHONY: check lint test pins wheel bench-reader bench-length fuzz

check: lint test

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test:
	$(BIN)/pytest -n auto

# Amparo beside its peers; see bench/README.md. Another place for the chart: make bench-reader PLOT=chart.svg.
PLOT = build/reader.svg
bench-reader:
	mkdir -p $(dir $(PLOT))
	PYTHONPATH=tests $(BIN)/python -m bench.reader $(PLOT)

bench-length:
	PYTHONPATH=tests $(BIN)/python -m bench.length

fuzz:
	PYTHONPATH=tests $(BIN)/python -m bench.fuzz $(FUZZ)

# After a change of dependencies in pyproject.toml. Needs pip-tools; for a new release of one: make pins PIN="-P django".
PIN_COMPILE = $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --all-build-deps \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

pins:
	$(PIN_COMPILE) $(PIN) --extra charts --extra pdf --extra test --output-file constraints-test.txt pyproject.toml
	cp constraints-test.txt constraints-publish.txt
	$(PIN_COMPILE) --extra charts --extra pdf --output-file constraints-publish.txt pyproject.toml
	cp constraints-test.txt constraints.txt
	$(PIN_COMPILE) --output-file constraints.txt pyproject.toml

wheel:
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
