// SPDX-License-Identifier: BSL-1.0
#include <ombud/io/decision_log.hpp>

#include "support/desks.hpp"

namespace {

std::string faults_of(std::string const& json)
{
    std::string out;
    auto const read = ombud::parse_decision_record({"log", json});
    for (auto const& one : read.diagnostics())
        out += (out.empty() ? "" : "; ") + std::string(to_string(one.code)) + ' ' + one.message;
    return out;
}

}  // namespace

TEST_CASE("what a decision wrote is read back")
{
    auto const d = desks::with({desks::policy("p", "company", desks::rule("r", "true", "grant"))});
    auto const decided = desks::decide(d, {R"("action": "refund", "amount": "180.00")"});
    auto const read = ombud::parse_decision_record({"log", to_json(decided)});
    REQUIRE(read);
    CHECK(read->case_id == "C-1");
    CHECK(read->answer == ombud::given_answer{"refer", "authority", ""});
    CHECK(read->handler == "lena");
    CHECK(read->desk == d.digest());
    CHECK(read->fingerprint == decided.fingerprint());
    CHECK(read->at == decided.at());
    CHECK(read->customer.empty());
    CHECK_FALSE(read->special);
    auto const granted = desks::decide(d, {});
    CHECK(ombud::parse_decision_record({"log", to_json(granted)})->answer
          == ombud::given_answer{"grant", "", "80.00 EUR"});
}

TEST_CASE("who was referred as a special client was one")
{
    auto const d = desks::with(
        {desks::policy("p", "company", desks::rule("r", "true", "decline", R"(, "offer": ["credit"])"))});
    auto const decided = desks::decide(d, {.customer = "c-special"});
    CHECK(ombud::parse_decision_record({"log", to_json(decided)})->special == true);
}

TEST_CASE("all that is missing is named at once")
{
    CHECK(faults_of(R"({"case": 7, "at": "noon", "handler": "lena", "fingerprint": "f", "desk": {}})")
          == "missing_key a decision needs the key `outcome`; wrong_type `case` must be a text; "
             "missing_key a decision needs the key `digest`; bad_instant `noon` is no instant");
    CHECK(faults_of("[]").find("missing_key a decision needs the key `fingerprint`") != std::string::npos);
    CHECK(faults_of("{").starts_with("syntax_error"));
}
