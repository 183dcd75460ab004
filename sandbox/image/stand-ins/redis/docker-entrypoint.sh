#!/bin/sh
set -e

# Options alone (`docker run redis:7.0 --port 6380`) are for redis-server.
if [ "${1#-}" != "$1" ] || [ "${1%.conf}" != "$1" ]; then
  set -- redis-server "$@"
fi

# Drops root, as the original does; other containers may connect, as to the original.
if [ "$1" = redis-server ]; then
  [ $# -eq 1 ] && set -- redis-server --protected-mode no
  if [ "$(id -u)" = 0 ]; then
    find . \! -user redis -exec chown redis '{}' +
    exec setpriv --reuid=redis --regid=redis --clear-groups -- "$0" "$@"
  fi
fi

umask 0077
exec "$@"
