#!/bin/sh
# Makes a backup now and then one each day, until it is told to stop. What goes wrong is said, and tried again the next day.
set -eu
seconds=${KENKYU_BACKUP_SECONDS:-86400}
trap 'exit 0' TERM INT
while :; do
    kenkyu backup || echo "backup-nightly: no backup was made" >&2
    # In the background, so that the signal is heard at once.
    sleep "$seconds" &
    wait $!
done
