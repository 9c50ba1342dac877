#!/bin/sh
# Brings the schema up to date and serves; options are those of `kenkyu serve`.
#
# For one container. Where several start at once, run `kenkyu migrate` once before them instead, as compose.yaml does:
# the migrating role then need not be the serving one.
set -eu
kenkyu migrate
exec kenkyu serve "$@"
