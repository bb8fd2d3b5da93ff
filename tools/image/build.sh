#!/bin/sh
# Builds an OCI image of the program in drift-agent/target/dist: drift-agent/target/drift-image.tar.
#
#   tools/image/build.sh JAVA_HOME
#
# The image starts from nothing. Its first layer is the C library of the Debian that runs this script, as its package
# installed it; the second is a Java runtime with the modules that Drift uses; the third has the programs that render
# manifests, which tools/renderers/build.sh has built; then come the libraries, and Drift.
# There is no package manager in it, and neither git nor kubectl. Its shell is dash, with no program that it could start:
# Drift limits the memory of a renderer with it. No network is needed once Maven has Jib.
set -eu
unset CDPATH

java_home=${1:?usage: build.sh JAVA_HOME}
here=$(cd "$(dirname "$0")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
target=$root/drift-agent/target
dist=$target/dist
image=$target/image
programs=$(sh "$root/tools/renderers/build.sh" --print)

fail() {
  echo "image: $1" >&2
  exit 1
}

[ -d "$dist/lib" ] || fail "there is no program in $dist: run make build."
command -v dpkg >/dev/null || fail "the C library is taken from Debian's package libc6, and there is no dpkg here."
for package in libc6 dash; do
  [ -z "$(dpkg --verify "$package")" ] || fail "files of the package $package were changed: reinstall it."
done
for program in kustomize helm sops; do
  [ -x "$programs/$program" ] || fail "there is no $program in $programs: run make renderers."
done

# What `jdeps` finds in the libraries, and what only a service or a name refers to: TLS with elliptic curves, DNS, the
# HTTP server, attributes of files in jars, and jcmd. java.desktop is for java.beans.
modules=$(paste -sd, "$here/modules")

rm -rf "$image"
mkdir -p "$image/base" "$image/libraries" "$image/drift/lib" "$image/maven/classes"

"$java_home/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --compress zip-6 \
  --dedup-legal-notices=error-if-not-same-content --output "$image/runtime" >"$image/jlink.log" 2>&1 ||
  { cat "$image/jlink.log" >&2; fail "jlink failed."; }
# Nothing is drawn, played or printed; the libraries for that need X11 and ALSA.
(cd "$image/runtime/lib" && rm -f libawt* libfontmanager.so libfreetype.so libjavajpeg.so libjawt.so libjsound.so \
  liblcms.so libmlib_image.so libsplashscreen.so psfont*)
rm -rf "$image/runtime/bin/rmiregistry" "$image/runtime/bin/keytool"
# For a quick start.
"$image/runtime/bin/java" -XX:+UseG1GC -Xshare:dump >"$image/cds.log" 2>&1 ||
  { cat "$image/cds.log" >&2; fail "the archive of classes could not be created."; }

base=$image/base
# What every library of the runtime is linked to, and what resolves host names.
libraries='ld-linux[^/]*|libc\.so\.6|libdl\.so\.2|libm\.so\.6|libpthread\.so\.0|librt\.so\.1'
libraries="$libraries|libresolv\.so\.2|libnss_dns\.so\.2|libnss_files\.so\.2"
dpkg -L libc6 | grep -E "/($libraries)\$" | while read -r file; do
  mkdir -p "$base$(dirname "$file")"
  cp -L "$file" "$base$file"
done
mkdir -p "$base/etc/drift" "$base/home/drift" "$base/tmp" "$base/var/cache/drift" "$base/var/lib/drift"
# Scanners read this and the status of a package: without them, nobody would learn of a vulnerability.
cp -L /etc/os-release "$base/etc/os-release"
describe() { # package, folder of the layer
  mkdir -p "$2/usr/share/doc/$1" "$2/var/lib/dpkg/status.d"
  cp "/usr/share/doc/$1/copyright" "$2/usr/share/doc/$1/copyright"
  dpkg --status "$1" >"$2/var/lib/dpkg/status.d/$1"
}
describe libc6 "$base"
cp "$here"/files/* "$base/etc/"

renderers=$image/renderers
mkdir -p "$renderers/bin" "$renderers/usr/local/bin"
cp "$programs/kustomize" "$programs/helm" "$programs/sops" "$renderers/usr/local/bin/"
cp -L /bin/dash "$renderers/bin/sh"
describe dash "$renderers"

for file in "$dist"/lib/*.jar; do
  case ${file##*/} in
    drift-*) cp "$file" "$image/drift/lib/" ;;
    *) cp "$file" "$image/libraries/" ;;
  esac
done
agent=$(cd "$image/drift/lib" && ls drift-agent-*.jar)
# java reads them from this file, with the class to start: there is no shell to do so.
{
  cat "$dist/lib/java.options"
  cat "$here/container.options"
  echo "-cp /opt/drift/lib/$agent"
  echo "dev.drift.cli.Main"
} >"$image/drift/drift.options"
{
  cat "$dist/lib/java.options"
  cat "$dist/lib/serve.options"
  echo "-XX:MaxRAMPercentage=50"
  echo "-cp /opt/drift/lib/$agent"
  echo "dev.drift.cli.Main"
} >"$image/drift/serve.options"

JAVA_HOME=$java_home mvn --batch-mode --quiet ${MAVEN_ARGS:-} -f "$here/pom.xml" jib:buildTar \
  -Dimage.root="$image" -Dimage.tar="$target/drift-image.tar" -Dimage.architecture="$(dpkg --print-architecture)" \
  -Dimage.commit="$(git -C "$root" rev-parse --short=12 HEAD 2>/dev/null || true)" || exit 1
echo "Built $target/drift-image.tar ($(du -m "$target/drift-image.tar" | cut -f1) MiB)." >&2
