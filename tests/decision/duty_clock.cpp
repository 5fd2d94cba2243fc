// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/duty_clock.hpp>

#include "support/desks.hpp"

// Worked out by hand; times are minutes.

namespace {

using ombud::duty_clock;
using ombud::earlier_decision;
using ombud::earlier_duty;
using ombud::instant;

instant minute(int n) { return instant{std::chrono::minutes{n}}; }

earlier_duty owed(std::string what, int by, std::string done_when = {}, std::string who = "lena",
                  std::string to = "customer")
{
    earlier_duty out;
    out.id = "C-1/f/" + what + '/' + who + '/' + to;
    out.done_when = done_when.empty() ? what : done_when;
    out.what = std::move(what);
    out.who = std::move(who);
    out.to = std::move(to);
    if (by >= 0) out.by = minute(by);
    return out;
}

earlier_decision decided(int at, std::vector<earlier_duty> duties)
{
    earlier_decision out;
    out.at = minute(at);
    out.outcome = "refer";
    out.duties = std::move(duties);
    return out;
}

ombud::event happened(int at, std::string kind, std::vector<std::pair<std::string, std::string>> const& words = {})
{
    std::vector<std::pair<std::string, ombud::value>> fields;
    for (auto const& [key, text] : words)
        fields.emplace_back(key, text == "true" ? ombud::value::boolean(true) : ombud::value::string(text));
    return {minute(at), std::move(kind), std::move(fields)};
}

std::string minutes(std::chrono::seconds length) { return std::to_string(length.count() / 60); }

// `answer running 30; brief met @5; explain breached late 7`
std::string standing(ombud::duty_fold const& fold, int now)
{
    std::vector<duty_clock> all;
    std::optional<instant> next;
    fold.report(minute(now), all, next);
    std::string out;
    for (auto const& one : all) {
        out += (out.empty() ? "" : "; ") + one.duty.what + ' ' + std::string(to_string(one.state));
        if (one.remaining) out += ' ' + minutes(*one.remaining);
        if (one.ended) out += " @" + minutes(one.ended->time_since_epoch());
        if (one.late) out += " late " + minutes(*one.late);
        if (one.met_before + one.breached_before != 0)
            out += " before " + std::to_string(one.met_before) + '/' + std::to_string(one.breached_before);
    }
    return out;
}

ombud::duty_fold fold_of(earlier_decision const& first, std::vector<ombud::event> const& events)
{
    ombud::duty_fold out;
    out.take(first);
    for (auto const& one : events) out.take(one);
    return out;
}

}  // namespace

TEST_CASE("a duty runs from the decision to its time, and is late from the second after", "[decision][duty_clock]")
{
    ombud::duty_fold fold;
    fold.take(decided(10, {owed("explain", 40), owed("thank", -1)}));
    CHECK(standing(fold, 10) == "explain running 30; thank running");
    CHECK(standing(fold, 40) == "explain running 0; thank running");
    CHECK(standing(fold, 47) == "explain breached late 7; thank running");
    std::vector<duty_clock> all;
    std::optional<instant> next;
    fold.report(minute(20), all, next);
    CHECK(next == minute(40) + std::chrono::seconds{1});
    fold.report(minute(41), all, next = std::nullopt);
    CHECK_FALSE(next);
}

TEST_CASE("what is due at once is late a quarter of an hour later", "[decision][duty_clock]")
{
    auto const decision = decided(10, {owed("explain", 10), owed("thank", 11)});
    CHECK(standing(fold_of(decision, {}), 10) == "explain running 15; thank running 1");
    CHECK(standing(fold_of(decision, {}), 27) == "explain breached late 2; thank breached late 16");
}

TEST_CASE("an event of its kind settles a duty, in time or late, if the decision has not seen it",
          "[decision][duty_clock]")
{
    auto const decision = decided(10, {owed("explain", 40, "explained")});
    CHECK(standing(fold_of(decision, {happened(40, "explained")}), 90) == "explain met @40");
    CHECK(standing(fold_of(decision, {happened(45, "explained")}), 90) == "explain breached @45 late 5");
    CHECK(standing(fold_of(decision, {happened(10, "explained")}), 20) == "explain running 20");
    CHECK(standing(fold_of(decision, {happened(15, "explain")}), 20) == "explain running 20");
    CHECK(standing(fold_of(decision, {happened(15, "explained", {{"automated", "true"}})}), 20)
          == "explain running 20");
}

