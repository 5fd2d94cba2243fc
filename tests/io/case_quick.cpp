// SPDX-License-Identifier: BSL-1.0
#include <ombud/io/case.hpp>

#include <ombud/decision/decide.hpp>
#include <ombud/io/detail/quick_case.hpp>
#include <ombud/io/file.hpp>
#include <ombud/io/json.hpp>
#include <ombud/io/load.hpp>

#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/oracle_cases.hpp"
#include "support/oracle_generator.hpp"
#include "support/oracle_worlds.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <vector>

// Cases are read in two ways: quickly, and with care as a document first. What the first takes, the second takes, and
// as the same case; whatever is wrong is said in the same words.

namespace {

using ombud::case_file;

// Facts of every type, and all else that a case may tell.
ombud::desk typed_desk(bool ignore)
{
    return ombud::load_desk(ombud::source_text("desk.json", R"=({"ombud": 1, "desk": "d", "version": "1",
        "time_zone": "Europe/Berlin", "currency": "EUR", "undeclared": ")=" + std::string(ignore ? "ignore" : "error")
        + R"=(", "actions": {"refund": {"amount": true}, "callback": {}},
        "facts": {"t.flag": {"type": "bool"}, "t.count": {"type": "int", "default": 3}, "t.share": {"type": "double"},
                  "t.word": {"type": "string"}, "t.paid": {"type": "money"}, "t.since": {"type": "timestamp"},
                  "t.wait": {"type": "duration"}, "t.all": {"type": "any"}, "t.words": {"type": "list(string)"},
                  "t.alls": {"type": "list(any)"}, "t.deep.er.still": {"type": "int"}, "plain": {"type": "string"},
                  "t.level": {"type": "int", "one_of": [1, 2]}, "t.deep.tier": {"type": "string", "default": "b",
                  "one_of": ["a", "b", "a longer word than others", "Größe"]},
                  "customer.tier": {"type": "string", "one_of": ["gold", "basic"]}, "case.contacts": {"type": "int"}},
        "roles": {"a": {"rank": 1}, "b": {"rank": 2, "management": true, "authority": [{"action": "*"}]}},
        "staff": [{"id": "lena", "role": "a", "reports_to": "vera", "skills": ["x"]}, {"id": "vera", "role": "b"}],
        "policies": [], "budgets": {"care": {"limit": "500.00", "per": ["year"]}}})=")).value();
}

std::string text_of(std::string const& name)
{
    std::ifstream const file(OMBUD_SOURCE_DIR + name, std::ios::binary);
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

void add(std::string& out, std::optional<ombud::instant> t)
{
    out += t ? std::to_string(t->time_since_epoch().count()) + ' ' : "- ";
}

void add(std::string& out, std::optional<ombud::money> amount) { out += amount ? to_string(*amount) + ' ' : "- "; }

void add_facts(std::string& out, case_file const& c)
{
    for (std::uint32_t slot = 0; slot < c.facts().size(); ++slot) {
        ombud::fact const which{slot};
        auto const& held = c[which];
        out += std::to_string(int(held.kind())) + to_json(held) + (c.told(which) ? "t" : "")
               + (c.assumed(which) ? "a\n" : "\n");
        // the index of rules knows declared texts by their place
        if (!c.model().facts[which].one_of.empty() && held.is(ombud::value_kind::string))
            out += std::to_string(reinterpret_cast<std::uintptr_t>(held.as_string().data())) + '\n';
    }
}

void add_past(std::string& out, case_file const& c)
{
    for (auto const& e : c.events()) {
        add(out, e.at());
        add(out, e.due());
        out += std::string(e.kind_text()) + std::to_string(int(e.kind())) + (e.is_public() ? "p" : "")
               + (e.automated() ? "a " : " ") + to_json(e.record()) + std::string(e.by()) + std::string(e.to())
               + std::string(e.id()) + '\n';
    }
    for (auto const& row : c.history()) {
        add(out, row.at);
        add(out, row.amount);
        add(out, row.holds_until);
        out += row.action + ' ' + row.outcome + row.by + row.fingerprint + row.digest + row.case_id + row.customer;
        if (row.standing) {
            add(out, row.standing->until);
            add(out, row.standing->up_to);
            for (auto const& action : row.standing->actions) out += action + ' ';
        }
    }
    for (auto const& one : c.decisions()) {
        add(out, one.at);
        out += one.outcome + one.handler + one.decider + one.fingerprint + one.digest + to_json(one.record);
        for (auto const& duty : one.duties) out += duty.id + duty.what + duty.who + duty.to + duty.done_when;
    }
}

// All that a case holds.
std::string all_of(case_file const& c)
{
    std::string out = std::to_string(c.handler()) + ' ' + std::to_string(c.action()) + '\n';
    add_facts(out, c);
    add_past(out, c);
    if (c.shown()) out += "shown";
    for (auto const& policy : c.shown().value_or(std::vector<std::string>{})) out += ' ' + policy;
    out += '\n' + std::string(c.account()) + '\n';
    for (auto const& need : c.needs()) out += need + ' ';
    if (c.concern()) out += std::to_string(int(c.concern()->what)) + c.concern()->note;
    for (std::uint32_t which = 0; which < c.model().budgets.size(); ++which) {
        add(out, c.use_of(which).used);
        out += std::to_string(c.use_of(which).times.value_or(-1)) + '\n';
    }
    if (c.proposal()) add(out += c.proposal()->outcome + c.proposal()->because, c.proposal()->amount);
    if (c.customer_zone() != nullptr) out += c.customer_zone()->name();
    return out;
}

std::string all_of(ombud::diagnostics const& found)
{
    std::string out;
    for (auto const& d : found)
        out += std::string(to_string(d.code)) + ' ' + std::to_string(d.at.line) + ':' + std::to_string(d.at.column)
               + ' ' + d.file + ' ' + d.path + ' ' + d.message + ' ' + d.hint + '\n';
    return out;
}

std::string decided(ombud::desk const& d, case_file const& c)
{
    auto const now = ombud::parse_instant("2026-03-09T11:00:00Z").value().whole;
    return to_json(decide(d, c, now));
}

ombud::result<case_file> with_care(ombud::desk const& d, std::string const& text)
{
    auto const parsed = ombud::parse_json(ombud::source_text("c.json", text), ombud::limits{}.case_bytes);
    if (!parsed) return parsed.diagnostics();
    return ombud::read_case(d, parsed->root());
}

// Whether the quick reading alone takes it.
bool is_quick(ombud::desk const& d, std::string const& text)
{
    ombud::limits const bounds;
    ombud::io_detail::json_cursor in(text, 64);
    ombud::io_detail::quick_case read(d, bounds, in);
    return read.read() && in.at_end() && read.make();
}

struct agreement {
    ombud::desk const& desk;
    std::size_t taken = 0;  // of those without faults
    std::size_t good = 0;
    std::size_t bad = 0;

    void check(std::string const& text)
    {
        INFO(text);
        auto const expected = with_care(desk, text);
        auto const read = ombud::parse_case(desk, ombud::source_text("c.json", text));
        REQUIRE(bool(read) == bool(expected));
        REQUIRE(all_of(read.diagnostics()) == all_of(expected.diagnostics()));
        (expected ? good : bad) += 1;
        taken += expected && is_quick(desk, text);
        auto const dated = ombud::parse_dated_case(desk, R"({"at": "2026-03-02", "case":)" + text + "}");
        if (!expected) return;
        REQUIRE(all_of(*read) == all_of(*expected));
        REQUIRE(decided(desk, *read) == decided(desk, *expected));
        if (text.starts_with("\xEF\xBB\xBF")) return;
        REQUIRE(dated);
        REQUIRE(all_of(dated->file) == all_of(*expected));
        auto const day = ombud::parse_date("2026-03-02").value();
        REQUIRE(dated->at == desk.model().zone.to_instant(ombud::local_seconds{day}));
    }
};

using texts = std::vector<std::string>;

class changes {
public:
    explicit changes(unsigned seed) : random_(seed) {}
    std::size_t pick(std::size_t n) { return random_() % n; }
    std::string const& one_of(texts const& all) { return all[pick(all.size())]; }

    // Some of them in any order, between brackets.
    std::string object(texts some, std::size_t leave_out)
    {
        std::shuffle(some.begin(), some.end(), random_);
        std::string out = "{";
        for (auto const& one : some)
            if (pick(leave_out) != 0) out += (out.size() > 1 ? pick(4) == 0 ? " ,\n " : "," : "") + one;
        return out + "}";
    }

    std::string mutate(std::string text)
    {
        texts const pieces{"\"", "{", "}", "[", "]", ",", ":", "\\", "\\u00e9", "\\ud83d\\ude00", "\\ud83d", "//x\n",
                           "0", "-", "1e5", ".5", "null", "true", " ", "\t", "\n", "é", "\xff", "\xed\xa0\x80",
                           "\x01", ",\"x-a\":1", "/**/", "e", ".", "\"id\":", std::string(1, '\0'), "\\u0000", "*",
                           "\xEF\xBB\xBF"};
        for (auto times = 1 + pick(2); times > 0; --times) {
            auto const at = pick(text.size());
            auto const length = 1 + pick(std::min<std::size_t>(text.size() - at, pick(3) == 0 ? 40 : 2));
            switch (pick(4)) {
            case 0: text.erase(at, length); break;
            case 1: text.insert(at, one_of(pieces)); break;
            case 2: text.replace(at, length, one_of(pieces)); break;
            default: text.insert(pick(text.size()), text.substr(at, length)); break;
            }
            if (text.empty()) text = "{";
        }
        return text;
    }

private:
    std::mt19937 random_;
};

// Members that are good, and some that are not.
std::string random_event(changes& by, std::size_t minute)
{
    texts const kinds{"\"opened\"", "\"complaint\"", "\"own thing\"", "\"decided\"", "\"returned\"",
                      "\"staff_message\"", "\"customer_message\"", "\"promised\"", "\" \"", "\"caf\\u00e9\""};
    texts const more{R"("by":"lena")", R"("to":"customer")", R"("text":"Said \"no\", she did: \u00fc\n")",
                     R"("ref":"r")", R"("public":true)", R"("automated":false)", R"("id":"p")",
                     R"("due":"2026-03-10T12:00:00+01:00")", R"("amount":"12.5")", R"("policy":"p0")",
                     R"("own":{"a":[1,2.5,null],"b":{}})", R"("severity":null)", R"("x-note":[{}])",
                     R"("a.b":7)", R"("outcome":"grant")", R"("needs":["t.flag"])", R"("place":"")",
                     R"("fingerprint":"0123456789abcdef")"};
    auto const at = "2026-03-0" + std::to_string(1 + minute / 600) + "T" + std::to_string(10 + minute / 60 % 10) + ":"
                    + std::to_string(10 + minute % 60 * 49 / 60) + ":00Z";
    auto out = by.object(more, 3);
    out.insert(1, R"("at":")" + at + R"(","kind":)" + by.one_of(kinds) + (out.size() > 2 ? "," : ""));
    return out;
}

std::string random_case(changes& by)
{
    texts const amounts{R"("120.00")", "null", R"("7 CHF")", R"("0")"};
    texts const inner{R"("flag":true)", R"("count":0)", R"("share":1)", R"("word":"w\t\u20ac")", R"("paid":"3.20 USD")",
                      R"("since":"2026-02-01")", R"("wait":"1d12h")", R"("all":{"a":[true,{"b":-1.5e3}],"c":"x"})",
                      R"("words":["a","b c"])", R"("alls":[1,"x",null,[]])", R"("level":2)", R"("x-own":{"k":0.25})",
                      R"("deep":{"er":{"still":-9},"tier":"Größe"})"};
    texts const of_request{R"("channel":"phone")", R"("by":null)", R"("made_at":"2026-03-01T10:00:00.125Z")",
                           R"("text":"")", R"("x-r":1)", R"("amount":)" + by.one_of(amounts)};
    texts const of_customer{R"("tier":"gold")", R"("name":"Zoë")", R"("kind":"internal")", R"("account":"a-1")",
                            R"("needs":["slower"])", R"("time_zone":"Europe/Lisbon")", R"("language":"de")",
                            R"("since":"2020-01-01")"};
    texts const of_state{R"("state":"waiting")", R"("opened_at":"2026-03-01")", R"("contacts":2)",
                         R"("concern":{"kind":"hardship","note":"n"})",
                         R"("proposal":{"outcome":"grant","amount":"5"})"};
    std::string events;
    for (std::size_t minute = 0, count = by.pick(4); count > 0; --count)
        events += (events.empty() ? "" : ",") + random_event(by, minute += 1 + by.pick(40));
    auto request = by.object(of_request, 3);
    request.insert(1, R"("action":"refund")" + std::string(request.size() > 2 ? "," : ""));
    auto customer = by.object(of_customer, 3);
    customer.insert(1, R"("id":"c-7")" + std::string(customer.size() > 2 ? "," : ""));
    if (by.pick(3) == 0) customer = R"("c-7")";
    texts members{R"("id":"C-1")", R"("customer":)" + customer, R"("handler":"lena")", R"("request":)" + request};
    texts const rest{R"("t":)" + by.object(inner, 2), R"("case":)" + by.object(of_state, 2), R"("plain":"p")",
                     R"("events":[)" + events + "]", R"("shown":["p0","p1"])", R"("x-host":[1,{"a":"\\"}])",
                     R"("budgets":{"care":{"used":"12.50","times":2},"x-b":1})",
                     R"("history":[{"at":"2026-02-01","action":"refund","outcome":"decline","amount":"7"}])",
                     R"("decisions":[{"case":"C-1","at":"2026-03-01","outcome":"grant","duties":[]}])",
                     R"("shown":null)", R"("t.flag":true)", R"("unheard":{"of":[1]})"};
    for (auto const& one : rest)
        if (by.pick(one.starts_with("\"t.") || one.ends_with("null") || one.starts_with("\"un") ? 12 : 2) == 0)
            members.push_back(one);
    return by.object(members, 60);
}

}  // namespace

