#!/bin/sh
# Tests java-home.sh with pretended JDKs. Exits with 1 where a case fails.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

jdk() { # home version
  mkdir -p "$1/bin"
  printf 'JAVA_VERSION="%s"\n' "$2" >"$1/release"
  cat >"$1/bin/java" <<END
#!/bin/sh
echo "    java.home = $1"
END
  : >"$1/bin/javac"
  chmod +x "$1/bin/java" "$1/bin/javac"
}

expect() { # what, wanted, then the variables
  what=$1
  wanted=$2
  shift 2
  got=$(env -i HOME="$work/nobody" "$@" /bin/sh "$here/java-home.sh" 2>&1) || true
  if [ "$got" = "$wanted" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n  wanted: %s\n  got:    %s\n' "$what" "$wanted" "$got" >&2
  fi
}

jdk "$work/old/17" 17.0.2
jdk "$work/new/25" 25.0.1
jdk "$work/newer/Contents/Home" 26
jdk "$work/many/a" 21.0.1
jdk "$work/many/b" 25.0.1
jdk "$work/many/c" 26.0.1
jdk "$work/with space/25" 25
mkdir "$work/empty"
jdk "$work/runtime/25" 25
rm "$work/runtime/25/bin/javac"
path=$work/tools
mkdir "$work/tools"
for tool in sed head; do ln -s "$(command -v $tool)" "$work/tools/$tool"; done

none="Drift needs a JDK 25 or newer: install one and set JAVA_HOME, or put its java on the PATH."

expect 'JAVA_HOME wins' "$work/new/25" "PATH=$path" "JAVA_HOME=$work/new/25" "DRIFT_JDK_ROOTS=$work/many"
expect 'an old JAVA_HOME is passed over' "$work/many/c" "PATH=$path" "JAVA_HOME=$work/old/17" "DRIFT_JDK_ROOTS=$work/many"
expect 'java on the PATH' "$work/new/25" "PATH=$work/new/25/bin:$path" "DRIFT_JDK_ROOTS=$work/many"
expect 'an old java on the PATH is passed over' "$work/many/c" "PATH=$work/old/17/bin:$path" "DRIFT_JDK_ROOTS=$work/many"
expect 'a later root' "$work/new/25" "PATH=$path" "DRIFT_JDK_ROOTS=$work/empty:$work/old:$work/new"
expect 'a folder with a space' "$work/with space/25" "PATH=$path" "DRIFT_JDK_ROOTS=$work/with space"
expect 'the layout of macOS' "$work/newer/Contents/Home" "PATH=$path" "DRIFT_JDK_ROOTS=$work"
expect 'a runtime without javac is not a JDK' "$none" "PATH=$path" "DRIFT_JDK_ROOTS=$work/runtime"
expect 'none at all' "$none" "PATH=$path" "DRIFT_JDK_ROOTS=$work/empty"

echo "java-home.sh: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
