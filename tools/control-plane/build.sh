#!/bin/sh
# Builds the control plane that Drift's tests run against, from pinned Go modules, into the cache:
#   etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kubectl and kwok.
# Needs the Go toolchain and its module proxy, nothing else. Does nothing where all of them are there.
# The folder holds the binaries directly, so KUBEBUILDER_ASSETS may point to it.
#
#   tools/control-plane/build.sh            build what is missing or was built from other pins
#   tools/control-plane/build.sh --print    only print the folder
set -eu

kubernetes_version=1.36.3
kubernetes_date=2026-07-22T18:07:38Z # of the module version; the build's own date would differ each time

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
target=${XDG_CACHE_HOME:-$HOME/.cache}/drift/control-plane/$kubernetes_version

if [ "${1:-}" = --print ]; then
  echo "$target"
  exit 0
fi

# What a binary is built from: the pins and the flags.
stamp_of() { # module ldflags
  { cat "$here/$1/go.mod" "$here/$1/go.sum" && echo "$2"; } | cksum
}

is_built() { # module binary ldflags
  [ -x "$target/$2" ] && [ "$(cat "$target/.built/$2" 2>/dev/null)" = "$(stamp_of "$1" "$3")" ]
}

need_go() {
  if ! command -v go >/dev/null 2>&1; then
    echo "control-plane: Go is not on the PATH. Install Go 1.26 or newer, then run this again." >&2
    exit 1
  fi
  if ! found=$(cd "$here/kubernetes" && GOWORK=off go env GOVERSION 2>/dev/null) || ! is_new "$found"; then
    echo "control-plane: $(cd / && go version) is too old. Install Go 1.26 or newer, then run this again." >&2
    exit 1
  fi
}

is_new() { # go1.26.8
  minor=${1#go1.}
  minor=${minor%%[!0-9]*}
  [ "${minor:-0}" -ge 26 ]
}

build() { # module binary package ldflags
  if is_built "$1" "$2" "$4"; then
    return
  fi
  if [ -z "$checked" ]; then
    need_go
    checked=yes
    echo "control-plane: building into $target (about 8 minutes on 2 cores, once)"
  fi
  echo "control-plane: building $2"
  mkdir -p "$target/.built"
  partial=$target/.$2.$$
  (
    cd "$here/$1"
    CGO_ENABLED=0 GOWORK=off go build -mod=readonly -trimpath -buildvcs=false \
      -ldflags "-s -w $4" -o "$partial" "$3"
  ) || {
    echo "control-plane: $2 did not build; the reason stands above." >&2
    exit 1
  }
  mv -f "$partial" "$target/$2"
  stamp_of "$1" "$4" >"$target/.built/$2"
  built=yes
}

version_flags=
for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
  version_flags="$version_flags
    -X $package.gitVersion=v$kubernetes_version -X $package.gitMajor=1 -X $package.gitMinor=36
    -X $package.gitCommit=module-v$kubernetes_version -X $package.gitTreeState=clean
    -X $package.buildDate=$kubernetes_date"
done

checked=
built=
partial=
trap 'test -z "$partial" || rm -f "$partial"' EXIT
trap 'exit 130' INT TERM

build etcd etcd go.etcd.io/etcd/server/v3 ""
build kubernetes kube-apiserver k8s.io/kubernetes/cmd/kube-apiserver "$version_flags"
build kubernetes kubectl k8s.io/kubernetes/cmd/kubectl "$version_flags"
build kubernetes kube-controller-manager k8s.io/kubernetes/cmd/kube-controller-manager "$version_flags"
build kubernetes kube-scheduler k8s.io/kubernetes/cmd/kube-scheduler "$version_flags"
build kwok kwok sigs.k8s.io/kwok/cmd/kwok ""

if [ -n "$built" ]; then
  echo "control-plane: ready in $target"
else
  echo "control-plane: already in $target"
fi
