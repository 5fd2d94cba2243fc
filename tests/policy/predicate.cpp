// SPDX-License-Identifier: BSL-1.0
#include <ombud/policy/predicate.hpp>

#include "support/conditions.hpp"

using conditions::workshop;
using ombud::value;

namespace {

ombud::instant at(int day)
{
    return ombud::instant{std::chrono::days{day}};
}

std::string names(workshop const& w, std::vector<ombud::slot_index> slots)
{
    std::string out;
    for (auto const slot : slots) out += w.facts->facts[ombud::fact{slot}].name + " ";
    return out;
}

std::string unknowns(workshop const& w, value const& v)
{
    REQUIRE(v.is_unknown());
    return names(w, {v.unknown_slots().begin(), v.unknown_slots().end()});
}

}  // namespace

TEST_CASE("a default predicate always holds and names nothing", "[policy][predicate]")
{
    workshop w;
    ombud::scene scene(w.compiler.names());
    scene.begin(w.knowing({}), at(0));
    ombud::predicate const always;
    CHECK(always.always());
    CHECK(always.source().empty());
    CHECK(always.facts().empty());
    CHECK(scene.evaluate(always).is_true());
}

TEST_CASE("true, false, unknown with its facts, or an error", "[policy][predicate]")
{
    workshop w;
    auto const p = w.compile("request.a && request.n * 2 > 4");
    REQUIRE(w.faults().empty());
    CHECK_FALSE(p.always());
    CHECK(p.source() == "request.a && request.n * 2 > 4");
    ombud::scene scene(w.compiler.names());
    auto const under = [&](std::vector<std::pair<std::string, value>> const& told) {
        scene.begin(w.knowing(told), at(0));
        return scene.evaluate(p);
    };
    CHECK(under({{"request.a", value::boolean(true)}, {"request.n", value::integer(3)}}).is_true());
    CHECK(under({{"request.a", value::boolean(false)}}).is_false());
    CHECK(unknowns(w, under({})) == "request.a request.n ");
    CHECK(unknowns(w, under({{"request.a", value::boolean(true)}})) == "request.n ");
    CHECK(under({{"request.a", value::boolean(true)}, {"request.n", value::integer(INT64_MAX)}}).is_error());
    CHECK(under({{"request.a", value::boolean(false)}, {"request.n", value::integer(INT64_MAX)}}).is_false());
}

TEST_CASE("facts named through definitions count, by name, each once", "[policy][predicate]")
{
    workshop w({}, R"({"one": "request.n > 1", "two": "def.one || request.b"})");
    auto const p = w.compile("def.two && request.n < 9 && request.a");
    REQUIRE(w.faults().empty());
    std::vector<ombud::slot_index> slots;
    for (auto const f : p.facts()) slots.push_back(f.slot);
    CHECK(names(w, slots) == "request.a request.b request.n ");
    ombud::scene scene(w.compiler.names());
    scene.begin(w.knowing({{"request.a", value::boolean(true)}, {"request.n", value::integer(1)}}), at(0));
    CHECK(unknowns(w, scene.evaluate(p)) == "request.b ");
}

TEST_CASE("a parameter has the value of its date, and none before the first", "[policy][predicate]")
{
    ombud::parameter const much{
        "much", {ombud::fact_type::kind::integer, false}, {{at(10), value::integer(1)}, {at(20), value::integer(5)}}};
    workshop w({much}, R"({"enough": "request.n > param.much"})");
    auto const direct = w.compile("request.n > param.much"), defined = w.compile("def.enough");
    REQUIRE(w.faults().empty());
    ombud::scene scene(w.compiler.names());
    for (auto const* const p : {&direct, &defined}) {
        auto const on = [&](ombud::instant t) {
            scene.begin(w.knowing({{"request.n", value::integer(3)}}), t);
            return scene.evaluate(*p);
        };
        CHECK(on(at(10) - std::chrono::seconds{1}).is_error());
        CHECK(on(at(10)).is_true());
        CHECK(on(at(20) - std::chrono::seconds{1}).is_true());
        CHECK(on(at(20)).is_false());
    }
}

TEST_CASE("a scene begins anew: nothing of a definition is left over", "[policy][predicate]")
{
    workshop w({}, R"({"odd": "request.n % 2 == 1"})");
    auto const p = w.compile("def.odd");
    ombud::scene scene(w.compiler.names());
    for (int n = 0; n < 5; ++n) {
        scene.begin(w.knowing({{"request.n", value::integer(n)}}), at(0));
        CHECK(scene.evaluate(p).is_true() == (n % 2 == 1));
        CHECK(scene.evaluate(p).is_true() == (n % 2 == 1));
    }
    scene.begin(w.knowing({}), at(0));
    CHECK(scene.evaluate(p).is_unknown());
    scene.begin(w.knowing({}), at(0));
    scene.tell(w.fact("request.n"), value::integer(7));
    CHECK(scene[w.fact("request.n")].as_integer() == 7);
    CHECK(scene.evaluate(p).is_true());
}
