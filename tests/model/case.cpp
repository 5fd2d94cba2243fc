// SPDX-License-Identifier: BSL-1.0
#include <ombud/model/case.hpp>

#include "support/desks.hpp"

using namespace ombud;

namespace {

desk small()
{
    return desks::load({desks::people, desks::policy("fair", "company", "")});
}

case_file refund(desk const& d, char const* customer = "c-1")
{
    return d.make_case("C-1", customer, "lena", "refund").value();
}

std::string problems(case_file const& c)
{
    std::string out;
    for (auto const& p : c.problems()) out += (out.empty() ? "" : "; ") + std::string(to_string(p.code)) + " " + p.path;
    return out;
}

}  // namespace

TEST_CASE("a case cannot exist without a handler and an action that the desk knows", "[model][case]")
{
    auto const d = small();
    auto const wrong = d.make_case("C 1", "", "lina", "refunds");
    REQUIRE_FALSE(wrong);
    std::string found;
    for (auto const& one : wrong.diagnostics())
        found += std::string(to_string(one.code)) + " " + one.path + " " + one.hint + "\n";
    CHECK(found.find("bad_id id ") != std::string::npos);
    CHECK(found.find("bad_id customer.id ") != std::string::npos);
    CHECK(found.find("unknown_handler handler did you mean `lena`?") != std::string::npos);
    CHECK(found.find("unknown_action request.action did you mean `refund`?") != std::string::npos);
}

TEST_CASE("what follows from the four is told at once", "[model][case]")
{
    auto const c = refund(small());
    CHECK(c.id() == "C-1");
    CHECK(c.customer() == "c-1");
    CHECK(c[builtin_fact::customer_kind].as_string() == "external");
    CHECK(c[builtin_fact::handler_role].as_string() == "agent");
    CHECK(c[builtin_fact::handler_rank].as_integer() == 1);
    CHECK(c[builtin_fact::handler_management].is_false());
    CHECK(c[builtin_fact::handler_team].is_null());
    CHECK(c[builtin_fact::request_action].as_string() == "refund");
    CHECK(c[builtin_fact::case_state].as_string() == "open");
    CHECK(c[builtin_fact::request_amount].is_unknown());
    CHECK(c[builtin_fact::customer_name].is_unknown());
    CHECK_FALSE(c.amount());
    CHECK_FALSE(c.shown());
    CHECK(c.problems().empty());
    CHECK(refund(small(), "mia")[builtin_fact::customer_kind].as_string() == "internal");
}

TEST_CASE("facts are unknown until told, null is known, and a default is assumed until told", "[model][case]")
{
    auto const d = small();
    auto c = refund(d);
    auto const broken = *d.fact("request.broken"), contacts = *d.fact("case.contacts");
    CHECK(c[broken].is_unknown());
    c.set(broken, value());
    CHECK(c[broken].is_null());
    CHECK(c[contacts].as_integer() == 0);
    CHECK(c.assumed(contacts));
    c.set("case.contacts", value::integer(0));
    CHECK_FALSE(c.assumed(contacts));
    c.set("request.amount", value::money({8000, d.model().currency}));
    CHECK(to_string(*c.amount()) == "80.00 EUR");
    CHECK(c.problems().empty());
}

TEST_CASE("what cannot be taken is kept out and noted", "[model][case]")
{
    auto const d = small();
    auto c = refund(d);
    c.set("request.broken", value::integer(1));
    c.set("customer.tier", value::string("silver"));
    c.set("request.brokn", value::boolean(true));
    c.set("handler.rank", value::integer(9));
    c.set("now", value::timestamp({}));
    CHECK(problems(c)
          == "value_outside_type request.broken; value_outside_type customer.tier; undeclared_fact request.brokn; "
             "undeclared_fact handler.rank; undeclared_fact now");
    CHECK(c.problems()[1].message == R"(`"silver"` is not one of "basic", "gold")");
    CHECK(c.problems()[2].hint == "did you mean `request.broken`?");
    CHECK(c[*d.fact("request.broken")].is_unknown());
    CHECK(c[builtin_fact::handler_rank].as_integer() == 1);
    c.set("customer.tier", value::string("gold"));
    CHECK(c[*d.fact("customer.tier")].as_string() == "gold");
}

TEST_CASE("an action without an amount takes none", "[model][case]")
{
    auto const d = small();
    auto c = d.make_case("C-1", "c-1", "lena", "repair").value();
    c.set("request.amount", value::money({100, d.model().currency}));
    CHECK(problems(c) == "amount_not_taken request.amount");
    c.set("request.amount", value());
    CHECK(c.problems().size() == 1);
    CHECK_FALSE(c.amount());
}

