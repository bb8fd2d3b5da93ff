#!/bin/sh
# Prints the home of the JDK that builds Drift. Exits with 1 after one sentence on standard error for each missing tool
# that Drift does not install itself: a JDK and Maven; with --control-plane also Go, if the control plane or the renderers
# are not built.
#
#   tools/build-tools.sh [--control-plane [1.34]]
set -u

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
missing=

sh "$here/java-home.sh" || missing=yes
if ! command -v mvn >/dev/null 2>&1; then
  echo "Drift is built with Maven 3.8.6 or newer: install it and put mvn on the PATH." >&2
  missing=yes
fi
if [ "${1:-}" = --control-plane ]; then
  sh "$here/control-plane/build.sh" --check ${2:+"$2"} && sh "$here/renderers/build.sh" --check || missing=yes
fi
[ -z "$missing" ]
