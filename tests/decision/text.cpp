// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/text.hpp>

#include "support/desks.hpp"

using desks::decide;
using desks::policy;
using desks::rule;

namespace {

std::string customer(ombud::decision const& d)
{
    return d.texts()->customer;
}

bool staff_reads(ombud::decision const& d, std::string_view words)
{
    bool const found = d.texts()->staff.find(words) != std::string::npos;
    if (!found) UNSCOPED_INFO(d.texts()->staff);
    return found;
}

std::string event(std::string const& kind, std::string const& more)
{
    return R"({"at": "2026-03-02T09:00:00Z", "kind": ")" + kind + "\", " + more + "}";
}

/// The same case, with the event besides.
desks::matter after(desks::matter m, std::string const& happened)
{
    m.more += R"(, "events": [)" + happened + "]";
    return m;
}

/// The same case, which `by` has declined.
ombud::decision declined(ombud::desk const& desk, desks::matter const& m, std::string const& by,
                         std::string const& more = {})
{
    auto const print = std::string(decide(desk, m).fingerprint());
    auto const d = decide(desk, after(m, event("decided", R"("by": ")" + by + R"(", "outcome": "decline", )"
                                                              R"("fingerprint": ")" + print + "\"" + more)));
    CHECK(desks::outcome(d) == "decline");
    return d;
}

auto const shown_first = std::string(R"("disclosed": ["shop"], "must_be_shown": true)");
auto const no = rule("no", "true", "decline",
                     R"(, "waivable": true, "offer": ["credit"], "protects": "other_customers")");
auto const large = std::string(R"("action": "refund", "amount": "300.00", "broken": false)");

ombud::zone berlin()
{
    return ombud::zone::load("Europe/Berlin").value();
}

}  // namespace

TEST_CASE("times are said as on the wall clock of the zone", "[decision][text]")
{
    CHECK(ombud::human_time(desks::at("2026-03-02T13:30:59Z"), berlin()) == "Mon 2 Mar 2026, 14:30");
    CHECK(ombud::human_time(desks::at("2026-03-29T00:59:00Z"), berlin()) == "Sun 29 Mar 2026, 01:59");
    CHECK(ombud::human_time(desks::at("2026-03-29T01:00:00Z"), berlin()) == "Sun 29 Mar 2026, 03:00");
    CHECK(ombud::human_time(desks::at("2026-12-31T23:05:00Z"), berlin()) == "Fri 1 Jan 2027, 00:05");
    CHECK(ombud::human_time(desks::at("2026-12-31T23:05:00Z"), {}) == "Thu 31 Dec 2026, 23:05");
}

TEST_CASE("lists are said as they are read", "[decision][text]")
{
    std::vector<std::string> items;
    CHECK(ombud::joined(items, "or").empty());
    items = {"a"};
    CHECK(ombud::joined(items, "or") == "a");
    items = {"a", "b"};
    CHECK(ombud::joined(items, "or") == "a or b");
    items = {"a", "b", "c"};
    CHECK(ombud::joined(items, "and") == "a, b and c");
}

TEST_CASE("labelled conditions are told by what they came to", "[decision][text]")
{
    using enum ombud::truth;
    CHECK(ombud::condition_words({}).empty());
    std::vector<ombud::condition_seen> const seen{
        {"a", no}, {"b", yes}, {"c", undetermined}, {"d", yes}, {"e", unknown}};
    CHECK(ombud::condition_words(seen) == "holds: b, d; does not hold: a; not known: e; failed: c");
    CHECK(ombud::condition_words(std::span(seen).first(1)) == "does not hold: a");
}

TEST_CASE("a grant says yes, and why where the policy is published", "[decision][text][D20][D22]")
{
    auto const published = desks::with({policy("kind", "company", rule("yes", "true", "grant"))});
    CHECK(customer(decide(published, {})) == "Yes, gladly: a refund of 80.00 EUR. Because of yes.");
    auto const internal = desks::with({policy("kind", "company", rule("yes", "true", "grant"), R"("owner": "vera")")});
    CHECK(customer(decide(internal, {})) == "Yes, gladly: a refund of 80.00 EUR.");
}

