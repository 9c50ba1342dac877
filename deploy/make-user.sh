#!/bin/sh
# Makes the user that the server runs as, without a password or a shell, and the two folders it may write to.
set -eu
useradd --system --uid "${KENKYU_UID:-10001}" --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin kenkyu
install -d -o kenkyu -g kenkyu -m 0750 /data
install -d -o kenkyu -g kenkyu -m 0700 /backups
