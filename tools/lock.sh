#!/usr/bin/env bash
# Pins requirements/ anew from pyproject.toml: base.txt for who uses Zhiyue, dev.txt for who works on it.
#
# Hashes are written, index addresses are not: the files hold on every machine, whatever registry its pip uses.
# uv lives in a venv of its own for the minute that this takes; pip's registries are handed on to it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
.venv/bin/python -m venv "$scratch/venv"
"$scratch/venv/bin/python" -m pip install --quiet uv

pip_setting() { .venv/bin/python -m pip config list | sed -n "s/^[^.]*\.\(.*\.\)\?$1='\(.*\)'$/\2/p" | tail -n 1; }
UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$(pip_setting index-url)}
UV_INDEX=${UV_INDEX:-$(pip_setting extra-index-url)}
UV_FIND_LINKS=${UV_FIND_LINKS:-$(pip_setting find-links)}
for name in UV_DEFAULT_INDEX UV_INDEX UV_FIND_LINKS; do
  if [ -n "${!name}" ]; then export "${name?}"; else unset "$name"; fi
done

compile() {
  local output=$1
  shift
  "$scratch/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-annotate --no-header --output-file "$output" "$@" pyproject.toml
}

compile requirements/base.txt --upgrade
compile requirements/dev.txt --upgrade --extra dev --extra bench
git --no-pager diff --stat -- requirements
