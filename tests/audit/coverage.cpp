// SPDX-License-Identifier: BSL-1.0
#include <ombud/audit/coverage.hpp>

#include "support/desks.hpp"

namespace {

using desks::rule;

// `p/used 1/0/2/0!` for each rule: true, false, unknown, undetermined; `!` where it is covered.
std::string counts(ombud::desk const& d, std::vector<std::string> const& requests)
{
    ombud::coverage tried(d);
    for (auto const& request : requests) {
        desks::matter const m{R"("action": "refund", "amount": "80.00")" + request};
        tried.add(desks::read(d, m), desks::at(m.now));
    }
    std::string out;
    for (auto const& one : tried.rules())
        out += (out.empty() ? "" : "; ") + one.rule + ' ' + std::to_string(one.yes) + '/' + std::to_string(one.no) + '/'
               + std::to_string(one.unknown) + '/' + std::to_string(one.undetermined) + (one.covered() ? "!" : "");
    return out;
}

}  // namespace

TEST_CASE("every rule is counted by what its condition came to")
{
    auto const d = desks::with({desks::policy("p", "company", rule("used", "request.used", "grant") + ","
                                                                  + rule("wide", "request.count + 1 > 0", "grant"))});
    CHECK(counts(d, {R"(, "used": true, "count": 1)", R"(, "used": false, "count": 9223372036854775807)", ""})
          == "p/used 1/1/1/0!; p/wide 1/0/1/1");
}

TEST_CASE("a rule without a condition cannot be false, and need not be")
{
    auto const d = desks::with({desks::policy(
        "p", "company", R"({"id": "all", "then": "grant", "because": "Always."},)" + rule("used", "request.used",
            "grant"))});
    CHECK(counts(d, {R"(, "used": true)"}) == "p/all 1/0/0/0!; p/used 1/0/0/0");
    CHECK(counts(d, {}) == "p/all 0/0/0/0; p/used 0/0/0/0");
}

TEST_CASE("a rule that loses against others was true all the same")
{
    auto const d = desks::with({desks::policy("law", "law", rule("yes", "true", "grant")),
                                desks::policy("team", "team", rule("no", "request.used", "decline",
                                    R"(, "offer": ["credit"])"))});
    CHECK(counts(d, {R"(, "used": true)", R"(, "used": false)"}) == "law/yes 2/0/0/0; team/no 1/1/0/0!");
}

TEST_CASE("rules on trial and drafts stand behind, and drafts are never tried; other versions neither")
{
    auto const d = desks::with(
        {desks::policy("a", "law", rule("draft", "request.used", "grant", R"(, "status": "draft")") + ","
                                       + rule("trial", "request.used", "grant", R"(, "status": "shadow")")),
         desks::policy("b", "team", rule("on", "request.used", "grant")),
         desks::policy("c", "team", rule("old", "request.used", "grant"),
                       R"("disclosed": ["shop"], "in_force": {"until": "2020-01-01"})")});
    CHECK(counts(d, {R"(, "used": true)", R"(, "used": false)", ""})
          == "b/on 1/1/1/0!; c/old 0/0/0/0; a/trial 1/1/1/0!; a/draft 0/0/0/0");
}

TEST_CASE("totals count active rules, and the counts as JSON")
{
    auto const d = desks::with({desks::policy("p", "company", rule("used", "request.used", "grant") + ","
                                  + rule("trial", "request.used", "grant", R"(, "status": "shadow")"))});
    ombud::coverage tried(d);
    desks::matter const m{R"("action": "refund", "amount": "80.00", "used": true)"};
    tried.add(desks::read(d, m), desks::at(m.now));
    CHECK(total_of(tried.rules()).active == 1);
    CHECK(total_of(tried.rules()).covered == 0);
    CHECK(to_json(tried.rules())
          == R"({"active":1,"covered":0,"rules":[{"rule":"p/used","version":"1","status":"active","covered":false,)"
             R"("true":1,"false":0,"unknown":0,"undetermined":0},{"rule":"p/trial","version":"1","status":"shadow",)"
             R"("covered":false,"true":1,"false":0,"unknown":0,"undetermined":0}]})");
}
