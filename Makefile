# `make` lists what there is. Everything happens inside .venv and the .venv-* beside it; nothing else on the machine
# is touched.
.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
BIN := .venv/bin
STAMP := .venv/.installed
PEERS := .venv-bench/.installed
COOKBOOK := .venv-cookbook/.installed
SITE := .venv-site/.installed
RELEASE := .venv-release/.installed
STORE := .venv-s3/.installed
MUTMUT := .venv-mutants/.installed

.PHONY: help install demo test test-long coverage check lint format bench mutants docs site sbom lock release-check clean

help:  ## this list
	@awk -F ':.*## *' '/^[a-z-]+:.*##/ { printf "%-13s %s\n", $$1, $$2 }' Makefile

install: $(STAMP)  ## put the project and its locked dependencies into .venv

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv and pip is needed (Debian: apt install python3-venv)."; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@echo "Installing into .venv ..."
	@$(BIN)/python -m pip --disable-pip-version-check install -qq --require-hashes -r requirements.lock
	@$(BIN)/python -m pip --disable-pip-version-check install -qq --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q devzone_crawler tests  # where nothing is compiled in passing (PYTHONDONTWRITEBYTECODE)
	@touch $(STAMP)
	@echo "Done. Try: make demo"

demo: install  ## crawl the bundled site over HTTP into output/demo and show a summary
	@$(BIN)/devzone demo

# A crawl waits as much as it works, so there are more processes than cores.
PYTEST := $(BIN)/python -m pytest --numprocesses=$$(( 2 * $$(getconf _NPROCESSORS_ONLN) )) --dist=loadfile

test: lint  ## check style and types, then run the tests, on all cores
	@$(MAKE) --no-print-directory --jobs 4 $(COOKBOOK) $(SITE) $(RELEASE) $(STORE)
	@$(PYTEST) -m "not long"

test-long: install $(COOKBOOK) $(STORE)  ## the tests that `make test` leaves out: a machine that is lost, months of runs, ...
	@$(PYTEST) -m long

# Coverage of processes that were killed while they wrote it is lost, and said so by what puts it together. Tests that hold
# a limit of time may fail where everything is measured: the figures are made all the same.
coverage: install $(COOKBOOK) $(STORE)  ## which branches the tests take, room by room: write docs/benchmarks.md anew
	@rm -rf build/coverage
	@$(PYTEST:$(BIN)/python=$(BIN)/python -m coverage run) -m "not long"; tests=$$?; \
		$(BIN)/python -W ignore -m coverage combine --quiet && $(BIN)/python -m benchmarks coverage --write && exit $$tests

# What needs no crawl: pure functions, and rooms that are tried by themselves.
QUICK := tests/extraction tests/listing tests/checking tests/skeleton tests/storage tests/spiders tests/network \
	tests/test_architecture.py tests/test_plan.py tests/test_schema.py tests/test_packaging.py

check: lint  ## the inner loop: style, types, and the tests that need no crawl
	@$(BIN)/python -m pytest --numprocesses=auto --quiet $(QUICK)

lint: install  ## ruff, mypy and deptry
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/deptry .

format: install  ## put the code into its standard form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: install $(PEERS)  ## measure beside other programs, write docs/benchmarks.md anew
	@$(BIN)/python -m benchmarks --write

# How many faults of each room, which ones, and in how many processes at once.
MUTANTS := 400
SEED := 1
PROCESSES := 1

mutants: install $(MUTMUT)  ## put faults into extraction/ and listing/, and count those that the tests notice (half an hour; MUTANTS=, SEED=, PROCESSES=)
	@$(BIN)/python -m benchmarks mutants --mutants $(MUTANTS) --seed $(SEED) --processes $(PROCESSES)

# mutmut brings a whole terminal interface along, and wants the tests and all that they need beside it.
$(MUTMUT): tests/mutants.lock requirements.lock
	@test -x .venv-mutants/bin/python || $(BIN)/python -m venv .venv-mutants
	@echo "Installing mutmut into .venv-mutants ..."
	@.venv-mutants/bin/python -m pip --disable-pip-version-check install -qq --require-hashes -r requirements.lock -r tests/mutants.lock
	@touch $(MUTMUT)

# The programs that others use on our files are large, and only tests need them. Where they do not install, those tests
# say so and are skipped.
$(COOKBOOK): tests/cookbook.lock tests/replay.lock
	@test -x .venv-cookbook/bin/python || $(BIN)/python -m venv .venv-cookbook
	@echo "Installing what docs/cookbook.md shows, and what replays archives, into .venv-cookbook ..."
	@for lock in $^; do \
		.venv-cookbook/bin/python -m pip --disable-pip-version-check install -qq --require-hashes -r $$lock \
			2>>.venv-cookbook/install.log || echo "left out: $$lock does not install (.venv-cookbook/install.log says why)"; \
	done
	@touch $(COOKBOOK)

