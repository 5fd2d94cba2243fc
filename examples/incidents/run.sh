#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Convert a service-desk log, decide every incident three times, compare the bytes, and count the answers.
# usage: run.sh LOG.csv [PROGRAM]     PROGRAM: the built `ombud`, else the one in build/quickstart or on the path
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
log=${1:?usage: run.sh LOG.csv [PROGRAM]}
program=${2:-}
if [[ -z $program ]]; then
    for candidate in "$here"/../../build/{quickstart,release,dev}/src/cli/ombud "$(command -v ombud || true)"; do
        if [[ -n $candidate && -x $candidate ]]; then program=$candidate; break; fi
    done
fi
[[ -x $program ]] || { echo "run.sh: no program \`ombud\` found: run examples/quickstart.sh, or name it as second argument" >&2; exit 2; }
[[ -r $log ]] || { echo "run.sh: cannot read $log" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$here/convert.py" "$log" > "$work/cases.jsonl"
decide() { "$program" decide "$here/desk.jsonc" --case "$work/cases.jsonl" --format json --jobs "$1"; }
decide 1 > "$work/one.jsonl"
decide 1 > "$work/again.jsonl"
decide 2 > "$work/two.jsonl"
cmp "$work/one.jsonl" "$work/again.jsonl"
cmp "$work/one.jsonl" "$work/two.jsonl"

python3 - "$work/cases.jsonl" "$work/one.jsonl" <<'EOF'
import collections, json, sys
cases = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
decisions = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
assert len(cases) == len(decisions) and all("outcome" in d for d in decisions), "an incident has no decision"
count = collections.Counter((d["outcome"], d["cause"] or "") for d in decisions)
order = ["grant", "offer", "decline", "refer", "ask"]
print(f"{len(decisions)} incidents, {len(decisions)} decisions, equal bytes in two runs, with one job and with two\n")
print(f"{'outcome':<9} {'cause':<22} {'incidents':>9}")
for (outcome, cause), n in sorted(count.items(), key=lambda kv: (order.index(kv[0][0]), -kv[1], kv[0][1])):
    print(f"{outcome:<9} {cause:<22} {n:>9}")
EOF
