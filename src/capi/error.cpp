// SPDX-License-Identifier: BSL-1.0
#include "handles.hpp"

#include <memory>

namespace ombud_capi {

ombud_error make_error(ombud::diagnostics const& all)
{
    ombud_error made;
    made.findings.reserve(all.size());
    for (auto const& d : all) {
        auto const level = d.level == ombud::severity::error ? OMBUD_SEVERITY_ERROR : OMBUD_SEVERITY_WARNING;
        made.findings.push_back({std::string(to_string(d.code)), level, d.file, d.at, d.path, d.message, d.hint});
    }
    made.text = to_string(all);
    return made;
}

namespace {

ombud_error make_fault(char const* code, std::string_view message, std::string_view hint)
{
    ombud_error made;
    made.findings.push_back({code, OMBUD_SEVERITY_ERROR, {}, {}, {}, std::string(message), std::string(hint)});
    made.text = "ombud: error: " + std::string(message) + " [" + code + "]\n    " + std::string(hint) + '\n';
    return made;
}

template <class Make>
ombud_status deliver(ombud_error** error, ombud_status status, Make make) noexcept
{
    if (error == nullptr) return status;
    try {
        *error = new ombud_error(make());
        return status;
    } catch (...) {
        return OMBUD_STATUS_NO_MEMORY;
    }
}

ombud_finding const* find(ombud_error const* error, size_t index) noexcept
{
    return error != nullptr && index < error->findings.size() ? &error->findings[index] : nullptr;
}

}  // namespace

ombud_status fail(ombud_error** error, ombud_status status, ombud::diagnostics const& why) noexcept
{
    return deliver(error, status, [&] { return make_error(why); });
}

ombud_status fail(ombud_error** error, ombud_status status, char const* code, std::string_view message,
                  std::string_view hint) noexcept
{
    return deliver(error, status, [&] { return make_fault(code, message, hint); });
}

}  // namespace ombud_capi

using ombud_capi::find;
using ombud_capi::give;
using ombud_capi::give_unless_empty;

size_t ombud_error_count(ombud_error const* error)
{
    return error != nullptr ? error->findings.size() : 0;
}

char const* ombud_error_code(ombud_error const* error, size_t index, size_t* size)
{
    auto const* finding = find(error, index);
    return give(finding != nullptr ? &finding->code : nullptr, size);
}

ombud_severity ombud_error_severity(ombud_error const* error, size_t index)
{
    auto const* finding = find(error, index);
    return finding != nullptr ? finding->severity : OMBUD_SEVERITY_NONE;
}

char const* ombud_error_message(ombud_error const* error, size_t index, size_t* size)
{
    auto const* finding = find(error, index);
    return give(finding != nullptr ? &finding->message : nullptr, size);
}

char const* ombud_error_hint(ombud_error const* error, size_t index, size_t* size)
{
    auto const* finding = find(error, index);
    return give_unless_empty(finding != nullptr ? &finding->hint : nullptr, size);
}

char const* ombud_error_file(ombud_error const* error, size_t index, size_t* size)
{
    auto const* finding = find(error, index);
    return give_unless_empty(finding != nullptr ? &finding->file : nullptr, size);
}

uint32_t ombud_error_line(ombud_error const* error, size_t index)
{
    auto const* finding = find(error, index);
    return finding != nullptr ? finding->at.line : 0;
}

uint32_t ombud_error_column(ombud_error const* error, size_t index)
{
    auto const* finding = find(error, index);
    return finding != nullptr ? finding->at.column : 0;
}

char const* ombud_error_path(ombud_error const* error, size_t index, size_t* size)
{
    auto const* finding = find(error, index);
    return give_unless_empty(finding != nullptr ? &finding->path : nullptr, size);
}

char const* ombud_error_text(ombud_error const* error, size_t* size)
{
    return give(error != nullptr ? &error->text : nullptr, size);
}

void ombud_error_free(ombud_error* error)
{
    delete error;
}
