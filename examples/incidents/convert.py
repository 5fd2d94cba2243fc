#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Turn the event log of a real service desk into cases, one for each incident, as JSON Lines.

The log is the "Incident management process enriched event log" (UCI Machine Learning Repository 498, C. A. L. Amaral,
M. Fantinato, S. M. Peres, CC BY 4.0), or a sample of it. Each incident is put before the desk at its most telling step:
when it was reopened, else when its priority changed, else when it was last handed to another group, else when it was
resolved. The case tells what was known just before that step; the request is what the log says was done next.

usage: convert.py LOG.csv > cases.jsonl
"""
import csv
import json
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Sao_Paulo")  # the log tells local times without a zone

STATES = {
    "New": "open", "Active": "open", "Awaiting User Info": "waiting_on_customer", "Awaiting Evidence": "waiting_on_customer",
    "Awaiting Vendor": "waiting_on_third_party", "Awaiting Problem": "waiting_on_staff", "Resolved": "resolved", "Closed": "closed",
}

# Who sits behind the log's anonymous groups: the large ones by name, the others by their number, always the same way.
TEAMS = {"front": ["dana", "eli", "fay"], "applications": ["gil", "hana", "ivo"],
         "network": ["jana", "kai", "leo"], "workplace": ["mira", "nico", "oda"]}
GROUPS = {"70": "front", "24": "workplace", "25": "workplace", "23": "workplace", "28": "applications", "30": "applications",
          "66": "network", "54": "network", "27": "applications", "39": "network", "56": "front", "10": "front"}
DEFAULT_HANDLER = "dana"


def known(text):
    return text not in ("?", "")


def number_in(text):
    """`3 - Moderate` is 3, `Group 70` is 70, `?` is none."""
    digits = "".join(c for c in (text.split("-")[0] if text[:1].isdigit() else text) if c.isdigit())
    return int(digits) if digits else None


def slug(text):
    """`Updated by 21` as an id: `updated-by-21`."""
    return "-".join(text.lower().split())


def instant(text):
    return datetime.strptime(text, "%d-%m-%Y %H:%M").replace(tzinfo=ZONE)


def handler_of(row):
    group = number_in(row["assignment_group"])
    if group is None:
        return DEFAULT_HANDLER
    names = list(TEAMS)
    team = TEAMS[GROUPS.get(str(group), names[1 + group % 3])]
    resolver = number_in(row["assigned_to"])
    return team[0 if resolver is None else resolver % len(team)]


def telling_step(rows):
    """The action that the log shows, and the position of the row that shows it."""
    pairs = list(enumerate(zip(rows, rows[1:]), start=1))[::-1]
    for at, (before, after) in pairs:
        if int(after["reopen_count"]) > int(before["reopen_count"]):
            return "reopen", at
    for at, (before, after) in pairs:
        if after["priority"] != before["priority"]:
            return ("raise_priority" if after["priority"] < before["priority"] else "lower_priority"), at
    for at, (before, after) in pairs:
        if int(after["reassignment_count"]) > int(before["reassignment_count"]):
            return "hand_over", at
    return "resolve", next(i for i, row in enumerate(rows) if row["incident_state"] in ("Resolved", "Closed"))


def events_of(rows, opened):
    """What happened before the step, oldest first."""
    out = [{"at": opened.isoformat(), "kind": "opened", **({"by": slug(rows[0]["opened_by"])} if known(rows[0]["opened_by"]) else {})}]
    last = {"incident_state": "New", "priority": rows[0]["priority"], "assignment_group": None, "reopen_count": "0"}
    for row in rows:
        said = {"at": max(instant(row["sys_updated_at"]), opened).isoformat()}
        if known(row["sys_updated_by"]):
            said["by"] = slug(row["sys_updated_by"])
        kinds = []
        if row["reopen_count"] != last["reopen_count"]:
            kinds.append({"kind": "reopened"})
        if row["incident_state"] != last["incident_state"]:
            kinds.append({"kind": "state", "to": STATES[row["incident_state"]]})
        if row["assignment_group"] != last["assignment_group"] and known(row["assignment_group"]):
            kinds.append({"kind": "assigned", "to": slug(row["assignment_group"])})
        if row["priority"] != last["priority"]:
            kinds.append({"kind": "priority", "from": str(number_in(last["priority"])), "to": str(number_in(row["priority"]))})
        out += [{**said, **kind} for kind in kinds or [{"kind": "note"}]]
        last = row
    return out


def since_state(rows):
    """When the state of the last row began."""
    first = len(rows) - 1
    while first > 0 and rows[first - 1]["incident_state"] == rows[-1]["incident_state"]:
        first -= 1
    return instant(rows[first]["sys_updated_at"])


def in_order(rows):
    return sorted(rows, key=lambda row: (instant(row["sys_updated_at"]), int(row["sys_mod_count"])))


def opened_at(rows):
    return min(instant(rows[0]["opened_at"]), instant(rows[0]["sys_updated_at"]))


def case_of(number, rows):
    rows = in_order(rows)
    action, step = telling_step(rows)
    seen, after = rows[:step], rows[step]
    now = seen[-1] if seen else after        # what was known just before; 29 incidents were written down when already solved
    opened = opened_at(rows)
    state = STATES[now["incident_state"]]
    request = {"action": action, "channel": now["contact_type"].lower()}
    if action.endswith("priority"):
        request |= {"to_priority": number_in(after["priority"]), "to_impact": number_in(after["impact"]), "to_urgency": number_in(after["urgency"])}
    if action == "hand_over" and known(after["assignment_group"]):
        request["to_group"] = slug(after["assignment_group"])
    facts = {
        "state": state, "opened_at": opened.isoformat(),
        "state_since": since_state(seen or [after]).isoformat(),
        "priority": number_in(now["priority"]), "impact": number_in(now["impact"]), "urgency": number_in(now["urgency"]),
        "priority_confirmed": now["u_priority_confirmation"] == "TRUE", "made_sla": now["made_sla"] == "TRUE",
        "reassignment_count": int(now["reassignment_count"]), "reopen_count": int(now["reopen_count"]),
    }
    for fact, column in (("category", "category"), ("symptom", "u_symptom")):
        if known(now[column]):
            facts[fact] = slug(now[column])
    if known(now["problem_id"]):
        facts["problem"] = True
    case = {"id": number, "handler": handler_of(now), "request": request, "case": facts,
            "customer": {"id": slug(now["caller_id"]) if known(now["caller_id"]) else "caller-unknown", "kind": "internal"},
            "events": events_of(seen, opened) if seen else events_of([after], opened)[:1]}
    if now["notify"] == "Do Not Notify":     # nothing was ever sent to the caller, so no policy was shown
        case["shown"] = []
    return {"at": max(instant(after["sys_updated_at"]), opened).isoformat(), "case": case}


def incidents_of(path):
    """The rows of each incident, by its number, as they come."""
    incidents = {}
    with open(path, encoding="utf-8", newline="") as log:
        for row in csv.DictReader(log):
            incidents.setdefault(row["number"], []).append(row)
    return incidents


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for number, rows in incidents_of(sys.argv[1]).items():
        print(json.dumps(case_of(number, rows), ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
