#!/bin/sh
# Writes the table of built-in kinds, types and defaults anew. Needs Go; takes some minutes. The same input gives the same bytes.
set -eu
cd "$(dirname "$0")"
kubernetes=$(go list -m -f '{{.Dir}}' k8s.io/kubernetes)
version=$(go list -m -f '{{.Version}}' k8s.io/kubernetes)
version=${version#v}
out=${1:-../../drift-rules/src/main/resources/dev/drift/canonical/kubernetes-${version%.*}}
rm -rf "$out/types" "$out/defaults" "$out/index.json"
go run . -kubernetes "$kubernetes" -version "$version" -out "$out"
