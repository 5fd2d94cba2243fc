// SPDX-License-Identifier: BSL-1.0
#include "handles.hpp"

using ombud_capi::enter;
using ombud_capi::fail;
using ombud_capi::give;
using ombud_capi::is_text;
using ombud_capi::refuse;

ombud_status ombud_case_parse(ombud_desk const* desk, char const* json, size_t json_size, ombud_case** parsed,
                              ombud_error** error)
{
    return enter(parsed, error, [&] {
        if (desk == nullptr) return refuse(error, "the desk is NULL", "load one first");
        if (!is_text(json, json_size)) return refuse(error, "the case is NULL and has a size", "pass its JSON");
        auto read = ombud::parse_dated_case(desk->value, ombud::source_text({}, std::string(json, json_size)));
        if (!read) return fail(error, OMBUD_STATUS_INVALID_CASE, read.diagnostics());
        std::string id(read->file.id());
        *parsed = new ombud_case{std::move(read->file), read->at, std::move(id)};
        return OMBUD_STATUS_OK;
    });
}

char const* ombud_case_id(ombud_case const* parsed, size_t* size)
{
    return give(parsed != nullptr ? &parsed->id : nullptr, size);
}

int ombud_case_has_at(ombud_case const* parsed)
{
    return parsed != nullptr && parsed->at ? 1 : 0;
}

int64_t ombud_case_at(ombud_case const* parsed)
{
    return parsed != nullptr && parsed->at ? parsed->at->time_since_epoch().count() : 0;
}

void ombud_case_free(ombud_case* parsed)
{
    delete parsed;
}
