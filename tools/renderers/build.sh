#!/bin/sh
# Builds the programs that render and deploy manifests, from pinned Go modules, into the cache beside the control plane:
#   helm, helm-3, kustomize and sops; and render-oracle, which renders what Flux would (tools/render-oracle).
# Each program has its pins in a folder of its own; those that share most of their modules share one, and are then built
# in half the time. Needs the Go toolchain and its module proxy, nothing else. Does nothing if all of them exist.
#
#   tools/renderers/build.sh           build what is missing or was built from other pins
#   tools/renderers/build.sh --print   only print the folder
#   tools/renderers/build.sh --check   only fail if something must be built and Go is missing or too old
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
target=${XDG_CACHE_HOME:-$HOME/.cache}/drift/renderers
only=${1:-}

if [ "$only" = --print ]; then
  echo "$target"
  exit 0
fi

name=renderers
takes="about 11 minutes on 2 cores"
. "$here/../go-build.sh"

# A program that is built as a module knows no version of its own.
build helm/go helm helm.sh/helm/v4/cmd/helm "-X helm.sh/helm/v4/internal/version.version=v4.3.1"
build helm/go helm-3 helm.sh/helm/v3/cmd/helm "-X helm.sh/helm/v3/internal/version.version=v3.22.0"
build kustomize/go kustomize sigs.k8s.io/kustomize/kustomize/v5 \
  "-X sigs.k8s.io/kustomize/api/provenance.version=v5.8.1"
build sops/go sops github.com/getsops/sops/v3/cmd/sops ""
build ../render-oracle/go render-oracle . "-X main.sources=$(cat "$here"/../render-oracle/*.go | cksum | tr ' ' -)"
[ "$only" != --check ] || exit 0

report
