// SPDX-License-Identifier: BSL-1.0
#include <ombud/base/diagnostic.hpp>

#include "support/catch.hpp"

#include <set>

using ombud::diagnostic;
using ombud::diagnostics;
using ombud::errc;
using ombud::severity;

namespace {

constexpr errc all_codes[] = {
#define OMBUD_DIAGNOSTIC(code, meaning) errc::code,
#include <ombud/base/diagnostic_codes.def>
#undef OMBUD_DIAGNOSTIC
};

}  // namespace

TEST_CASE("a code is written as the table has it", "[base][diagnostic]")
{
    CHECK(to_string(errc::unreadable_file) == "unreadable_file");
    CHECK(to_string(errc::not_supported_yet) == "not_supported_yet");
    CHECK(to_string(static_cast<errc>(65'000)) == "unknown_code");
}

TEST_CASE("every code has a name of its own and a meaning in sentences", "[base][diagnostic]")
{
    std::set<std::string_view> names, meanings;
    for (auto const code : all_codes) {
        CAPTURE(to_string(code), meaning(code));
        CHECK(names.insert(to_string(code)).second);
        CHECK(meanings.insert(meaning(code)).second);
        CHECK(to_string(code).find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == std::string_view::npos);
        REQUIRE_FALSE(meaning(code).empty());
        CHECK(meaning(code).back() == '.');
    }
    CHECK(meaning(static_cast<errc>(65'000)).empty());
}

TEST_CASE("a diagnostic reads as file, place, severity, message, code", "[base][diagnostic]")
{
    diagnostic d{errc::unknown_key, severity::error, "desk.jsonc", {12, 7}, "", "no key `polices` here", ""};
    CHECK(to_string(d) == "desk.jsonc:12:7: error: no key `polices` here [unknown_key]");
    d.level = severity::warning;
    CHECK(to_string(d) == "desk.jsonc:12:7: warning: no key `polices` here [unknown_key]");
}

TEST_CASE("the path in the document and the hint stand on lines of their own", "[base][diagnostic]")
{
    diagnostic const d{errc::bad_money,      severity::error,   "a",           {1, 2},
                       "roles[0].authority", "`x` is no money", "write `5.00`"};
    CHECK(to_string(d)
          == "a:1:2: error: `x` is no money [bad_money]\n    at roles[0].authority\n    write `5.00`");
}

TEST_CASE("what is not known is left out", "[base][diagnostic]")
{
    diagnostic const nowhere{errc::bad_id, severity::error, "", {}, "", "`a b` is no id", ""};
    CHECK(to_string(nowhere) == "<input>: error: `a b` is no id [bad_id]");
}

TEST_CASE("several diagnostics are lines, each ended", "[base][diagnostic]")
{
    diagnostic const d{errc::bad_id, severity::error, "f", {3, 4}, "", "m", ""};
    CHECK(to_string(diagnostics{}).empty());
    CHECK(to_string(diagnostics{d, d}) == "f:3:4: error: m [bad_id]\nf:3:4: error: m [bad_id]\n");
}

TEST_CASE("warnings alone are no errors", "[base][diagnostic]")
{
    diagnostic const warning{errc::bad_id, severity::warning, "", {}, "", "m", ""};
    diagnostic const error{errc::bad_id, severity::error, "", {}, "", "m", ""};
    CHECK_FALSE(ombud::has_errors({}));
    CHECK_FALSE(ombud::has_errors({warning, warning}));
    CHECK(ombud::has_errors({warning, error, warning}));
}
