// SPDX-License-Identifier: BSL-1.0
#include <ombud/audit/consistency.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <random>

namespace {

ombud::decision_record one(std::string const& id, std::string const& outcome, std::string const& desk,
                           std::string const& handler, int at, std::string const& customer = {},
                           std::optional<bool> special = {}, std::string const& fingerprint = "f")
{
    return {id, fingerprint, {outcome, "", ""}, desk, handler, customer, special,
            ombud::instant{std::chrono::seconds{at}}};
}

std::string joined(std::vector<std::string_view> const& names)
{
    std::string out;
    for (auto const name : names) out += (out.empty() ? "" : " ") + std::string(name);
    return out;
}

// `differs / explains` of the only unlike group.
std::string judged(std::vector<ombud::decision_record> const& records)
{
    ombud::consistency_audit audit;
    for (auto const& each : records) audit.add(each);
    auto const report = audit.report();
    if (report.unlike.size() != 1) return std::to_string(report.unlike.size()) + " groups";
    return joined(report.unlike[0].differs) + " / " + joined(report.unlike[0].explains);
}

}  // namespace

TEST_CASE("like cases that were decided alike are no finding, whoever decided them and when")
{
    CHECK(judged({one("C-1", "grant", "a", "lena", 1), one("C-2", "grant", "b", "mia", 2)}) == "0 groups");
    CHECK(judged({one("C-1", "grant", "a", "lena", 1), one("C-2", "decline", "a", "lena", 1, "", {},
        "g")}) == "0 groups");
}

TEST_CASE("nothing but the desk's version differs, and it explains the difference")
{
    CHECK(judged({one("C-1", "grant", "a", "lena", 5), one("C-2", "decline", "b", "lena", 5),
                  one("C-3", "grant", "a", "lena", 5)})
          == "desk / desk");
}

TEST_CASE("what differs without going along with the answers does not explain them")
{
    CHECK(judged({one("C-1", "grant", "a", "lena", 5), one("C-2", "decline", "a", "mia", 5),
                  one("C-3", "decline", "a", "lena", 5)})
          == "handler / ");
    CHECK(judged({one("C-1", "grant", "a", "lena", 5), one("C-2", "decline", "a", "lena", 5)}) == " / ");
}

TEST_CASE("time explains where one answer follows the other, and not where they alternate or coincide")
{
    CHECK(judged({one("C-1", "grant", "a", "lena", 1), one("C-3", "decline", "a", "lena", 3),
                  one("C-2", "grant", "a", "lena", 2)})
          == "time / time");
    CHECK(judged({one("C-1", "grant", "a", "lena", 1), one("C-2", "decline", "a", "lena", 2),
                  one("C-3", "grant", "a", "lena", 3)})
          == "time / ");
    CHECK(judged({one("C-1", "grant", "a", "lena", 1), one("C-2", "grant", "a", "lena", 2),
                  one("C-3", "decline", "a", "lena", 2)})
          == "time / ");
}

TEST_CASE("status and customer count where they are known, and what is not known of one explains nothing")
{
    CHECK(judged({one("C-1", "refer", "a", "lena", 5, "c-1", true), one("C-2", "decline", "a", "lena", 5, "c-2",
        false)})
          == "special customer / special");
    CHECK(judged({one("C-1", "grant", "a", "lena", 5, "c-1", false),
                  one("C-2", "decline", "a", "lena", 5, "c-2", false)})
          == "customer / ");
    CHECK(judged({one("C-1", "refer", "a", "lena", 5, "c-1", true), one("C-2", "decline", "a", "lena", 5)}) == " / ");
    CHECK(judged({one("C-1", "refer", "a", "lena", 5, "c-1", true), one("C-2", "decline", "a", "lena", 5, "c-2", false),
                  one("C-3", "decline", "a", "lena", 5)})
          == "special customer / ");
}

TEST_CASE("special clients stand beside others on equal fingerprints, alike or not")
{
    ombud::consistency_audit audit;
    audit.add(one("C-1", "grant", "a", "lena", 1, "c-1", true, "alike"));
    audit.add(one("C-2", "grant", "a", "lena", 2, "c-2", false, "alike"));
    audit.add(one("C-3", "refer", "a", "lena", 3, "c-1", true, "unlike"));
    audit.add(one("C-4", "decline", "a", "lena", 4, "c-3", false, "unlike"));
    audit.add(one("C-5", "grant", "a", "lena", 5, "c-1", true, "alone"));
    auto const report = audit.report();
    REQUIRE(report.special.size() == 2);
    CHECK(report.special[0].fingerprint == "alike");
    CHECK(report.special[0].alike);
    CHECK_FALSE(report.special[1].alike);
    CHECK(report.special[1].others.front().example == "C-4");
    CHECK(report.decisions == 5);
    CHECK(report.fingerprints == 3);
}

TEST_CASE("the report does not depend on the order of the log")
{
    std::vector<ombud::decision_record> records;
    for (int n = 0; n < 60; ++n)
        records.push_back(one("C-" + std::to_string(n), n % 3 == 0 ? "decline" : "grant", n % 2 == 0 ? "a" : "b",
            "lena",
                              n / 4, "c-" + std::to_string(n % 5), n % 5 == 0, n % 7 == 0 ? "g" : "f"));
    std::string first;
    std::mt19937 random(7);
    for (int round = 0; round < 5; ++round) {
        ombud::consistency_audit audit;
        for (auto const& each : records) audit.add(each);
        if (round == 0) first = to_json(audit.report());
        CHECK(to_json(audit.report()) == first);
        std::shuffle(records.begin(), records.end(), random);
    }
}

TEST_CASE("the report as JSON and answers in words")
{
    ombud::consistency_audit audit;
    audit.add(one("C-1", "grant", "a", "lena", 0));
    auto other = one("C-2", "refer", "b", "lena", 0);
    other.answer.cause = "authority";
    audit.add(other);
    CHECK(to_json(audit.report())
          == R"({"decisions":2,"fingerprints":1,"unlike":[{"fingerprint":"f","answers":[)"
             R"({"outcome":"grant","cause":null,"amount":null,"count":1,"example":"C-1",)"
             R"("first":"1970-01-01T00:00:00+00:00","last":"1970-01-01T00:00:00+00:00"},)"
             R"({"outcome":"refer","cause":"authority","amount":null,"count":1,"example":"C-2",)"
             R"("first":"1970-01-01T00:00:00+00:00","last":"1970-01-01T00:00:00+00:00"}],)"
             R"("differs":["desk"],"explains":["desk"]}],"special":[]})");
    CHECK(ombud::answer_words({"grant", "", "20.00 EUR"}) == "grant 20.00 EUR");
    CHECK(ombud::answer_words({"refer", "authority", ""}) == "refer (authority)");
}
