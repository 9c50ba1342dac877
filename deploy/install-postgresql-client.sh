#!/bin/sh
# Installs PostgreSQL's own programs, with which `kenkyu backup` and `kenkyu restore` work. They are of one version, and have
# to be as new as the server that they are used on: see KENKYU_PG_CLIENT.
set -eu
client="postgresql-client${KENKYU_PG_CLIENT:+-$KENKYU_PG_CLIENT}"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$client"
rm -rf /var/lib/apt/lists/*
pg_dump --version
