#!/bin/sh
# The main job without a cluster: the example, as a Git repository, against a snapshot of a real API server after changes by hand.
set -u

root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1
drift=$root/drift-agent/target/dist/bin/drift
snapshots=$root/examples/snapshots

for needed in "$drift" "$root/examples/lakehouse" "$snapshots/lakehouse.json.gz" "$snapshots/example.key"; do
  if [ ! -e "$needed" ]; then
    echo "The demo needs $needed, which is not there." >&2
    exit 1
  fi
done
command -v git >/dev/null 2>&1 || { echo "The demo makes a Git repository: install git." >&2; exit 1; }

work=$(mktemp -d "${TMPDIR:-/tmp}/drift-demo.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

cp -R "$root/examples/lakehouse" "$work/lakehouse" || exit 1
(
  cd "$work/lakehouse" || exit 1
  # Nothing of this machine's Git settings, and the same commit each time.
  GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
  GIT_AUTHOR_NAME=Demo GIT_AUTHOR_EMAIL=demo@example.com GIT_AUTHOR_DATE=2026-11-21T00:00:00Z
  GIT_COMMITTER_NAME=Demo GIT_COMMITTER_EMAIL=demo@example.com GIT_COMMITTER_DATE=2026-11-21T00:00:00Z
  export GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE
  export GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE
  git init -q -b main . && git add -A && git commit -q -m "The lakehouse"
) || { echo "The demo's Git repository could not be made." >&2; exit 1; }

"$drift" check \
  --repo "file://$work/lakehouse" \
  --snapshot "$snapshots/lakehouse.json.gz" --key-file "$snapshots/example.key" \
  --color always --out "$root/report.json"
code=$?

echo
case $code in
  1) echo "drift check ended with exit code 1, as it should: the cluster of the demo has drifted. The same report for programs: report.json" ;;
  *) echo "drift check ended with exit code $code; the demo expects 1, for drift." >&2; exit 1 ;;
esac
