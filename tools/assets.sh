#!/bin/sh
# Fetches what the desk and the intake ship of other people's work, by the lock file, and lays it beside them.
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
# The intake's seal: age and what it stands on, in one file, so that no page loads anything from elsewhere.
seal=$root/src/qantar/intake/static/vendor
mkdir -p "$seal"
cp "$root/tools/assets/age.js" "$work/entry.js"
(cd "$work" && node node_modules/esbuild/bin/esbuild entry.js --bundle --format=esm --minify \
  --legal-comments=none --target=es2020 --log-level=warning --outfile="$seal/age.js")
for part in age-encryption @noble/ciphers @noble/curves @noble/hashes @noble/post-quantum @scure/base; do
  version=$(node -p "require('$work/node_modules/$part/package.json').version")
  printf '== %s %s\n\n' "$part" "$version"
  cat "$work/node_modules/$part/LICENSE"
  printf '\n'
done > "$seal/age.LICENSE"
# For the tests alone: the reader of accessibility rules.
cp "$work/node_modules/axe-core/axe.min.js" "$root/tests/desk/vendor/axe.js"
cp "$work/node_modules/axe-core/LICENSE" "$root/tests/desk/vendor/axe.LICENSE"
# One line a file, so that a changed one shows: the digests of what was laid down.
for folder in "$out" "$seal"; do
  (cd "$folder" && sha256sum $(ls | grep -v '^SHA256SUMS$') > SHA256SUMS)
done
