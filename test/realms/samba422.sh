#!/bin/bash
# samba.sh with Samba 4.22 of Debian's backports, functional level 2016: AD.TEST once more, on addresses of its own, so
# that it runs beside samba.sh.   samba422.sh start DIR | samba422.sh stop DIR      (root and overlayfs)
# SAMBA422_ROOT: where its packages are unpacked. They are not installed but laid over /usr in a private mount
# namespace; modules of the installed version, which it would load, are hidden by its own folders.
R=${SAMBA422_ROOT:?where the packages of Samba 4.22 are unpacked}
export SAMBA_TRUST=0 SAMBA_IP1=127.10.0.14 SAMBA_IP2=127.10.0.15 SAMBA_NS=127.10.0.54
export SAMBA_PROVISION_OPTS=--function-level=2016 SAMBA_CONF_EXTRA='ad dc functional level = 2016'
exec unshare -m bash -c 'mount -t overlay overlay -o lowerdir="$0/usr":/usr /usr &&
  for d in lib/*-linux-gnu/samba lib/python3/dist-packages/samba share/samba; do
    for own in "$0"/usr/$d; do mount --bind "$own" "/usr/${own#"$0"/usr/}" || exit; done
  done && exec "$@"' "$R" "$(cd "$(dirname "$0")" && pwd)/samba.sh" "$@"