TEST_CASE("events come oldest first, and equal instants keep their order", "[model][case]")
{
    auto c = refund(small());
    c.add(event(instant{std::chrono::seconds{5}}, "a", {}));
    c.add(event(instant{std::chrono::seconds{5}}, "b", {}));
    c.add(event(instant{std::chrono::seconds{4}}, "c", {}));
    REQUIRE(c.events().size() == 2);
    CHECK(c.events()[1].kind_text() == "b");
    CHECK(problems(c) == "events_out_of_order events[2]");
}

TEST_CASE("an event that says a state, an answer, an action or a fact that there is not is kept out", "[model][case]")
{
    auto c = refund(small());
    auto const tell = [&](char const* kind, char const* field, char const* word) {
        c.add(event(instant{std::chrono::seconds{5}}, kind, {{field, value::string(word)}}));
    };
    for (auto n = 0u; n < ombud::case_phases; ++n)  // every state that clocks know
        tell("state", "to", std::string(to_string(static_cast<ombud::case_phase>(n))).c_str());
    for (auto const* const word : {"grant", "offer", "decline", "refer", "ask"}) tell("decided", "outcome", word);
    tell("promised", "action", "repair");
    tell("asked", "fact", "request.broken");
    tell("answered", "fact", "shown");
    tell("follow_up", "outcome", "no_reply");
    CHECK(problems(c).empty());
    tell("state", "to", "opne");
    tell("decided", "outcome", "granted");
    tell("promised", "action", "repare");
    tell("answered", "fact", "request.brokn");
    tell("follow_up", "outcome", "noreply");
    CHECK(problems(c) == "out_of_range events[15].to; out_of_range events[15].outcome; "
                         "unknown_action events[15].action; "
                         "undeclared_fact events[15].fact; out_of_range events[15].outcome");
    CHECK(c.events().size() == 15);
    CHECK(c.problems()[0].hint == "did you mean `open`?");
    auto d = refund(small());
    d.add(event(instant{}, "claim_answered", {{"answer", value::string("No")}}));
    auto const needs = value::list({value::string("shown"), value::string("request.zz")});
    d.add(event(instant{}, "returned", {{"needs", needs}}));
    auto const refnd = value::list({value::string("refund"), value::string("refnd")});
    d.add(event(instant{}, "decided", {{"standing", value::map({{value::string("actions"), refnd}})}}));
    CHECK(problems(d) == "out_of_range events[0].answer; undeclared_fact events[0].needs; "
                         "unknown_action events[0].standing.actions");
    auto const graded = desks::load({desks::people, desks::policy("fair", "company", ""), R"({"facts": {
        "case.priority": {"type": "string", "one_of": ["low", "high"]}}})"});
    auto other = refund(graded);
    for (auto const* const word : {"high", "hihg"})
        other.add(event(instant{std::chrono::seconds{5}}, "priority", {{"to", value::string(word)}}));
    CHECK(problems(other) == "out_of_range events[1].to");
}

TEST_CASE("a case keeps the desk's vocabulary alive, and copies are independent", "[model][case]")
{
    auto c = refund(small());
    auto copy = c;
    copy.set("request.broken", value::boolean(true));
    copy.set_shown({"fair"});
    auto const broken = *c.model().facts.find("request.broken");
    CHECK(c[broken].is_unknown());
    CHECK(copy[broken].is_true());
    CHECK_FALSE(c.shown());
    CHECK(copy.shown()->size() == 1);
}

TEST_CASE("a case in other hands tells of those hands, and another action drops an amount that it does not take",
          "[model][case]")
{
    auto const d = small();
    auto c = refund(d);
    c.set("request.amount", value::money({100, d.model().currency}));
    c.set("request.broken", value::boolean(true));
    auto const omar = *d.model().organisation.find_staff("omar");
    c.set_handler(omar);
    CHECK(c.handler() == omar);
    CHECK(c[builtin_fact::handler_id].as_string() == "omar");
    CHECK(c[builtin_fact::handler_rank].as_integer() == 2);
    c.set_action(*d.model().organisation.find_action("repair"));
    CHECK(c[builtin_fact::request_action].as_string() == "repair");
    CHECK(c[builtin_fact::request_amount].is_unknown());
    CHECK(c[*d.model().facts.find("request.broken")].is_true());
}
