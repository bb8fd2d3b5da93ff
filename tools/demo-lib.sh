# Shared by the demos. Source it with $root set.

# Creates a Git repository of the example in $1, without the user's Git settings, with the same commit each time.
demo_repository() {
  command -v git >/dev/null 2>&1 || { echo "The demo needs Git: install git." >&2; return 1; }
  cp -R "$root/examples/lakehouse" "$1" || return 1
  (
    cd "$1" || exit 1
    GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
    GIT_AUTHOR_NAME=Demo GIT_AUTHOR_EMAIL=demo@example.com GIT_AUTHOR_DATE=2026-11-21T00:00:00Z
    GIT_COMMITTER_NAME=Demo GIT_COMMITTER_EMAIL=demo@example.com GIT_COMMITTER_DATE=2026-11-21T00:00:00Z
    export GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE
    export GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE
    git init -q -b main . && git add -A && git commit -q -m "The lakehouse"
  ) || { echo "The demo's Git repository could not be created." >&2; return 1; }
}

# Runs a command with KUBECONFIG set to a real control plane on which the example is deployed and has settled. If
# $git_folder is set, a Git server for the bare repositories in it runs, too, and GIT_SERVER is its URL.
with_lakehouse() {
  java_home=$(sh "$root/tools/java-home.sh") || return 1
  echo "Starting a control plane and deploying the example (about 30 seconds) …" >&2
  "$java_home/bin/java" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
    -cp "$root/drift-bench/target/lib/*" dev.drift.testkit.ControlPlaneMain ${git_folder:+--git "$git_folder"} \
    --apply "$root/examples/lakehouse/cluster" --apply "$root/examples/lakehouse/namespaces" -- "$@"
}

# Explains the exit code $1 of drift check; fails unless it is 1, which the demo should show.
demo_ended() {
  echo
  case $1 in
    1) echo "drift check exited with 1, as expected: the demo cluster has drifted. Machine-readable report: report.json" ;;
    *) echo "drift check exited with $1; the demo expects 1 (drift)." >&2; return 1 ;;
  esac
}