TEST_CASE("random cases are read quickly as they are read with care", "[io][case][property]")
{
    for (bool const ignore : {false, true}) {
        auto const desk = typed_desk(ignore);
        agreement all{desk};
        changes by(ignore ? 7101 : 7102);
        for (int n = 0; n < 500; ++n) all.check(random_case(by));
        CHECK(all.good > 250);
        CHECK(all.bad > 10);
        CHECK(all.taken * 10 > all.good * 9);
    }
}

TEST_CASE("a case without faults makes no document, also where it has its instant", "[io][case]")
{
    auto const desk = typed_desk(false);
    std::string const text = R"({"id":"C-1","customer":{"id":"c-7","tier":"gold"},"handler":"lena","request":
        {"action":"refund","amount":"5.00","channel":"phone"},"t":{"flag":true,"count":7,"share":0.5,"paid":"3.20 USD",
        "deep":{"tier":"a longer word than others"}},"case":{"contacts":2},"plain":"p"})";
    auto const dated = R"({"at":"2026-03-02","case":)" + text + "}";
    auto const made_by = [](auto const& read) {
        auto const before = allocations;
        REQUIRE(read());
        return allocations - before;
    };
    auto const careful = made_by([&] { return with_care(desk, text).has_value(); });
    auto const quick = made_by([&] { return ombud::parse_case(desk, text).has_value(); });
    CHECK(quick * 2 < careful);
    CHECK(made_by([&] { return ombud::parse_dated_case(desk, std::string_view(dated)).has_value(); }) == quick);
}

