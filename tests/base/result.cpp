// SPDX-License-Identifier: BSL-1.0
#include <ombud/base/result.hpp>

#include "support/catch.hpp"

#include <memory>
#include <string>

using ombud::diagnostic;
using ombud::errc;
using ombud::result;
using ombud::severity;

namespace {

diagnostic finding(severity level, std::string message)
{
    return {errc::bad_id, level, "desk.jsonc", {2, 3}, "", std::move(message), "mend it"};
}

}  // namespace

TEST_CASE("a success gives its value and no diagnostics", "[base][result]")
{
    result<std::string> const r(std::string("lena"));
    REQUIRE(r);
    CHECK(r.has_value());
    CHECK(*r == "lena");
    CHECK(r->size() == 4);
    CHECK(r.value() == "lena");
    CHECK(r.diagnostics().empty());
}

TEST_CASE("a success may carry warnings", "[base][result]")
{
    result<int> const r(7, {finding(severity::warning, "odd")});
    REQUIRE(r);
    CHECK(*r == 7);
    REQUIRE(r.diagnostics().size() == 1);
    CHECK(r.diagnostics()[0].message == "odd");
}

TEST_CASE("a failure keeps all of its diagnostics, in order", "[base][result]")
{
    result<int> const r(
        ombud::diagnostics{finding(severity::warning, "first"), finding(severity::error, "second")});
    REQUIRE_FALSE(r);
    CHECK_FALSE(r.has_value());
    REQUIRE(r.diagnostics().size() == 2);
    CHECK(r.diagnostics()[0].message == "first");
    CHECK(r.diagnostics()[1].message == "second");
}

TEST_CASE("one diagnostic makes a failure", "[base][result]")
{
    result<int> const r(finding(severity::error, "no"));
    REQUIRE_FALSE(r);
    CHECK(r.diagnostics().size() == 1);
}

TEST_CASE("asking a failure for its value throws what went wrong", "[base][result]")
{
    result<int> r(finding(severity::error, "no such id"));
    CHECK_THROWS_AS(r.value(), ombud::bad_result);
    CHECK_THROWS_AS(std::as_const(r).value(), ombud::bad_result);
    CHECK_THROWS_AS(std::move(r).value(), ombud::bad_result);
    try {
        (void)result<int>(finding(severity::error, "no such id")).value();
        FAIL("it did not throw");
    } catch (ombud::bad_result const& thrown) {
        CHECK(std::string(thrown.what()) == "desk.jsonc:2:3: error: no such id [bad_id]\n    mend it\n");
        CHECK(thrown.diagnostics().size() == 1);
    }
}

TEST_CASE("the value can be moved out and changed in place", "[base][result]")
{
    result<std::unique_ptr<int>> r(std::make_unique<int>(3));
    **r = 4;
    std::unique_ptr<int> const taken = std::move(r).value();
    CHECK(*taken == 4);
}

TEST_CASE("a list of diagnostics as a value is no failure", "[base][result]")
{
    // The type of the argument decides, not its content.
    result<std::vector<int>> const r(std::vector<int>{});
    CHECK(r);
}
