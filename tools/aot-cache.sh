#!/bin/sh
# Creates the AOT cache of the program in drift-agent/target/dist: runs the main commands against a real control plane
# with the example on it, and saves what they loaded. See https://openjdk.org/jeps/514.
set -u
unset CDPATH

root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1
. "$root/tools/demo-lib.sh"
lib=$root/drift-agent/target/dist/lib

# train COMMANDS...: without profiles, with which java would immediately compile what a short run hardly uses
train() {
  cache=$lib/drift.aot
  HOME=$work "$java_home/bin/java" "@$lib/java.options" -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
    "-XX:AOTCacheOutput=$cache" -cp "$agent" dev.drift.cli.Training "$@" >"$work/out" 2>"$work/err" \
    && [ -f "$cache" ] || { cat "$work/err" >&2; exit 1; }
  grep '^drift ' "$work/err" >&2
}

if [ "${1:-}" = beside-cluster ]; then
  java_home=$(sh "$root/tools/java-home.sh") || exit 1
  work=$(mktemp -d) || exit 1
  trap 'rm -rf "$work"' EXIT
  demo_repository "$work/lakehouse" || exit 1
  repository=file://$work/lakehouse
  agent=$(ls "$lib"/drift-agent-*.jar) || exit 1
  train --version , --help , check --help , rules , \
    check --repo "$repository" , check --repo "$repository" --output json , check --repo "$work/lakehouse" , \
    snapshot --repo "$repository" --out "$work/cluster.json.gz" --key-file "$root/examples/snapshots/example.key" , \
    check --repo "$repository" --snapshot "$work/cluster.json.gz" --key-file "$root/examples/snapshots/example.key" , \
    explain deployment trino/trino-coordinator --repo "$repository"
  exit 0
fi

# picocli is compiled for Java 5, and a cache accepts neither such classes nor Drift's that extend them.
java_home=$(sh "$root/tools/java-home.sh") || exit 1
"$java_home/bin/java" "$root/tools/NewerClasses.java" "$lib"/picocli-*.jar || exit 1

# A cache only fits jars of the same size and modification time; in a packed program, the time is 0.
TZ=UTC touch -t 197001010000 "$lib"/*.jar || exit 1
with_lakehouse sh "$0" beside-cluster || { echo "The AOT cache could not be created." >&2; exit 1; }
