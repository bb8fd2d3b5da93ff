# What the demos share. To be sourced with $root set.

# The example as a Git repository of its own in $1: nothing of the user's Git settings, and the same commit each time.
demo_repository() {
  command -v git >/dev/null 2>&1 || { echo "The demo makes a Git repository: install git." >&2; return 1; }
  cp -R "$root/examples/lakehouse" "$1" || return 1
  (
    cd "$1" || exit 1
    GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
    GIT_AUTHOR_NAME=Demo GIT_AUTHOR_EMAIL=demo@example.com GIT_AUTHOR_DATE=2026-11-21T00:00:00Z
    GIT_COMMITTER_NAME=Demo GIT_COMMITTER_EMAIL=demo@example.com GIT_COMMITTER_DATE=2026-11-21T00:00:00Z
    export GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE
    export GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE
    git init -q -b main . && git add -A && git commit -q -m "The lakehouse"
  ) || { echo "The demo's Git repository could not be made." >&2; return 1; }
}

# Runs a command beside a real control plane on which the example is deployed and settled, with KUBECONFIG set.
with_lakehouse() {
  java_home=$(sh "$root/tools/java-home.sh") || return 1
  echo "Starting a control plane and deploying the example: about half a minute." >&2
  "$java_home/bin/java" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
    -cp "$root/drift-testkit/target/classes:$root/drift-agent/target/dist/lib/*" dev.drift.testkit.ControlPlaneMain \
    --apply "$root/examples/lakehouse/cluster" --apply "$root/examples/lakehouse/namespaces" -- "$@"
}

# Says what the exit code $1 of drift check means; fails unless it is 1, which is what the demo is to show.
demo_ended() {
  echo
  case $1 in
    1) echo "drift check ended with exit code 1, as it should: the cluster of the demo has drifted. The same report for programs: report.json" ;;
    *) echo "drift check ended with exit code $1; the demo expects 1, for drift." >&2; return 1 ;;
  esac
}
