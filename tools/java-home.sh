#!/bin/sh
# Prints the home of a JDK 25 or newer, or exits with 1 and a message on standard error if there is none.
# Order: JAVA_HOME, the java on the PATH, then the places where JDKs are usually installed (the newest first).
# DRIFT_JDK_ROOTS, a list of folders separated by colons, replaces those places (the test uses it).
set -u

wanted=25

# Sets $version. The file `release` of a JDK contains it; running java would take 50 ms or more each, and Drift waits for
# this script, so it starts as few programs as possible.
version_of() { # home
  version=
  if [ -r "$1/release" ]; then
    while IFS='="' read -r name _ value _; do
      if [ "$name" = JAVA_VERSION ]; then
        version=${value%%[!0-9]*}
        break
      fi
    done <"$1/release"
  fi
  if [ -z "$version" ] && [ -x "$1/bin/java" ]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
  fi
  version=${version:-0}
}

is_jdk() { # home; sets $version
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && version_of "$1" && [ "$version" -ge "$wanted" ]
}

# The home behind a java that is a link. A shim that starts another java is run, which takes as long as a JVM start.
home_of() { # java
  file=$(readlink -f "$1" 2>/dev/null) || file=
  if [ -n "$file" ] && [ -f "${file%/bin/java}/release" ]; then
    echo "${file%/bin/java}"
    return
  fi
  "$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p' | head -n 1
}

if [ -n "${JAVA_HOME:-}" ] && is_jdk "$JAVA_HOME"; then
  echo "$JAVA_HOME"
  exit 0
fi

if java=$(command -v java 2>/dev/null); then
  home=$(home_of "$java")
  if [ -n "$home" ] && is_jdk "$home"; then
    echo "$home"
    exit 0
  fi
fi

newest=0
found=
roots=${DRIFT_JDK_ROOTS-/usr/lib/jvm:/Library/Java/JavaVirtualMachines:${HOME:-}/.sdkman/candidates/java:/opt}
while [ -n "$roots" ]; do
  root=${roots%%:*}
  case $roots in *:*) roots=${roots#*:} ;; *) roots= ;; esac
  for home in "$root"/*/Contents/Home "$root"/*; do
    if is_jdk "$home" && [ "$version" -gt "$newest" ]; then
      found=$home
      newest=$version
    fi
  done
done

if [ -z "$found" ]; then
  echo "Drift needs a JDK $wanted or newer: install one and set JAVA_HOME, or put its java on the PATH." >&2
  exit 1
fi
echo "$found"
