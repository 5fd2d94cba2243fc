// SPDX-License-Identifier: BSL-1.0
#include <ombud/policy/canonical.hpp>

#include <ombud/io/json.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

std::string desk(std::string text)
{
    return canonical_json(ombud::parse_json({"c.jsonc", std::move(text)}, 1'000'000).value().root(),
                          ombud::object_kind::desk);
}

}  // namespace

TEST_CASE("keys are sorted, own keys and comments left out, escapes resolved", "[policy][canonical]")
{
    CHECK(desk(R"({ /* c */ "version": "1", "desk": "d\u0061", "x-y": 1, "quote": {"round_to": "5m", )"
               R"("ratio": 0.50, "x-z": {}},})")
          == R"({"desk":"da","quote":{"ratio":0.5,"round_to":"5m"},"version":"1"})");
    CHECK(desk(R"({"ombud": 1, "when_silent": null, "b": [true, false, -0.0]})")
          == R"({"b":[true,false,-0.0],"ombud":1,"when_silent":null})");
}

TEST_CASE("which files a desk was read from says nothing, trees of conditions say what they say", "[policy][canonical]")
{
    CHECK(desk(R"({"include": ["b"], "desk": "d", "off": {"p": "r"}})") == R"({"desk":"d","off":{"p":"r"}})");
    CHECK(desk(R"({"policies": [{"id": "p", "rules": [{"id": "a", "when": {"x-n": 1, "all": [{"label": "l", "if": "b"},
        {"if": "a"}]}}]}]})")
          == R"({"policies":[{"id":"p","rules":[{"id":"a","when":{"all":[{"if":"b","label":"l"},{"if":"a"}]}}]}]})");
}

TEST_CASE("things with ids are sorted by id, policies by id and version", "[policy][canonical]")
{
    CHECK(desk(R"({"staff": [{"id": "b"}, {"name": "z", "id": "a"}]})")
          == R"({"staff":[{"id":"a","name":"z"},{"id":"b"}]})");
    auto const two = R"({"policies":[{"id":"p"},{"id":"p","version":"2"},{"id":"q","rules":[{"id":"a"},{"id":"b"}]}]})";
    CHECK(desk(R"({"policies": [{"id": "q", "rules": [{"id": "b"}, {"id": "a"}]}, {"version": "2", "id": "p"}, )"
               R"({"id": "p"}]})") == two);
    CHECK(desk(R"({"special_clients": [{"customer": "c-2"}, {"customer": "c-1", "x-n": 1}]})")
          == R"({"special_clients":[{"customer":"c-1"},{"customer":"c-2"}]})");
}

TEST_CASE("lists whose order says nothing are sorted, the others are not", "[policy][canonical]")
{
    CHECK(desk(R"({"edges": [{"to": "b", "from": "a", "skills": ["y", "x"]}, {"from": "a", "to": "a"}]})")
          == R"({"edges":[{"from":"a","skills":["x","y"],"to":"b"},{"from":"a","to":"a"}]})");
    CHECK(desk(R"({"policies": [{"id": "p", "actions": ["b", "a"], "disclosed": ["b", "a"],
                   "rules": [{"id": "r", "offer": ["b", "a"]}]}]})")
          == R"({"policies":[{"actions":["a","b"],"disclosed":["b","a"],"id":"p",)"
             R"("rules":[{"id":"r","offer":["b","a"]}]}]})");
    CHECK(desk(R"({"calendars": {"c": {"holidays": ["2026-12-26", "2026-12-25"], "hours": {"mon": ["13:00-18:00", )"
               R"("09:00-12:00"]}}}})")
          == R"({"calendars":{"c":{"holidays":["2026-12-25","2026-12-26"],)"
             R"("hours":{"mon":["13:00-18:00","09:00-12:00"]}}}})");
}

TEST_CASE("what the table does not know keeps its order", "[policy][canonical]")
{
    CHECK(desk(R"({"facts": {"a.b": {"one_of": ["z", "a"], "default": [{"b": 1, "a": [2, 1]}]}}})")
          == R"({"facts":{"a.b":{"default":[{"a":[2,1],"b":1}],"one_of":["z","a"]}}})");
}
