#!/bin/sh
# Installs the server into .venv: the packages of the lock file, each held to its hash, and the command `kenkyu`.
#
# The package itself is linked, not copied: migrations/ lies beside app/ and has to be found from there.
set -eu
cd "$(dirname "$0")/.."
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
"${PYTHON:-python3}" -m venv .venv
.venv/bin/python -m pip install -q --require-hashes -r requirements/runtime.txt
.venv/bin/python -m pip install -q --no-deps --no-build-isolation --no-index -e .