# A server that speaks S3, for the tests.
$(STORE): tests/s3.lock
	@test -x .venv-s3/bin/python || $(BIN)/python -m venv .venv-s3
	@.venv-s3/bin/python -m pip --disable-pip-version-check install -qq --require-hashes -r tests/s3.lock \
		2>.venv-s3/install.log || echo "left out: tests/s3.lock does not install (.venv-s3/install.log says why)"
	@touch $(STORE)

# The peers have an environment of their own, of the same Python. One that does not install costs a line, not the run.
$(PEERS): benchmarks/peers.txt benchmarks/peers.lock
	@test -x .venv-bench/bin/python || $(BIN)/python -m venv .venv-bench
	@.venv-bench/bin/python -m pip --disable-pip-version-check install -qq uv
	@echo "Installing the peers into .venv-bench ..."
	@grep -v '^#' benchmarks/peers.txt | while read -r peer; do \
		.venv-bench/bin/uv pip install --quiet --python .venv-bench/bin/python \
			--constraint benchmarks/peers.lock "$$peer" 2>>.venv-bench/install.log \
			|| echo "left out: $$peer does not install (.venv-bench/install.log says why)"; \
	done
	@touch $(PEERS)

docs: install  ## write docs/data-format.md and docs/article.schema.json anew
	@$(BIN)/python -m devzone_crawler.schema docs

# README.md is the first page of the site. In the checkout the documents stand in docs/, on the site all stand together, and
# the code is not there to be linked.
site: $(SITE)  ## the documents as a site in build/site; a link that leads nowhere is an error
	@rm -rf build/pages build/site
	@mkdir -p build/pages
	@cp -r docs/*.json docs/*.png docs/*.svg docs/deploy LICENSE build/pages
	@for page in *.md docs/*.md; do \
		case $$page in README*) name=index$${page#README} ;; *) name=$${page#docs/} ;; esac; \
		sed -e 's#](docs/#](#g; s#](\.\./#](#g; s#](README#](index#g' \
			-e 's#\[\([^]]*\)\](\(devzone_crawler\|benchmarks\|tests\|fixtures\)/[^)]*)#\1#g' $$page >build/pages/$$name; \
	done
	@.venv-site/bin/zensical build --clean --strict

$(SITE): tests/site.lock
	@test -n "$(PYTHON)"
	@test -x .venv-site/bin/python || $(PYTHON) -m venv .venv-site
	@.venv-site/bin/python -m pip --disable-pip-version-check install -qq --require-hashes -r tests/site.lock \
		2>.venv-site/install.log || echo "left out: tests/site.lock does not install (.venv-site/install.log says why)"
	@touch $(SITE)

sbom: install $(RELEASE)  ## dist/sbom.json (CycloneDX, of the locked versions) and docs/licences.md
	@mkdir -p build dist
	@.venv-release/bin/cyclonedx-py requirements requirements.lock --output-reproducible --output-file dist/sbom.json
	@.venv-release/bin/pip-licenses --python $(BIN)/python --with-system --from mixed --format json --order name >build/licences.json
	@$(BIN)/python .ci/licences.py build/licences.json docs/licences.md

$(RELEASE): tests/release.lock
	@test -x .venv-release/bin/python || $(PYTHON) -m venv .venv-release
	@.venv-release/bin/python -m pip --disable-pip-version-check install -qq --require-hashes -r tests/release.lock \
		2>.venv-release/install.log || echo "left out: tests/release.lock does not install (.venv-release/install.log says why)"
	@touch $(RELEASE)

LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --upgrade \
	--no-header --no-emit-index-url --quiet

lock: install  ## choose new versions of all dependencies, of the peers and for the tests, and write them down
	@$(BIN)/python -m pip --disable-pip-version-check install -qq uv
	@$(LOCK) pyproject.toml --all-extras --output-file requirements.lock
	@$(LOCK) benchmarks/peers.txt --output-file benchmarks/peers.lock
	@$(LOCK) tests/cookbook.txt --output-file tests/cookbook.lock
	@$(LOCK) tests/replay.txt --constraint tests/cookbook.lock --output-file tests/replay.lock
	@$(LOCK) tests/s3.txt --output-file tests/s3.lock
	@$(LOCK) tests/site.txt --output-file tests/site.lock
	@$(LOCK) tests/release.txt --output-file tests/release.lock
	@$(LOCK) tests/mutants.txt --constraint requirements.lock --output-file tests/mutants.lock

release-check: install  ## build wheel and sdist, try both on every Python found, with the oldest and newest dependencies
	@.ci/release --write

clean:  ## remove .venv and everything that was made
	@rm -rf .venv .venv-bench .venv-cookbook .venv-site .venv-release .venv-s3 .venv-mutants mutants build dist output .pytest_cache .mypy_cache .ruff_cache .hypothesis
