#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# A promise made, paused, escalated, renegotiated and kept: one case at five instants.
# usage: run.sh [PROGRAM]     PROGRAM: the built `ombud`, else the one on the path
set -euo pipefail

program=$(realpath "$(command -v "${1:-ombud}")")
cd "$(dirname "${BASH_SOURCE[0]}")"
desk=(../01_decide/desk.jsonc promises.jsonc)

ask() { # what the customer's side of the desk sees, and its exit code is part of the answer
    local what=$1
    shift
    printf '\n$ ombud %s desk.jsonc promises.jsonc %s\n' "$what" "$*"
    "$program" "$what" "${desk[@]}" "$@" || true
}

echo "== 1. asked: may lena promise the money by tonight? No; but an answer, and by when"
ask promise --case 1-asked.json --promise money-tonight.json
ask decide --case 1-asked.json --no-texts

echo; echo "== 2. promised and referred; omar needs the receipt, and the clocks of the promise stand still"
ask watch --case 2-paused.json

echo; echo "== 3. escalated: omar did not answer in his time, so the owner is next; what was promised cannot be kept"
ask watch --case 3-escalated.json
ask decide --case 3-escalated.json --no-texts

echo; echo "== 4. renegotiated, before the old promise passes: a safe time is promised instead"
ask promise --case 3-escalated.json --promise answer-tomorrow.json
ask watch --case 4-renegotiated.json

echo; echo "== 5. kept"
ask decide --case 5-kept.json --no-texts
ask watch --case 5-kept.json
