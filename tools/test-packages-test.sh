#!/bin/sh
# Tests test-packages.sh with pretended programs, users and package managers. Exits with 1 if a case fails.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

program() { # file, the lines that it runs
  mkdir -p "$(dirname "$1")"
  { echo '#!/bin/sh'; echo "${2:-}"; } >"$1"
  chmod +x "$1"
}

expect() { # what, wanted, then options of the script and variables
  what=$1
  wanted=$2
  shift 2
  option=
  if [ "$1" = --bench ]; then
    option=$1
    shift
  fi
  : >"$work/calls"
  code=0
  said=$(env -i CALLS="$work/calls" DRIFT_SYSTEMD="$work/nothing" DRIFT_SBIN= \
    DRIFT_PGBIN="$work/postgresql/*/bin" DRIFT_PGCONF="$work/pgconf" "$@" \
    /bin/sh "$here/test-packages.sh" $option 2>&1) || code=$?
  got="$said
$(cat "$work/calls")
exit $code"
  if [ "$got" = "$wanted" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n--- wanted:\n%s\n--- got:\n%s\n' "$what" "$wanted" "$got" >&2
  fi
}

# What the script itself calls.
for tool in mktemp rm tail env sh mkdir cat; do
  mkdir -p "$work/base"
  ln -s "$(command -v $tool)" "$work/base/$tool"
done
for tool in bash git gpg gpgconf gpg-agent ssh-keygen ssh-agent ssh-add curl time prometheus promtool groff chromium chromedriver docker-registry; do program "$work/tools/$tool"; done
program "$work/sbin/sshd"
for tool in initdb postgres psql; do program "$work/postgresql/15/bin/$tool"; done
program "$work/half/initdb"
program "$work/half/postgres"
program "$work/root/id" 'echo 0'
program "$work/user/id" 'echo 1000'
program "$work/apt/apt-get" 'echo "apt-get $*, $DEBIAN_FRONTEND" >>"$CALLS"'
program "$work/broken/apt-get" 'echo "E: no network" >&2; exit 100'
program "$work/pgapt/apt-get" 'echo "apt-get $*: $(cat "$DRIFT_PGCONF/drift-tests.conf")" >>"$CALLS"'
program "$work/sudo/sudo" 'echo "sudo $*" >>"$CALLS"; exec "$@"'
program "$work/systemd/systemctl" 'echo "systemctl $*" >>"$CALLS"'

some=$work/base:$work/tools

expect 'all present' "

exit 0" "PATH=$some:$work/root" "DRIFT_SBIN=$work/sbin"

expect 'a server on the PATH counts' "

exit 0" "PATH=$some:$work/root:$work/sbin"

expect 'root installs the server' 'Installing openssh-server with apt-get
apt-get -qq update, 
apt-get -qq -y --no-install-recommends install openssh-server, noninteractive
exit 0' "PATH=$some:$work/root:$work/apt"

expect 'a bare machine' 'Installing bash git gnupg openssh-client openssh-server postgresql prometheus groff-base chromium chromium-driver docker-registry with apt-get
apt-get -qq update, 
apt-get -qq -y --no-install-recommends install bash git gnupg openssh-client openssh-server postgresql prometheus groff-base chromium chromium-driver docker-registry, noninteractive
exit 0' "PATH=$work/base:$work/root:$work/apt" "DRIFT_PGBIN=$work/nothing/*"

expect 'PostgreSQL makes no cluster' 'Installing postgresql with apt-get
apt-get -qq update: create_main_cluster = false
apt-get -qq -y --no-install-recommends install postgresql: create_main_cluster = false
exit 0' "PATH=$some:$work/root:$work/pgapt" "DRIFT_SBIN=$work/sbin" "DRIFT_PGBIN=$work/nothing/*"

if [ -e "$work/pgconf/drift-tests.conf" ]; then
  failed=$((failed + 1))
  echo 'FAILED: the setting of PostgreSQL stayed' >&2
fi

expect 'a server without psql does not count' \
  'The tests need postgresql: run "apt-get install postgresql" as root, then run make again.

exit 1' "PATH=$some:$work/user:$work/apt" "DRIFT_SBIN=$work/sbin" "DRIFT_PGBIN=$work/half"

expect 'a user installs with sudo' 'Installing openssh-server with apt-get
sudo apt-get -qq update
apt-get -qq update, 
sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -qq -y --no-install-recommends install openssh-server
apt-get -qq -y --no-install-recommends install openssh-server, noninteractive
exit 0' "PATH=$some:$work/user:$work/apt:$work/sudo"

expect 'the service is masked where systemd runs' \
  'The SSH service is masked; to use it outside the tests, run: systemctl unmask ssh.service ssh.socket
Installing openssh-server with apt-get
systemctl --quiet mask ssh.service ssh.socket
apt-get -qq update, 
apt-get -qq -y --no-install-recommends install openssh-server, noninteractive
exit 0' "PATH=$some:$work/root:$work/apt:$work/systemd" "DRIFT_SYSTEMD=$work"

rm "$work/tools/promtool"
expect 'the services of all that is missing are masked' \
  'The SSH service is masked; to use it outside the tests, run: systemctl unmask ssh.service ssh.socket
The Prometheus service is masked; to use it outside the tests, run: systemctl unmask prometheus.service
Installing openssh-server prometheus with apt-get
systemctl --quiet mask ssh.service ssh.socket
systemctl --quiet mask prometheus.service
apt-get -qq update, 
apt-get -qq -y --no-install-recommends install openssh-server prometheus, noninteractive
exit 0' "PATH=$some:$work/root:$work/apt:$work/systemd" "DRIFT_SYSTEMD=$work"
program "$work/tools/promtool"

expect 'no root and no sudo' \
  'The tests need openssh-server: run "apt-get install openssh-server" as root, then run make again.

exit 1' "PATH=$some:$work/user:$work/apt"

expect 'no apt-get' \
  "The tests need openssh-server: apt-get was not found; install them with this system's package manager, then run make again.

exit 1" "PATH=$some:$work/root"

expect 'apt-get fails' 'Installing openssh-server with apt-get
E: no network
The tests need openssh-server: apt-get could not install them; its last words are above.

exit 1' "PATH=$some:$work/root:$work/broken"

expect 'the benchmark needs no SSH server' '

exit 0' --bench "PATH=$some:$work/root"

expect 'the benchmark needs curl and time' 'Installing git curl time with apt-get
apt-get -qq update, 
apt-get -qq -y --no-install-recommends install git curl time, noninteractive
exit 0' --bench "PATH=$work/base:$work/root:$work/apt"

echo "test-packages.sh: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
