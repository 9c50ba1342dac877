# Two commands matter: `make demo` and `make test`. Both set up whatever is missing first.
HOST ?= 127.0.0.1
PORT ?= 8000
HISTORIES ?= 10000
SECONDS ?= 60
.PHONY: setup demo test check bench promises mutants soak soak-sqlite soak-postgres clean lock openapi client pages sbom fuzz

setup: ; @tools/setup.sh dev

demo:
	@tools/setup.sh runtime
	@exec .venv/bin/kenkyu demo --host $(HOST) --port $(PORT)

test: setup
	@tools/test.sh

check: setup
	@tools/check.sh

bench: setup
	@.venv/bin/python -m bench
	@.venv/bin/python -m bench.planning
	@.venv/bin/python -m bench.ledger
	@.venv/bin/python -m bench.fair
	@.venv/bin/python -m bench.timetable_reading
	@.venv/bin/python -m bench.mail
	@.venv/bin/python -m bench.timetable_changes
	@.venv/bin/python -m bench.calendars

# Each promise tried in full on both engines, and docs/promises.md written of what was found. ONLY=1,2,13 tries these.
promises: setup
	@.venv/bin/python tools/promises.py $(if $(ONLY),--only $(ONLY))

# Every guard taken out, one at a time: docs/mutants.md. ONLY=audit for some of them.
mutants: setup
	@.venv/bin/python -m tools.mutants $(if $(ONLY),--only $(ONLY))

# Ten thousand concurrent histories of the ledger on each engine, both at once.
soak: setup
	@$(MAKE) --no-print-directory -j 2 soak-sqlite soak-postgres

soak-sqlite soak-postgres:
	@HISTORIES=$(HISTORIES) .venv/bin/python -m pytest -q -s tests/property/test_ledger_histories.py -k $(@:soak-%=%)

# Write the lock files anew from requirements/*.in.
lock:
	@tools/lock.sh

# Pages that are made from the product itself: who may what, the record of processing.
pages: setup
	@.venv/bin/python tools/pages.py

# What the server and the page are made of, as CycloneDX: build/sbom.
sbom: setup
	@PATH="$(CURDIR)/.tools/bin:$$PATH" .venv/bin/python tools/sbom.py

# Coverage-guided fuzzing of every parser, SECONDS each: ADR 0034. What escapes is shown; its input lies below var/fuzz.
fuzz: setup
	@.venv/bin/uv pip install -q --require-hashes -r requirements/fuzz.txt
	@.venv/bin/python tests/fuzz/fuzz.py --seconds $(SECONDS)

# The API's description, from which the frontend's types are made.
openapi: setup
	@.venv/bin/kenkyu openapi > frontend/openapi.json && cd frontend && npm run --silent gen

# A typed Python client, made from the API's description: docs/scripting.md.
client: setup
	@.venv/bin/kenkyu openapi | .venv/bin/python tools/client.py build/client

clean:
	@rm -rf .venv .tools .state .mypy_cache .ruff_cache .import_linter_cache .hypothesis build *.egg-info frontend/node_modules frontend/dist var