TEST_CASE("cases with bytes changed are read quickly as they are read with care", "[io][case][property]")
{
    for (bool const ignore : {false, true}) {
        auto const desk = typed_desk(ignore);
        agreement all{desk};
        changes by(ignore ? 7201 : 7202);
        for (int n = 0; n < 1000; ++n) all.check(by.mutate(random_case(by)));
        CHECK(all.good > 25);
        CHECK(all.bad > 300);
    }
}

TEST_CASE("the cases of the examples are read quickly", "[io][case]")
{
    std::string const home = "/examples/harbour-home/";
    texts const files{OMBUD_SOURCE_DIR + home + "desk.jsonc", OMBUD_SOURCE_DIR + home + "policies.jsonc"};
    auto const desk = ombud::load_desk_files(files).value();
    agreement all{desk};
    changes by(7301);
    for (auto const* const name : {"leave-the-studio", "missed-window", "opened-or-not", "over-the-limit",
                                   "recalled-lift", "recalled-return", "special-refund", "waiting"}) {
        auto const dated = text_of(home + "cases/" + name + ".json");
        auto const begin = dated.find('{', dated.find("\"case\""));
        auto const text = dated.substr(begin, dated.rfind('}') - begin);
        all.check(text);
        for (int n = 0; n < 40; ++n) all.check(by.mutate(text));
    }
    CHECK(all.good >= 8);
}

TEST_CASE("the cases of random worlds are read quickly", "[io][case][property]")
{
    std::size_t loaded = 0;
    for (unsigned seed = 7400; seed < 7420; ++seed) {
        oracle::generator world(seed, {.answers = true, .situations = true, .edges = true, .clocks = true});
        auto const desk = ombud::load_desk(ombud::source_text("desk.json", world.desk()));
        if (!desk) continue;  // a decline without any way on, or what overrides may not do
        ++loaded;
        agreement all{*desk};
        changes by(seed);
        for (int n = 0; n < 15; ++n) {
            auto const text = world.matter();
            all.check(text);
            all.check(by.mutate(text));
        }
        CHECK(all.taken > 12);
    }
    CHECK(loaded > 5);
}
