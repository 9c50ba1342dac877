#!/bin/sh
# Builds the application for the browser into frontend/dist, from the exact packages of the lock file.
set -eu
cd "$(dirname "$0")/../frontend"
npm ci --no-audit --no-fund --loglevel=error
npm run --silent build
[ -f dist/index.html ] || { echo "build-frontend: the build left no dist/index.html" >&2; exit 1; }
