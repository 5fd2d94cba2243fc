// SPDX-License-Identifier: BSL-1.0
#include <ombud/policy/condition.hpp>

#include "support/conditions.hpp"

#include <random>

using ombud::condition_kind;
using ombud::value;

namespace {

// A condition as a document of its own has it; kept, since conditions are views of it.
ombud::document written(std::string const& when) { return conditions::document("{\"when\": " + when + "}"); }

std::string joined(std::string const& when)
{
    auto const kept = written(when);
    return ombud::read_condition(kept.root().find("when")).expression;
}

// `x` or `(x\n)`, without the line break that ends each expression of a tree.
std::string on_one_line(std::string text)
{
    std::erase(text, '\n');
    return text;
}

// What a condition comes to where `a`, `b` and `n` are told; the rest is unknown.
value evaluated(std::string const& when, std::vector<std::pair<std::string, value>> const& told)
{
    conditions::workshop w;
    auto const kept = written(when);
    auto const p = w.compiler.compile(kept.root().find("when"), w.found);
    CAPTURE(when, w.faults());
    REQUIRE_FALSE(has_errors(w.found));
    ombud::scene scene(w.compiler.names());
    scene.begin(w.knowing(told), {});
    return scene.evaluate(p);
}

}  // namespace

TEST_CASE("a text is its own expression, and a tree is joined by the operators of CEL", "[policy][condition]")
{
    CHECK(joined(R"("a || b")") == "a || b");
    CHECK(joined(R"({"if": "a || b"})") == "(a || b\n)");
    CHECK(on_one_line(joined(R"({"all": [{"if": "a"}, {"any": [{"if": "b"}, {"if": "c"}]}, {"none": [{"if": "d"},
        {"if": "e"}]}]})")) == "((a) && ((b) || (c)) && !((d) || (e)))");
    CHECK(on_one_line(joined(R"({"none": [{"if": "a"}]})")) == "!((a))");
    CHECK(joined(R"({"if": "a // why"})") == "(a // why\n)");
}

TEST_CASE("the parts stand in the order of the text, with their labels and their share of the expression",
          "[policy][condition]")
{
    auto const kept = written(R"({"label": "both", "all": [{"label": "one", "if": "a"}, {"any": [{"if": "b"}]}]})");
    auto const read = ombud::read_condition(kept.root().find("when"));
    REQUIRE(read.parts.size() == 4);
    CHECK(read.parts[0].kind == condition_kind::all);
    CHECK(read.parts[0].label == "both");
    CHECK(read.text_of(read.parts[0]) == read.expression);
    CHECK(read.parts[1].label == "one");
    CHECK(read.text_of(read.parts[1]) == "(a\n)");
    CHECK(read.parts[1].at.text() == "a");
    CHECK(read.parts[2].kind == condition_kind::any);
    CHECK(read.text_of(read.parts[2]) == "((b\n))");
    CHECK(read.parts[3].label.empty());
}

TEST_CASE("what is malformed is left out, and of nothing nothing is left", "[policy][condition]")
{
    CHECK(ombud::read_condition({}).empty());
    CHECK(joined("3").empty());
    CHECK(joined("[]").empty());
    CHECK(joined(R"({"label": "x"})").empty());
    CHECK(on_one_line(joined(R"({"all": [{"if": "a"}, 3, {"any": 7}, {"if": "b"}, []]})")) == "((a) && (b))");
    CHECK(joined(R"({"all": []})") == "(true)");
    CHECK(joined(R"({"any": []})") == "(false)");
    CHECK(joined(R"({"none": []})") == "!(false)");
}

TEST_CASE("findings of a tree stand inside the expression they are about", "[policy][condition]")
{
    conditions::workshop w;
    auto const kept = written(R"({"all": [{"if": "request.a"},
{"any": [{"if": "request.n > 'x'"}, {"label": "y", "if": "request.c"}]}, {"none": [{"if": "1 +"}, {"if": "3"}]}]})");
    auto const p = w.compiler.compile(kept.root().find("when"), w.found);
    CHECK(w.faults()
          == "no_matching_overload 2:28, undeclared_name 2:59, expression_syntax 2:95, not_a_condition 2:107");
    CHECK(w.found[1].path == "when.all[1].any[1].if");
    CHECK(p.labels().empty());
}

