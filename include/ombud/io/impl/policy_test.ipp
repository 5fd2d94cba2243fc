// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_IMPL_POLICY_TEST_IPP
#define OMBUD_IO_IMPL_POLICY_TEST_IPP

#include <ombud/io/policy_test.hpp>

#include <ombud/base/json_writer.hpp>
#include <ombud/decision/decide.hpp>
#include <ombud/io/detail/findings.hpp>
#include <ombud/io/json.hpp>
#include <ombud/policy/fact_value.hpp>
#include <ombud/policy/keys.hpp>
#include <ombud/policy/reader.hpp>
#include <ombud/policy/shape.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace io_detail {

// The keys by which a text names an object of a list.
inline constexpr std::array<std::string_view, 5> naming_keys{"rule", "fact", "do", "id", "to"};

inline void append_tree(json_writer& out, node const& at)
{
    switch (at.kind()) {
    case node_kind::null: out.null(); return;
    case node_kind::boolean: out.boolean(at.boolean()); return;
    case node_kind::integer: out.integer(at.integer()); return;
    case node_kind::real: out.real(at.real()); return;
    case node_kind::string: out.string(at.text()); return;
    case node_kind::array:
        out.begin_array();
        for (auto const& item : at) append_tree(out, item);
        out.end_array();
        return;
    case node_kind::object:
        out.begin_object();
        for (auto const& member : at) append_tree(out.key(member.key()), member);
        out.end_object();
        return;
    }
}

inline std::string tree_text(node const& at)
{
    std::string out;
    json_writer writer(out);
    append_tree(writer, at);
    return out;
}

// Compares an expectation with a value; both nest no deeper than documents may.
class partial_match {
public:
    void compare(node const& expected, node const& actual, std::string const& path);
    std::vector<test_difference> differences;

private:
    static bool same_scalar(node const& expected, node const& actual);
    static bool fits_in_list(node const& expected, node const& actual);
    static node counterpart(node const& expected, node const& list);
    void object(node const& expected, node const& actual, std::string const& path);
    void list(node const& expected, node const& actual, std::string const& path);
    void missing(node const& expected, node const& list, std::string const& path);
    void differ(node const& expected, std::string actual, std::string path)
    {
        differences.push_back({std::move(path), tree_text(expected), std::move(actual), expected.where()});
    }
};

inline bool partial_match::same_scalar(node const& expected, node const& actual)
{
    auto const number = [](node const& n) { return n.is(node_kind::integer) || n.is(node_kind::real); };
    if (number(expected) && number(actual)) {
        if (expected.kind() == actual.kind() && expected.is(node_kind::integer))
            return expected.integer() == actual.integer();
        return expected.real() == actual.real();
    }
    if (expected.kind() != actual.kind()) return false;
    if (expected.is(node_kind::boolean)) return expected.boolean() == actual.boolean();
    if (expected.is(node_kind::string)) return expected.text() == actual.text();
    return expected.is(node_kind::null);
}

inline bool partial_match::fits_in_list(node const& expected, node const& actual)
{
    if (expected.is(node_kind::string) && actual.is(node_kind::object))
        return std::any_of(naming_keys.begin(), naming_keys.end(),
                           [&](auto key) { return read_text(actual.find(key)) == expected.text(); });
    partial_match attempt;
    attempt.compare(expected, actual, {});
    return attempt.differences.empty();
}

// The element that an expected object most likely means: the first with the same name.
inline node partial_match::counterpart(node const& expected, node const& list)
{
    if (!expected.is(node_kind::object)) return {};
    for (auto const key : naming_keys) {
        auto const name = read_text(expected.find(key));
        if (!name) continue;
        for (auto const& item : list)
            if (item.is(node_kind::object) && read_text(item.find(key)) == name) return item;
    }
    return {};
}

inline void partial_match::compare(node const& expected, node const& actual, std::string const& path)
{
    if (expected.is(node_kind::object)) return object(expected, actual, path);
    if (expected.is(node_kind::array)) return list(expected, actual, path);
    if (!same_scalar(expected, actual)) differ(expected, tree_text(actual), path);
}

