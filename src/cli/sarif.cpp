// SPDX-License-Identifier: BSL-1.0
#include "sarif.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace program {

namespace {

constexpr std::string_view schema = "https://json.schemastore.org/sarif-2.1.0.json";

// A path as a relative or absolute reference (RFC 3986).
std::string uri_of(std::string_view path)
{
    constexpr std::string_view plain = "-._~/:@!$&'()*+,;=", digits = "0123456789ABCDEF";
    bool const drive = path.size() > 1 && path[1] == ':';
    std::string out = path.starts_with('/') ? "file://" : drive ? "file:///" : "";
    for (char const c : path) {
        auto const byte = static_cast<unsigned char>(c);
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || plain.find(c) != std::string_view::npos) out += c;
        else if (c == '\\') out += '/';
        else out += {'%', digits[byte >> 4u], digits[byte & 15u]};
    }
    return out;
}

void append_text(ombud::json_writer& out, std::string_view key, std::string_view text)
{
    out.key(key).begin_object().key("text").string(text).end_object();
}

void append_rules(ombud::json_writer& out, std::vector<ombud::errc> const& codes)
{
    out.key("rules").begin_array();
    for (auto const code : codes) {
        out.begin_object().key("id").string(to_string(code));
        append_text(out, "shortDescription", meaning(code));
        out.end_object();
    }
    out.end_array();
}

// Ours count bytes, theirs characters; beyond the end of the line they are the same again.
std::uint32_t column_of(ombud::diagnostic const& d, std::span<ombud::source_text const> sources)
{
    auto const source = std::find_if(sources.begin(), sources.end(), [&](auto const& s) { return s.name() == d.file; });
    std::uint32_t column = std::max<std::uint32_t>(d.at.column, 1);
    if (source == sources.end()) return column;
    std::string_view text = source->text();
    for (std::uint32_t line = 1; line < d.at.line && !text.empty(); ++line)
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    auto const before = text.substr(0, column - 1);
    auto const continued = std::count_if(before.begin(), before.end(),
                                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; });
    return column - static_cast<std::uint32_t>(continued);
}

void append_location(ombud::json_writer& out, ombud::diagnostic const& d, std::span<ombud::source_text const> sources)
{
    out.key("locations").begin_array();
    if (!d.file.empty()) {
        out.begin_object().key("physicalLocation").begin_object();
        out.key("artifactLocation").begin_object().key("uri").string(uri_of(d.file)).end_object();
        if (d.at.line != 0) {
            out.key("region").begin_object().key("startLine").unsigned_integer(d.at.line);
            out.key("startColumn").unsigned_integer(column_of(d, sources)).end_object();
        }
        out.end_object();
        if (!d.path.empty()) {
            out.key("logicalLocations").begin_array().begin_object();
            out.key("fullyQualifiedName").string(d.path).end_object().end_array();
        }
        out.end_object();
    }
    out.end_array();
}

void append_result(ombud::json_writer& out, ombud::check_finding const& found, std::size_t rule,
                   std::span<ombud::source_text const> sources, ombud::zone const& zone)
{
    auto const& d = found.what;
    out.begin_object().key("ruleId").string(to_string(d.code)).key("ruleIndex").unsigned_integer(rule);
    out.key("level").string(to_string(d.level));
    append_text(out, "message", d.hint.empty() ? d.message : d.message + "; " + d.hint);
    append_location(out, d, sources);
    if (!found.example.empty()) {
        out.key("properties").begin_object().key("example").raw(found.example);
        out.key("at").string(ombud::to_string(found.at, zone.offset_at(found.at)));
        out.key("shows").string(found.shows).end_object();
    }
    out.end_object();
}

}  // namespace

std::string to_sarif(std::span<ombud::check_finding const> found, std::span<ombud::source_text const> sources,
                     ombud::zone const& zone)
{
    std::vector<ombud::errc> codes;
    for (auto const& one : found) codes.push_back(one.what.code);
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    std::string text;
    ombud::json_writer out(text);
    out.begin_object().key("$schema").string(schema).key("version").string("2.1.0");
    out.key("runs").begin_array().begin_object();
    out.key("tool").begin_object().key("driver").begin_object();
    out.key("name").string("ombud").key("version").string(OMBUD_VERSION_STRING);
    append_rules(out, codes);
    out.end_object().end_object();
    out.key("columnKind").string("unicodeCodePoints");
    out.key("results").begin_array();
    for (auto const& one : found) {
        auto const rule = std::lower_bound(codes.begin(), codes.end(), one.what.code) - codes.begin();
        append_result(out, one, static_cast<std::size_t>(rule), sources, zone);
    }
    out.end_array().end_object().end_array().end_object();
    return text;
}

}  // namespace program
