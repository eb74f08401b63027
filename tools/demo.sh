#!/usr/bin/env bash
# Loads the sample month into a data folder of its own (ZHIYUE_DATA), makes accounts to try the workbench with, plays the
# sample edition of a Quality Month from mailed plans to closing report, and serves the portal. A second run finds everything there and serves at once. Arguments go to `zhiyue serve`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly bin=.venv/bin
readonly accounts=$ZHIYUE_DATA/accounts.txt

mkdir -p "$ZHIYUE_DATA"
printf 'Reading %s sample pages …\n' "$(wc -l <samples/month/index.jsonl)"
"$bin/zhiyue" load samples/month
"$bin/zhiyue" report publish --month 2025-09 --instrument 分析仪器 --instrument 色谱仪 --instrument 质谱仪

if [ ! -e "$accounts" ]; then
  # Whatever chance deals, the rules want three classes of characters.
  password=$("$bin/python" -c 'import secrets; print("Zhiyue-" + secrets.token_urlsafe(9))')
  "$bin/zhiyue" user add editor --name 编辑 --role editor --role reviewer --password "$password" >/dev/null
  for role in system security audit; do
    "$bin/zhiyue" user add "$role" --role "${role}_admin" --password "$password" >/dev/null
  done
  "$bin/zhiyue" user add organiser --name 组织 --role organiser --password "$password" >/dev/null
  (umask 077 && printf 'editor, organiser, system, security, audit: password %s\n' "$password" >"$accounts")
fi

printf 'A Quality Month, from mailed plans to the closing report …\n'
"$bin/python" -m tools.edition.play organiser

printf '\nTo try the workbench, sign in as %s(kept in %s)\n\n' "$(tr '\n' ' ' <"$accounts")" "$accounts"
exec "$bin/zhiyue" serve --open "$@"
