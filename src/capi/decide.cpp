// SPDX-License-Identifier: BSL-1.0
#include "handles.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>
#include <span>

using ombud_capi::enter;
using ombud_capi::fail;
using ombud_capi::refuse;

namespace ombud_capi {

std::optional<ombud::instant> to_instant(int64_t seconds) noexcept
{
    using namespace std::chrono;
    constexpr ombud::instant first = sys_days{year{1} / January / 1};
    constexpr ombud::instant last = sys_days{year{9999} / December / 31} + days{1} - std::chrono::seconds{1};
    ombud::instant const t{std::chrono::seconds{seconds}};
    if (t < first || last < t) return std::nullopt;
    return t;
}

ombud_status no_instant(ombud_error** error)
{
    return fail(error, OMBUD_STATUS_INVALID_CASE,
                {{ombud::errc::missing_key, ombud::severity::error, {}, {}, "at", "the case came without its instant",
                  "pass `now`, or give the case as {\"at\": …, \"case\": …}"}});
}

}  // namespace ombud_capi

namespace {

constexpr std::size_t first_size = offsetof(ombud_decide_options, explain_all) + sizeof(uint32_t);

// Fields that a newer caller has and this version lacks must have their default, or the decision would not be the one
// that was asked for.
bool all_known(ombud_decide_options const& given) noexcept
{
    if (given.size < first_size) return false;
    if (given.size <= sizeof given) return true;
    auto const* bytes = reinterpret_cast<unsigned char const*>(&given);
    return std::all_of(bytes + sizeof given, bytes + given.size, [](unsigned char byte) { return byte == 0; });
}

ombud_status decide(ombud_desk const& desk, ombud_case const& given, int64_t now, ombud_decide_options const* options,
                    ombud_decision** decision, ombud_error** error)
{
    if (given.value.shared_model().get() != &desk.value.model())
        return refuse(error, "the case was read for another desk", "read it for the desk that decides it");
    if (options != nullptr && !all_known(*options))
        return refuse(error, "the options have a size or fields that this version does not know",
                      "start from OMBUD_DECIDE_OPTIONS_INIT");
    if (now == OMBUD_NOW_FROM_CASE && !given.at) return ombud_capi::no_instant(error);
    auto const at = now == OMBUD_NOW_FROM_CASE ? given.at : ombud_capi::to_instant(now);
    if (!at) return refuse(error, "`now` is not of the years 1 to 9999", "pass seconds since 1970-01-01T00:00:00Z");
    ombud::decide_options chosen;
    if (options != nullptr) {
        chosen.texts = options->no_texts == 0;
        chosen.explain_all = options->explain_all != 0;
    }
    *decision = new ombud_decision(ombud::decide(desk.value, given.value, *at, chosen));
    return OMBUD_STATUS_OK;
}

}  // namespace

ombud_status ombud_desk_decide(ombud_desk const* desk, ombud_case const* parsed, int64_t now,
                               ombud_decide_options const* options, ombud_decision** decision, ombud_error** error)
{
    return enter(decision, error, [&] {
        if (desk == nullptr) return refuse(error, "the desk is NULL", "load one first");
        if (parsed == nullptr) return refuse(error, "the case is NULL", "read one first");
        return decide(*desk, *parsed, now, options, decision, error);
    });
}

ombud_status ombud_desk_decide_json(ombud_desk const* desk, char const* json, size_t json_size, int64_t now,
                                    ombud_decide_options const* options, ombud_decision** decision,
                                    ombud_error** error)
{
    return enter(decision, error, [&] {
        ombud_case* parsed = nullptr;
        auto const status = ombud_case_parse(desk, json, json_size, &parsed, error);
        if (status != OMBUD_STATUS_OK) return status;
        std::unique_ptr<ombud_case> const owned(parsed);
        return decide(*desk, *owned, now, options, decision, error);
    });
}
