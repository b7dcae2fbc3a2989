#!/bin/sh
# From a bare virtual environment to the first picture in the notebook, timed: installs this checkout with riwaya[notebook],
# without pip's cache, and runs the notebook. Needs the network, Python 3.11 or newer, and nothing else.
#
#   bench/first_picture.sh [PYTHON]
set -eu
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset PYTHONPATH
git archive --prefix=riwaya/ HEAD | tar x -C "$scratch"
"${1:-python3}" -m venv "$scratch/venv"
cd "$scratch/riwaya"
echo "1: pip install '.[notebook]'"
time "$scratch/venv/bin/pip" install --quiet --no-cache-dir --disable-pip-version-check '.[notebook]'
echo "2: the notebook, from the first cell to the last"
time "$scratch/venv/bin/jupyter" execute examples/first-look.ipynb
du -sh "$scratch/venv"
