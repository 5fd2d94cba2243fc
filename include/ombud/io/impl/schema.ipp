// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_IMPL_SCHEMA_IPP
#define OMBUD_IO_IMPL_SCHEMA_IPP

#include <ombud/io/schema.hpp>

#include <ombud/base/json_writer.hpp>
#include <ombud/base/version.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/policy/keys.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace io_detail {

// The patterns are of ECMA 262, without its `u` mode, and hold in Python and PCRE too.
inline constexpr std::string_view id_pattern = "[A-Za-z0-9_.:-]{1,128}";
inline constexpr std::string_view date_pattern = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
inline constexpr std::string_view duration_pattern = "(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?";
inline constexpr std::string_view clock_pattern = "(?:[01][0-9]|2[0-4]):[0-5][0-9]";
inline constexpr std::string_view word_pattern = "[A-Za-z_][A-Za-z0-9_]*";
inline constexpr std::string_view weekday_pattern = "(?:mon|tue|wed|thu|fri|sat|sun)";
inline constexpr std::string_view not_blank = "[^ \\t\\r\\n]";

// A pattern for the whole text. A capturing group would do as well, but means something else.
inline std::string whole_text(std::string_view inner) { return "^(?:" + std::string(inner) + ")$"; }

inline std::vector<std::string_view> schema_words(std::string_view choices)
{
    std::vector<std::string_view> out;
    while (!choices.empty()) {
        auto const end = std::min(choices.find(' '), choices.size());
        out.push_back(choices.substr(0, end));
        choices.remove_prefix(std::min(end + 1, choices.size()));
    }
    return out;
}

inline std::string fact_type_pattern()
{
    std::string scalars;
    for (int i = 0; i <= static_cast<int>(fact_type::kind::any); ++i) {
        fact_type type;
        type.scalar = static_cast<fact_type::kind>(i);
        scalars += (i == 0 ? "" : "|") + type.text();
    }
    return scalars + "|list\\((?:" + scalars + ")\\)";
}

inline std::string party_pattern(key_info const& key)
{
    std::string out;
    for (auto const word : schema_words(key.choices)) {
        out += out.empty() ? "" : "|";
        if (word == "id") out += "[A-Za-z0-9_.-]{1,128}";
        else out += std::string(word) + (word.ends_with(':') ? std::string(id_pattern) : "");
    }
    return out;
}

// What a text has to match as a whole; empty: it may be any that is not blank.
inline std::string pattern_of(value_type type, key_info const& key)
{
    std::string const id(id_pattern), word(word_pattern), date(date_pattern), length(duration_pattern);
    std::string const clock(clock_pattern), weekday(weekday_pattern);
    std::string const reserved = "(?:true|false|null|in)";
    switch (type) {
    case value_type::id: return id;
    case value_type::name: return "(?!" + reserved + "$)(?=.{1,128}$)" + word;
    case value_type::fact_name:
        return "(?!(?:param|def|now|events|shown|budgets)(?:\\.|$))(?!(?:.*\\.)?" + reserved
               + "(?:\\.|$))(?=.{1,128}$)" + word + "(?:\\." + word + ")*";
    case value_type::fact_type: return fact_type_pattern();
    case value_type::money: return "[0-9]+(?:\\.[0-9]{1,4})?(?: [A-Z]{3})?";
    case value_type::duration: return length;
    case value_type::timestamp:
        return date + "(?:[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2}))?";
    case value_type::date: return date;
    case value_type::currency: return "[A-Z]{3}";
    case value_type::days_of_week: return weekday + "(?:-" + weekday + ")?";
    case value_type::intervals: return clock + '-' + clock;
    case value_type::share: return "[0-9]{1,4}%|[+-]?" + length;
    case value_type::percentage: return "[0-9]{1,4}%";
    case value_type::rule_reference: return id + "(?:/" + id + ")?";
    case value_type::party: return party_pattern(key);
    default: return {};
    }
}

