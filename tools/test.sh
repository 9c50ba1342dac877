#!/bin/sh
# Everything `make test` means: checks, Python on SQLite and PostgreSQL, the frontend, a real browser.
set -eu
cd "$(dirname "$0")/.."
[ -d .tools/bin ] && PATH=$PWD/.tools/bin:$PATH
export PATH
tools/check.sh
(cd frontend && npm run --silent test)
.venv/bin/python -m pytest -q -n 2 --dist loadscope --no-loadscope-reorder "$@"
