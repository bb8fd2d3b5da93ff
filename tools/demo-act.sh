#!/bin/sh
# Two manual changes on a real control plane: one is reverted, the other is adopted into a branch on a real Git server.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1
. "$root/tools/demo-lib.sh"

say() {
  printf '\n== %s\n' "$1"
}

# Runs a command and shows it.
run() {
  printf '$ %s\n' "$*"
  "$@"
}

if [ "${1:-}" = beside-cluster ]; then
  cd "$2"
  PATH="$root/drift-agent/target/dist/bin:$PATH"
  cp "$root/tools/demo-act.yaml" policy.yaml
  cat >drift.yaml <<EOF
apiVersion: drift.dev/v1
kind: Config
sources:
  - repo: ${GIT_SERVER}platform/lakehouse.git
    revision: release_v1.1.0
policies: [policy.yaml]
EOF

  say "On a bad night, somebody gives the metastore more memory, and lets the autoscaler start more workers"
  run kubectl -n hive set resources deployment/hive-metastore -c metastore --limits=memory=6Gi
  run kubectl -n trino patch hpa trino-worker --type merge -p '{"spec":{"maxReplicas":24}}'

  say "The policy: Git decides about memory, whoever is on call about the number of workers"
  run cat drift.yaml policy.yaml

  say "What Drift would do; nothing is changed yet"
  run drift plan --config drift.yaml --record record --out plan.json --color always

  say "The plan is approved: the memory is put back"
  run drift revert --config drift.yaml --record record --plan plan.json --color always
  run kubectl -n hive get deployment hive-metastore -o 'jsonpath={.spec.template.spec.containers[0].resources.limits.memory}{"\n"}'

  say "The number of workers goes into Git, on a branch cut from the master of version 1"
  run drift adopt --config drift.yaml --record record --plan plan.json --color always
  branch=$(git -C served/platform/lakehouse.git branch --list 'feature_v1_drift-*' --format='%(refname:short)')
  [ -n "$branch" ] || { echo "There is no branch; the demo expects one." >&2; exit 1; }
  run git -C served/platform/lakehouse.git --no-pager show --no-color "$branch"

  say "What was recorded"
  run cut -c 1-160 record/acts/*/journal.jsonl

  say "Until the branch is merged, the difference stays; a second run changes nothing"
  run drift adopt --config drift.yaml --record record --yes --color always
  exit 0
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/drift-demo.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

demo_repository "$work/lakehouse" || exit 1
served="$work/served/platform/lakehouse.git"
git clone -q --bare "$work/lakehouse" "$served"
git -C "$served" config http.receivepack true
git -C "$served" branch master_v1 main
git -C "$served" branch release_v1.1.0 main
git_folder="$work/served"
with_lakehouse sh "$0" beside-cluster "$work"
printf '\nBoth changes were undone or adopted, as the policy says.\n'
