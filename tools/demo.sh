#!/bin/sh
# The demo without a cluster: compares the example, as a Git repository, with a snapshot of a real API server after
# manual changes.
set -u

root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1
. "$root/tools/demo-lib.sh"

work=$(mktemp -d "${TMPDIR:-/tmp}/drift-demo.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

demo_repository "$work/lakehouse" || exit 1
"$root/drift-agent/target/dist/bin/drift" check \
  --repo "file://$work/lakehouse" \
  --snapshot "$root/examples/snapshots/lakehouse.json.gz" --key-file "$root/examples/snapshots/example.key" \
  --color always --out "$root/report.json"
demo_ended $?
