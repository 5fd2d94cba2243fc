// SPDX-License-Identifier: BSL-1.0
#include <ombud/promise/promise.hpp>

#include "support/catch.hpp"

TEST_CASE("measures and states are read as they are written", "[promise]")
{
    for (std::string const name : {"first_response", "next_response", "update", "resolution", "referral_decision",
                                   "callback", "custom", "promised"})
        CHECK(to_string(ombud::parse_measure(name).value()) == name);
    CHECK_FALSE(ombud::parse_measure("First_response"));
    for (std::string const name :
         {"open", "waiting_on_customer", "waiting_on_third_party", "waiting_on_staff", "resolved", "closed"})
        CHECK(to_string(ombud::parse_case_phase(name).value()) == name);
    CHECK_FALSE(ombud::parse_case_phase(""));
    CHECK(to_string(ombud::promisee::handler) == "handler");
}

TEST_CASE("what a promise says of itself", "[promise]")
{
    ombud::promise one;
    one.pauses_on.set(static_cast<std::size_t>(ombud::case_phase::waiting_on_customer));
    CHECK(one.pauses(ombud::case_phase::waiting_on_customer));
    CHECK_FALSE(one.pauses(ombud::case_phase::open));
    CHECK(one.from_opening());
    one.measures = ombud::measure::callback;
    CHECK(one.is_custom());
    CHECK_FALSE(one.from_opening());
}
