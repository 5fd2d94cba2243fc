// SPDX-License-Identifier: BSL-1.0
#include <ombud/policy/shape.hpp>

#include <ombud/io/json.hpp>

#include "support/catch.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using ombud::errc;
using ombud::object_kind;

std::string const small = R"({"ombud": 1, "desk": "d", "version": "1", "time_zone": "UTC", "currency": "EUR",
"actions": {"refund": {"amount": true}}, "roles": {"agent": {"rank": 1}},
"staff": [{"id": "lena", "role": "agent"}], "policies": []PLUS})";

ombud::diagnostics check(std::string text, object_kind kind, ombud::limits const& bounds = {})
{
    auto const doc = ombud::parse_json({"s.jsonc", std::move(text)}, 1'000'000).value();
    return check_shape(doc.root(), kind, bounds);
}

// A small desk with `plus` as further members on line 4; each finding as `code line:column path`.
std::vector<std::string> desk_with(std::string const& plus)
{
    auto text = small;
    text.replace(text.find("PLUS"), 4, plus.empty() ? "" : ",\n" + plus);
    std::vector<std::string> out;
    for (auto const& d : check(text, object_kind::desk)) {
        CHECK(!d.hint.empty());
        out.push_back(std::string(to_string(d.code)) + ' ' + std::to_string(d.at.line) + ':'
                      + std::to_string(d.at.column) + ' ' + d.path);
    }
    return out;
}

using found = std::vector<std::string>;

}  // namespace

TEST_CASE("a desk without faults has no findings", "[policy][shape]")
{
    CHECK(desk_with("") == found{});
    std::ifstream file(OMBUD_SOURCE_DIR "/tests/corpus/good/desk.jsonc");
    std::string const whole{std::istreambuf_iterator<char>(file), {}};
    REQUIRE(!whole.empty());
    CHECK(to_string(check(whole, object_kind::desk)) == "");
}

TEST_CASE("an unknown key is an error with a suggestion, x- keys are the host's own", "[policy][shape]")
{
    CHECK(desk_with(R"("x-note": {"rank": []}, "calendar": {}, "routing": {"mood": "direct", "x-y": 1})")
          == found{"unknown_key 4:25 calendar", "unknown_key 4:53 routing.mood"});
    auto const all = check(R"({"test": []})", object_kind::test_file);
    REQUIRE(all.size() == 2);
    CHECK(all[0].code == errc::missing_key);
    CHECK(all[1].hint == "did you mean `tests`?");
}

TEST_CASE("a missing key is reported at its object", "[policy][shape]")
{
    auto const all = check("{}", object_kind::desk);
    std::string names;
    for (auto const& d : all) names += d.message.substr(d.message.find('`')) + ' ';
    CHECK(names == "`ombud` `desk` `version` `time_zone` `currency` `actions` `roles` `staff` `policies` ");
    CHECK(desk_with(R"("special_clients": [{"sponsor": "lena", "reason": "r", "registered_by": "lena",
                    "registered_on": "2026-01-01", "review_by": "2026-06-01"}])")
          == found{"missing_key 4:21 special_clients[0]"});
    CHECK(desk_with(R"("facts": {"a.b": {"type": "bool", "from": "customer"}})")
          == found{"missing_key 4:18 facts[\"a.b\"]"});
}

TEST_CASE("a value of another type is an error at the value", "[policy][shape]")
{
    CHECK(desk_with(R"("routing": [], "edges": {}, "when_silent": 1, "quote": {"ratio": "a"}, )"
                    R"("alternatives": {"a": null})")
          == found{"wrong_type 4:12 routing", "wrong_type 4:25 edges", "wrong_type 4:44 when_silent",
                   "wrong_type 4:66 quote.ratio", "wrong_type 4:94 alternatives.a"});
    CHECK(check("[]", object_kind::desk).front().code == errc::wrong_type);
}

