#!/bin/sh
# A virtual environment with pinned dependencies: setup.sh PYTHON FOLDER LOCK [STAMP].
# On Debian and Ubuntu missing system packages are installed when run as root, else named.
set -eu
python=$1 folder=$2 lock=$3 stamp=${4:-$2/$3.done}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Qantar needs Python 3.11 or newer; $python is $("$python" --version 2>&1 || echo absent)." >&2
  echo "Install it (apt-get install python3) or say which: make PYTHON=python3.12 …" >&2
  exit 1
fi

need() {  # need PACKAGE WHY
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing $1: $2" >&2
    apt-get -q update >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$1" >/dev/null
  else
    echo "Missing: $2. Install it: sudo apt-get install $1" >&2
    return 1
  fi
}

if [ ! -x "$folder/bin/python" ]; then
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  "$python" -c 'import ensurepip, venv' 2>/dev/null || need "python$version-venv" "virtual environments for Python $version" || exit 1
  "$python" -m venv "$folder"
fi
"$folder/bin/python" -m ensurepip -q 2>/dev/null || true
echo "setting up $folder from locks/$lock.txt" >&2
"$folder/bin/python" -m pip install -q --require-hashes -r "locks/$lock.txt"
"$folder/bin/python" -m pip install -q --no-deps --no-build-isolation -e . 2>/dev/null ||
  "$folder/bin/python" -m pip install -q --no-deps -e .
want() {  # want PACKAGE WHY: only for tests, which are skipped where it is missing
  need "$1" "$2" || echo "Without it those tests are skipped." >&2
}
if [ "$lock" = dev ]; then
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || want postgresql "a PostgreSQL server, for the tests of records kept there"
  command -v chromium >/dev/null || want chromium "a browser, for the tests of the desk"
  command -v mat2 >/dev/null || want mat2 "mat2, for the tests of copies without metadata"
  command -v exiftool >/dev/null || want libimage-exiftool-perl "exiftool, for the tests of copies without metadata"
  command -v age >/dev/null || want age "age, which opens our envelopes in a test"
fi
touch "$stamp"