TEST_CASE("a refusal says why, whom it protects, what can be done instead, and how to appeal",
          "[decision][text][D20][D27]")
{
    auto const desk = desks::with(
        {policy("hard", "company",
                rule("no", "true", "decline",
                     R"(, "offer": ["credit", "swap"], "waivable": true, "protects": "other_customers")"))});
    CHECK(
        customer(decide(desk, {}))
        == "We cannot agree to a refund of 80.00 EUR. Because of no. This rule protects other customers. What we can "
           "do instead: store credit or an exchange. "
           "If you see it differently, tell us, and it will be looked at again by somebody who can change the answer.");
    auto const staff = decide(desk, {}).texts()->staff;
    CHECK(staff.find("hard/no: Because of no.") != std::string::npos);
    CHECK(staff.find("vera can give a waiver of hard") != std::string::npos);
}

TEST_CASE("a referral promises an answer by the quoted time, and names nobody", "[decision][text][D7][D10]")
{
    auto const desk = desks::with({policy("care", "company", rule("look", "true", "refer"))});
    auto const d = decide(desk, {});
    CHECK(customer(d)
          == "You will get a proper answer about a refund of 80.00 EUR; it is being looked at with everything you told "
             "us. "
             "You will hear from us by Mon 2 Mar 2026, 11:30.");
    CHECK(d.texts()->staff.starts_with("Refer to omar (policy): a refund of 80.00 EUR."));
    CHECK(d.texts()->staff.find("Expected Mon 2 Mar 2026, 11:00; tell the customer Mon 2 Mar 2026, 11:30.")
          != std::string::npos);
    CHECK(d.texts()->audit.starts_with("verdict refer, outcome refer (policy). care/look v1 [company] decided."));
}

TEST_CASE("questions to the customer follow one another; those to others stay inside", "[decision][text][D15]")
{
    auto const desk = desks::with(
        {R"({"facts": {"request.place": {"type": "string", "from": "customer", "ask": "Tell us the shop."}}})",
         policy("kind", "company",
                rule("yes", "request.place == 'x' && request.opened && request.reason == 'cold'", "grant"))});
    CHECK(customer(decide(desk, {}))
          == "So that we can answer at once: Has it been opened? Tell us the shop. Why do you ask?");
    auto const complaint = std::string(R"(, "events": [{"at": "2026-03-02T09:00:00Z", "kind": "complaint"}])");
    CHECK(customer(decide(desk, {.more = complaint}))
          == "Thank you for telling us; we take it seriously and you will get an answer. So that we can answer at "
             "once: Has it been opened? Tell us the shop. Why do you ask?");
    auto const inside = desks::with({policy("kind", "company", rule("yes", "request.broken", "grant"))});
    CHECK(customer(decide(inside, {})) == "We are looking up what is still needed and come straight back to you.");
    CHECK(decide(inside, {}).texts()->staff.starts_with("Ask first: request.broken."));
}

TEST_CASE("what has not decided yet is no reason", "[decision][text]")
{
    auto const desk =
        desks::with({policy("hard", "company",
                            rule("no", "true", "decline", R"(, "waivable": true)") + ","
                                + rule("yes", "request.opened", "grant", R"(, "overrides": ["hard/no"])"))});
    auto const d = decide(desk, {});
    CHECK(desks::outcome(d) == "ask");
    CHECK(d.texts()->staff.find("Because of no") == std::string::npos);
    CHECK(customer(d).find("Because of no") == std::string::npos);
}

