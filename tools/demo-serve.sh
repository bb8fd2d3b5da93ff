#!/bin/sh
# The daemon live: a real control plane, the example deployed on it, drift serve, and manual changes that it finds as
# they happen.
set -u

root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1
. "$root/tools/demo-lib.sh"

if [ "${1:-}" = beside-cluster ]; then
  "$root/drift-agent/target/dist/bin/drift" serve --repo "file://$2" --every 1m &
  daemon=$!
  trap 'kill -TERM "$daemon" 2>/dev/null' EXIT
  sleep 8
  sh "$root/tools/demo-changes.sh" >/dev/null || exit 1
  sleep 3
  echo "--- one is put back by hand" >&2
  kubectl -n trino set env deployment/trino-coordinator -c trino TRINO_DEBUG- >/dev/null
  sleep 3
  kill -TERM "$daemon"
  wait "$daemon"
  status=$?
  trap - EXIT
  exit "$status"
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/drift-demo.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

demo_repository "$work/lakehouse" || exit 1
with_lakehouse sh "$0" beside-cluster "$work/lakehouse"
