#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# From a fresh clone to a first decision, on Debian 12: install what is missing, build the program, decide one case.
# Safe to run again: packages that are present and files that are built already are left as they are.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build/quickstart
log=$build/quickstart.log
packages=(libboost1.81-dev libboost-json1.81-dev libboost-program-options1.81-dev libre2-dev
          libhowardhinnant-date-dev libyaml-cpp-dev tzdata cmake ninja-build g++ ccache)

say() { printf '%s\n' "$*"; }
fail() { printf 'quickstart: %s\n' "$*" >&2; exit 1; }
# Run a command quietly; if it fails, show the end of what it said.
quietly() {
    local what=$1
    shift
    "$@" >>"$log" 2>&1 && return
    tail -n 25 "$log" >&2
    fail "$what failed. The whole log is $log"
}

as_root() {
    if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

install_missing() {
    command -v dpkg-query >/dev/null || fail "this script needs Debian 12 or a relative of it; README.md lists what to install elsewhere"
    local missing=() package
    for package in "${packages[@]}"; do
        # shellcheck disable=SC2016
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true) == installed ]] || missing+=("$package")
    done
    [[ ${#missing[@]} -eq 0 ]] && return
    [[ $(id -u) -eq 0 ]] || command -v sudo >/dev/null || fail "these packages are missing, and there is neither root nor sudo to install them: ${missing[*]}"
    say "[1/3] Installing ${missing[*]}"
    quietly "apt-get update" as_root apt-get update
    quietly "apt-get install" as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}

build_program() {
    local cores
    cores=$(nproc)
    say "[2/3] Building the program, optimised (a few minutes the first time)"
    quietly "configuring" cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release \
        -DOMBUD_BUILD_TESTS=OFF -DOMBUD_BUILD_CAPI=OFF -DOMBUD_BUILD_EXAMPLES=OFF -DOMBUD_BUILD_BENCHMARKS=OFF
    quietly "the build" cmake --build "$build" --parallel "$((cores < 2 ? cores : 2))"
    program=$build/src/cli/ombud
    [[ -x $program ]] || fail "the build made no program at $program"
}

show_a_decision() {
    local home=$root/examples/harbour-home
    say "[3/3] Deciding a first case"
    cat <<'TEXT'

    Harbour Home sells bath goods. A customer wants 89.00 EUR back for a brush that was opened. The policy says no:
    opened hygiene goods stay sold. But this customer is a registered special client, whom nobody may turn away
    outright. Lena has the customer on the phone and asks what to do; this is the answer she reads:

TEXT
    "$program" decide "$home/desk.jsonc" "$home/policies.jsonc" --case "$home/cases/special-refund.json"
    say ""
    say "The case is examples/harbour-home/cases/special-refund.json; change a fact in it and decide again:"
    say "  build/quickstart/src/cli/ombud decide examples/harbour-home/{desk,policies}.jsonc --case examples/harbour-home/cases/special-refund.json"
}

mkdir -p "$build"
: >"$log"
install_missing
build_program
show_a_decision
