#!/bin/sh
# Writes the table of built-in kinds, types and defaults anew. Needs Go; takes some minutes. The same input gives the same bytes.
#
#   ./generate.sh                   that of the newest Kubernetes, pinned in go.mod
#   ./generate.sh 1.34 [FOLDER]     that of an older one, pinned in 1.34.mod
set -eu
cd "$(dirname "$0")"
modules=go.mod
case ${1:-1.36} in
  1.36) ;;
  *) modules=$1.mod ;;
esac
if [ ! -f "$modules" ]; then
  echo "schema-table: there is no $modules, so that Kubernetes $1 has no table." >&2
  exit 1
fi
# The flags of tools/control-plane/build.sh, so that what it has compiled need not be compiled again.
export GOWORK=off CGO_ENABLED=0 GOFLAGS="-modfile=$modules -mod=readonly -trimpath"
kubernetes=$(go list -m -f '{{.Dir}}' k8s.io/kubernetes)
version=$(go list -m -f '{{.Version}}' k8s.io/kubernetes)
version=${version#v}
out=${2:-../../drift-rules/src/main/resources/dev/drift/canonical/schema/kubernetes-${version%.*}}
rm -rf "$out/types" "$out/defaults" "$out/index.json"
go run . -kubernetes "$kubernetes" -version "$version" -out "$out"
