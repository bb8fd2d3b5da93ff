#!/bin/sh
# Builds the control plane that Drift's tests run against, from pinned Go modules, into the cache:
#   etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kubectl and kwok.
# Needs the Go toolchain and its module proxy, nothing else. Does nothing if all of them exist.
# The folder holds the binaries directly, so KUBEBUILDER_ASSETS may point to it.
#
#   tools/control-plane/build.sh                    build what is missing or was built from other pins
#   tools/control-plane/build.sh 1.34               the same for an older Kubernetes; etcd and kwok are shared
#   tools/control-plane/build.sh --print [1.34]     only print the folder
#   tools/control-plane/build.sh --check [1.34]     only fail if something must be built and Go is missing or too old
set -eu

# The modules are in kubernetes/: go.mod for the newest version, <minor>.mod for each older one.
# The date is that of the module version; the build time would differ each time.
newest=1.36.3
only=
case ${1:-} in
  --print | --check)
    only=$1
    shift
    ;;
esac
case ${1:-1.36} in
  1.36) kubernetes_version=$newest kubernetes_date=2026-07-22T18:07:38Z kubernetes=kubernetes/go ;;
  1.35) kubernetes_version=1.35.4 kubernetes_date=2026-04-15T18:01:22Z kubernetes=kubernetes/1.35 ;;
  1.34) kubernetes_version=1.34.4 kubernetes_date=2026-02-10T12:53:36Z kubernetes=kubernetes/1.34 ;;
  *)
    echo "control-plane: Kubernetes $1 is not supported; use 1.34, 1.35 or 1.36." >&2
    exit 1
    ;;
esac

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/drift/control-plane
target=$cache/$kubernetes_version

if [ "$only" = --print ]; then
  echo "$target"
  exit 0
fi

# What a binary is built from: the pins and the flags.
stamp_of() { # module file without .mod, ldflags
  { cat "$here/$1.mod" "$here/$1.sum" && echo "$2"; } | cksum
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
    [ "$only" != --check ] || exit 0
    echo "control-plane: building into $target (about 8 minutes on 2 cores, once)"
  fi
  echo "control-plane: building $2"
  mkdir -p "$target/.built"
  partial=$target/.$2.$$
  (
    cd "$here/$(dirname "$1")"
    CGO_ENABLED=0 GOWORK=off go build -modfile="$here/$1.mod" -mod=readonly -trimpath -buildvcs=false \
      -ldflags "-s -w $4" -o "$partial" "$3"
  ) || {
    echo "control-plane: $2 could not be built; see the error above." >&2
    exit 1
  }
  mv -f "$partial" "$target/$2"
  stamp_of "$1" "$4" >"$target/.built/$2"
  built=yes
}

kubernetes_minor=${kubernetes_version#1.}
kubernetes_minor=${kubernetes_minor%.*}
version_flags=
for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
  version_flags="$version_flags
    -X $package.gitVersion=v$kubernetes_version -X $package.gitMajor=1 -X $package.gitMinor=$kubernetes_minor
    -X $package.gitCommit=module-v$kubernetes_version -X $package.gitTreeState=clean
    -X $package.buildDate=$kubernetes_date"
done

checked=
built=
partial=
trap 'test -z "$partial" || rm -f "$partial"' EXIT
trap 'exit 130' INT TERM

wanted=$target
target=$cache/$newest
build etcd/go etcd go.etcd.io/etcd/server/v3 ""
build kwok/go kwok sigs.k8s.io/kwok/cmd/kwok ""
target=$wanted
build $kubernetes kube-apiserver k8s.io/kubernetes/cmd/kube-apiserver "$version_flags"
build $kubernetes kubectl k8s.io/kubernetes/cmd/kubectl "$version_flags"
build $kubernetes kube-controller-manager k8s.io/kubernetes/cmd/kube-controller-manager "$version_flags"
build $kubernetes kube-scheduler k8s.io/kubernetes/cmd/kube-scheduler "$version_flags"
[ "$only" != --check ] || exit 0
if [ "$kubernetes_version" != "$newest" ]; then
  ln -sf "../$newest/etcd" "../$newest/kwok" "$target"
fi

if [ -n "$built" ]; then
  echo "control-plane: ready in $target"
else
  echo "control-plane: already in $target"
fi
