#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Build the fuzzers with Clang 14 and run each for a while, from its corpus and what earlier runs found.
#
#   tests/fuzz/run.sh [SECONDS [TARGET…]]   60 seconds each; all targets
#
# New inputs lie in build/fuzz/corpus, inputs that fail in build/fuzz/crashes; fails if there is any of this run.
# A failing input, once understood, goes into tests/fuzz/corpus, where every test run replays it.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$root/build/fuzz
seconds=${1:-60}
targets=("${@:2}")
[[ ${#targets[@]} -gt 0 ]] || targets=(cel_parse cel_unparse cel_evaluate cel_differential)

cmake -S "$root" -B "$build" -G Ninja --log-level=WARNING -DOMBUD_BUILD_FUZZERS=ON -DOMBUD_WARNINGS_AS_ERRORS=ON \
    -DCMAKE_C_COMPILER=clang-14 -DCMAKE_CXX_COMPILER=clang++-14 -DCMAKE_BUILD_TYPE=Debug \
    -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1 -fno-omit-frame-pointer" -DOMBUD_BUILD_PROGRAM=OFF -DOMBUD_BUILD_CAPI=OFF \
    -DOMBUD_BUILD_PYTHON=OFF -DOMBUD_BUILD_EXAMPLES=OFF -DOMBUD_BUILD_BENCHMARKS=OFF
cmake --build "$build" --target "${targets[@]/#/fuzzer_}" --parallel "${OMBUD_JOBS:-2}"

failed=()
for target in "${targets[@]}"; do
    mkdir -p "$build/corpus/$target" "$build/crashes"
    printf '== %s, %s seconds\n' "$target" "$seconds"
    "$build/tests/fuzz/fuzzer_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
        -dict="$root/tests/fuzz/cel.dict" -artifact_prefix="$build/crashes/$target-" -print_final_stats=1 -print_funcs=0 -verbosity=0 \
        "$build/corpus/$target" "$root/tests/fuzz/corpus/$target" || failed+=("$target")
done
[[ ${#failed[@]} -eq 0 ]] || { printf 'found something: %s\n' "${failed[*]}"; exit 1; }
