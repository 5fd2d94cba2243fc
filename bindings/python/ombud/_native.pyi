# SPDX-License-Identifier: BSL-1.0
from typing import List, Optional, Tuple

Finding = Tuple[bytes, bytes, bytes, int, int, bytes, bytes, bytes]

version: str

class Desk:
    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def digest(self) -> str: ...
    def decide(
        self, json: bytes, now: Optional[int], texts: bool, explain_all: bool
    ) -> Tuple[Optional[bytes], List[Finding]]: ...

def load(paths: List[bytes]) -> Tuple[Optional[Desk], List[Finding]]: ...
def parse(named_texts: List[Tuple[bytes, bytes]]) -> Tuple[Optional[Desk], List[Finding]]: ...
