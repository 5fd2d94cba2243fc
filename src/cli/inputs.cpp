// SPDX-License-Identifier: BSL-1.0
#include "inputs.hpp"

#include "findings.hpp"
#include "terminal.hpp"

#ifdef OMBUD_WITH_YAML
#include <ombud/yaml.hpp>
#endif

#include <algorithm>
#include <chrono>
#include <iostream>

namespace program {

#ifdef OMBUD_WITH_YAML
ombud::document_reader const yaml_reader = ombud::parse_yaml;
#else
ombud::document_reader const yaml_reader = nullptr;
#endif

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

ombud::result<ombud::source_text> read_source(std::string const& path, std::size_t most_bytes)
{
    if (path == "-") return ombud::source_text("<stdin>", read_at_most(std::cin, most_bytes));
    return ombud::read_file(path, most_bytes);
}

desk_files load_desk(std::vector<std::string> const& paths)
{
    desk_files out;
    for (auto const& path : paths) {
        auto source = read_source(path, ombud::limits{}.desk_bytes);
        if (source) out.sources.push_back(std::move(*source));
        else out.found.insert(out.found.end(), source.diagnostics().begin(), source.diagnostics().end());
    }
    if (out.found.empty()) return load_desk(std::move(out.sources));
    out.all_read = std::none_of(out.found.begin(), out.found.end(),
                                [](auto const& d) { return d.code == ombud::errc::unreadable_file; });
    return out;
}

desk_files load_desk(std::vector<ombud::source_text> sources)
{
    desk_files out;
    auto files = ombud::files_on_disk();
    files.read = [&, read = files.read](std::string const& path, std::size_t most_bytes) {
        auto included = read(path, most_bytes);
        if (included) out.sources.push_back(*included);  // findings quote them
        return included;
    };
    out.sources = sources;
    auto loaded = ombud::load_desk(sources, files, {}, yaml_reader);
    out.found = loaded.diagnostics();
    if (loaded) out.desk = std::move(*loaded);
    return out;
}

ombud::document load_document(desk_files const& loaded, std::size_t given)
{
    // the texts that were given come first, those that they include behind them
    auto const sources = std::span(loaded.sources).first(given);
    auto read = ombud::load_document(sources, ombud::files_on_disk(), {}, yaml_reader);
    return read ? *read : ombud::document();
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
