// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_SHAPE_IPP
#define OMBUD_POLICY_IMPL_SHAPE_IPP

#include <ombud/policy/shape.hpp>

#include <ombud/base/version.hpp>
#include <ombud/policy/detail/value_checks.hpp>

#include <unordered_map>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace policy_detail {

// One walk over a document. It recurses along the kinds of objects only, and along trees of conditions: as deep as the
// document nests, which `max_document_nesting` bounds.
class shape_check {
public:
    shape_check(std::size_t most, currency fallback) : most_(most), fallback_(fallback) {}

    void object(node const& at, object_kind kind);
    diagnostics finish(node const& root) &&;

private:
    using seen_ids = std::unordered_map<std::string, node>;

    void needed_keys(node const& at, object_kind kind);
    void member(node const& at, object_kind kind);
    void value(key_info const& key, node const& at);
    void elements(key_info const& key, node const& at);
    void entries(key_info const& key, node const& at);
    void one(key_info const& key, node const& at);
    void text(key_info const& key, node const& at);
    void number(key_info const& key, node const& at);
    void special(key_info const& key, node const& at);
    void whole(node const& at, object_kind kind);
    void interval(node const& from, node const& until);
    void one_of_the_forms(node const& condition);
    void table(node const& at);
    void cell(node const& at);
    void row(node const& at, std::size_t columns, bool has_limit);
    void identity(key_info const& key, node const& element, seen_ids& seen);
    void unknown_key(node const& at, object_kind kind);
    void wrong_type(key_info const& key, node const& at, std::string_view wanted, std::string hint = {});
    void report(diagnostic found);
    void report(node const& at, objection why) { report(error_at(at, why.code, why.message, why.hint)); }

    std::size_t most_;
    currency fallback_;
    std::size_t dropped_ = 0;
    diagnostics found_;
};

inline void shape_check::report(diagnostic found)
{
    if (found_.size() < most_) found_.push_back(std::move(found));
    else ++dropped_;
}

inline diagnostics shape_check::finish(node const& root) &&
{
    if (dropped_ != 0)
        found_.push_back(error_at(root, errc::limit_exceeded,
                                  std::to_string(dropped_) + " more findings are not shown", "mend those shown first"));
    return std::move(found_);
}

inline void shape_check::wrong_type(key_info const& key, node const& at, std::string_view wanted, std::string hint)
{
    report(error_at(at, errc::wrong_type,
                    in_backticks(key.name) + " must be " + std::string(wanted) + ", not "
                        + std::string(to_string(at.kind())),
                    hint.empty() ? "it is " + std::string(key.about) : std::move(hint)));
}

inline void shape_check::object(node const& at, object_kind kind)
{
    if (!at.is(node_kind::object)) {
        report(error_at(at, errc::wrong_type,
                        std::string(info_of(kind).name) + " must be an object, not "
                            + std::string(to_string(at.kind())),
                        "write it between `{` and `}`"));
        return;
    }
    needed_keys(at, kind);
    for (auto const& each : at) member(each, kind);
    whole(at, kind);
}

inline void shape_check::needed_keys(node const& at, object_kind kind)
{
    for (auto const& key : keys_of(kind)) {
        if (!key.needed || at.find(key.name) || (!key.instead.empty() && at.find(key.instead))) continue;
        report(error_at(at, errc::missing_key,
                        std::string(info_of(kind).name) + " needs the key " + in_backticks(key.name),
                        in_backticks(key.name) + ": " + std::string(key.about)));
    }
    if (kind == object_kind::fact && read_text(at.find("from")) == "customer" && !at.find("ask"))
        report(error_at(at, errc::missing_key, "a fact that comes from the customer needs the key `ask`",
                        "`ask`: the question, in the customer's words"));
}

inline void shape_check::unknown_key(node const& at, object_kind kind)
{
    std::vector<std::string_view> names;
    for (auto const& key : keys_of(kind)) names.push_back(key.name);
    auto hint = did_you_mean(at.key(), names);
    if (hint.empty()) hint = "keys here are " + one_of_words(names) + "; keys of your own start with `x-`";
    report(error_at_key(at, errc::unknown_key,
                        std::string(info_of(kind).name) + " has no key " + in_backticks(at.key()), hint));
}