TEST_CASE("values that do not parse are errors by their own code", "[policy][shape]")
{
    CHECK(desk_with(R"("duties": {"a b": "1h", "c": "soon"})")
          == found{"bad_id 4:12 duties[\"a b\"]", "bad_duration 4:30 duties.c"});
    CHECK(desk_with(R"("conflicts": [{"staff": "le na", "customer": "", "reason": " "}])")
          == found{"bad_id 4:25 conflicts[0].staff", "bad_id 4:46 conflicts[0].customer",
                   "out_of_range 4:60 conflicts[0].reason"});
    CHECK(desk_with(R"("calendars": {"c": {"hours": {"mo": [], "fri": ["9-17"], "sat": ["12:00-09:00"]}, )"
                    R"("holidays": ["2026-02-29"]}})")
          == found{"out_of_range 4:31 calendars.c.hours.mo", "bad_wall_time 4:49 calendars.c.hours.fri[0]",
                   "empty_interval 4:66 calendars.c.hours.sat[0]", "bad_date 4:96 calendars.c.holidays[0]"});
    CHECK(desk_with(R"("calendars": {"c": "24x8", "d": "24x7"})") == found{"out_of_range 4:20 calendars.c"});
    CHECK(desk_with(R"("edges": [{"from": "squad:a", "to": "team:b"}, {"from": "lena", "to": "staff:"}])")
          == found{"bad_id 4:20 edges[0].from", "bad_id 4:71 edges[1].to"});
    CHECK(desk_with(R"x("facts": {"param.x": {"type": "bool"}, "a..b": {"type": "list(in)"}})x")
          == found{"out_of_range 4:11 facts[\"param.x\"]", "bad_id 4:40 facts[\"a..b\"]",
                   "out_of_range 4:57 facts[\"a..b\"].type"});
    CHECK(desk_with(R"("definitions": {"in": "true", "ok": ""})")
          == found{"bad_id 4:17 definitions.in", "out_of_range 4:37 definitions.ok"});
}

TEST_CASE("money is a text in the desk's currency unless it names another", "[policy][shape]")
{
    auto const text = [&](std::string const& up_to) {
        auto desk = small;
        desk.replace(desk.find(R"("roles": {"agent": {"rank": 1}})"), 31,
                     R"("roles": {"agent": {"rank": 1, "authority": [{"action": "*", "up_to": )" + up_to + "}]}}");
        desk.replace(desk.find("PLUS"), 4, "");
        auto const all = check(desk, object_kind::desk);
        return all.empty() ? std::string("none") : std::string(to_string(all.front().code));
    };
    CHECK(text("\"1.00\"") == "none");
    CHECK(text("\"100 JPY\"") == "none");
    CHECK(text("\"1.005\"") == "bad_money");
    CHECK(text("\"1.5 JPY\"") == "bad_money");
    CHECK(text("\"-1\"") == "bad_money");
    CHECK(text("\"5 EURO\"") == "bad_currency");
    CHECK(text("5") == "wrong_type");
}

TEST_CASE("numbers have ranges, words a closed set", "[policy][shape]")
{
    CHECK(desk_with(R"("quote": {"ratio": -0.5}, "routing": {"mode": "directly", "prefer": "x"})")
          == found{"out_of_range 4:20 quote.ratio", "out_of_range 4:47 routing.mode",
                   "out_of_range 4:69 routing.prefer"});
    CHECK(desk_with(R"("when_silent": "decline")") == found{"silent_decline 4:16 when_silent"});
    CHECK(check(R"({"ombud": 2})", object_kind::desk).back().code == errc::unsupported_version);
}

TEST_CASE("what this version does not act on is refused, never ignored", "[policy][shape]")
{
    CHECK(desk_with(R"("conduct": [], "edges": [{"from": "lena", "to": "omar", "kind": "sponsor", "when": "true"}])")
          == found{"not_supported_yet 4:1 conduct"});
    CHECK(desk_with(R"("policies ": 1)") == found{"unknown_key 4:1 [\"policies \"]"});
}

TEST_CASE("rules: trees, statuses and parties", "[policy][shape]")
{
    auto text = small;
    text.replace(text.find("PLUS"), 4, "");
    text.replace(text.find("[]"), 2, R"([{"id": "p", "title": "t", "tier": "team", "actions": "*",
"disclosed": {"before": ["page"]}, "rules": [{"id": "a", "when": {"all": []}}, {"id": "b", "when": true},
{"id": "a", "status": "drafty", "refer_to": "role:agent"}, {"id": "c", "refer_to": ["team:x", "lena"]}]}])");
    std::string out;
    for (auto const& d : check(text, object_kind::desk)) out += std::string(to_string(d.code)) + ' ' + d.path + '\n';
    CHECK(out == "out_of_range policies[0].rules[0].when.all\n"
                 "wrong_type policies[0].rules[1].when\n"
                 "duplicate_id policies[0].rules[2].id\n"
                 "out_of_range policies[0].rules[2].status\n"
                 "bad_id policies[0].rules[3].refer_to[1]\n");
}

