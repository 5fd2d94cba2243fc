// SPDX-License-Identifier: BSL-1.0
#include "handles.hpp"

#include <memory>
#include <span>

using ombud_capi::enter;
using ombud_capi::fail;
using ombud_capi::give;
using ombud_capi::is_text;
using ombud_capi::refuse;

namespace {

ombud_status hand_over(ombud::result<ombud::desk> loaded, ombud_desk** desk, ombud_error** error)
{
    if (!loaded) return fail(error, OMBUD_STATUS_INVALID_DESK, loaded.diagnostics());
    *desk = new ombud_desk{*loaded, ombud_capi::make_error(loaded.diagnostics())};
    return OMBUD_STATUS_OK;
}

}  // namespace

ombud_status ombud_desk_load(char const* const* paths, size_t count, ombud_desk** desk, ombud_error** error)
{
    return enter(desk, error, [&] {
        if (paths == nullptr || count == 0)
            return refuse(error, "there is no path of a desk document", "pass at least one");
        std::vector<std::string> files;
        files.reserve(count);
        for (char const* path : std::span(paths, count)) {
            if (path == nullptr) return refuse(error, "a path is NULL", "pass `count` paths");
            files.emplace_back(path);
        }
        return hand_over(ombud::load_desk_files(files), desk, error);
    });
}

ombud_status ombud_desk_parse(ombud_buffer const* buffers, size_t count, ombud_desk** desk, ombud_error** error)
{
    return enter(desk, error, [&] {
        if (buffers == nullptr || count == 0)
            return refuse(error, "there is no buffer with a desk document", "pass at least one");
        std::vector<ombud::source_text> sources;
        sources.reserve(count);
        for (auto const& buffer : std::span(buffers, count)) {
            if (!is_text(buffer.name, buffer.name_size) || !is_text(buffer.text, buffer.text_size))
                return refuse(error, "a buffer is NULL and has a size", "pass `count` buffers");
            sources.emplace_back(std::string(buffer.name, buffer.name_size),
                                 std::string(buffer.text, buffer.text_size));
        }
        return hand_over(ombud::load_desk(sources), desk, error);
    });
}

char const* ombud_desk_id(ombud_desk const* desk, size_t* size)
{
    return give(desk != nullptr ? &desk->value.model().id : nullptr, size);
}

char const* ombud_desk_version(ombud_desk const* desk, size_t* size)
{
    return give(desk != nullptr ? &desk->value.model().version : nullptr, size);
}

char const* ombud_desk_digest(ombud_desk const* desk, size_t* size)
{
    return give(desk != nullptr ? &desk->value.model().digest : nullptr, size);
}

ombud_error const* ombud_desk_warnings(ombud_desk const* desk)
{
    return desk != nullptr ? &desk->warnings : nullptr;
}

void ombud_desk_free(ombud_desk* desk)
{
    delete desk;
}
