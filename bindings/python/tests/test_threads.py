# SPDX-License-Identifier: BSL-1.0
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from conftest import MONDAY, make_case


def test_threads_share_a_desk_and_get_the_same_bytes(desk):
    cases = [make_case(f"{n}.00", hygiene=n % 2 == 0, opened=n % 3 == 0) for n in range(1, 200)]
    expected = [desk.decide(case, MONDAY).to_json() for case in cases]
    with ThreadPoolExecutor(2) as pool:
        for _ in range(3):
            assert [d.to_json() for d in pool.map(lambda case: desk.decide(case, MONDAY), cases)] == expected


def test_others_run_while_a_case_is_decided(desk):
    """With a switch interval of ten seconds, another thread gets its turn only if deciding gives up the lock."""
    case = make_case(hygiene=False, opened=False)
    case["events"] = [{"at": "2026-03-09T08:00:00Z", "kind": "note", "text": "x" * 40} for _ in range(20_000)]
    turns = []
    stop = threading.Event()

    def count():
        while not stop.is_set():
            turns.append(1)
            time.sleep(0)

    before = sys.getswitchinterval()
    sys.setswitchinterval(10)
    other = threading.Thread(target=count)
    try:
        other.start()
        seen = len(turns)
        desk._native.decide(__import__("json").dumps(case).encode(), int(MONDAY.timestamp()), True, False)
        gained = len(turns) - seen
    finally:
        stop.set()
        sys.setswitchinterval(before)
        other.join()
    assert gained > 0
