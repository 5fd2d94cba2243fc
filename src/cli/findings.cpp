// SPDX-License-Identifier: BSL-1.0
#include "findings.hpp"

#include <algorithm>

namespace program {

namespace {

// What a terminal can show: a source may hold bytes that are no UTF-8, and control characters.
std::string showable(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        auto const bad = std::min(ombud::find_invalid_utf8(text), text.size());
        for (char const c : text.substr(0, bad)) out += static_cast<unsigned char>(c) < 0x20 && c != '\t' ? ' ' : c;
        text.remove_prefix(bad);
        if (text.empty()) break;
        out += "\xEF\xBF\xBD";  // U+FFFD, replacement character
        text.remove_prefix(1);
    }
    return out;
}

// The line and its caret behind a margin with the line's number.
std::string margin_excerpt(std::string const& excerpt, std::uint32_t line, palette const& paint)
{
    auto const number = std::to_string(line);
    auto const middle = excerpt.find('\n');
    if (middle == std::string::npos) return {};
    auto const caret = excerpt.substr(middle + 1, excerpt.size() - middle - 2);
    return paint(ink::dim, "  " + number + " | ") + showable(excerpt.substr(0, middle)) + '\n'
           + paint(ink::dim, "  " + std::string(number.size(), ' ') + " | ") + paint(ink::green, caret) + '\n';
}

std::string place_text(ombud::diagnostic const& d)
{
    std::string out = d.file.empty() ? "<input>" : d.file;
    if (d.at.line != 0) out += ':' + std::to_string(d.at.line) + ':' + std::to_string(d.at.column);
    return out;
}

}  // namespace

std::string finding_text(ombud::diagnostic const& d, std::span<ombud::source_text const> sources, palette const& paint)
{
    auto const how = d.level == ombud::severity::error ? ink::red : ink::yellow;
    std::string out = paint(ink::bold, place_text(d) + ": ") + paint(how, std::string(to_string(d.level)) + ':') + ' '
                      + d.message + paint(ink::dim, " [" + std::string(to_string(d.code)) + ']') + '\n';
    auto const source = std::find_if(sources.begin(), sources.end(), [&](auto const& s) { return s.name() == d.file; });
    if (source != sources.end() && d.at.line != 0) out += margin_excerpt(source->excerpt(d.at), d.at.line, paint);
    if (!d.path.empty()) out += "    at " + d.path + '\n';
    if (!d.hint.empty()) out += "    " + d.hint + '\n';
    return out;
}

std::string findings_text(ombud::diagnostics const& found, std::span<ombud::source_text const> sources,
                          palette const& paint)
{
    std::string out;
    for (auto const& d : found) out += finding_text(d, sources, paint);
    return out;
}

std::string counted(std::size_t number, std::string_view thing)
{
    return (number == 0 ? "no" : std::to_string(number)) + ' ' + std::string(thing) + (number == 1 ? "" : "s");
}

std::string count_of(ombud::diagnostics const& found)
{
    auto const errors = static_cast<std::size_t>(std::count_if(
        found.begin(), found.end(), [](auto const& d) { return d.level == ombud::severity::error; }));
    return counted(errors, "error") + ", " + counted(found.size() - errors, "warning");
}

void append_finding(ombud::json_writer& out, ombud::diagnostic const& found)
{
    out.key("code").string(to_string(found.code)).key("severity").string(to_string(found.level));
    out.key("file").string(found.file);
    out.key("line").unsigned_integer(found.at.line).key("column").unsigned_integer(found.at.column);
    out.key("path").string(found.path).key("message").string(found.message).key("hint").string(found.hint);
}

void append_findings(ombud::json_writer& out, ombud::diagnostics const& found)
{
    out.begin_array();
    for (auto const& d : found) {
        out.begin_object();
        append_finding(out, d);
        out.end_object();
    }
    out.end_array();
}

}  // namespace program