TEST_CASE("an offer says what can be done at once and how to get the whole", "[decision][text]")
{
    auto const desk = desks::with({policy("kind", "company", rule("yes", "true", "grant", R"(, "limit": "50.00")"))});
    CHECK(customer(decide(desk, {}))
          == "We can do this at once: a refund of 50.00 EUR. Because of yes. If you would like the whole 80.00 EUR, we "
             "will ask for you, "
             "and you will hear from us by Mon 2 Mar 2026, 11:30.");
}

TEST_CASE("an action without words is named by its id, in plain letters", "[decision][text]")
{
    auto const desk = desks::with(
        {R"({"actions": {"call_back": {}}, "staff": [{"id": "kim", "role": "agent", "authority": [{"action": )"
         R"("call_back"}]}]})",
         policy("kind", "company", rule("yes", "true", "grant"), R"("owner": "vera")")});
    CHECK(customer(decide(desk, {.request = R"("action": "call_back")", .handler = "kim"}))
          == "Yes, gladly: call back.");
}

TEST_CASE("a customer elsewhere is promised a time at which they can be reached, on their own clock",
          "[decision][text][D21]")
{
    auto const care = desks::policy("care", "company", desks::rule("look", "true", "refer"));
    auto const said = [](ombud::desk const& desk, std::string const& customer, std::string const& more = {}) {
        auto const parsed = ombud::parse_case(desk, R"({"id": "C-1", "customer": )" + customer
            + R"(, "handler": "lena", "request": {"action": "repair"})" + more + "}");
        REQUIRE(parsed);
        auto const d = ombud::decide(desk, *parsed, desks::at("2026-03-02T10:00:00Z"));
        auto const& text = d.texts()->customer;
        auto const quoted = ombud::to_string(d.quote().quoted, std::chrono::seconds{0});
        return quoted.substr(11, 5) + text.substr(text.rfind(" by "));
    };
    auto const desk = desks::with({care, R"({"customers": [{"id": "c-la", "time_zone": "America/Los_Angeles"}]})"});
    CHECK(said(desk, R"("c-1")") == "11:30 by Mon 2 Mar 2026, 11:30.");
    CHECK(said(desk, R"({"id": "c-1", "time_zone": "Europe/London"})") == "11:30 by Mon 2 Mar 2026, 11:30.");
    CHECK(said(desk, R"({"id": "c-1", "time_zone": "Europe/Berlin"})") == "11:30 by Mon 2 Mar 2026, 12:30 your time.");
    CHECK(said(desk, R"({"id": "c-1", "time_zone": "America/Los_Angeles"})")
          == "16:00 by Mon 2 Mar 2026, 08:00 your time.");
    CHECK(said(desk, R"("c-la")") == "16:00 by Mon 2 Mar 2026, 08:00 your time.");
    CHECK(said(desk, R"({"id": "c-la", "time_zone": null})") == "11:30 by Mon 2 Mar 2026, 11:30.");
    // what was promised stands
    CHECK(said(desk, R"("c-la")", R"(, "events": [{"at": "2026-03-02T09:00:00Z", "kind": "promised", "id": "p",
                                      "due": "2026-03-02T14:00:00Z", "by": "lena", "action": "refund"}])")
          == "14:00 by Mon 2 Mar 2026, 06:00 your time.");
    CHECK(desks::faults({desks::people, care, R"({"customers": [{"id": "c", "time_zone": "Mars/Olympus"}]})"})
          == std::vector<std::string>{"unknown_time_zone"});
    auto const nowhere = ombud::parse_case(desk, R"({"id": "C-1", "customer": {"id": "c", "time_zone": "Europe/Berln"},
        "handler": "lena", "request": {"action": "repair"}})");
    REQUIRE(nowhere.diagnostics().size() == 1);
    CHECK(nowhere.diagnostics()[0].code == ombud::errc::unknown_time_zone);
    CHECK(nowhere.diagnostics()[0].hint == "did you mean `Europe/Berlin`?");
}

