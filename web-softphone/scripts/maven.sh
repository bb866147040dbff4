#!/bin/sh
# What the Maven build asks of npm: `maven.sh build OUTPUT-FOLDER` and `maven.sh test`.
# Packages are installed only when the lock file changed, the page is built only when a source changed.
set -eu
cd "$(dirname "$0")/.."

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  echo "The web softphone is built with npm: install Node.js 20.19 or newer (with npm), then build again." >&2
  exit 1
fi
if ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'; then
  echo "The web softphone needs Node.js 20.19 or newer, but this is $(node --version): install a newer one." >&2
  exit 1
fi

installed=node_modules/.package-lock.json
if [ ! -f "$installed" ] || [ package-lock.json -nt "$installed" ]; then
  npm ci --include=dev --no-progress --loglevel=error
  touch "$installed"
fi

case "$1" in
  build)
    stamp=target/softphone.stamp
    sources="src public index.html package.json package-lock.json tsconfig.json vite.config.ts vite.widget.config.ts scripts"
    # shellcheck disable=SC2086 # the list is words on purpose
    if [ -f "$2/index.html" ] && [ -f "$stamp" ] && [ -z "$(find $sources -newer "$stamp" -print -quit)" ]; then
      exit 0
    fi
    SOFTPHONE_OUT="$2" npm run --silent build
    mkdir -p target
    touch "$stamp"
    ;;
  test)
    npm run --silent test
    ;;
esac
