#!/bin/sh
# The whole demo live: a real control plane, the example deployed on it, manual changes, the check.
set -u

root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1
. "$root/tools/demo-lib.sh"

if [ "${1:-}" = beside-cluster ]; then
  echo "Making manual changes:" >&2
  sh "$root/tools/demo-changes.sh" >&2 || exit 1
  exec "$root/drift-agent/target/dist/bin/drift" check --repo "file://$2" --color always --out "$root/report.json"
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/drift-demo.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

demo_repository "$work/lakehouse" || exit 1
with_lakehouse sh "$0" beside-cluster "$work/lakehouse"
demo_ended $?
