// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_IMPL_DIAGNOSTIC_IPP
#define OMBUD_BASE_IMPL_DIAGNOSTIC_IPP

#include <ombud/base/diagnostic.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE std::string_view to_string(errc code) noexcept
{
    switch (code) {
#define OMBUD_DIAGNOSTIC(name, text) \
    case errc::name: return #name;
#include <ombud/base/diagnostic_codes.def>
#undef OMBUD_DIAGNOSTIC
    }
    return "unknown_code";
}

OMBUD_INLINE std::string_view meaning(errc code) noexcept
{
    switch (code) {
#define OMBUD_DIAGNOSTIC(name, text) \
    case errc::name: return text;
#include <ombud/base/diagnostic_codes.def>
#undef OMBUD_DIAGNOSTIC
    }
    return "";
}

OMBUD_INLINE std::string_view to_string(severity level) noexcept
{
    return level == severity::error ? "error" : "warning";
}

OMBUD_INLINE std::string to_string(diagnostic const& d)
{
    std::string out = d.file.empty() ? std::string("<input>") : d.file;
    if (d.at.line != 0) {
        out += ':';
        out += std::to_string(d.at.line);
        out += ':';
        out += std::to_string(d.at.column);
    }
    out += ": ";
    out += to_string(d.level);
    out += ": ";
    out += d.message;
    out += " [";
    out += to_string(d.code);
    out += ']';
    if (!d.path.empty()) {
        out += "\n    at ";
        out += d.path;
    }
    if (!d.hint.empty()) {
        out += "\n    ";
        out += d.hint;
    }
    return out;
}

OMBUD_INLINE std::string to_string(diagnostics const& all)
{
    std::string out;
    for (auto const& d : all) {
        out += to_string(d);
        out += '\n';
    }
    return out;
}

OMBUD_INLINE bool has_errors(diagnostics const& all) noexcept
{
    return std::any_of(all.begin(), all.end(), [](auto const& d) { return d.level == severity::error; });
}

}}  // namespace ombud
#endif
