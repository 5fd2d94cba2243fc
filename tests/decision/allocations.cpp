// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/allocations.hpp"
#include "support/desks.hpp"

#include <string>
#include <vector>

using desks::policy;
using desks::rule;

namespace {

// One desk for all: what is told of a request says which rules hold.
ombud::desk const& shop()
{
    static auto const desk = desks::with(
        {policy("refunds", "company",
                rule("broken-on-arrival", "request.broken", "grant") + ","
                    + rule("used-for-long", "request.used", "decline",
                           R"(, "waivable": true, "offer": ["credit", "swap"])") + ","
                    + rule("look-closely", "request.seen", "refer")),
         policy("goodwill-of-the-house", "team",
                rule("friends-of-the-house", "customer.tier == 'gold'", "grant") + ","
                    + rule("hold-the-line", "request.count > 3", "decline", R"(, "waivable": true)"))});
    return desk;
}

/// A request for so much, of which so much is true.
ombud::case_file asked(std::string const& amount, bool broken, bool used, bool seen, std::string const& tier = "basic")
{
    desks::matter m;
    m.request = R"("action": "refund", "amount": ")" + amount + "\"";
    auto out = desks::read(shop(), m);
    out.set("request.broken", ombud::value::boolean(broken));
    out.set("request.used", ombud::value::boolean(used));
    out.set("request.seen", ombud::value::boolean(seen));
    out.set("request.count", ombud::value::integer(1));
    out.set("customer.tier", ombud::value::string(tier));
    return out;
}

/// Decide all cases over and over into one decision, and count what the last round allocates.
std::size_t steady_allocations(std::vector<ombud::case_file> const& cases, std::string const& expected)
{
    ombud::workspace memory;
    ombud::decision into;
    ombud::decide_options plain;
    plain.texts = false;
    auto const now = desks::at("2026-03-02T10:00:00Z");
    std::size_t last = 0;
    for (int round = 0; round < 5; ++round) {
        auto const before = allocations;
        for (auto const& c : cases) ombud::decide(shop(), c, now, memory, into, plain);
        last = allocations - before;
    }
    CHECK(desks::outcome(into) == expected);
    CHECK(to_json(into) == to_json(ombud::decide(shop(), cases.back(), now, plain)));
    return last;
}

}  // namespace

TEST_CASE("a grant, a decline and a referral allocate nothing in the steady state", "[decision][allocations]")
{
    auto const grant = asked("80.00", true, false, false), decline = asked("80.00", false, true, false);
    auto const refer = asked("80.00", false, false, true), limit = asked("400.00", true, false, false);
    CHECK(steady_allocations({grant}, "grant") == 0);
    CHECK(steady_allocations({decline}, "decline") == 0);
    CHECK(steady_allocations({refer}, "refer policy") == 0);
    CHECK(steady_allocations({limit}, "refer authority") == 0);
    CHECK(steady_allocations({grant, refer, decline, limit, refer, grant, decline}, "decline") == 0);
}

TEST_CASE("rules that are outranked or contradict each other allocate nothing either", "[decision][allocations]")
{
    auto const outranked = asked("80.00", false, true, false, "gold");
    auto const conflict = asked("80.00", true, true, false);
    CHECK(steady_allocations({outranked}, "decline") == 0);
    CHECK(steady_allocations({conflict}, "refer conflict") == 0);
    CHECK(steady_allocations({outranked, conflict}, "refer conflict") == 0);
}

TEST_CASE("writing what was decided over a decision, behind a text used again, allocates nothing",
          "[decision][allocations]")
{
    std::vector const cases{asked("80.00", true, false, false), asked("80.00", false, true, false),
                            asked("80.00", false, false, true), asked("400.00", true, false, false)};
    ombud::workspace memory;
    ombud::decision into;
    ombud::decide_options plain;
    plain.texts = false;
    std::string out;
    std::size_t last = 0;
    for (int round = 0; round < 5; ++round) {
        last = 0;
        for (auto const& c : cases) {
            ombud::decide(shop(), c, desks::at("2026-03-02T10:00:00Z"), memory, into, plain);
            out.clear();
            auto const before = allocations;
            to_json(into, out);
            last += allocations - before;
            CHECK(out == to_json(ombud::decide(shop(), c, desks::at("2026-03-02T10:00:00Z"), plain)));
        }
    }
    CHECK(last == 0);
}