inline void partial_match::object(node const& expected, node const& actual, std::string const& path)
{
    if (!actual.is(node_kind::object)) return differ(expected, tree_text(actual), path);
    for (auto const& member : expected) {
        if (is_own_key(member.key())) continue;
        auto const inner = path.empty() ? std::string(member.key()) : path + '.' + std::string(member.key());
        auto const found = actual.find(member.key());
        if (found) compare(member, found, inner);
        else differ(member, "no such key", inner);
    }
}

inline void partial_match::list(node const& expected, node const& actual, std::string const& path)
{
    if (!actual.is(node_kind::array)) return differ(expected, tree_text(actual), path);
    if (expected.size() == 0 && actual.size() != 0) return differ(expected, tree_text(actual), path);
    // Taking the first element that fits leaves the most for those that follow, so it finds a subset if there is one.
    auto next = actual.begin();
    for (auto const& wanted : expected) {
        auto found = std::find_if(next, actual.end(), [&](node const& item) { return fits_in_list(wanted, item); });
        if (found == actual.end()) missing(wanted, actual, path);
        else next = ++found;
    }
}

inline void partial_match::missing(node const& expected, node const& list, std::string const& path)
{
    std::size_t index = 0;
    auto const meant = counterpart(expected, list);
    for (auto const& item : list) {
        if (item == meant) {
            auto const before = differences.size();
            compare(expected, item, path + '[' + std::to_string(index) + ']');
            if (differences.size() > before) return;
        }
        ++index;
    }
    bool const elsewhere =
        std::any_of(list.begin(), list.end(), [&](auto const& item) { return fits_in_list(expected, item); });
    differ(expected, (elsewhere ? "it stands earlier in " : "it is not in ") + tree_text(list), path);
}

}  // namespace io_detail

OMBUD_INLINE std::vector<test_difference> match_partially(node const& expected, node const& actual)
{
    io_detail::partial_match match;
    match.compare(expected, actual, {});
    return std::move(match.differences);
}

OMBUD_INLINE bool is_policy_test_file(document const& parsed) noexcept
{
    return parsed.root().is(node_kind::object) && parsed.root().find("tests");
}

OMBUD_INLINE result<policy_test_suite> read_policy_tests(desk const& d, document source, limits const& bounds)
{
    policy_test_suite suite{std::move(source), {}};
    auto const root = suite.source.root();
    auto found = check_shape(root, object_kind::test_file, bounds, d.model().currency);
    // the shape of each case is checked again when it is read
    std::erase_if(found, [](diagnostic const& f) {
        auto const inner = f.path.find("].case.");
        return inner != std::string::npos || f.path.ends_with("].case");
    });
    auto const tests = root.find("tests");
    if (!tests || !tests.is(node_kind::array)) return found;
    for (auto const& each : tests) {
        auto const name = read_text(each.find("name"));
        auto const at = read_precise_instant(each.find("at"), d.model().zone);
        auto const expect = each.find("expect");
        if (!expect) continue;
        if (!expect.is(node_kind::object))
            found.push_back(error_at(expect, errc::wrong_type, "`expect` must be an object",
                                     "name keys of the decision, such as `{ \"outcome\": \"grant\" }`"));
        auto const file = each.find("case");
        if (!file) continue;
        auto read = read_case(d, file, bounds);
        found.insert(found.end(), read.diagnostics().begin(), read.diagnostics().end());
        if (read && name && at)
            suite.tests.push_back({std::string(*name), at->whole, std::move(*read), expect, each.where()});
    }
    if (!found.empty()) {
        io_detail::sort_by_position(found);
        return found;
    }
    return suite;
}

OMBUD_INLINE test_outcome run_policy_test(desk const& d, policy_test const& test)
{
    test_outcome out;
    out.decision = to_json(decide(d, test.file, test.at));
    auto const parsed = parse_json({"decision", out.decision}, static_cast<std::size_t>(-1));
    if (parsed) out.differences = match_partially(test.expect, parsed->root());
    else out.differences.push_back({{}, "a decision", to_string(parsed.diagnostics()), test.where});
    return out;
}

}}  // namespace ombud
#endif
