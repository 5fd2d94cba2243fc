// SPDX-License-Identifier: BSL-1.0
#include <ombud/io/policy_test.hpp>

#include <ombud/io/file.hpp>
#include <ombud/io/json.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

ombud::desk const& shop()
{
    static auto const desk = ombud::load_desk_file(OMBUD_SOURCE_DIR "/tests/corpus/good/desk.jsonc").value();
    return desk;
}

ombud::document parse(std::string text)
{
    return ombud::parse_json({"tests.jsonc", std::move(text)}, std::size_t{1} << 20).value();
}

// The differences as `path`, or `path: expected, actual` where there is one.
std::string match(std::string expected, std::string actual)
{
    auto const e = parse(std::move(expected));
    auto const a = parse(std::move(actual));
    auto const found = match_partially(e.root(), a.root());
    if (found.size() == 1) return found[0].path + ": " + found[0].expected + ", " + found[0].actual;
    std::string out;
    for (auto const& each : found) out += each.path + ' ';
    return out;
}

constexpr char const* a_test = R"({ "name": "over the limit", "at": "2026-03-09T11:00:00+01:00",
  "case": { "id": "T", "customer": { "id": "c-1", "tier": "basic" }, "handler": "lena",
            "request": { "action": "refund", "amount": "300", "delivered_on": "2026-03-01",
                         "item": { "hygiene": false, "opened": false } } },
  "expect": )";

std::string differences(std::string const& expect)
{
    auto const suite = read_policy_tests(shop(), parse("{\"tests\": [" + (a_test + expect) + "}]}")).value();
    REQUIRE(suite.tests.size() == 1);
    CHECK(suite.tests[0].name == "over the limit");
    auto const outcome = run_policy_test(shop(), suite.tests[0]);
    CHECK(outcome.decision.starts_with("{\"outcome\":"));
    std::string out;
    for (auto const& each : outcome.differences) out += each.path + ' ';
    return out;
}

}  // namespace

TEST_CASE("scalars match where they are equal", "[io][policy_test]")
{
    CHECK(match("null", "null").empty());
    CHECK(match("1", "1.0").empty());
    CHECK(match("9007199254740993", "9007199254740992") == ": 9007199254740993, 9007199254740992");
    CHECK(match("\"1\"", "1") == ": \"1\", 1");
    CHECK(match("false", "null") == ": false, null");
}

TEST_CASE("objects match by the keys that are expected", "[io][policy_test]")
{
    CHECK(match(R"({"a": 1})", R"({"a": 1, "b": 2})").empty());
    CHECK(match(R"({"a": {"b": 1}})", R"({"a": {"b": 2}})") == "a.b: 1, 2");
    CHECK(match(R"({"c": null})", R"({"a": 1})") == "c: null, no such key");
    CHECK(match(R"({"a": {}})", R"({"a": null})") == "a: {}, null");
    CHECK(match(R"({"x-why": 1})", "{}").empty());
}

TEST_CASE("lists match as subsets in order, an empty list only itself", "[io][policy_test]")
{
    CHECK(match("[1, 3]", "[1, 2, 3]").empty());
    CHECK(match("[3, 1]", "[1, 2, 3]") == ": 1, it stands earlier in [1,2,3]");
    CHECK(match("[1, 1]", "[1, 2]") == ": 1, it stands earlier in [1,2]");
    CHECK(match("[4]", "[1]") == ": 4, it is not in [1]");
    CHECK(match("[]", "[]").empty());
    CHECK(match("[]", "[1]") == ": [], [1]");
    CHECK(match("[[]]", "[[1], []]").empty());
    CHECK(match("[1]", "{}") == ": [1], {}");
}

TEST_CASE("a text in a list of objects is one of their names", "[io][policy_test]")
{
    for (auto const* key : {"rule", "fact", "do", "id", "to"})
        CHECK(match("[\"n\"]", std::string("[{\"k\": 1}, {\"") + key + "\": \"n\"}]").empty());
    CHECK(!match(R"(["n"])", R"([{"staff": "n"}])").empty());
    CHECK(!match(R"({"a": "n"})", R"({"a": {"id": "n"}})").empty());
}

TEST_CASE("of an object that is meant but differs, the inner difference is named", "[io][policy_test]")
{
    CHECK(match(R"({"l": [{"rule": "b", "state": "x"}]})", R"({"l": [{"rule": "a"}, {"rule": "b", "state": "y"}]})")
          == "l[1].state: \"x\", \"y\"");
}

TEST_CASE("a test decides its case and compares", "[io][policy_test]")
{
    CHECK(differences(R"({ "outcome": "refer", "cause": "authority", "path": ["omar"] })").empty());
    CHECK(differences(R"({ "decider": "omar", "because": ["hygiene/unopened"] })").empty());
    CHECK(differences(R"({ "outcome": "grant", "cause": "authority", "needs": ["a"] })") == "outcome needs ");
}

TEST_CASE("what is wrong with a file of tests is reported at once", "[io][policy_test][errors]")
{
    auto const read = read_policy_tests(shop(), parse(R"({ "tests": [
{ "name": "n", "at": "noon", "expect": 1,
  "case": { "id": "T", "customer": "c", "handler": "lina", "request": { "action": "refund" } } },
{ "at": "2026-03-09", "expect": {} } ] })"));
    REQUIRE(!read);
    std::string codes;
    for (auto const& each : read.diagnostics())
        codes += std::string(to_string(each.code)) + ' ' + std::to_string(each.at.line) + '\n';
    CHECK(codes == "bad_instant 2\nwrong_type 2\nunknown_handler 3\nmissing_key 4\nmissing_key 4\n");
}

TEST_CASE("a file of tests is told by its top", "[io][policy_test]")
{
    CHECK(is_policy_test_file(parse(R"({"tests": []})")));
    CHECK(!is_policy_test_file(parse(R"({"desk": "d"})")));
    CHECK(!is_policy_test_file(parse("[]")));
}
