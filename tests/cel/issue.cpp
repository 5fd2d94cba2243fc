// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/issue.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

using namespace ombud;

TEST_CASE("an issue becomes a diagnostic with line and column", "[cel][issue]")
{
    std::string_view const source = "case.contacts > 2 &&\n  x";
    auto const made = compile(cel_run::desk_scope(), source);
    auto const all = cel::to_diagnostics(made.issues, source, "rule.cel");
    REQUIRE(all.size() == 1);
    CHECK(all[0].at == position{2, 3});
    CHECK(all[0].code == errc::undeclared_name);
    CHECK(to_string(all[0]).starts_with("rule.cel:2:3: error: `x` is not declared [undeclared_name]"));
}

TEST_CASE("compile_text carries errors or warnings as diagnostics", "[cel][issue]")
{
    auto const failed = cel::compile_text(cel_run::desk_scope(), "1 +", "a");
    CHECK_FALSE(failed);
    CHECK(failed.diagnostics()[0].at == position{1, 4});
    auto const warned = cel::compile_text(cel_run::desk_scope(), "case.contacts > 1 / 0", "a");
    REQUIRE(warned);
    CHECK(warned.diagnostics()[0].level == severity::warning);
}