inline void shape_check::member(node const& at, object_kind kind)
{
    if (is_own_key(at.key())) return;
    auto const* key = find_key(kind, at.key());
    if (key == nullptr) {
        if (!info_of(kind).open) unknown_key(at, kind);
        return;
    }
    if (!key->supported) {
        report(error_at_key(at, errc::not_supported_yet, in_backticks(key->name) + " is not supported yet",
                            "leave it out: this version of the library does not act on it"));
        return;
    }
    if (at.is(node_kind::null) && info_of(kind).nullable && !key->needed) return;
    value(*key, at);
}

inline void shape_check::value(key_info const& key, node const& at)
{
    bool const star = read_text(at) == "*";
    switch (key.form) {
    case value_form::one: return one(key, at);
    case value_form::one_or_all: return star ? void() : one(key, at);
    case value_form::list_or_one: return at.is(node_kind::array) ? elements(key, at) : one(key, at);
    case value_form::list_or_all:
        if (star) return;
        if (!at.is(node_kind::array)) return wrong_type(key, at, "a list or `*`", "write it between `[` and `]`");
        return elements(key, at);
    case value_form::list:
        if (!at.is(node_kind::array)) return wrong_type(key, at, "a list", "write it between `[` and `]`");
        return elements(key, at);
    case value_form::map:
        if (!at.is(node_kind::object)) return wrong_type(key, at, "an object", "write it between `{` and `}`");
        return entries(key, at);
    }
}

inline void shape_check::elements(key_info const& key, node const& at)
{
    seen_ids seen;
    for (auto const& element : at) {
        if (!key.identity.empty()) identity(key, element, seen);
        one(key, element);
    }
}

inline void shape_check::entries(key_info const& key, node const& at)
{
    for (auto const& entry : at) {
        if (is_own_key(entry.key())) continue;
        if (auto const why = check_text_as(key.map_key, key, entry.key(), fallback_))
            report(error_at_key(entry, why->code, why->message, why->hint));
        one(key, entry);
    }
}

inline void shape_check::identity(key_info const& key, node const& element, seen_ids& seen)
{
    std::string id;
    std::string shown;
    node first;
    for (auto const name : words_of(key.identity)) {
        auto const part = element.find(name);
        auto const* info = find_key(key.object, name);
        auto const text = read_text(part).value_or(info == nullptr ? std::string_view{} : info->otherwise);
        if (text.empty()) return;
        if (!first) first = part;
        id += std::string(text) + '\n';
        shown += (shown.empty() ? "" : ", ") + std::string(name) + ' ' + in_backticks(text);
    }
    auto const [known, fresh] = seen.emplace(id, first);
    if (fresh) return;
    report(error_at(first, errc::duplicate_id,
                    std::string(info_of(key.object).name) + " with the " + shown + " is defined twice, first at "
                        + place_of(known->second),
                    "give one of them another " + std::string(words_of(key.identity).back()) + ", or remove it"));
}

inline void shape_check::number(key_info const& key, node const& at)
{
    bool const whole_number = key.type == value_type::integer;
    if (!at.is(node_kind::integer) && (whole_number || !at.is(node_kind::real)))
        return wrong_type(key, at, to_string(whole_number ? node_kind::integer : node_kind::real));
    if (key.owner == object_kind::desk && key.name == "ombud" && at.integer() != desk_format_version)
        return report(error_at(at, errc::unsupported_version,
                               "this library reads version " + std::to_string(desk_format_version)
                                   + " of the format, not " + std::to_string(at.integer()),
                               "use a library that reads it"));
    if (key.least == INT64_MIN || at.real() >= static_cast<double>(key.least)) return;
    report(error_at(at, errc::out_of_range, in_backticks(key.name) + " is below " + std::to_string(key.least),
                    "write a number of at least " + std::to_string(key.least)));
}