// `"a rotation's exception"` as the name of a definition: `rotation_s_exception`.
inline std::string definition_name(object_kind kind)
{
    auto name = info_of(kind).name;
    for (std::string_view const article : {"a ", "an "})
        if (name.starts_with(article)) name.remove_prefix(article.size());
    std::string out;
    for (char const c : name) {
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (letter) out += c;
        else if (c != '`') out += '_';
    }
    return out;
}

class schema_writer {
public:
    explicit schema_writer(std::string& out) : json_(out) {}

    void run(schema_scope scope);

private:
    void definition(object_kind kind, bool all_needed);
    void needed_keys(object_kind kind);
    void one_of_the_forms();
    void property(key_info const& key);
    void default_of(key_info const& key);
    void formed(key_info const& key);
    void list_of(key_info const& key);
    void map_of(key_info const& key);
    void one(key_info const& key);
    void either(key_info const& key);
    void words(key_info const& key);
    void number(key_info const& key);
    void text(value_type type, key_info const& key);
    void star() { json_.begin_object().key("const").string("*").end_object(); }
    void reference(object_kind kind) { json_.key("$ref").string("#/$defs/" + definition_name(kind)); }
    template <class Write>
    void schema(Write write)
    {
        json_.begin_object();
        write();
        json_.end_object();
    }

    json_writer json_;
};

// The kinds of objects that a desk is made of, the desk first, in the order of the table.
inline std::vector<object_kind> kinds_of_desk()
{
    std::vector<object_kind> out{object_kind::desk};
    for (std::size_t i = 0; i < out.size(); ++i)
        for (auto const& key : keys_of(out[i]))
            if (key.object != object_kind::none && std::find(out.begin(), out.end(), key.object) == out.end())
                out.push_back(key.object);
    std::sort(out.begin(), out.end());
    return out;
}

inline void schema_writer::run(schema_scope scope)
{
    json_.begin_object();
    json_.key("$schema").string("https://json-schema.org/draft/2020-12/schema");
    json_.key("title").string(scope == schema_scope::whole ? "a desk" : "a part of a desk");
    json_.key("description").string("format version " + std::to_string(desk_format_version) + " of ombud's desks");
    reference(object_kind::desk);
    json_.key("$defs").begin_object();
    for (auto const kind : kinds_of_desk()) definition(kind, kind != object_kind::desk || scope == schema_scope::whole);
    json_.end_object().end_object();
}

inline void schema_writer::definition(object_kind kind, bool all_needed)
{
    json_.key(definition_name(kind)).begin_object();
    json_.key("title").string(info_of(kind).name).key("type").string("object");
    json_.key("properties").begin_object();
    for (auto const& key : keys_of(kind)) property(key);
    json_.end_object();
    json_.key("patternProperties").begin_object().key("^x-").boolean(true).end_object();
    json_.key("additionalProperties").boolean(info_of(kind).open);
    if (all_needed) needed_keys(kind);
    if (kind == object_kind::condition) one_of_the_forms();
    json_.end_object();
}

// Those that another may stand for, and the question to the customer, are conditions of their own.
inline void schema_writer::needed_keys(object_kind kind)
{
    json_.key("required").begin_array();
    for (auto const& key : keys_of(kind))
        if (key.needed && key.instead.empty()) json_.string(key.name);
    json_.end_array();
    for (auto const& key : keys_of(kind)) {
        if (!key.needed || key.instead.empty()) continue;
        json_.key("anyOf").begin_array();
        for (auto const name : {key.name, key.instead})
            schema([&] { json_.key("required").begin_array().string(name).end_array(); });
        json_.end_array();
    }
    if (kind != object_kind::fact) return;
    json_.key("if").raw(R"({"properties":{"from":{"const":"customer"}},"required":["from"]})");
    json_.key("then").raw(R"({"required":["ask"]})");
}

// A condition is an expression or one group.
inline void schema_writer::one_of_the_forms()
{
    json_.key("oneOf").begin_array();
    for (auto const& key : keys_of(object_kind::condition))
        if (key.name != "label") schema([&] { json_.key("required").begin_array().string(key.name).end_array(); });
    json_.end_array();
}

