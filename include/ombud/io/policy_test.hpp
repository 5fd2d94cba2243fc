// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_POLICY_TEST_HPP
#define OMBUD_IO_POLICY_TEST_HPP

/// @file policy_test.hpp
/// Tests that a desk's owner writes: cases, and what must be decided of them.
/// @layer 8 io (uses: base, policy, decision, io/case)

#include <ombud/base/config.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/base/result.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/io/case.hpp>
#include <ombud/policy/document.hpp>
#include <ombud/value/instant.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// One policy test.   @source spec 7, Policy tests
struct policy_test {
    std::string name;
    instant at;      ///< when the case is decided
    case_file file;
    node expect;     ///< a partial match of the decision; stands in the suite's document
    position where;  ///< of the test in its file
};

/// The tests of one file, and the document that their expectations stand in.
struct policy_test_suite {
    document source;
    std::vector<policy_test> tests;  // INVARIANT: every `expect` is a node of `source`
};

/// Whether a document is a file of policy tests: an object with `tests` at the top.
OMBUD_DECL bool is_policy_test_file(document const& parsed) noexcept;

/// Read the tests of a file: their shape, and every case in the words of the desk. All errors at once.
/// @errors as `read_case`, and of the groups *shape of a document* and *values*
OMBUD_DECL result<policy_test_suite> read_policy_tests(desk const& d, document source, limits const& bounds = {});

/// One place where a decision is not as expected.
struct test_difference {
    std::string path;      ///< in the decision: `because[1].state`
    std::string expected;  ///< JSON
    std::string actual;    ///< JSON, or a few words where there is no value
    position where;        ///< of the expectation in its file
};

/// What became of one test.
struct test_outcome {
    std::string decision;  ///< the whole decision as JSON
    std::vector<test_difference> differences;

    bool passed() const noexcept { return differences.empty(); }
};

/// Decide a test's case and compare.
OMBUD_DECL test_outcome run_policy_test(desk const& d, policy_test const& test);

/// Where a value is not what is expected of it, in the order of the expectation. Objects are compared by the keys that
/// are expected; lists as subsets in order, but `[]` expects an empty list; a text expected in a list of objects is
/// their `rule`, `fact`, `do`, `id` or `to`; null, booleans, texts and numbers are equal.
/// @source spec 7, Policy tests
OMBUD_DECL std::vector<test_difference> match_partially(node const& expected, node const& actual);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/io/impl/policy_test.ipp>
#endif
#endif  // OMBUD_IO_POLICY_TEST_HPP
