# make demo    see the program at work, against the built-in sandbox
# make test    every check and every test
# Both do all set-up themselves on Debian or Ubuntu with python3 (3.11 or newer), git and make.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:

PY := .venv/bin/python
SYSTEM ?= apt
# Finished packages for package-test, such as dist; without it they are built for the test, little compressed.
PACKAGES ?=
LOCKS := packaging/requirements.lock packaging/requirements-dev.lock packaging/requirements-bench.lock
COMPILE := $(PY) -m uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	--no-emit-find-links --no-annotate --no-header --upgrade

# Chromium refuses to start its sandbox as root. Only then is it switched off, and only here.
ifeq ($(shell id -u),0)
export QTWEBENGINE_DISABLE_SANDBOX := 1
endif

.PHONY: help
help:  ## Say what there is to make.
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

# --- set-up: a stamp for each part, so that a second run is quick ---

.venv/system-%.stamp: packaging/setup.sh | .venv/python.stamp
	@if [ "$(SYSTEM)" != no ]; then packaging/setup.sh system $*; fi
	@touch $@

.venv/python.stamp: packaging/setup.sh packaging/requirements-dev.lock pyproject.toml
	@packaging/setup.sh python
	@touch $@

.venv/bench.stamp: packaging/requirements-bench.lock .venv/python.stamp
	@packaging/setup.sh bench
	@touch $@

# --- the two that matter ---

.PHONY: demo
demo: .venv/python.stamp .venv/system-demo.stamp  ## Show the main job against the sandbox, in a window where there is a screen.
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(PY) -m desktop --demo; \
	else QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(PY) -m desktop --demo; fi

.PHONY: test
test: .venv/python.stamp .venv/system-test.stamp  ## Run every check and every test.
	@$(PY) packaging/check_all.py

# --- parts ---

.PHONY: lint
lint: .venv/python.stamp  ## Check catalogues, style, format and types.
	@$(PY) packaging/check_all.py --only lint

.PHONY: lint-workflows
lint-workflows: .venv/python.stamp  ## Look for weak places in the workflows.
	@.venv/bin/zizmor --offline --persona=pedantic .github/workflows

.PHONY: crash-test
crash-test: .venv/python.stamp .venv/system-test.stamp  ## Kill the program several hundred times, and try long schedules of faults.
	@$(PY) packaging/check_all.py --only crash

.PHONY: bench
bench: .venv/bench.stamp .venv/system-bench.stamp  ## Measure what should be quick, beside what others need for it.
	@status=0; for file in tests/bench/bench_*.py; do \
		[ ! -e "$$file" ] || { echo "$$file"; QT_QPA_PLATFORM=offscreen $(PY) "$$file" || status=1; }; done; exit $$status

.PHONY: run
run: .venv/python.stamp .venv/system-demo.stamp  ## Start the program; files and options in ARGS.
	@$(PY) -m desktop $(ARGS)

# --- packages ---

.PHONY: package
package: .venv/python.stamp .venv/system-package.stamp  ## Build the packages that this system can build, into dist/.
	@$(PY) packaging/package.py $(ARGS)

.PHONY: package-test
package-test: .venv/python.stamp .venv/system-package-test.stamp  ## Install, run, upgrade and remove them on a bare system; needs root.
	@BILAGSDROP_PACKAGES=$(PACKAGES) $(PY) packaging/check_all.py --only package

.PHONY: package-test-windows
package-test-windows: .venv/python.stamp .venv/system-package-test-windows.stamp  ## Build for Windows under Wine, install, run, upgrade and remove it there.
	@BILAGSDROP_PACKAGES=$(PACKAGES) $(PY) packaging/check_all.py --only windows

# --- upkeep ---

.PHONY: format
format: .venv/python.stamp  ## Format the sources.
	@$(PY) -m ruff check --fix --exit-zero .
	@$(PY) -m ruff format .

.PHONY: messages
messages: .venv/python.stamp  ## Bring the translation catalogues up to date and compile them.
	@$(PY) packaging/catalogue.py update
	@$(PY) packaging/catalogue.py check

.PHONY: lock
lock: .venv/python.stamp  ## Resolve the dependencies anew, for all platforms, with hashes.
	@$(COMPILE) pyproject.toml -o packaging/requirements.lock
	@$(COMPILE) -c packaging/requirements.lock --group dev pyproject.toml -o packaging/requirements-dev.lock
	@$(COMPILE) --group bench -o packaging/requirements-bench.lock
	@git diff --stat -- $(LOCKS)

.PHONY: notices
notices: .venv/python.stamp  ## Write THIRD-PARTY-NOTICES.md anew from the lock.
	@$(PY) packaging/notices.py write

.PHONY: clean
clean:  ## Remove everything that was made here.
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist demo-output test-output
	find desktop tests packaging -name __pycache__ -prune -exec rm -rf {} +