inline void shape_check::text(key_info const& key, node const& at)
{
    if (!at.is(node_kind::string)) {
        bool const amount = key.type == value_type::money && read_number(at).has_value();
        return wrong_type(key, at, to_string(node_kind::string),
                          amount ? "write it in quotes, such as `\"120.00\"`: amounts are exact" : "");
    }
    bool const may_be_empty = key.type == value_type::text && info_of(key.owner).nullable;
    if (is_blank(at.text()) && !may_be_empty)
        return report(error_at(at, key.type == value_type::id ? errc::bad_id : errc::out_of_range,
                               in_backticks(key.name) + " is empty", "write " + std::string(key.about)));
    if (auto why = check_text_as(key.type, key, at.text(), fallback_)) report(at, std::move(*why));
}

inline void shape_check::special(key_info const& key, node const& at)
{
    bool const is_object = at.is(node_kind::object);
    switch (key.type) {
    case value_type::calendar:
    case value_type::customer: return is_object ? object(at, key.object) : text(key, at);
    case value_type::condition:
        if (is_object) return object(at, key.object);
        if (at.is(node_kind::boolean))
            return wrong_type(key, at, "a text", "write the expression in quotes, such as `\"true\"`");
        return text(key, at);
    case value_type::disclosed:
        if (is_object) return object(at, key.object);
        if (!at.is(node_kind::array)) return wrong_type(key, at, "a list", "write it between `[` and `]`");
        for (auto const& place : at) text(key, place);
        return;
    case value_type::texts:
        if (!at.is(node_kind::array)) return wrong_type(key, at, "a list", "write it between `[` and `]`");
        for (auto const& one_text : at) text(key, one_text);
        return;
    case value_type::intervals:
        if (!at.is(node_kind::array)) return wrong_type(key, at, "a list", "write for example `[\"09:00-17:00\"]`");
        for (auto const& interval_text : at) text(key, interval_text);
        return;
    case value_type::cells:
        if (!at.is(node_kind::array)) return wrong_type(key, at, "a list of lists", "write rows between `[` and `]`");
        for (auto const& each : at) cell(each);
        return;
    default: return;
    }
}

inline void shape_check::one(key_info const& key, node const& at)
{
    switch (key.type) {
    case value_type::any: return;
    case value_type::boolean:
        if (!at.is(node_kind::boolean)) wrong_type(key, at, to_string(node_kind::boolean));
        return;
    case value_type::integer:
    case value_type::number: return number(key, at);
    case value_type::object: return object(at, key.object);
    case value_type::calendar:
    case value_type::customer:
    case value_type::condition:
    case value_type::disclosed:
    case value_type::cells:
    case value_type::texts:
    case value_type::intervals: return special(key, at);
    default: return text(key, at);
    }
}

// What concerns several keys of one object.
inline void shape_check::whole(node const& at, object_kind kind)
{
    switch (kind) {
    case object_kind::in_force:
    case object_kind::absence:
    case object_kind::team_override: return interval(at.find("from"), at.find("until"));
    case object_kind::condition: return one_of_the_forms(at);
    case object_kind::table: return table(at);
    case object_kind::special_client: return interval(at.find("registered_on"), at.find("review_by"));
    default: return;
    }
}

// A date beside an instant can be compared only where the time zone is known.
inline void shape_check::interval(node const& from, node const& until)
{
    auto const first = read_instant(from);
    auto const last = read_instant(until);
    if (!first || !last || first->index() != last->index() || *first < *last) return;
    report(error_at(until, errc::empty_interval,
                    in_backticks(until.key()) + " is not after " + in_backticks(from.key()),
                    "the interval runs from the first up to, and without, the second"));
}

