// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_CEL_RECORDS_HPP
#define OMBUD_TESTS_SUPPORT_CEL_RECORDS_HPP

// Reads the external conformance vectors and runs one of their records.

#include <ombud/base/json_writer.hpp>
#include <ombud/calendar/zone.hpp>
#include <ombud/cel.hpp>

#include <boost/json.hpp>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace cel_records {

namespace json = boost::json;
using ombud::value;
using ombud::value_kind;

inline std::string text_of(json::value const& v) { return std::string(v.as_string()); }

inline std::string decode_base64(std::string const& text)
{
    static std::string const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string octets;
    unsigned bits = 0;
    int count = 0;
    for (char const c : text) {
        if (c == '=') break;
        bits = bits << 6 | static_cast<unsigned>(digits.find(c));
        count += 6;
        if (count >= 8) octets += static_cast<char>(bits >> (count -= 8) & 0xFFu);
    }
    return octets;
}

inline double read_double(std::string const& text)
{
    if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (text == "Infinity") return std::numeric_limits<double>::infinity();
    if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
    return std::stod(text);
}

// "-1.5s" in nanoseconds.
inline std::int64_t read_seconds(std::string text)
{
    bool const negative = text.front() == '-';
    text = text.substr(negative ? 1 : 0, text.size() - 1 - (negative ? 1 : 0));
    auto const point = text.find('.');
    auto part = point == std::string::npos ? std::string() : text.substr(point + 1);
    part.resize(9, '0');
    auto const total = std::stoll(text.substr(0, point)) * 1'000'000'000 + std::stoll(part);
    return negative ? -total : total;
}

inline value read_value(json::value const& encoded)
{
    auto const& [tag, content] = *encoded.as_object().begin();
    std::string const kind(tag);
    auto const& inner = encoded.as_object().begin()->value();
    if (kind == "null") return {};
    if (kind == "bool") return value::boolean(inner.as_bool());
    if (kind == "int") return value::integer(std::stoll(text_of(inner)));
    if (kind == "uint") return value::unsigned_integer(std::stoull(text_of(inner)));
    if (kind == "double") return value::real(read_double(text_of(inner)));
    if (kind == "string") return value::string(text_of(inner));
    if (kind == "bytes_b64") return value::bytes(decode_base64(text_of(inner)));
    if (kind == "timestamp") return value::timestamp(ombud::parse_instant(text_of(inner)).value());
    if (kind == "duration") return value::duration(std::chrono::nanoseconds{read_seconds(text_of(inner))});
    if (kind == "type") return value::type(inner.as_string());  // lives as long as the document
    if (kind == "list") {
        std::vector<value> items;
        for (auto const& item : inner.as_array()) items.push_back(read_value(item));
        return value::list(std::move(items));
    }
    if (kind != "map") throw std::runtime_error("a value of kind " + kind);
    std::vector<value::entry> entries;
    for (auto const& pair : inner.as_array())
        entries.emplace_back(read_value(pair.as_array()[0]), read_value(pair.as_array()[1]));
    return value::map(std::move(entries));
}

inline json::value write_value(value const& v)
{
    std::string text;
    switch (v.kind()) {
    case value_kind::null: return {{"null", nullptr}};
    case value_kind::boolean: return {{"bool", v.as_boolean()}};
    case value_kind::integer: return {{"int", std::to_string(v.as_integer())}};
    case value_kind::unsigned_integer: return {{"uint", std::to_string(v.as_unsigned())}};
    case value_kind::real: ombud::append_double(text, v.as_real()); return {{"double", text}};
    case value_kind::string: return {{"string", std::string(v.as_string())}};
    case value_kind::bytes: ombud::append_base64(text, v.as_string()); return {{"bytes_b64", text}};
    case value_kind::timestamp: ombud::append_timestamp(text, v.as_timestamp()); return {{"timestamp", text}};
    case value_kind::duration: ombud::append_duration(text, v.as_duration()); return {{"duration", text}};
    case value_kind::type: return {{"type", std::string(v.as_string())}};
    case value_kind::list: {
        json::array items;
        for (auto const& item : v.as_list()) items.push_back(write_value(item));
        return {{"list", items}};
    }
    case value_kind::map: {
        json::array entries;
        for (auto const& [key, content] : v.as_map())
            entries.push_back(json::array{write_value(key), write_value(content)});
        return {{"map", entries}};
    }
    default: return {{"unsupported", std::string(to_string(v.kind()))}};
    }
}

// Kinds distinct, NaN the same as NaN, -0.0 not the same as 0.0, maps in any order.
inline bool same(value const& a, value const& b)
{
    if (a.kind() != b.kind()) return false;
    if (a.is(value_kind::real)) {
        double const x = a.as_real(), y = b.as_real();
        return std::isnan(x) ? std::isnan(y) : x == y && std::signbit(x) == std::signbit(y);
    }
    if (a.is(value_kind::list)) {
        auto const x = a.as_list(), y = b.as_list();
        return std::equal(x.begin(), x.end(), y.begin(), y.end(), same);
    }
    if (!a.is(value_kind::map)) return equal(a, b);
    auto const x = a.as_map(), y = b.as_map();
    auto const found = [&](value::entry const& e) {
        return std::any_of(y.begin(), y.end(), [&](value::entry const& o) {
            return same(e.first, o.first) && same(e.second, o.second);
        });
    };
    return x.size() == y.size() && std::all_of(x.begin(), x.end(), found);
}

