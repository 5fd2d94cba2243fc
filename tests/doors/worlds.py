# SPDX-License-Identifier: BSL-1.0
"""The desks of this repository with all cases written for them: what must be decided alike through every door."""
import json
import re
from pathlib import Path
from typing import Iterator, List, NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class World(NamedTuple):
    name: str
    desk: List[Path]
    cases: List[str]  # one line of JSON each: {"at": …, "case": {…}}


def read_jsonc(path: Path):
    """JSON with comments and trailing commas."""
    text = path.read_text(encoding="utf-8")
    token = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/', re.S)
    text = token.sub(lambda found: found.group() if found.group()[0] == '"' else " ", text)
    comma = re.compile(r'"(?:\\.|[^"\\])*"|,(?=\s*[\]}])', re.S)
    return json.loads(comma.sub(lambda found: found.group() if found.group()[0] == '"' else "", text))


def _line(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _cases_of(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("tests*.jsonc")):
        for test in read_jsonc(path)["tests"]:
            yield _line({"at": test["at"], "case": test["case"]})
    for path in sorted(folder.glob("cases/*.json")):
        yield _line(read_jsonc(path))


def worlds() -> List[World]:
    found = []
    for folder in sorted({path.parent for path in ROOT.glob("examples/*/tests*.jsonc")}):
        desk = sorted(path for path in folder.glob("*.jsonc") if not path.name.startswith("tests"))
        found.append(World(folder.name, desk, list(_cases_of(folder))))
    for path in sorted(ROOT.glob("tests/corpus/cases/*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        found.append(World(path.stem, [ROOT / "tests/corpus/good/desk.jsonc"], [line for line in lines if line]))
    return found
