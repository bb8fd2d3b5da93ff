#!/bin/sh
# Re-records the demo's snapshot: a real control plane, the example deployed on it, manual changes, drift snapshot.
set -u

root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1
. "$root/tools/demo-lib.sh"
snapshots=$root/examples/snapshots

if [ "${1:-}" = beside-cluster ]; then
  sh "$root/tools/demo-changes.sh" >&2 || exit 1
  exec "$root/drift-agent/target/dist/bin/drift" snapshot --repo "$root/examples/lakehouse" \
    --key-file "$snapshots/example.key" --out "$snapshots/lakehouse.json.gz"
fi

with_lakehouse sh "$0" beside-cluster || { echo "The snapshot could not be recorded." >&2; exit 1; }
echo "Recorded examples/snapshots/lakehouse.json.gz"
