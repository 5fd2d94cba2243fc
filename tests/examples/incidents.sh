#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# The incidents example on the real log, if present: its tables are compared with those in examples/incidents, each
# answer with an oracle that knows the desk's conditions by heart and nothing of the library, and what clocks say with
# one that counts open minutes from the log's rows.
# usage: incidents.sh PROGRAM LOG.csv
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$here/../../examples/incidents
[[ -r $2 ]] || { echo "skipped: there is no log at $2"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$home/run.sh" "$2" "$1" > "$work/table.txt"
diff "$work/table.txt" "$home/expected.txt"
python3 "$home/convert.py" "$2" > "$work/cases.jsonl"
"$1" decide "$home/desk.jsonc" --case "$work/cases.jsonl" --format json > "$work/decisions.jsonl"
python3 "$here/incidents_oracle.py" "$work/cases.jsonl" "$work/decisions.jsonl"
python3 "$home/clocks.py" "$2" "$1" > "$work/clocks.txt"
diff "$work/clocks.txt" "$home/expected_clocks.txt"
python3 "$here/incident_clocks_oracle.py" "$2" "$work/clocks.txt"
