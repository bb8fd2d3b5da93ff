#!/bin/sh
# Installs what the tests need beside a JDK and Maven: the real git and the real OpenSSH server;
# and what the benchmark needs: curl and GNU time.
# Does nothing where they are there. Debian and its kin; needs root (or sudo) only to install.
set -eu
missing=""
command -v git >/dev/null 2>&1 || missing="$missing git"
command -v ssh-keygen >/dev/null 2>&1 || missing="$missing openssh-client"
[ -x /usr/sbin/sshd ] || missing="$missing openssh-server"
command -v curl >/dev/null 2>&1 || missing="$missing curl"
[ -x /usr/bin/time ] || missing="$missing time"
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "The tests need$missing; install them with this system's package manager." >&2
  exit 1
fi
root=""
[ "$(id -u)" = 0 ] || root="sudo"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# The server is for the tests alone: it is not started as a service.
if ! { $root apt-get -qq update && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
  $root apt-get -qq -y --no-install-recommends install $missing; } >"$log" 2>&1; then
  echo "The tests need$missing, and apt-get could not install them:" >&2
  tail -n 5 "$log" >&2
  exit 1
fi
