#!/usr/bin/env bash
# Prepares .venv from nothing, so that .venv/bin/zhiyue runs; a second run finds the stamp and is done at once.
#
# Comes in: a Debian-like machine with Python 3.11 or newer, root or not. Goes out: .venv with everything pinned in
# requirements/dev.txt and Zhiyue itself (editable). Names no package index: pip's own configuration decides.
# As root it also installs the system packages that tests want; otherwise it says what is skipped, and why.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly venv=.venv
readonly stamp=$venv/setup.stamp
readonly log=$venv/setup.log

say() { printf '%s\n' "$*"; }
die() {
  printf 'setup: %s\n' "$*" >&2
  exit 1
}

# Runs a command quietly; shows what it said only if it fails (pip names every registry folder that lacks a package).
quietly() {
  if ! "$@" >>"$log" 2>&1; then
    grep -v '^WARNING: Location .* is ignored' "$log" | tail -n 40 >&2
    return 1
  fi
}

is_root() { [ "$(id -u)" -eq 0 ]; }
has_apt() { is_root && command -v apt-get >/dev/null; }

apt_install() {
  local options=(-q -y --no-install-recommends -o Acquire::Retries=1 -o Acquire::http::Timeout=30)
  export DEBIAN_FRONTEND=noninteractive
  # A fresh image has no package lists yet: fetch them only if the first try finds nothing.
  apt-get install "${options[@]}" "$@" || { apt-get update -q && apt-get install "${options[@]}" "$@"; }
}

find_python() {
  local candidate
  for candidate in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  die "no Python 3.11 or newer found. Install one (Debian: apt-get install python3) or name it: make setup PYTHON=/path/to/python3"
}

# Debian's bare python3 has no ensurepip, so `python3 -m venv` fails there.
can_make_venv() { "$1" -c 'import venv; from ensurepip import bootstrap' 2>/dev/null; }

make_venv() {
  local python=$1
  rm -rf "$venv"
  mkdir -p "$venv"
  if ! can_make_venv "$python" && has_apt; then
    say "setup: installing python3-venv (apt-get)"
    quietly apt_install python3-venv || true
  fi
  if can_make_venv "$python"; then
    quietly "$python" -m venv "$venv"
  elif "$python" -c 'import virtualenv' 2>/dev/null; then
    quietly "$python" -m virtualenv "$venv"
  elif "$python" -m pip --version &>/dev/null; then
    quietly "$python" -m venv --without-pip "$venv"
    quietly "$python" -m pip --python "$venv/bin/python" install pip
  else
    rm -rf "$venv"
    die "$python cannot make a virtual environment: the Debian package python3-venv is missing. Install it (as root: apt-get install python3-venv), then run this again."
  fi
}

pip_install() { quietly "$venv/bin/python" -m pip --disable-pip-version-check install --quiet "$@"; }

install_pinned_packages() {
  say "setup: installing $(grep -c '^[a-z].*==' requirements/dev.txt) pinned packages into $venv (a minute or two, once)"
  pip_install --require-hashes -r requirements/dev.txt ||
    die "pip could not install requirements/dev.txt (reason above, everything in $log). Is a package registry reachable?"
}

install_zhiyue() {
  pip_install --no-deps --no-build-isolation -e . || die "pip could not install Zhiyue itself (reason above, everything in $log)"
}

has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_cjk_font() { command -v fc-list && [ -n "$(fc-list :lang=zh)" ]; }

missing_system_packages() {
  has_chromium >/dev/null || printf 'chromium '
  has_cjk_font >/dev/null || printf 'fonts-noto-cjk '
}

install_system_packages() {
  local missing
  read -ra missing <<<"$(missing_system_packages)"
  if [ "${#missing[@]}" -gt 0 ] && has_apt; then
    say "setup: installing ${missing[*]} (apt-get)"
    quietly apt_install "${missing[@]}" || say "setup: apt-get could not install them (above)"
  fi
}

say_what_is_skipped() {
  local package reason="not root"
  if is_root; then reason="apt-get is not there or could not install it"; fi
  for package in $(missing_system_packages); do
    case $package in
      chromium) say "skipped: tests in a browser: chromium is not installed ($reason). As root: apt-get install chromium" ;;
      *) say "skipped: screenshots of Chinese text: no CJK font ($reason). As root: apt-get install $package" ;;
    esac
  done
}

# What .venv depends on: the pins, this script, and the folder (the scripts in .venv name it).
fingerprint() {
  { cat requirements/*.txt tools/setup.sh && pwd; } | sha256sum | cut -d' ' -f1
}

is_current() { [ -x "$venv/bin/zhiyue" ] && "$venv/bin/python" -c '' && [ "$(cat "$stamp" 2>/dev/null)" = "$1" ]; }

main() {
  local wanted python
  wanted=$(fingerprint)
  if ! is_current "$wanted"; then
    python=$(find_python)
    make_venv "$python"
    install_pinned_packages
    install_zhiyue
    install_system_packages
    printf '%s\n' "$wanted" >"$stamp"
    say "setup: ready ($venv/bin/zhiyue)"
  elif [ pyproject.toml -nt "$stamp" ]; then
    install_zhiyue
    touch "$stamp"
  fi
  say_what_is_skipped
}

main
