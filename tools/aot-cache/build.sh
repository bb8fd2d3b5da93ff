#!/bin/sh
# Creates the AOT cache of the program in drift-agent/target/dist: runs drift check against a real control plane with the
# example on it, and saves what it loaded. See https://openjdk.org/jeps/514.
set -u
unset CDPATH

root=$(cd "$(dirname "$0")/../.." && pwd -P) || exit 1
. "$root/tools/demo-lib.sh"
lib=$root/drift-agent/target/dist/lib

if [ "${1:-}" = beside-cluster ]; then
  java_home=$(sh "$root/tools/java-home.sh") || exit 1
  work=$(mktemp -d) || exit 1
  trap 'rm -rf "$work"' EXIT
  repository=$work/lakehouse
  programs=$(sh "$root/tools/renderers/build.sh" --print)

  check() {
    HOME=$work PATH=$programs:$PATH "$java_home/bin/java" "@$lib/java.options" "$@" \
      -cp "$(ls "$lib"/drift-agent-*.jar)" dev.drift.cli.Main check --repo "file://$repository" >"$work/out" 2>"$work/err"
  }

  fail() {
    cat "$work/out" "$work/err" >&2
    exit 1
  }

  # The example, and what Kustomize, Helm and Flux render.
  demo_repository "$repository" || exit 1
  cp -R "$root/tools/aot-cache/rendered" "$repository" || exit 1
  sed -i "s,REPOSITORY,file://$repository," "$repository/rendered/flux/cluster.yaml" || exit 1
  printf '    helm:\n      - {chart: rendered/chart, release: chart, namespace: chart}\n' >>"$repository/drift.yaml"
  demo_commit "$repository" "What is rendered" || exit 1
  check
  [ $? = 1 ] || fail # drift: nobody has applied what is rendered

  # Of the next commit, the cache of the clone has a part, so that both ways are recorded.
  sed -i 's/blue/red/' "$repository/rendered/overlay/kustomization.yaml" "$repository/rendered/chart/values.yaml" \
    "$repository/rendered/base/web.yaml" || exit 1
  demo_commit "$repository" "Another color" || exit 1
  # Without profiles, with which java would immediately compile what a short run hardly uses.
  check -XX:-AOTRecordTraining "-XX:AOTCacheOutput=$lib/drift.aot"
  { [ $? = 1 ] && [ -f "$lib/drift.aot" ]; } || fail
  exit 0
fi

# picocli is compiled for Java 5, and a cache accepts neither such classes nor Drift's that extend them: 6 % of the CPU
# time of a check (docs/adr/0010-performance-budget.md).
java_home=$(sh "$root/tools/java-home.sh") || exit 1
"$java_home/bin/java" "$root/tools/NewerClasses.java" "$lib"/picocli-*.jar || exit 1

# A cache only fits jars of the same size and modification time; in a packed program, the time is 0.
TZ=UTC touch -t 197001010000 "$lib"/*.jar || exit 1
with_lakehouse sh "$0" beside-cluster || { echo "The AOT cache could not be created." >&2; exit 1; }
