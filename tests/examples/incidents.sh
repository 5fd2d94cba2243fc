#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# The incidents example on the real log, if present: its table is compared with examples/incidents/expected.txt.
# usage: incidents.sh PROGRAM LOG.csv
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../examples/incidents" && pwd)
[[ -r $2 ]] || { echo "skipped: there is no log at $2"; exit 77; }
diff <("$home/run.sh" "$2" "$1") "$home/expected.txt"