// It may name colleagues or the customer's standing: it was written for those who handle the case.
TEST_CASE("where no rule declines, the handler reads whoever did, and explains it", "[decision][text][D20][audience]")
{
    auto const desk = desks::with({policy("kind", "company", rule("yes", "request.broken", "grant"))});
    auto const told = declined(desk, {.request = large}, "omar", R"(, "because": "It was worn.")");
    CHECK(customer(told).starts_with("We cannot agree to a refund of 300.00 EUR. The reason will be explained to "
                                     "you. If you see"));
    CHECK(staff_reads(told, "omar says why: It was worn. Explain it to the customer in words that are meant for "
                            "them."));
    CHECK(desks::duties(told) == "lena>customer:acknowledge lena>customer:explain");  // there is nothing to offer
}

TEST_CASE("whoever declines without a reason owes it before the customer hears", "[decision][text][D20]")
{
    auto const desk = desks::with({policy("kind", "company", rule("yes", "request.broken", "grant"))});
    auto const d = declined(desk, {.request = large}, "omar", R"(, "because": [{"rule": "kind/yes", "facts": {}}])");
    CHECK(customer(d).starts_with("We cannot agree to a refund of 300.00 EUR. We owe you the reason, and you will "
                                  "get it. If you see"));
    CHECK(staff_reads(d, "omar gave none: get it before the customer hears the answer (D20)."));
    CHECK(desks::duties(d) == "lena>customer:acknowledge lena>customer:explain omar>lena:tell_handler");
}

TEST_CASE("what was not shown beforehand is no reason either when somebody declines all the same",
          "[decision][text][D18]")
{
    auto const desk = desks::with({policy("p", "company", no, shown_first)});
    auto const d = declined(desk, {.more = R"(, "shown": [])"}, "vera", R"(, "because": "The seal is broken.")");
    CHECK(customer(d) == "We cannot agree to a refund of 80.00 EUR. The reason will be explained to you. What we can "
                         "do instead: store credit. If you see it differently, tell us, and it will be looked at "
                         "again by somebody who can change the answer.");
    CHECK_FALSE(staff_reads(d, "Because of no"));
    CHECK(staff_reads(d, "p must have been shown to the customer and was not, so it cannot be used to decline (D18)."));
    auto const shown = declined(desk, {.more = R"(, "shown": ["p"])"}, "vera");
    CHECK(customer(shown).find("Because of no. This rule protects other customers.") != std::string::npos);
}

TEST_CASE("staff read whether a policy was not shown, or nobody knows", "[decision][text][D18]")
{
    auto const desk = desks::with({policy("p", "company", no, shown_first)});
    CHECK(staff_reads(decide(desk, {}), "p can be used to decline only if it was shown to the customer beforehand"));
    auto const unknown = decide(desk, after({}, event("answered", R"("fact": "shown")")));
    CHECK(desks::outcome(unknown) == "refer undisclosed");
    CHECK(staff_reads(unknown, "It is not known whether p was shown to the customer beforehand, so it cannot be used"));
    CHECK_FALSE(staff_reads(unknown, "was not,"));
    auto const not_shown = decide(desk, {.more = R"(, "shown": [])"});
    CHECK(staff_reads(not_shown, "p must have been shown to the customer and was not"));
}

TEST_CASE("staff are told to take care with a special client whatever the first cause is", "[decision][text][D6]")
{
    auto const care = "Do not decline this customer outright; management decides. Say nothing of any special status.";
    auto const desk = desks::with({policy("p", "company", no, shown_first)});
    auto const hidden = decide(desk, {.customer = "c-special", .more = R"(, "shown": [])"});
    CHECK(desks::outcome(hidden) == "refer undisclosed");
    CHECK(staff_reads(hidden, care));
    CHECK(hidden.spares_customer());
    auto const shown = std::string(R"(, "shown": ["p"])");
    auto const promised = decide(desk, after({.request = large, .customer = "c-special", .more = shown},
                                             event("promised", R"("by": "lena", "to": "customer")")));
    CHECK(desks::outcome(promised) == "refer promise");
    CHECK(staff_reads(promised, care));
    CHECK(staff_reads(promised, "lena promised a refund on Mon 2 Mar 2026, 09:00; that promise does not bind"));
    auto const other = decide(desk, {.more = R"(, "shown": [])"});
    CHECK_FALSE(staff_reads(other, care));
    CHECK_FALSE(other.spares_customer());
}

