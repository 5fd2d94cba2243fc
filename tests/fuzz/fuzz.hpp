// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_FUZZ_FUZZ_HPP
#define OMBUD_TESTS_FUZZ_FUZZ_HPP

// What the fuzz targets share. Each is one file with one function, driven by libFuzzer or by replay.cpp.

#include <ombud/cel.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace fuzz {

inline std::string_view text_of(std::uint8_t const* data, std::size_t size)
{
    return {reinterpret_cast<char const*>(data), size};
}

// A finding: said, and the process ends.
inline void require(bool holds, std::string_view what, std::string_view where = {})
{
    if (holds) return;
    std::fprintf(stderr, "does not hold: %.*s\n%.*s\n", static_cast<int>(what.size()), what.data(),
                 static_cast<int>(where.size()), where.data());
    std::abort();
}

// So that no input is slow.
inline ombud::limits few_steps()
{
    ombud::limits bounds;
    bounds.expression_bytes = 16 * 1024;
    bounds.evaluation_steps = 20'000;
    return bounds;
}

// A value with all that distinguishes it.
inline std::string shown(ombud::value const& v)
{
    if (v.is_error()) return "error at " + std::to_string(v.error_offset()) + ": " + std::string(v.error_message());
    auto text = std::string(to_string(v.kind()));
    if (!v.is_unknown()) return text + ' ' + to_json(v);
    for (auto const slot : v.unknown_slots()) text += ' ' + std::to_string(slot);
    return text;
}

}  // namespace fuzz

#endif  // OMBUD_TESTS_FUZZ_FUZZ_HPP