inline ombud::cel::type read_type(json::value const& encoded)
{
    using ombud::cel::type;
    if (encoded.is_string()) return ombud::cel::parse_type(encoded.as_string()).value();
    auto const& of = encoded.as_object();
    if (auto const* const element = of.if_contains("list")) return type::list(read_type(*element));
    if (auto const* const content = of.if_contains("optional")) return type::optional(read_type(*content));
    if (auto const* const name = of.if_contains("type_param")) return type::parameter(text_of(*name));
    if (auto const* const map = of.if_contains("map"))
        return type::map(read_type(map->as_array()[0]), read_type(map->as_array()[1]));
    std::vector<type> parameters;
    for (auto const& p : of.at("params").as_array()) parameters.push_back(read_type(p));
    return type::abstract(text_of(of.at("abstract")), std::move(parameters));
}

inline ombud::cel::zone_offset find_zone(std::string_view name)
{
    auto const zone = ombud::zone::load(name);
    if (!zone) return {};
    return [z = *zone](ombud::instant t) { return z.offset_at(t); };
}

struct outcome {
    std::optional<value> result;
    std::optional<std::string> type;
    std::string error;
};

inline void declare(ombud::cel::environment& scope, json::object const& record)
{
    scope.set_container(text_of(record.at("container")));
    scope.set_zones(find_zone);
    for (auto const& [name, content] : record.at("bindings").as_object()) scope.declare(std::string(name), {});
    for (auto const& entry : record.at("type_env").as_array()) {
        auto const& e = entry.as_object();
        if (auto const* const ident = e.if_contains("ident")) {
            scope.declare(text_of(e.at("name")), read_type(*ident));
            continue;
        }
        for (auto const& overload : e.at("function").as_array()) {
            ombud::cel::function f;
            f.name = text_of(e.at("name"));
            for (auto const& p : overload.at("params").as_array()) f.parameters.push_back(read_type(p));
            f.result = read_type(overload.at("result"));
            f.receiver = overload.at("instance").as_bool();
            scope.declare_function(std::move(f));
        }
    }
}

// The type alone: compiling would compute the constant parts, too.
inline outcome check_alone(ombud::cel::environment const& scope, std::string_view source)
{
    outcome out;
    auto const parsed = ombud::cel::parse(source, scope.bounds());
    if (!parsed.tree) {
        out.error = parsed.failure->message;
        return out;
    }
    auto const typed = check(*parsed.tree, resolve(*parsed.tree, scope), scope);
    if (!typed.issues.empty()) out.error = typed.issues.front().message;
    else out.type = to_string(typed.types[parsed.tree->root]);
    return out;
}

inline outcome run(json::object const& record, bool all_checked)
{
    bool const only_type = record.at("check_only").as_bool();
    bool const typed = record.at("expected").as_object().contains("deduced_type");
    bool const checked = typed || (all_checked && !record.at("disable_check").as_bool());
    ombud::cel::environment scope({}, checked ? ombud::cel::checking::checked : ombud::cel::checking::unchecked);
    declare(scope, record);
    outcome out;
    if (only_type) return check_alone(scope, record.at("expr").as_string());
    auto const compiled = compile(scope, record.at("expr").as_string());
    if (!compiled) {
        out.error = compiled.issues.front().message;
        return out;
    }
    if (typed) out.type = to_string(compiled->result_type());
    std::vector<value> slots;
    auto const& bindings = record.at("bindings").as_object();
    for (auto const& v : scope.variables()) {
        auto const* const bound = bindings.if_contains(v.name);
        slots.push_back(bound == nullptr ? value::error("no value for `" + v.name + "`") : read_value(*bound));
    }
    ombud::cel::workspace memory;
    auto const result = evaluate(*compiled, slots, memory);
    if (result.is_known()) out.result = result;
    else out.error = result.is_error() ? std::string(result.error_message()) : "unknown";
    return out;
}

inline bool passes(json::object const& record, outcome const& out)
{
    auto const& expected = record.at("expected").as_object();
    if (expected.contains("error")) return !out.error.empty();
    if (!out.error.empty()) return false;
    auto const* const type = expected.if_contains("deduced_type");
    if (type != nullptr && out.type && *out.type != to_string(read_type(*type))) return false;
    auto const* const content = expected.if_contains("value");
    return content == nullptr || (out.result && same(*out.result, read_value(*content)));
}

}  // namespace cel_records

#endif  // OMBUD_TESTS_SUPPORT_CEL_RECORDS_HPP
