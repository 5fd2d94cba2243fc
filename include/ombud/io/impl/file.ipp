// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_IMPL_FILE_IPP
#define OMBUD_IO_IMPL_FILE_IPP

#include <ombud/io/file.hpp>

#include <ombud/io/load.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace io_detail {

struct close_file {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

inline diagnostic file_fault(errc code, std::string const& path, std::string what, std::string hint)
{
    return {code, severity::error, path, {}, {}, '`' + path + "` " + std::move(what), std::move(hint)};
}

}  // namespace io_detail

OMBUD_INLINE result<source_text> read_file(std::string const& path, std::size_t most_bytes)
{
    std::unique_ptr<std::FILE, io_detail::close_file> const file(std::fopen(path.c_str(), "rb"));
    if (!file)
        return io_detail::file_fault(errc::unreadable_file, path, "cannot be opened",
                                     "check the path and the permissions");
    std::string text;
    std::array<char, 64 * 1024> buffer;
    while (text.size() <= most_bytes) {
        auto const read = std::fread(buffer.data(), 1, buffer.size(), file.get());
        if (read == 0) break;
        text.append(buffer.data(), read);
    }
    if (std::ferror(file.get()) != 0)
        return io_detail::file_fault(errc::unreadable_file, path, "cannot be read",
                                     "name a file, not a directory, and check the permissions");
    if (text.size() > most_bytes)
        return io_detail::file_fault(errc::limit_exceeded, path,
                                     "has more than " + std::to_string(most_bytes) + " bytes",
                                     "split it into several files, or raise the limit where the library is embedded");
    return source_text(path, std::move(text));
}

OMBUD_INLINE file_access files_on_disk()
{
    auto const locate = [](std::string const& from, std::string const& written) {
        return (std::filesystem::path(from).parent_path() / written).string();
    };
    auto const identify = [](std::string const& path) {
        std::error_code failed;
        auto const whole = std::filesystem::weakly_canonical(path, failed);
        return (failed ? std::filesystem::path(path).lexically_normal() : whole).string();
    };
    return {locate, &read_file, identify};
}

OMBUD_INLINE result<desk> load_desk_file(std::string const& path, limits const& bounds, document_reader yaml)
{
    return load_desk_files(std::span(&path, 1), bounds, yaml);
}

OMBUD_INLINE result<desk> load_desk_files(std::span<std::string const> paths, limits const& bounds,
                                          document_reader yaml)
{
    std::vector<source_text> sources;
    diagnostics found;
    for (auto const& path : paths) {
        auto read = read_file(path, bounds.desk_bytes);
        if (read) sources.push_back(std::move(*read));
        else found.insert(found.end(), read.diagnostics().begin(), read.diagnostics().end());
    }
    if (!found.empty()) return found;
    return load_desk(sources, files_on_disk(), bounds, yaml);
}

}}  // namespace ombud
#endif
