#!/bin/sh
# Fetches what the desk ships of other people's work, by the lock file, and lays it beside the desk.
# Users never run this: the files are part of the package, since desks are offline.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
out=$root/src/qantar/desk/static/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp "$root/tools/assets/package.json" "$root/tools/assets/package-lock.json" "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)

mkdir -p "$out" "$root/tests/desk/vendor"
for family in noto-sans literata; do
  from=$work/node_modules/@fontsource-variable/$family
  for letters in latin latin-ext cyrillic cyrillic-ext; do
    cp "$from/files/$family-$letters-wght-normal.woff2" "$out/$family-$letters.woff2"
  done
  cp "$from/LICENSE" "$out/$family.LICENSE"
done
cp "$work/node_modules/htmx.org/dist/htmx.min.js" "$out/htmx.js"
cp "$work/node_modules/htmx.org/LICENSE" "$out/htmx.LICENSE"
# For the tests alone: the reader of accessibility rules.
cp "$work/node_modules/axe-core/axe.min.js" "$root/tests/desk/vendor/axe.js"
cp "$work/node_modules/axe-core/LICENSE" "$root/tests/desk/vendor/axe.LICENSE"
# One line a file, so that a changed one shows: the digests of what was laid down.
(cd "$out" && sha256sum $(ls | grep -v '^SHA256SUMS$') > SHA256SUMS)