TEST_CASE("only a message that the customer sees, from a person, is a reply", "[decision][duty_clock][D7]")
{
    auto const decision = decided(10, {owed("holding_reply", 40, "staff_message")});
    ombud::event const hidden(minute(15), "staff_message", {{"public", ombud::value::boolean(false)}});
    CHECK(standing(fold_of(decision, {hidden}), 20) == "holding_reply running 20");
    CHECK(standing(fold_of(decision, {happened(15, "staff_message")}), 20) == "holding_reply met @15");
}

TEST_CASE("an event done settles what it names, and nothing else", "[decision][duty_clock]")
{
    auto const decision = decided(10, {owed("do", 40, "done"), owed("explain", 40, "explained")});
    CHECK(standing(fold_of(decision, {happened(15, "done")}), 20) == "do running 20; explain running 20");
    CHECK(standing(fold_of(decision, {happened(15, "done", {{"ref", "C-1/f/do/lena/customer"}})}), 20)
          == "do met @15; explain running 20");
    CHECK(standing(fold_of(decision, {happened(15, "done", {{"id", "C-1/f/do/lena/customer"}})}), 20)
          == standing(fold_of(decision, {happened(15, "done", {{"ref", "C-1/f/do/lena/customer"}})}), 20));
    CHECK(standing(fold_of(decision, {happened(15, "done", {{"ref", "C-1/f/explain/lena/customer"}})}), 20)
          == "do running 20; explain met @15");
    ombud::duty_fold before;  // settled under an earlier decision that is not handed back
    before.take(happened(5, "done", {{"ref", "C-1/f/do/lena/customer"}}));
    before.take(decision);
    CHECK(standing(before, 20) == "do met @5; explain running 20");
}

TEST_CASE("of several that owe the same, whoever acts settles theirs; anybody else settles all",
          "[decision][duty_clock]")
{
    auto const two = decided(10, {owed("answer", 40, "decided", "vera", "lena"),
                                  owed("answer", 40, "decided", "karim", "lena")});
    CHECK(standing(fold_of(two, {happened(15, "decided", {{"by", "karim"}})}), 20)
          == "answer running 20; answer met @15");
    CHECK(standing(fold_of(two, {happened(15, "decided", {{"by", "staff:vera"}})}), 20)
          == "answer met @15; answer running 20");
    CHECK(standing(fold_of(two, {happened(15, "decided", {{"by", "ines"}})}), 20) == "answer met @15; answer met @15");
    auto const briefs = decided(10, {owed("brief", 40, "referred", "lena", "vera"),
                                     owed("brief", 40, "referred", "lena", "karim")});
    CHECK(standing(fold_of(briefs, {happened(15, "referred", {{"by", "lena"}, {"to", "vera"}})}), 20)
          == "brief met @15; brief running 20");
}

TEST_CASE("deciding the same again gives nobody the same duty twice; the earliest time counts",
          "[decision][duty_clock]")
{
    auto fold = fold_of(decided(10, {owed("explain", 40, "explained")}), {});
    fold.take(decided(20, {owed("explain", 60, "explained")}));
    CHECK(standing(fold, 30) == "explain running 10");
    fold.take(decided(31, {owed("explain", 35, "explained"), owed("do", 50, "done")}));
    CHECK(standing(fold, 31) == "explain running 4; do running 19");
    fold.take(happened(33, "explained"));
    fold.take(decided(34, {owed("explain", 34, "explained")}));
    CHECK(standing(fold, 40) == "explain met @33; do running 10");
}

TEST_CASE("a follow-up that nobody replied to is owed once more, with as much time", "[decision][duty_clock][D16]")
{
    auto const decision = decided(10, {owed("follow_up", 40)});
    auto const result = [](int at, std::string const& outcome) {
        return happened(at, "follow_up", {{"outcome", outcome}});
    };
    CHECK(standing(fold_of(decision, {result(20, "fine")}), 60) == "follow_up met @20");
    CHECK(standing(fold_of(decision, {result(20, "needs_help")}), 60) == "follow_up met @20");
    CHECK(standing(fold_of(decision, {result(20, "no_reply")}), 30) == "follow_up running 20 before 1/0");
    CHECK(standing(fold_of(decision, {result(45, "no_reply")}), 80) == "follow_up breached late 5 before 0/1");
    CHECK(standing(fold_of(decision, {result(20, "no_reply"), result(30, "no_reply")}), 60)
          == "follow_up met @30 before 1/0");
}