inline void schema_writer::property(key_info const& key)
{
    json_.key(key.name).begin_object();
    json_.key("description").string(std::string(key.about) + (key.supported ? "" : " (not supported yet)"));
    if (!key.supported) json_.key("not").raw("{}");
    default_of(key);
    if (key.owner == object_kind::desk && key.name == "ombud") json_.key("const").integer(desk_format_version);
    else formed(key);
    json_.end_object();
}

inline void schema_writer::default_of(key_info const& key)
{
    if (key.otherwise.empty()) return;
    bool const bare = key.type == value_type::boolean || key.type == value_type::integer
                      || key.type == value_type::number;
    json_.key("default");
    if (bare) json_.raw(key.otherwise);
    else json_.string(key.otherwise);
}

// The keywords that a value in its form has to meet, into an object that is open already.
inline void schema_writer::formed(key_info const& key)
{
    bool const by_list = key.form == value_form::list_or_one || key.form == value_form::list_or_all;
    switch (key.form) {
    case value_form::one: return one(key);
    case value_form::list: return list_of(key);
    case value_form::map: return map_of(key);
    default: break;
    }
    json_.key("anyOf").begin_array();
    if (key.form != value_form::list_or_one) star();
    if (key.form != value_form::list_or_all) schema([&] { one(key); });
    if (by_list) schema([&] { list_of(key); });
    json_.end_array();
}

inline void schema_writer::list_of(key_info const& key)
{
    json_.key("type").string("array");
    if (key.owner == object_kind::condition) json_.key("minItems").integer(1);
    json_.key("items");
    schema([&] { one(key); });
}

inline void schema_writer::map_of(key_info const& key)
{
    json_.key("type").string("object").key("propertyNames").begin_object().key("anyOf").begin_array();
    schema([&] { json_.key("pattern").string("^x-"); });
    schema([&] { text(key.map_key, key); });
    json_.end_array().end_object();
    json_.key("patternProperties").begin_object().key("^x-").boolean(true).end_object();
    json_.key("additionalProperties");
    schema([&] { one(key); });
}

inline void schema_writer::one(key_info const& key)
{
    switch (key.type) {
    case value_type::any: return;
    case value_type::boolean: json_.key("type").string("boolean"); return;
    case value_type::integer:
    case value_type::number: return number(key);
    case value_type::object: return reference(key.object);
    case value_type::choice: return words(key);
    case value_type::calendar:
    case value_type::customer:
    case value_type::condition:
    case value_type::disclosed: return either(key);
    case value_type::cells:
    case value_type::texts:
    case value_type::intervals:
        json_.key("type").string("array").key("items");
        return schema([&] { text(key.type, key); });
    default: return text(key.type, key);
    }
}

// A short form, or an object.
inline void schema_writer::either(key_info const& key)
{
    if (key.object == object_kind::none) return text(key.type, key);
    json_.key("anyOf").begin_array();
    schema([&] {
        if (key.type == value_type::calendar) {
            json_.key("const").string("24x7");
        } else if (key.type == value_type::disclosed) {
            json_.key("type").string("array").key("items");
            schema([&] { text(value_type::text, key); });
        } else {
            text(key.type == value_type::customer ? value_type::id : key.type, key);
        }
    });
    schema([&] { reference(key.object); });
    json_.end_array();
}

inline void schema_writer::words(key_info const& key)
{
    auto const not_yet = schema_words(key.later);
    json_.key("enum").begin_array();
    for (auto const word : schema_words(key.choices))
        if (std::find(not_yet.begin(), not_yet.end(), word) == not_yet.end()) json_.string(word);
    json_.end_array();
}

inline void schema_writer::number(key_info const& key)
{
    json_.key("type").string(key.type == value_type::integer ? "integer" : "number");
    if (key.least != INT64_MIN) json_.key("minimum").integer(key.least);
}

inline void schema_writer::text(value_type type, key_info const& key)
{
    auto const pattern = pattern_of(type, key);
    json_.key("type").string("string");
    json_.key("pattern").string(pattern.empty() ? std::string(not_blank) : whole_text(pattern));
}

}  // namespace io_detail

OMBUD_INLINE std::string desk_schema(schema_scope scope)
{
    std::string out;
    io_detail::schema_writer(out).run(scope);
    return out;
}

}}  // namespace ombud
#endif
