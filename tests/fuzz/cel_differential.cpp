// SPDX-License-Identifier: BSL-1.0
// Expressions over bool, int and string, made of the bytes: the engine beside a naive walk over their tree.
#include "fuzz/fuzz.hpp"
#include "support/cel_agree.hpp"

#include <span>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace cel_oracle;
    maker make(std::span(data, size));
    auto const mode = make.below(2) == 0 ? cel::checking::checked : cel::checking::unchecked;
    auto const slots = random_slots(make);
    auto const of = static_cast<sort>(make.below(3));
    auto const t = make.make(of, 1 + static_cast<int>(make.below(6)));
    auto const source = source_of(*t);

    auto const made = compile(scope_of(mode), source);
    fuzz::require(made.compiled.has_value(), "it compiles", source);
    std::vector<value> given;
    for (auto const& s : slots) given.push_back(to_value(s));
    cel::workspace memory;
    auto const engine = evaluate(*made, given, memory);
    auto const naive = walk(*t, slots);
    fuzz::require(agrees(engine, naive, *t, slots), shown(engine) + " of the engine is " + written(naive), source);
    return 0;
}
