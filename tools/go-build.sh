# Builds pinned Go programs into a cache. Sourced by tools/control-plane/build.sh and tools/renderers/build.sh, which set:
#   name     what error messages start with
#   here     the folder of the pins
#   target   the folder of the binaries
#   only     --check to exit 0 if nothing is to be built or Go can build it, and 1 otherwise
#   takes    how long it takes, for people
checked=
built=
partial=
trap 'test -z "$partial" || rm -f "$partial"' EXIT
trap 'exit 130' INT TERM

# What a binary is built from: the pins and the flags.
stamp_of() { # module file without .mod, ldflags
  { cat "$here/$1.mod" "$here/$1.sum" && echo "$2"; } | cksum
}

is_built() { # module binary ldflags
  [ -x "$target/$2" ] && [ "$(cat "$target/.built/$2" 2>/dev/null)" = "$(stamp_of "$1" "$3")" ]
}

need_go() {
  if ! command -v go >/dev/null 2>&1; then
    echo "$name: Go is not on the PATH. Install Go 1.26 or newer, then run this again." >&2
    exit 1
  fi
  if ! found=$(cd "$here/$(dirname "$1")" && GOWORK=off go env GOVERSION 2>/dev/null) || ! is_new "$found"; then
    echo "$name: $(cd / && go version) is too old. Install Go 1.26 or newer, then run this again." >&2
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
    need_go "$1"
    checked=yes
    [ "$only" != --check ] || exit 0
    echo "$name: building into $target ($takes, once)"
  fi
  echo "$name: building $2"
  mkdir -p "$target/.built"
  partial=$target/.$2.$$
  (
    cd "$here/$(dirname "$1")"
    CGO_ENABLED=0 GOWORK=off go build -modfile="$here/$1.mod" -mod=readonly -trimpath -buildvcs=false \
      -ldflags "-s -w $4" -o "$partial" "$3"
  ) || {
    echo "$name: $2 could not be built; see the error above." >&2
    exit 1
  }
  mv -f "$partial" "$target/$2"
  stamp_of "$1" "$4" >"$target/.built/$2"
  built=yes
}

report() {
  if [ -n "$built" ]; then
    echo "$name: ready in $target"
  else
    echo "$name: already in $target"
  fi
}
