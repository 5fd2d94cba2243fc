# SPDX-License-Identifier: BSL-1.0
"""The tests share the small desk of the C interface's tests: Lena grants refunds up to 100 EUR, Vera any."""
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
# `python -m pytest` puts the current folder first; the package that is tested is the one installed, not its sources.
sys.path[:] = [entry for entry in sys.path if Path(entry).resolve() != ROOT / "bindings" / "python"]
sys.path.insert(0, str(ROOT / "tests" / "doors"))

import ombud  # noqa: E402
from worlds import read_jsonc  # noqa: E402

DESK_FILE = ROOT / "tests" / "capi" / "desk.jsonc"
MONDAY = datetime(2026, 3, 9, 10, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture(scope="session")
def document():
    return read_jsonc(DESK_FILE)


@pytest.fixture(scope="session")
def desk():
    return ombud.Desk.load(DESK_FILE)


def make_case(amount="79.00", **item):
    return {
        "id": "C-1",
        "customer": "c-1",
        "handler": "lena",
        "request": {"action": "refund", "amount": amount, "item": item},
    }


@pytest.fixture
def granted(desk):
    return desk.decide(make_case(hygiene=False, opened=False), MONDAY)


@pytest.fixture
def declined(desk):
    return desk.decide(make_case(hygiene=True, opened=True), MONDAY)


@pytest.fixture
def referred(desk):
    return desk.decide(make_case("300.00", hygiene=False, opened=False), MONDAY)


@pytest.fixture
def asked(desk):
    return desk.decide(make_case(hygiene=True), MONDAY)
