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

name=control-plane
takes="about 8 minutes on 2 cores"
. "$here/../go-build.sh"

kubernetes_minor=${kubernetes_version#1.}
kubernetes_minor=${kubernetes_minor%.*}
version_flags=
for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
  version_flags="$version_flags
    -X $package.gitVersion=v$kubernetes_version -X $package.gitMajor=1 -X $package.gitMinor=$kubernetes_minor
    -X $package.gitCommit=module-v$kubernetes_version -X $package.gitTreeState=clean
    -X $package.buildDate=$kubernetes_date"
done

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

report
