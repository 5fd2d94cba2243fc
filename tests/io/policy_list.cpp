// SPDX-License-Identifier: BSL-1.0
#include <ombud/io/policy_list.hpp>

#include "support/desks.hpp"

namespace {

// Two policies that customers may see, one of them with a rule on trial, and three that they may not.
ombud::desk shop()
{
    auto const seen = R"({"policies": [{"id": "soap", "title": "Opened <soap> stays sold", "tier": "company",
        "version": "3", "actions": ["refund"], "disclosed": {"before": ["product page"], "after": ["receipt"]},
        "in_force": {"from": "2026-01-01"}, "owner": "vera", "review_by": "2027-01-01", "must_be_shown": true,
        "recourse": "The board of arbitration.",
        "rules": [
          {"id": "opened", "when": "request.opened", "then": "decline", "waivable": true, "protects": "other_customers",
           "because": "1. Once *opened*, it cannot be sold & used.", "offer": ["credit", "swap"]},
          {"id": "secret", "when": "request.used", "then": "grant", "because": "On trial.", "status": "shadow"},
          {"id": "small", "when": "request.seen", "then": "grant", "limit": "20.00", "because": "A gesture."},
          {"id": "quiet", "when": "request.used", "stance": "warn"}]}]})";
    auto const other = desks::policy("api", "team", desks::rule("x", "true", "grant"), R"("disclosed": ["shop"])");
    return desks::with({seen, other, desks::policy("hidden", "team", desks::rule("x", "true", "grant"),
        R"("owner": "vera")"),
                        desks::policy("past", "team", desks::rule("x", "true", "grant"),
                                      R"("disclosed": ["shop"], "in_force": {"until": "2026-01-01"})"),
                        desks::policy("mute", "team", desks::rule("x", "request.used", "", R"(, "stance": "warn")"))});
}

auto const now = desks::at("2026-03-09T10:00:00Z");

}  // namespace

TEST_CASE("the public list in Markdown: what customers may see, escaped")
{
    CHECK(to_markdown(list_public_policies(shop(), now)) == R"(# Our policies

In force on 9 Mar 2026.

## About api

- Because of x.

About: everything

Shown before the sale: shop

## Opened \<soap\> stays sold

- 1\. Once \*opened\*, it cannot be sold \& used.
  - This protects other customers.
  - Instead: store credit or an exchange.
- A gesture.
  - Up to 20.00 EUR.

About: a refund

Shown before the sale: product page

Shown after the sale: receipt

In force since: 1 Jan 2026

If we cannot agree: The board of arbitration.
)");
}

TEST_CASE("the public list in HTML is one page, escaped, with lists inside of items")
{
    auto const page = to_html(list_public_policies(shop(), now));
    CHECK(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">\n"));
    CHECK(page.substr(page.find("<h2>Opened")) == R"(<h2>Opened &lt;soap&gt; stays sold</h2>
<ul>
<li>1. Once *opened*, it cannot be sold &amp; used.
<ul>
<li>This protects other customers.</li>
<li>Instead: store credit or an exchange.</li>
</ul>
</li>
<li>A gesture.
<ul>
<li>Up to 20.00 EUR.</li>
</ul>
</li>
</ul>
<p>About: a refund</p>
<p>Shown before the sale: product page</p>
<p>Shown after the sale: receipt</p>
<p>In force since: 1 Jan 2026</p>
<p>If we cannot agree: The board of arbitration.</p>
</body>
</html>
)");
    CHECK(page.find("http") == std::string::npos);
}

TEST_CASE("nothing of the house is in a public list")
{
    auto const list = list_public_policies(shop(), now);
    for (auto const& text : {to_markdown(list), to_html(list), to_json(list)})
        for (auto const* const internal : {"vera", "company", "hidden", "On trial", "waivable", "request.",
            "version", "small"})
            CHECK(text.find(internal) == std::string::npos);
}

TEST_CASE("the public list as JSON")
{
    auto const d = desks::with({desks::policy("p", "team", desks::rule("x", "true", "grant"))});
    CHECK(to_json(list_public_policies(d, now))
          == R"({"at":"2026-03-09T10:00:00+00:00","policies":[{"title":"About p","about":[],"shown_before":["shop"],)"
             R"("shown_after":[],"from":null,"recourse":null,"rules":[{"because":"Because of x.","protects":null,)"
             R"("limit":null,"instead":[]}]}]})");
}

TEST_CASE("the list for the house has every version and every rule, with what they are for")
{
    auto const list = list_policies(shop(), now);
    CHECK(list.policies.size() == 5);
    auto const text = to_markdown(list);
    CHECK(text.starts_with("# Policies of small 1\n\nAs of 9 Mar 2026.\n"));
    CHECK(text.find("## Opened \\<soap\\> stays sold (soap, version 3)\n\n- opened: decline, waivable\n"
                    "  - Because: 1. Once \\*opened\\*, it cannot be sold \\& used.\n  - When: request.opened\n")
          != std::string::npos);
    CHECK(text.find("- secret: grant, shadow\n") != std::string::npos);
    CHECK(text.find("Tier: company\n\nGoverned by the date of the: request\n\nMust be shown: yes\n\nOwner: vera\n\n"
                    "Review by: 1 Jan 2027\n")
          != std::string::npos);
    CHECK(to_json(list).find(R"("id":"quiet","status":"active","then":null,"when":"request.used","waivable":false)")
          != std::string::npos);
}