// A condition is an expression or one group, and a group is not empty.
inline void shape_check::one_of_the_forms(node const& condition)
{
    node first;
    for (auto const& member : condition) {
        if (member.key() != "if" && member.key() != "all" && member.key() != "any" && member.key() != "none") continue;
        if (member.is(node_kind::array) && member.size() == 0)
            report(error_at(member, errc::out_of_range, in_backticks(member.key()) + " has no conditions",
                            "write at least one, or leave the group out"));
        if (first)
            report(error_at_key(member, errc::out_of_range,
                                "a condition has `" + std::string(first.key()) + "` or "
                                    + in_backticks(member.key()) + ", not both",
                                "make each of them a condition of its own, in one group"));
        else first = member;
    }
    if (!first)
        report(error_at(condition, errc::missing_key, "a condition needs one of the keys `if`, `all`, `any` and `none`",
                        "write an expression under `if`, or conditions in a list under `all`, `any` or `none`"));
}

// Each row has a cell for each column, and one for the limit if there is one.
inline void shape_check::table(node const& at)
{
    auto const columns = at.find("in");
    auto const rows = at.find("rows");
    if (!columns.is(node_kind::array) || !rows.is(node_kind::array)) return;
    if (columns.size() == 0)
        report(error_at(columns, errc::out_of_range, "the table has no columns", "name the facts that its rows test"));
    if (rows.size() == 0) report(error_at(rows, errc::out_of_range, "the table has no rows", "write at least one"));
    for (auto one = columns.begin(); one != columns.end(); ++one)
        if (std::any_of(columns.begin(), one, [&](node const& b) { return read_text(b) == read_text(*one); }))
            report(error_at(*one, errc::duplicate_id, "the column stands there twice", "remove one of them"));
    bool const has_limit = read_text(at.find("out")) == "limit";
    if (has_limit && read_text(at.find("then")) != "grant")
        report(error_at(at.find("out"), errc::out_of_range, "a limit means nothing in a table that does not grant",
                        "remove `out`, or let the table grant"));
    for (auto const& each : rows)
        if (each.is(node_kind::array)) row(each, columns.size(), has_limit);
}

inline void shape_check::cell(node const& at)
{
    if (!at.is(node_kind::string))
        report(error_at(at, errc::wrong_type, "a cell must be a text, not " + std::string(to_string(at.kind())),
                        "write the test in quotes, such as `\"'gold'\"`, `\"<= 3\"` or `\"true\"`"));
    else if (is_blank(at.text()))
        report(error_at(at, errc::out_of_range, "the cell is empty", "write `-` where any value will do"));
}

inline void shape_check::row(node const& at, std::size_t columns, bool has_limit)
{
    auto const wanted = columns + (has_limit ? 1 : 0);
    if (at.size() != wanted)
        return report(error_at(at, errc::out_of_range,
                               "the row has " + std::to_string(at.size()) + " cells and not " + std::to_string(wanted),
                               has_limit ? "write one for each column, and the limit last"
                                         : "write one for each column; a limit last needs `\"out\": \"limit\"`"));
    if (!has_limit) return;
    node last;
    for (auto const& cell : at) last = cell;
    if (!last.is(node_kind::string) || is_blank(last.text())) return;
    if (auto const why = check_money(last.text(), fallback_)) report(last, *why);
}

// The desk's own currency, if it names a valid one.
inline currency currency_of(node const& desk, currency fallback)
{
    auto const code = read_text(desk.find("currency"));
    return code ? currency::parse(*code).value_or(fallback) : fallback;
}

}  // namespace policy_detail

OMBUD_INLINE diagnostic dotted_key(node const& at)
{
    auto const key = at.key();
    auto const dot = key.find('.');
    auto const inner = key.substr(dot + 1, key.find('.', dot + 1) - dot - 1);
    return error_at_key(at, errc::unknown_key, "there is no key `" + std::string(key) + "`: keys here have no dots",
                        "write it nested: `\"" + std::string(key.substr(0, dot)) + "\": { \"" + std::string(inner)
                            + "\": … }`");
}

OMBUD_INLINE diagnostics check_shape(node const& root, object_kind kind, limits const& bounds, currency fallback)
{
    if (kind == object_kind::desk) fallback = policy_detail::currency_of(root, fallback);
    policy_detail::shape_check check(bounds.diagnostics, fallback);
    check.object(root, kind);
    return std::move(check).finish(root);
}

}}  // namespace ombud
#endif
