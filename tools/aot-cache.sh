#!/bin/sh
# Creates the AOT cache of the program in drift-agent/target/dist: runs drift check against a real control plane with the
# example on it, and saves what it loaded. See https://openjdk.org/jeps/514.
set -u
unset CDPATH

root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1
. "$root/tools/demo-lib.sh"
lib=$root/drift-agent/target/dist/lib

if [ "${1:-}" = beside-cluster ]; then
  java_home=$(sh "$root/tools/java-home.sh") || exit 1
  work=$(mktemp -d) || exit 1
  trap 'rm -rf "$work"' EXIT
  demo_repository "$work/lakehouse" || exit 1
  # Without profiles, with which java would immediately compile what a short run hardly uses.
  HOME=$work "$java_home/bin/java" "@$lib/java.options" -XX:-AOTRecordTraining \
    "-XX:AOTCacheOutput=$lib/drift.aot" -cp "$(ls "$lib"/drift-agent-*.jar)" dev.drift.cli.Main \
    check --repo "file://$work/lakehouse" >"$work/out" 2>"$work/err" \
    && [ -f "$lib/drift.aot" ] || { cat "$work/err" >&2; exit 1; }
  exit 0
fi

# picocli is compiled for Java 5, and a cache accepts neither such classes nor Drift's that extend them: 6 % of the CPU
# time of a check (docs/adr/0010-performance-budget.md).
java_home=$(sh "$root/tools/java-home.sh") || exit 1
"$java_home/bin/java" "$root/tools/NewerClasses.java" "$lib"/picocli-*.jar || exit 1

# A cache only fits jars of the same size and modification time; in a packed program, the time is 0.
TZ=UTC touch -t 197001010000 "$lib"/*.jar || exit 1
with_lakehouse sh "$0" beside-cluster || { echo "The AOT cache could not be created." >&2; exit 1; }
