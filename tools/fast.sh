#!/bin/sh
# The reader as machine code, for this machine: fast.sh PYTHON FOLDER, or fast.sh - FOLDER DIST.
# The first makes a virtual environment with the reader compiled; the second a compiled wheel into DIST, by the
# tools that are in FOLDER. Where it cannot be compiled, plain Qantar is left in its place, and that is said.
set -eu
python=$1 folder=$2 dist=${3:-build/fast}
if [ "$python" != - ]; then
  tools/setup.sh "$python" "$folder" compile
fi
plain() {
  echo "not compiled: $1. Plain Qantar reads the same claims in nearly twice the time; qantar doctor says which runs." >&2
  exit 0
}
lacks=$("$folder/bin/python" tools/compile.py --check) || plain "$lacks"
echo "compiling the reader: some minutes, once" >&2
mkdir -p "$dist"
if [ "$python" != - ]; then rm -f "$dist"/*.whl; fi
QANTAR_COMPILE=1 "$folder/bin/hatchling" build -t wheel -d "$dist" >build/compile.log 2>&1 || plain "the compiler gave up, build/compile.log says where"
if [ "$python" != - ]; then
  "$folder/bin/python" -m pip install -q --no-deps --force-reinstall "$dist"/*.whl
fi
