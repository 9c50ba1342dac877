#!/bin/sh
# Locks exact versions with hashes; no registry is named in the files.
set -eu
cd "$(dirname "$0")/../requirements"
for name in runtime dev; do
    ../.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-annotate --no-header --upgrade "$name.in" -o "$name.txt"
done