TEST_CASE("of several who have to approve, all are named", "[decision][text][approvals]")
{
    auto const two = R"(, "approvals": {"needs": 2, "apart": ["handler"]})";
    auto const desk = desks::with({policy("p", "company", rule("yes", "true", "grant", two))});
    auto const d = decide(desk, {.request = large});
    CHECK(d.texts()->staff.starts_with("Refer to omar and vera (authority): a refund of 300.00 EUR. It takes the "
                                       "approval of 2 people."));
    CHECK(d.backed_if().starts_with("refer to omar and vera; holding reply by "));
}

TEST_CASE("what cannot wait is acknowledged: no time is promised, and none is to be told", "[decision][text][at_once]")
{
    auto const hurt = rule("hurt", "true", "", R"(, "at_once": true)");
    auto const desk = desks::with({policy("kind", "company", rule("yes", "true", "grant")),
                                   policy("harm", "safety", hurt, R"("owner": "vera")")});
    auto const d = decide(desk, {});
    CHECK(desks::outcome(d) == "refer at_once");
    CHECK(customer(d)
          == "We have heard you, and this goes at once, with everything you told us, to somebody who takes care of "
             "it.");
    CHECK(staff_reads(d, "Refer to omar (at_once): a refund of 80.00 EUR. harm/hurt: this cannot wait. Only "
                         "acknowledge: neither ask, decide nor promise. Expected Mon 2 Mar 2026, 11:00. You are"));
}

TEST_CASE("where nobody can be reached at all, nobody is said to be back first", "[decision][text][at_once]")
{
    auto const hurt = rule("hurt", "true", "", R"(, "at_once": true, "needs_skill": ["safety"])");
    auto const desk = desks::with({policy("harm", "safety", hurt, R"("owner": "vera")")});
    auto const d = decide(desk, {});
    CHECK(desks::notices(d, "no_decider"));
    CHECK_FALSE(desks::notices(d, "nobody_present"));
    CHECK(d.texts()->staff.starts_with("Refer to nobody yet; ines decides in person (at_once): "));
}

TEST_CASE("whoever stands alone is told to decide in person, not to hand it to themselves", "[decision][text]")
{
    auto const desk = desks::with({policy("care", "company", rule("look", "true", "refer"))});
    auto const d = decide(desk, {.handler = "ines"});
    CHECK(d.decider().empty());
    CHECK(d.backed_if() == "decide it in person");
    CHECK(d.texts()->staff.starts_with("Refer to nobody yet; decide in person (policy): "));
}

TEST_CASE("where everybody is barred nobody is told to decide, not even the handler", "[decision][text]")
{
    std::string barred;
    for (auto const* const who : {"lena", "omar", "vera", "ines"})
        barred += std::string(barred.empty() ? "" : ", ") + R"({"staff": ")" + who
                  + R"(", "customer": "c-x", "reason": "r"})";
    auto const desk = desks::with({policy("care", "company", rule("look", "true", "refer")),
                                   R"({"conflicts": [)" + barred + "]}"});
    auto const d = decide(desk, {.customer = "c-x"});
    CHECK(desks::duties(d) == "lena>customer:acknowledge");
    CHECK(d.backed_if() == "leave it undecided: nobody may who can be reached");
    CHECK(d.texts()->staff.starts_with("Refer to nobody yet (policy): "));
}

