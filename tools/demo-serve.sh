#!/bin/sh
# The daemon live: a real control plane, the example deployed on it, drift serve, and manual changes that it finds and
# undoes as they happen.
set -u

root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1
. "$root/tools/demo-lib.sh"
drift="$root/drift-agent/target/dist/bin/drift"

said() {
  printf '\n$ %s\n' "$1" >&2
}

if [ "${1:-}" = beside-cluster ]; then
  said "drift serve --repo file://…/lakehouse --act --policy policy.yaml --store drift.db --every 1m"
  "$drift" serve --repo "file://$2" --act --applied head --policy "$3/policy.yaml" --store "$3/drift.db" --every 1m \
    --listen off &
  daemon=$!
  trap 'kill -TERM "$daemon" 2>/dev/null' EXIT
  sleep 8
  said "kubectl -n trino set env deployment/trino-coordinator -c trino TRINO_DEBUG=true"
  kubectl -n trino set env deployment/trino-coordinator -c trino TRINO_DEBUG=true >/dev/null || exit 1
  sleep 4
  said "kubectl -n hive set resources deployment/hive-metastore -c metastore --limits=memory=6Gi"
  kubectl -n hive set resources deployment/hive-metastore -c metastore --limits=memory=6Gi >/dev/null || exit 1
  sleep 4
  said "kubectl create clusterrolebinding analysts-admin --clusterrole=cluster-admin --group=analysts"
  kubectl create clusterrolebinding analysts-admin --clusterrole=cluster-admin --group=analysts >/dev/null || exit 1
  sleep 4
  said "kill -TERM \$(pidof drift)"
  kill -TERM "$daemon"
  wait "$daemon"
  status=$?
  trap - EXIT
  [ "$status" = 0 ] || exit "$status"

  said "drift status --store drift.db"
  "$drift" status --store "$3/drift.db" || exit 1
  said "drift history --store drift.db --since 1h"
  "$drift" history --store "$3/drift.db" --since 1h || exit 1
  said "drift audit verify --store drift.db"
  "$drift" audit verify --store "$3/drift.db" || exit 1
  said "sed -i s/TRINO_DEBUG/TRINO_QUIET/ drift.db   # somebody edits the record"
  sed -i s/TRINO_DEBUG/TRINO_QUIET/g "$3/drift.db"
  said "drift audit verify --store drift.db"
  "$drift" audit verify --store "$3/drift.db"
  [ $? = 1 ] || { echo "The edited record was not found." >&2; exit 1; }
  exit 0
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/drift-demo.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

demo_repository "$work/lakehouse" || exit 1
cat >"$work/policy.yaml" <<'POLICY'
apiVersion: drift.dev/v1
kind: Policy
metadata: {name: demo}
spec:
  actions:
    - name: undo-edits-of-deployments
      match: {kinds: [Deployment]}
      action: revert
POLICY
with_lakehouse sh "$0" beside-cluster "$work/lakehouse" "$work"
