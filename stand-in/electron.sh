#!/bin/sh
# Takes Electron's command line; tests give it to Playwright as the executable. The pinned Node, whatever is in PATH.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
node="$here/../node_modules/.bin/node"
[ -x "$node" ] || node=node
exec "$node" --disable-warning=ExperimentalWarning "$here/cli.ts" "$@"