TEST_CASE("an expression cannot reach beyond its own place in the tree", "[policy][condition]")
{
    conditions::workshop w;
    auto const kept = written(R"({"all": [{"if": "request.a) || (request.b"}, {"if": "request.b // ) || (true"}]})");
    w.compiler.compile(kept.root().find("when"), w.found);
    CHECK(w.faults() == "expression_syntax 1:36");
    CHECK(evaluated(R"({"all": [{"if": "request.a // ) || (true"}, {"if": "request.b"}]})",
                    {{"request.a", value::boolean(true)}, {"request.b", value::boolean(false)}})
              .as_boolean() == false);
}

TEST_CASE("a tree that is too deep or too long as a whole is refused at its own place", "[policy][condition]")
{
    std::string deep = R"({"if": "request.a"})";
    for (int n = 0; n < 30; ++n) deep = R"({"none": [)" + deep + "]}";
    conditions::workshop w;
    w.bounds.expression_nesting = 20;
    ombud::condition_compiler shallow(*w.facts, {}, w.bounds);
    auto const kept = written(deep);
    shallow.compile(kept.root().find("when"), w.found);
    CHECK(w.faults() == "limit_exceeded 1:10");
    CHECK(w.found[0].path == "when");
    CHECK(evaluated(deep, {{"request.a", value::boolean(true)}}).is_true());
}

TEST_CASE("labelled parts are predicates of their own, groups too", "[policy][condition]")
{
    conditions::workshop w;
    auto const kept = written(R"({"label": "either", "any": [{"label": "a", "if": "request.a"},
        {"label": "neither", "none": [{"if": "request.b"}, {"label": "big", "if": "request.n > 3"}]}]})");
    auto const p = w.compiler.compile(kept.root().find("when"), w.found);
    REQUIRE(w.faults().empty());
    ombud::scene scene(w.compiler.names());
    scene.begin(w.knowing({{"request.a", value::boolean(false)}, {"request.n", value::integer(4)}}), {});
    std::string out;
    for (auto const& [label, holds] : p.labels()) {
        auto const came_to = scene.evaluate(holds);
        out += label + (came_to.is_unknown() ? "? " : came_to.is_true() ? "+ " : "- ");
    }
    CHECK(out == "either- a- neither- big+ ");
    CHECK(p.facts().size() == 3);
}

TEST_CASE("a warning of one expression is not said again of the whole", "[policy][condition]")
{
    conditions::workshop w;
    auto const kept = written(R"({"all": [{"if": "request.a"}, {"if": "1 > 2"}]})");
    w.compiler.compile(kept.root().find("when"), w.found);
    CHECK(w.faults() == "constant_condition 1:48");
}

namespace {

// Three-valued logic with errors, written down again: all is the worst, any the best, of its parts.
enum class came { no, error, unknown, yes };

came oracle(ombud::node const& at, std::vector<came> const& facts)
{
    if (auto const leaf = at.find("if")) {
        auto const text = leaf.text();
        return text == "request.n * 4611686018427387904 > 0" ? facts[2] : facts[text == "request.a" ? 0 : 1];
    }
    bool const all = static_cast<bool>(at.find("all"));
    auto const list = all ? at.find("all") : at.find("any") ? at.find("any") : at.find("none");
    came const decides = all ? came::no : came::yes;
    bool unknown = false, error = false;
    came out = all ? came::yes : came::no;
    for (auto const& each : list) {
        auto const one = oracle(each, facts);
        if (one == decides) out = decides;
        unknown |= one == came::unknown;
        error |= one == came::error;
    }
    if (out != decides && unknown) return came::unknown;
    if (out != decides && error) return came::error;
    if (!at.find("none")) return out;
    return out == came::yes ? came::no : came::yes;
}

std::string random_tree(std::mt19937& random, int depth)
{
    auto const leaf = std::vector<std::string>{"request.a", "request.b", "request.n * 4611686018427387904 > 0"};
    if (depth == 0 || random() % 3 == 0) return R"({"if": ")" + leaf[random() % 3] + R"("})";
    std::string out = std::vector<std::string>{R"({"all": [)", R"({"any": [)", R"({"none": [)"}[random() % 3];
    for (unsigned n = 0, count = 1 + static_cast<unsigned>(random() % 3); n < count; ++n)
        out += (n == 0 ? "" : ", ") + random_tree(random, depth - 1);
    return out + "]}";
}

}  // namespace

TEST_CASE("trees come to what three-valued logic says, whatever is unknown or fails", "[policy][condition][property]")
{
    std::mt19937 random(11);
    unsigned seen[4] = {};
    for (int n = 0; n < 400; ++n) {
        auto const when = random_tree(random, 3);
        auto const kept = written(when);
        std::vector<came> facts;
        std::vector<std::pair<std::string, value>> told;
        for (auto const* const name : {"request.a", "request.b"}) {
            facts.push_back(std::vector{came::no, came::yes, came::unknown}[random() % 3]);
            if (facts.back() != came::unknown) told.emplace_back(name, value::boolean(facts.back() == came::yes));
        }
        facts.push_back(std::vector{came::no, came::yes, came::unknown, came::error}[random() % 4]);
        auto const number = facts[2] == came::error ? 4 : facts[2] == came::yes ? 1 : -1;
        if (facts[2] != came::unknown) told.emplace_back("request.n", value::integer(number));
        auto const got = evaluated(when, told);
        auto const as = got.is_unknown() ? came::unknown : got.is_error() ? came::error
                        : got.is_true()  ? came::yes     : came::no;
        CAPTURE(when, n);
        REQUIRE(static_cast<int>(as) == static_cast<int>(oracle(kept.root().find("when"), facts)));
        ++seen[static_cast<int>(as)];
    }
    for (auto const count : seen) CHECK(count > 20);
}
