// SPDX-License-Identifier: BSL-1.0
#include <ombud/io/promise.hpp>

#include "support/desks.hpp"

namespace {

ombud::desk shop() { return desks::with({desks::policy("p", "company", desks::rule("r", "request.broken", "grant"))}); }

std::string faults_of(std::string const& json)
{
    std::string out;
    auto const read = ombud::parse_promise(shop(), {"promise", json});
    for (auto const& one : read.diagnostics())
        out += (out.empty() ? "" : "; ") + std::string(to_string(one.code)) + ' ' + one.path;
    return out;
}

}  // namespace

TEST_CASE("a promise is read in the words of the desk")
{
    auto const d = shop();
    auto const read = ombud::parse_promise(
        d, {"promise", R"({"action": "refund", "amount": "20", "due": "2026-03-02", "to": "omar", "answer": true,
            "x-a": 1})"});
    REQUIRE(read);
    CHECK(d.model().organisation.actions[*read->action].id == "refund");
    CHECK(to_string(*read->amount) == "20.00 EUR");
    CHECK(read->due == desks::at("2026-03-02T00:00:00Z"));
    CHECK(read->to == "omar");
    CHECK(read->answer);
    auto const empty = ombud::parse_promise(d, {"promise", R"({"amount": null})"});
    REQUIRE(empty);
    CHECK_FALSE(empty->amount);
    CHECK(empty->to == "customer");
}

TEST_CASE("all that is wrong with a promise is named at once")
{
    CHECK(faults_of(R"({"action": "refunds", "amount": 20, "due": "soon", "to": "nobody", "answer": "yes",
                        "amout": 1})")
          == "unknown_action action; wrong_type amount; bad_instant due; unknown_reference to; wrong_type answer; "
             "unknown_key amout");
    CHECK(faults_of(R"({"amount": "-1"})") == "bad_money amount");
    CHECK(faults_of("7") == "wrong_type ");
    CHECK(faults_of("{").starts_with("syntax_error"));
}