TEST_CASE("a rule that declines is no reason for a grant; the promise or the right is", "[decision][text]")
{
    auto const leave = std::string(R"({"actions": {"leave": {"words": "leaving", "of_right": true}}})");
    auto const desk = desks::with({leave, policy("p", "company", no)});
    auto const right = decide(desk, {.request = R"("action": "leave")"});
    CHECK(desks::outcome(right) == "grant");
    CHECK(right.texts()->staff.starts_with(
        "Grant: leaving. p/no would decline it, but the customer has a right to it."));
    auto const promise = event("promised", R"("by": "omar", "to": "customer", "amount": "300.00")");
    auto const kept = decide(desk, after({.request = large}, promise));
    CHECK(desks::outcome(kept) == "grant");
    CHECK(kept.texts()->staff.starts_with(
        "Grant: a refund of 300.00 EUR. p/no would decline it, but omar promised it, and the promise binds."));
}

TEST_CASE("staff read why it is referred: which rule, which fact, whose limit", "[decision][text][D2]")
{
    auto const first_words = [](std::vector<std::string> const& rules, desks::matter const& m) {
        std::string all;
        for (auto const& one : rules) all += (all.empty() ? "" : ",") + one;
        auto const text = decide(desks::with({policy("p", "company", all)}), m).texts()->staff;
        auto const from = text.find("EUR. ") + 5;
        return text.substr(from, text.find(". ", from) - from);
    };
    auto const yes = rule("yes", "request.amount < money('10 USD')", "grant");
    CHECK(first_words({yes}, {})
          == "p/yes could not be evaluated: amounts of different currencies: 80.00 EUR and 10.00 USD");
    auto const opened = rule("yes", "request.opened", "grant");
    CHECK(first_words({opened}, after({}, event("answered", R"("fact": "request.opened")")))
          == "p/yes depends on request.opened, asked for already and not known");
    CHECK(first_words({opened}, {.request = R"("action": "refund", "amount": "80.00", "opened": false)"})
          == "No policy covers this");
    CHECK(first_words({rule("yes", "true", "grant")}, {.request = large}) == "It is beyond your limit of 100.00 EUR");
    CHECK(first_words({rule("a", "true", "grant"), rule("b", "true", "decline", R"(, "offer": ["tip"])")}, {})
          == "p/a and p/b contradict each other");
    CHECK(first_words({rule("yes", "true", "grant")}, {.customer = "c-cousin"})
          == "You must not decide for this customer: it is a conflict of interest");
}

TEST_CASE("staff read all that has to be asked, in its words", "[decision][text][D15]")
{
    auto const yes = rule("yes", "request.opened && request.reason == 'cold'", "grant");
    auto const d = decide(desks::with({policy("p", "company", yes)}), {});
    CHECK(d.texts()->staff.starts_with("Ask first: request.opened (Has it been opened?); request.reason (Why do you "
                                       "ask?)."));
}

TEST_CASE("what somebody else would have to decide can be asked for, and is not given yet", "[decision][text][D3]")
{
    auto const repairs = [](std::string const& then, std::string const& offers) {
        return desks::with({policy("p", "company",
                                   rule("no", "request.action == 'refund'", "decline", offers) + ","
                                       + rule("other", "request.action == 'repair'", then))});
    };
    auto const both = std::string(R"(, "offer": ["repair", "tip"])"), one = std::string(R"(, "offer": ["repair"])");
    CHECK(customer(decide(repairs("grant", both), {})).find("What we can do instead: repair or advice by phone.")
          != std::string::npos);
    CHECK(customer(decide(repairs("refer", both), {}))
              .find("What we can do instead: advice by phone. You can also ask for: repair.")
          != std::string::npos);
    auto const only = decide(repairs("refer", one), {});
    CHECK(customer(only).find("What you can ask for instead: repair.") != std::string::npos);
    CHECK(only.alternatives().front().to_ask_for);
}
