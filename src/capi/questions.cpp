// SPDX-License-Identifier: BSL-1.0
#include "handles.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

using ombud_capi::enter;
using ombud_capi::fail;
using ombud_capi::refuse;

struct ombud_answer {
    std::string json;
};

struct ombud_watch_state {
    ombud::watch_state value;
};

namespace {

// A question about one case at one instant; `find` makes the JSON, or a failure.
template <class Question>
ombud_status about_case(ombud_desk const* desk, ombud_case const* parsed, int64_t now, ombud_answer** answer,
                        ombud_error** error, Question const& question)
{
    return enter(answer, error, [&] {
        if (desk == nullptr) return refuse(error, "the desk is NULL", "load one first");
        if (parsed == nullptr) return refuse(error, "the case is NULL", "read one first");
        if (parsed->value.shared_model().get() != &desk->value.model())
            return refuse(error, "the case was read for another desk", "read it for the desk that is asked");
        if (now == OMBUD_NOW_FROM_CASE && !parsed->at) return ombud_capi::no_instant(error);
        auto const at = now == OMBUD_NOW_FROM_CASE ? parsed->at : ombud_capi::to_instant(now);
        if (!at) return refuse(error, "`now` is not of the years 1 to 9999", "pass seconds since 1970-01-01T00:00:00Z");
        ombud::result<std::string> found = question(*at);
        if (!found) return fail(error, OMBUD_STATUS_INVALID_CASE, found.diagnostics());
        *answer = new ombud_answer{std::move(*found)};
        return OMBUD_STATUS_OK;
    });
}

}  // namespace

ombud_status ombud_desk_whatif(ombud_desk const* desk, ombud_case const* parsed, int64_t now, ombud_answer** answer,
                               ombud_error** error)
{
    return about_case(desk, parsed, now, answer, error, [&](ombud::instant at) -> ombud::result<std::string> {
        return to_json(ombud::whatif(desk->value, parsed->value, at));
    });
}

ombud_status ombud_desk_options(ombud_desk const* desk, ombud_case const* parsed, int64_t now, ombud_answer** answer,
                                ombud_error** error)
{
    return about_case(desk, parsed, now, answer, error, [&](ombud::instant at) -> ombud::result<std::string> {
        return to_json(ombud::options(desk->value, parsed->value, at));
    });
}

ombud_status ombud_desk_check_promise(ombud_desk const* desk, ombud_case const* parsed, char const* promise,
                                      size_t promise_size, int64_t now, ombud_answer** answer, ombud_error** error)
{
    return about_case(desk, parsed, now, answer, error, [&](ombud::instant at) -> ombud::result<std::string> {
        std::string text;
        if (promise != nullptr) text.assign(promise, promise_size);
        auto const offered = ombud::parse_promise(desk->value, ombud::source_text({}, std::move(text)));
        if (!offered) return offered.diagnostics();
        return to_json(ombud::check_promise(desk->value, parsed->value, *offered, at));
    });
}

ombud_status ombud_desk_brief(ombud_desk const* desk, ombud_case const* parsed, int64_t now, ombud_answer** answer,
                              ombud_error** error)
{
    return about_case(desk, parsed, now, answer, error, [&](ombud::instant at) -> ombud::result<std::string> {
        return to_json(ombud::make_brief(desk->value, parsed->value, at));
    });
}

ombud_status ombud_desk_check_close(ombud_desk const* desk, ombud_case const* parsed, int64_t now,
                                    ombud_answer** answer, ombud_error** error)
{
    return about_case(desk, parsed, now, answer, error, [&](ombud::instant at) -> ombud::result<std::string> {
        return to_json(ombud::check_close(desk->value, parsed->value, at));
    });
}

ombud_status ombud_desk_check_text(ombud_desk const* desk, char const* text, size_t text_size, ombud_answer** answer,
                                   ombud_error** error)
{
    return enter(answer, error, [&] {
        if (desk == nullptr) return refuse(error, "the desk is NULL", "load one first");
        if (!ombud_capi::is_text(text, text_size)) return refuse(error, "the text is NULL", "pass a text, or size 0");
        std::string_view const draft = text != nullptr ? std::string_view(text, text_size) : std::string_view{};
        *answer = new ombud_answer{to_json(ombud::check_text(desk->value, draft))};
        return OMBUD_STATUS_OK;
    });
}

ombud_status ombud_desk_watch(ombud_desk const* desk, ombud_case const* parsed, int64_t now, int64_t since,
                              ombud_watch_state** state, ombud_answer** answer, ombud_error** error)
{
    auto const from = since == OMBUD_SINCE_BEGINNING ? std::nullopt : ombud_capi::to_instant(since);
    if (since != OMBUD_SINCE_BEGINNING && !from)
        return enter(answer, error, [&] {
            return refuse(error, "`since` is not of the years 1 to 9999", "pass seconds since 1970-01-01T00:00:00Z");
        });
    return about_case(desk, parsed, now, answer, error, [&](ombud::instant at) -> ombud::result<std::string> {
        if (state == nullptr) return to_json(ombud::watch(desk->value, parsed->value, at, from));
        // a copy goes on, so that what fails leaves the caller's own as it was
        auto gone_on = *state != nullptr ? std::make_unique<ombud_watch_state>(**state)
                                         : std::make_unique<ombud_watch_state>();
        auto json = to_json(ombud::watch(desk->value, parsed->value, at, from, gone_on->value));
        if (*state != nullptr) **state = std::move(*gone_on);
        else *state = gone_on.release();
        return json;
    });
}

void ombud_watch_state_free(ombud_watch_state* state) { delete state; }

char const* ombud_answer_json(ombud_answer const* answer, size_t* size)
{
    return ombud_capi::give(answer != nullptr ? &answer->json : nullptr, size);
}

void ombud_answer_free(ombud_answer* answer) { delete answer; }
