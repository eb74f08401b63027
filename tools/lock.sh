#!/usr/bin/env bash
# Pins requirements/ anew from pyproject.toml: base.txt for who uses the library, site.txt for who runs the site,
# dev.txt for who works on Zhiyue, peers.txt for what `make bench` stands beside it.
#
# Hashes are written, index addresses are not: the files hold on every machine, whatever registry its pip uses.
# uv lives in a venv of its own for the minute that this takes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
.venv/bin/python -m venv "$scratch/venv"
"$scratch/venv/bin/python" -m pip install --quiet --disable-pip-version-check uv

# pip's own index, where one is configured, is uv's as well. Extra indexes and folders of wheels are not handed on: they
# often hold a part of a release, and the hashes must cover all of it.
index=$(.venv/bin/python -m pip config list | sed -n "s/^global\.index.url='\(.*\)'$/\1/p")
if [ -n "${UV_DEFAULT_INDEX:-$index}" ]; then export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$index}; fi

compile() {
  local output=$1
  shift
  "$scratch/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-annotate --no-header --output-file "$output" "$@" pyproject.toml
}

compile requirements/base.txt --upgrade
compile requirements/site.txt --upgrade --extra site --extra postgresql
compile requirements/dev.txt --upgrade --extra dev --extra bench
# The peers stand beside what is installed already: nothing of it may move.
compile requirements/peers.txt --upgrade --extra peers --constraint requirements/dev.txt
git --no-pager diff --stat -- requirements
