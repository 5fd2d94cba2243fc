// SPDX-License-Identifier: BSL-1.0
#include "inputs.hpp"

#include "findings.hpp"
#include "terminal.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace program {

namespace {

// One byte more than allowed is enough to be refused.
std::string read_at_most(std::istream& in, std::size_t most_bytes)
{
    std::string text;
    std::string block(std::size_t{1} << 16, '\0');
    while (text.size() <= most_bytes && in.read(block.data(), static_cast<std::streamsize>(block.size())))
        text += block;
    text.append(block.data(), static_cast<std::size_t>(in.gcount()));
    return text;
}

}  // namespace

ombud::diagnostic unreadable_file(std::string const& path, int error)
{
    std::error_code why;
    if (std::filesystem::is_directory(path, why)) error = EISDIR;
    return {ombud::errc::unreadable_file, ombud::severity::error, path, {1, 1}, {},
            std::string("the file cannot be read: ") + std::strerror(error), "check the path and the permissions"};
}

ombud::result<ombud::source_text> read_source(std::string const& path, std::size_t most_bytes)
{
    if (path == "-") return ombud::source_text("<stdin>", read_at_most(std::cin, most_bytes));
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    std::error_code why;
    if (!in || std::filesystem::is_directory(path, why)) return unreadable_file(path, errno);
    auto text = read_at_most(in, most_bytes);
    if (in.bad()) return unreadable_file(path, errno);
    return ombud::source_text(path, std::move(text));
}

desk_files load_desk(std::vector<std::string> const& paths)
{
    std::vector<ombud::source_text> sources;
    ombud::diagnostics unread;
    for (auto const& path : paths) {
        auto source = read_source(path, ombud::limits{}.desk_bytes);
        if (source) sources.push_back(std::move(*source));
        else unread.insert(unread.end(), source.diagnostics().begin(), source.diagnostics().end());
    }
    if (unread.empty()) return load_desk(std::move(sources));
    return {std::move(sources), std::nullopt, std::move(unread), false};
}

desk_files load_desk(std::vector<ombud::source_text> sources)
{
    desk_files out;
    out.sources = std::move(sources);
    auto const merged = ombud::load_document(out.sources);
    out.found = merged.diagnostics();
    if (!merged) return out;
    auto compiled = ombud::compile_desk(*merged);
    out.found.insert(out.found.end(), compiled.diagnostics().begin(), compiled.diagnostics().end());
    if (compiled) out.desk = std::move(*compiled);
    return out;
}

void print_errors(ombud::diagnostics const& found, std::vector<ombud::source_text> const& sources)
{
    std::cerr << findings_text(found, sources, palette::for_errors());
}

std::optional<ombud::desk> require_desk(desk_files loaded)
{
    if (!loaded.desk) print_errors(loaded.found, loaded.sources);
    return std::move(loaded.desk);
}

std::optional<ombud::desk> require_desk(std::vector<std::string> const& paths)
{
    return require_desk(load_desk(paths));
}

std::optional<ombud::instant> read_when(std::string const& text, ombud::zone const& zone)
{
    if (auto const day = ombud::parse_date(text)) return zone.to_instant(ombud::local_seconds{*day});
    if (auto const exact = ombud::parse_instant(text)) return exact->whole;
    return std::nullopt;
}

ombud::instant read_clock() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

}  // namespace program
