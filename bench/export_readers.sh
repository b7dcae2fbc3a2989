#!/bin/sh
# Checks exports with readers that take too long to install for every run of the tests (followthemoney builds ICU
# bindings, and needs the ICU headers: on Debian, apt-get install libicu-dev pkg-config g++). Run it from the checkout.
set -eu
cd "$(dirname "$0")/.."
venv=${VENV:-.venv}
"$venv/bin/python" -m pip install --quiet followthemoney
"$venv/bin/python" -m pytest -q -rs tests/export
