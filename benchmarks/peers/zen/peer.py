# SPDX-License-Identifier: BSL-1.0
"""GoRules Zen: one decision table with a row for each rule, which collects the rows that are true."""
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from timing import given, missing, serve  # noqa: E402

try:
    import zen
except ImportError:
    missing("zen-engine")

rules, tickets, version = given("zen-engine")
table = {
    "hitPolicy": "collect", "inputs": [{"id": "when", "name": "When"}],
    "outputs": [{"id": "rule", "name": "Rule", "field": "rule"}],
    "rules": [{"_id": f"r{n}", "when": when, "rule": str(n)} for n, when in enumerate(rules)],
}
place = {"x": 0, "y": 0}
graph = {
    "contentType": "application/vnd.gorules.decision",
    "nodes": [{"id": "in", "name": "in", "type": "inputNode", "position": place},
              {"id": "table", "name": "table", "type": "decisionTableNode", "position": place, "content": table},
              {"id": "out", "name": "out", "type": "outputNode", "position": place}],
    "edges": [{"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
              {"id": "2", "sourceId": "table", "targetId": "out", "type": "edge"}],
}
decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(graph)))


def find(ticket):
    return [row["rule"] for row in decision.evaluate(ticket)["result"]]


serve("GoRules Zen", version, len(rules), tickets, find)
