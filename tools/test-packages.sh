#!/bin/sh
# Installs the programs that the tests run, if they are missing: bash, git, GnuPG, OpenSSH's client and server,
# PostgreSQL's server, Prometheus with promtool, Chromium with its driver, and Docker's registry.
# Installs nothing if all are present. Uses apt-get, and sudo if the user is not root.
#
#   tools/test-packages.sh            for make test and make quick
#   tools/test-packages.sh --bench    for make bench: git, curl and GNU time
#
# The test of this script sets DRIFT_SBIN, the folders searched after the PATH, separated by colons; DRIFT_PGBIN, the
# folders of PostgreSQL's servers, a pattern; and DRIFT_PGCONF, where Debian's package is configured.
set -eu

# A user's PATH often lacks the folders of servers.
sbin=${DRIFT_SBIN-/usr/sbin:/usr/local/sbin}

has() { # program
  rest=$PATH:$sbin:
  while [ -n "$rest" ]; do
    if [ -n "${rest%%:*}" ] && [ -x "${rest%%:*}/$1" ]; then return 0; fi
    rest=${rest#*:}
  done
  return 1
}

missing=
need() { # package program...
  package=$1
  shift
  for program; do
    has "$program" || { missing="$missing $package"; return; }
  done
}

# Debian keeps PostgreSQL's server off the PATH, one folder for each version.
need_postgresql() {
  for folder in ${DRIFT_PGBIN-/usr/lib/postgresql/*/bin}; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] && [ -x "$folder/psql" ]; then return; fi
  done
  missing="$missing postgresql"
}

if [ "${1:-}" = --bench ]; then
  what='The benchmark needs'
  need git git
  need curl curl
  need time time
else
  what='The tests need'
  need bash bash
  need git git
  need gnupg gpg gpgconf gpg-agent
  need openssh-client ssh-keygen ssh-agent ssh-add
  need openssh-server sshd
  need_postgresql
  need prometheus prometheus promtool
  need groff-base groff
  need chromium chromium
  need chromium-driver chromedriver
  need docker-registry docker-registry
fi
missing=${missing# }
[ -n "$missing" ] || exit 0

fail() { # what to do
  echo "$what $missing: $1" >&2
  exit 1
}

has apt-get || fail "apt-get was not found; install them with this system's package manager, then run make again."
root=
if [ "$(id -u)" != 0 ]; then
  has sudo || fail "run \"apt-get install $missing\" as root, then run make again."
  root=sudo
fi

# On a machine that runs systemd, a package would start its server now and at each boot. The tests only need the
# programs; masked units keep the servers from listening.
mask() { # package, name, unit...
  case " $missing " in *" $1 "*) ;; *) return 0 ;; esac
  name=$2
  shift 2
  $root systemctl --quiet mask "$@" >/dev/null 2>&1 \
    || fail "\"systemctl mask $*\" failed; install them yourself, then run make again."
  echo "The $name service is masked; to use it outside the tests, run: systemctl unmask $*" >&2
}
if [ -d "${DRIFT_SYSTEMD-/run/systemd/system}" ]; then
  mask openssh-server SSH ssh.service ssh.socket
  mask prometheus Prometheus prometheus.service
  mask docker-registry Registry docker-registry.service
fi

# Debian's package would make a database cluster and start its server. The tests make clusters of their own, so this
# setting is there while the package is installed.
setting=
case " $missing " in
  *' postgresql '*) setting=${DRIFT_PGCONF-/etc/postgresql-common/createcluster.d}/drift-tests.conf ;;
esac

echo "Installing $missing with apt-get" >&2
log=$(mktemp)
trap 'rm -f "$log"; [ -z "$setting" ] || $root rm -f "$setting"' EXIT
if [ -n "$setting" ]; then
  $root sh -c 'mkdir -p "${1%/*}" && echo "create_main_cluster = false" >"$1"' sh "$setting" \
    || fail "$setting could not be written; install them yourself, then run make again."
fi
# sudo drops the environment, so env sets it. RUNLEVEL=1 keeps System V scripts from starting servers.
if ! { $root apt-get -qq update \
  && $root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -qq -y --no-install-recommends install $missing; } \
  >"$log" 2>&1; then
  tail -n 5 "$log" >&2
  fail "apt-get could not install them; its last words are above."
fi
