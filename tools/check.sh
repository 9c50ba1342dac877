#!/bin/sh
# Format, lint, types, contracts: everything that needs no running server, quickest first.
set -eu
cd "$(dirname "$0")/.."
[ -d .tools/bin ] && PATH=$PWD/.tools/bin:$PATH
.venv/bin/ruff format --check app tests bench migrations/env.py
.venv/bin/ruff check app tests bench migrations/env.py
.venv/bin/lint-imports --no-cache
.venv/bin/mypy
cd frontend
npm run --silent lint
npm run --silent typecheck
