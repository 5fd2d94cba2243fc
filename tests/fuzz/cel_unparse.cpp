// SPDX-License-Identifier: BSL-1.0
// What parses is written as a text of the same tree, and both texts mean the same.
#include "fuzz/fuzz.hpp"
#include "support/cel_round_trip.hpp"

namespace {
using namespace ombud;
using fuzz::require;

// Places and quotes of the source differ, so of a failure only that it is one.
std::string meaning(std::string_view source)
{
    auto bounds = cel_round_trip::wide();
    bounds.evaluation_steps = fuzz::few_steps().evaluation_steps;
    auto const made = compile(cel::environment(bounds, cel::checking::unchecked), source);
    if (!made) return "refused";
    cel::workspace memory;
    auto const result = evaluate(*made, {}, memory);
    return result.is_error() ? "error" : fuzz::shown(result);
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const source = fuzz::text_of(data, size);
    if (!cel::parse(source, {}).tree) return 0;
    auto const [text, fault] = cel_round_trip::round_trip(source);
    require(fault.empty(), fault, text);
    auto const before = meaning(source);
    auto const after = meaning(text);
    require(before == after, before + " became " + after, text);
    return 0;
}
