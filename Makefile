# The commands for working on this site; CI uses them too.
#   make run   serves the site on http://127.0.0.1:8000/ (PORT=8001 make run: elsewhere)
#   make restart  gives a running site new code without a pause
#   make dev   serves it for developers: reloads after changes, shows errors in full
#   make quick  runs, in a minute, the checks and tests that most changes break
#   make test  runs all tests, on both databases (ARGS="-k staff" make test: some of them)
#   make bench  measures how fast pages are, in one table (docs/performance.md)
#   make bench-desk  measures the desk with 200,000 translations, and export and import of words
#   make export-static  saves the public site as files in var/export (DIR=, SITE=https://…)
#   make faults  breaks a running site and counts what readers notice (docs/reliability.md)
#   make machines  serves it as on many machines: two servers, two databases, Redis and nginx
#   make demo-large  fills an empty PostgreSQL database (DATABASE_URL) with 10,000 made-up districts
#   make audit  looks for known weaknesses of the dependencies; make sbom  lists them (CycloneDX)
#   make screenshots  saves a picture of every page in var/screenshots
#   make staff-pictures  draws the pictures of docs/staff.md anew

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
# Without compiled files each process would compile all code again.
export PYTHONDONTWRITEBYTECODE =
# Checks must not depend on the user's settings or data.
CHECK := env HTTPS=1 DEBUG= DATABASE_URL=sqlite://:memory: DJANGO_SETTINGS_MODULE=tests.settings \
	$(BIN)/python manage.py

.PHONY: run restart dev staff export-static quick test bench bench-desk faults machines demo-large screenshots staff-pictures lint format messages lock audit sbom
.DEFAULT_GOAL := run
.NOTPARALLEL:  # two rules install into one environment

run: $(VENV)/base.stamp
	@$(BIN)/python -m deploy.run

dev: $(VENV)/base.stamp
	@$(BIN)/python -m deploy.dev

restart: $(VENV)/base.stamp
	@$(BIN)/python -m deploy.restart

staff: $(VENV)/base.stamp
	@$(BIN)/python manage.py staff

DIR ?= var/export

export-static: $(VENV)/base.stamp
	@$(BIN)/python manage.py collectstatic --no-input --verbosity=0
	@$(BIN)/python manage.py export_static $(DIR) $(if $(SITE),--site $(SITE))

quick: $(VENV)/dev.stamp
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q -m "pure and not browser" --ignore=tests/deploy --ignore=tests/browser --numprocesses=2 $(ARGS)

test: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.run $(ARGS)

bench: $(VENV)/dev.stamp
	@$(BIN)/python -m deploy.catalogs
	@$(BIN)/python -m bench

bench-desk: $(VENV)/dev.stamp
	@$(BIN)/python -m bench.desk
	@$(BIN)/python -m bench.exchange

faults: $(VENV)/dev.stamp
	@$(BIN)/python -m bench.faults $(ARGS)

machines: $(VENV)/base.stamp
	@$(BIN)/python -m deploy.machines

demo-large: $(VENV)/dev.stamp
	@$(BIN)/python -m bench.large

screenshots: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.browser.screenshots

staff-pictures: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.browser.staff_pictures

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint templates
	$(CHECK) makemigrations --check --dry-run
	$(CHECK) check --deploy --fail-level WARNING

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

messages: $(VENV)/dev.stamp
	$(CHECK) makemessages --no-location --no-wrap --no-obsolete --ignore var --ignore tests \
		$$($(BIN)/python -c 'from languages.registry import *; print(*("-l" + language.locale for language in LANGUAGES.values()))')
	$(BIN)/python -m deploy.catalogs source

lock: $(VENV)/dev.stamp
	for name in uv base proof dev; do $(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal \
		--no-emit-index-url --no-emit-find-links --python-version 3.11 \
		--custom-compile-command "make lock" \
		--output-file requirements/$$name.txt requirements/$$name.in || exit 1; done

audit: $(VENV)/dev.stamp
	$(BIN)/python -m pip_audit --strict --disable-pip --require-hashes -r requirements/base.txt -r requirements/proof.txt -r requirements/uv.txt -r requirements/dev.txt || { \
		echo "make audit: not clean. Either a weakness is named above, or the advisories could not be asked:" \
			"“not found on PyPI”, “could not be audited” or an error of the connection mean that nothing is known," \
			"not that nothing is wrong." >&2; exit 1; }

sbom: $(VENV)/dev.stamp
	@mkdir -p var
	$(BIN)/python -m cyclonedx_py requirements requirements/base.txt --pyproject pyproject.toml \
		--output-reproducible --output-format JSON --output-file var/sbom.json

WITH_TESTS := -r requirements/base.txt -r requirements/dev.txt

# uv needs a tenth of the time of pip. It reads no settings of pip: where it fails, pip does it.
$(VENV)/dev.stamp: requirements/base.txt requirements/dev.txt requirements/uv.txt $(BIN)/python
	@echo "→ Installing the dependencies, and what tests and checks need"
	@$(PIP) -r requirements/uv.txt
	@UV_HTTP_TIMEOUT=10 UV_HTTP_RETRIES=1 $(BIN)/uv pip install --quiet --python $(BIN)/python \
		--require-hashes $(WITH_TESTS) || { \
		echo "→ uv could not install them; pip does it, which takes longer"; \
		$(PIP) --no-compile $(WITH_TESTS); }
	@touch $(VENV)/base.stamp $@

$(VENV)/base.stamp: requirements/base.txt $(BIN)/python
	@echo "→ Installing the dependencies"
	@$(PIP) -r $<
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, and “$(PYTHON)” is none. On Debian: apt-get install python3 python3-venv;" \
			"or name another one: PYTHON=python3.13 make run" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "“$(PYTHON)” cannot make virtual environments. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "→ Making the environment $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)
