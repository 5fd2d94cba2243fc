#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Build everything with warnings as errors and run all tests but the long ones, on Debian 12.
# Installs what is missing (as root, or with sudo); where all is present it needs no network and says nothing of it.
#
#   tests/run.sh            the last line is `N passed, N failed`; the results lie in build/results
#
# OMBUD_JOBS: how many compilers and tests at a time; OMBUD_CMAKE_OPTIONS: more options for CMake.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
results=$root/build/results
venv=$root/build/venv
jobs=${OMBUD_JOBS:-$(nproc)}
packages=(g++ cmake ninja-build ccache pkg-config tzdata
          libboost1.81-dev libboost-json1.81-dev libboost-program-options1.81-dev libre2-dev libhowardhinnant-date-dev
          libyaml-cpp-dev catch2 libbenchmark-dev valgrind python3 python3-dev python3-venv)
python_packages=(nanobind scikit-build-core pytest hypothesis jsonschema pyyaml)

# with precompiled headers ccache keeps nothing unless it may overlook their definitions and times
export CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_NOHASHDIR=1

say() { printf '== %s\n' "$*"; }
fail() { printf 'tests/run.sh: %s\n' "$*" >&2; exit 1; }
as_root() { if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo "$@"; fi; }

install_missing() {
    command -v dpkg-query >/dev/null || return 0  # another system: the build names what it lacks
    local missing=() package
    for package in "${packages[@]}"; do
        # shellcheck disable=SC2016
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true) == installed ]] || missing+=("$package")
    done
    [[ ${#missing[@]} -eq 0 ]] && return
    [[ $(id -u) -eq 0 ]] || command -v sudo >/dev/null ||
        fail "these packages are missing, and there is neither root nor sudo to install them: ${missing[*]}"
    say "installing ${missing[*]}"
    as_root apt-get -qq update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
}

# Run a stage; where it fails before it could write results, that counts as one failed test of its name.
stage() {
    local name=$1
    shift
    say "$name"
    if "$@"; then return; fi
    touch "$results/$name.failed"
}

build_all() {
    local python=python3
    [[ -e $results/venv.failed ]] || python=$venv/bin/python
    python=$(command -v "$python")
    # shellcheck disable=SC2086
    cmake --preset dev --log-level=WARNING -S "$root" -DPython_EXECUTABLE="$python" -DPython3_EXECUTABLE="$python" \
        ${OMBUD_CMAKE_OPTIONS:-} &&
        cmake --build "$root/build/dev" --parallel "$jobs"
}

run_ctest() {
    ctest --test-dir "$root/build/dev" -LE '^long$' -j "$jobs" --output-on-failure --output-junit "$results/ctest.xml" \
        --test-output-size-passed 100000 --test-output-size-failed 1000000
}

make_venv() {
    [[ -x $venv/bin/python ]] || python3 -m venv --system-site-packages "$venv"
    "$venv/bin/python" -c 'import nanobind, scikit_build_core, pytest, hypothesis, jsonschema, yaml' 2>/dev/null ||
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "${python_packages[@]}"
}

# What is tested here is the package, so it need not be fast: as the rest was built, much of it is compiled already.
install_binding() {
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-build-isolation \
        --no-deps --force-reinstall -C build-dir="$root/build/python" -C cmake.build-type=Debug \
        -C cmake.define.CMAKE_CXX_FLAGS_DEBUG="-O0 -g1" -C cmake.define.OMBUD_LIBRARY_OPTIONS=-O1 "$root/bindings/python"
}

run_pytest() {
    (cd "$root/bindings/python" && "$venv/bin/python" -m pytest -q --junitxml="$results/pytest.xml" tests)
}

mkdir -p "$results"
rm -f "$results"/*.xml "$results"/*.failed
install_missing
stage venv make_venv
stage build build_all
[[ -e $results/build.failed ]] || stage ctest run_ctest
if [[ ! -e $results/venv.failed ]]; then
    stage binding install_binding
    [[ -e $results/binding.failed ]] || stage pytest run_pytest
fi
say "summary, after $((SECONDS / 60)) min $((SECONDS % 60)) s"
python3 "$root/tests/support/summary.py" "$results"
