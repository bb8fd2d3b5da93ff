#!/bin/sh
# Records what kubectl makes of each YAML file beside this script: <name>.json, or <name>.refused
# where it takes none of it. Works offline. Give the kubectl to use, or have one on the PATH.
set -eu
cd "$(dirname "$0")"
kubectl=${1:-kubectl}
for file in *.yaml; do
  name=${file%.yaml}
  rm -f "$name.json" "$name.refused"
  # Takes away a label that is not there: the object as kubectl reads it, unchanged.
  if ! "$kubectl" label --local -f "$file" no-such-label- -o json >"$name.json" 2>/dev/null; then
    rm "$name.json"
    echo "kubectl refuses this file." >"$name.refused"
  fi
done