TEST_CASE("the same id twice names both places; versions tell policies apart", "[policy][shape]")
{
    auto text = small;
    text.replace(text.find("PLUS"), 4, "");
    text.replace(text.find("[]"), 2, R"([
{"id": "p", "title": "t", "tier": "team", "actions": "*", "rules": []},
{"id": "p", "version": "2", "title": "t", "tier": "team", "actions": "*", "rules": []},
{"id": "p", "version": "1", "title": "t", "tier": "team", "actions": "*", "rules": []}])");
    auto const all = check(text, object_kind::desk);
    REQUIRE(all.size() == 1);
    CHECK(all[0].code == errc::duplicate_id);
    CHECK(all[0].at == ombud::position{6, 8});
    CHECK(all[0].message == "a policy with the id `p`, version `1` is defined twice, first at s.jsonc:4:8");
}

TEST_CASE("an interval must not be empty", "[policy][shape]")
{
    auto text = small;
    text.replace(text.find("PLUS"), 4, "");
    text.replace(text.find(R"("role": "agent"})"), 16, R"("role": "agent", "away": [
{"from": "2026-03-02", "until": "2026-03-02"},
{"from": "2026-03-02T10:00:00Z", "until": "2026-03-02T10:30:00+01:00"},
{"from": "2026-03-02", "until": "2026-03-02T10:30:00+01:00"}]})");
    auto const all = check(text, object_kind::desk);
    REQUIRE(all.size() == 2);
    CHECK(all[0].code == errc::empty_interval);
    CHECK(all[0].at == ombud::position{4, 33});
    CHECK(all[1].at == ombud::position{5, 43});
}

TEST_CASE("a case may tell facts of any name, and null for what is known to be none", "[policy][shape]")
{
    CHECK(check(R"({"id": "c", "customer": "c-1", "handler": "lena", "request": {"action": "refund", "amount": null,
                    "vip": true}, "warranty": {"months": 3}, "events": [
                    {"at": "2026-03-02T10:00:00Z", "kind": "vent", "mood": 3}]})",
                object_kind::case_file).empty());
    auto const all = check(R"({"id": null, "customer": {"kind": "alien"}, "handler": 3, "request": {"amount": 12},
                    "history": [{"at": "2026-03-01", "action": "refund", "outcome": "yes"}],
                    "events": [{"at": "yesterday"}]})", object_kind::case_file);
    std::string out;
    for (auto const& d : all) out += std::string(to_string(d.code)) + ' ' + d.path + '\n';
    CHECK(out == "wrong_type id\nmissing_key customer\nout_of_range customer.kind\nwrong_type handler\n"
                 "missing_key request\nwrong_type request.amount\nout_of_range history[0].outcome\n"
                 "missing_key events[0]\nbad_instant events[0].at\n");
}

TEST_CASE("findings beyond the limit are counted", "[policy][shape]")
{
    ombud::limits bounds;
    bounds.diagnostics = 3;
    std::string text = R"({"tests": [)";
    for (int i = 0; i < 5; ++i) text += "1,";
    auto const all = check(text + "]}", object_kind::test_file, bounds);
    REQUIRE(all.size() == 4);
    CHECK(all.back().code == errc::limit_exceeded);
    CHECK(all.back().message == "2 more findings are not shown");
}

TEST_CASE("a tree of conditions has one group or one expression at each place, and labels that say something",
          "[policy][shape]")
{
    auto const faults = [](std::string const& when) {
        auto text = small;
        text.replace(text.find("PLUS"), 4, "");
        text.replace(text.find("[]"), 2, R"([{"id": "p", "title": "t", "tier": "team", "actions": "*", "rules": [
{"id": "a", "when": )" + when + "}]}]");
        std::vector<std::string> out;
        for (auto const& d : check(text, object_kind::desk)) {
            CHECK(!d.hint.empty());
            out.push_back(std::string(to_string(d.code)) + ' ' + d.path.substr(21));
        }
        return out;
    };
    CHECK(faults(R"({"label": "x", "all": [{"if": "true"}, {"any": [{"label": "y", "if": "true"}]}, {"none": [
        {"if": "true", "x-own": 1}]}]})") == found{});
    CHECK(faults(R"({"all": [{"if": "true"}], "none": [{"if": "true"}]})") == found{"out_of_range when.none"});
    CHECK(faults(R"({"all": [{"label": "x"}]})") == found{"missing_key when.all[0]"});
    CHECK(faults(R"({"any": [{"all": []}, {"if": true}, "true"]})")
          == found{"out_of_range when.any[0].all", "wrong_type when.any[1].if", "wrong_type when.any[2]"});
    CHECK(faults(R"({"none": {"if": "true"}})") == found{"wrong_type when.none"});
    CHECK(faults(R"({"if": "true", "label": " ", "than": 1})")
          == found{"out_of_range when.label", "unknown_key when.than"});
    CHECK(faults(R"([{"if": "true"}])") == found{"wrong_type when"});
}
