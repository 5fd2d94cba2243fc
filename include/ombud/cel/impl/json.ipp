// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_JSON_IPP
#define OMBUD_CEL_IMPL_JSON_IPP

#include <ombud/cel/json.hpp>

#include <ombud/base/id.hpp>
#include <ombud/base/json_writer.hpp>
#include <ombud/base/source.hpp>
#include <ombud/cel/detail/json_fault.hpp>
#include <ombud/cel/detail/json_types.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace cel_detail {

// A list or object whose end is not read yet.
struct json_frame {
    json_open open;
    std::size_t optionals = 0;                 // how many optional types it stands in
    type const* content = nullptr;             // declared for the value that comes next
    type const* key = nullptr;                 // declared for the keys of a map
    cel::record_type const* record = nullptr;  // whose fields it has
    std::vector<value> items;
    std::vector<value::entry> entries;     // INVARIANT: the last is the member being read
    std::vector<std::size_t> key_offsets;  // of each entry
};

// Makes the value out of the events of `boost::json::basic_parser`. The events carry no offsets, so `scan_` walks
// behind them from token to token; the whole text is written at once.
class json_reader {
public:
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    using error_code = boost::json::error_code;
    using view = boost::json::string_view;

    json_reader(std::string_view text, type const& wanted, cel::environment const& scope)
        : scope_(&scope), wanted_(&wanted), scan_(text)
    {
    }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_array_begin(error_code&) { return open('['); }
    bool on_array_end(std::size_t, error_code&) { return close(); }
    bool on_object_begin(error_code&) { return open('{'); }
    bool on_object_end(std::size_t, error_code&) { return close(); }
    bool on_key_part(view part, std::size_t, error_code&) { return keep(part); }
    bool on_key(view last, std::size_t, error_code&) { return read_key(last); }
    bool on_string_part(view part, std::size_t, error_code&) { return keep(part); }
    bool on_string(view last, std::size_t, error_code&) { return read_text(last); }
    bool on_number_part(view, error_code&) { return true; }
    // Boost.JSON's own conversion is not correctly rounded, and clips what is too large.
    bool on_int64(std::int64_t, view literal, error_code&) { return read_number({literal.data(), literal.size()}); }
    bool on_uint64(std::uint64_t, view literal, error_code&) { return read_number({literal.data(), literal.size()}); }
    bool on_double(double, view literal, error_code&) { return read_number({literal.data(), literal.size()}); }
    bool on_bool(bool truth, error_code&) { return read_truth(truth); }
    bool on_null(error_code&) { return read_null(); }
    bool on_comment_part(view, error_code&) { return true; }
    bool on_comment(view, error_code&) { return true; }

    void stopped(json_stop why, std::size_t at);
    result<value> finish();

private:
    struct place {
        std::size_t offset;
        type const& bare;  // declared there, without the optional types around it
        std::size_t optionals;
    };

    place here();
    bool put(value v, std::size_t optionals, std::size_t length);
    bool keep(view part);
    std::string_view finish_string(view last, std::size_t quote, json_token what);
    bool open(char bracket);
    bool close();
    bool read_key(view last);
    bool read_text(view last);
    bool read_number(std::string_view literal);
    bool read_truth(bool truth);
    bool read_null();
    type const* field(cel::record_type const& record, std::string_view name, std::size_t offset);
    void find_duplicates(json_frame const& object);
    std::string path(value const* last_key = nullptr) const;
    void mismatch(place const& at, std::string_view found);
    void report(std::size_t offset, errc code, std::string path, std::string message, std::string hint);
    source_text const& source();

    cel::environment const* scope_;
    type const* wanted_;
    type anything_;
    json_scan scan_;
    std::string parts_;  // of the string being read
    std::string whole_;  // the string that was read last, if it had escapes
    std::vector<json_frame> frames_;
    value read_;
    diagnostics found_;
    std::optional<source_text> source_;  // made for the first finding
};

inline source_text const& json_reader::source()
{
    if (!source_) source_.emplace(std::string(), std::string(scan_.text()));
    return *source_;
}

inline void json_reader::report(std::size_t offset, errc code, std::string path, std::string message, std::string hint)
{
    if (!found_.empty() && found_.size() >= scope_->bounds().diagnostics) return;
    found_.push_back({code, severity::error, {}, source().at(offset), std::move(path), std::move(message),
                      std::move(hint)});
}

// `items[3].at`; of the innermost object, the member with `last_key` if that is given.
inline std::string json_reader::path(value const* last_key) const
{
    std::string out;
    for (auto const& frame : frames_) {
        if (frame.open.bracket == '[') {
            out += '[' + std::to_string(frame.items.size()) + ']';
            continue;
        }
        auto const& key = last_key != nullptr && &frame == &frames_.back() ? *last_key : frame.entries.back().first;
        auto const name = key.is(value_kind::string) ? std::string(key.as_string()) : to_json(key);
        if (key.is(value_kind::string) && is_id(name) && name.find_first_of(".:") == std::string::npos) {
            if (!out.empty()) out += '.';
            out += name;
        } else {
            out += '[';
            if (key.is(value_kind::string)) append_json_string(out, name);
            else out += name;
            out += ']';
        }
    }
    return out;
}

inline void json_reader::mismatch(place const& at, std::string_view found)
{
    auto where = path();
    auto const name = where.empty() ? "the value" : json_word(where);
    report(at.offset, errc::wrong_type, std::move(where),
           name + " must be " + to_string(at.bare) + ", not " + std::string(found), how_json_writes(at.bare));
}

inline json_reader::place json_reader::here()
{
    auto const* declared = frames_.empty() ? wanted_ : frames_.back().content;
    std::size_t optionals = 0;
    for (; declared->is(type_kind::optional); ++optionals) declared = &declared->parameters()[0];
    return {scan_.to_token(), *declared, optionals};
}

// The value that ends in the next `length` bytes.
inline bool json_reader::put(value v, std::size_t optionals, std::size_t length)
{
    for (; optionals > 0; --optionals) v = value::optional(std::move(v));
    scan_.pass(length, json_token::value);
    if (frames_.empty()) read_ = std::move(v);
    else if (frames_.back().open.bracket == '[') frames_.back().items.push_back(std::move(v));
    else frames_.back().entries.back().second = std::move(v);
    return true;
}

inline bool json_reader::keep(view part)
{
    parts_.append(part.data(), part.size());
    return true;
}

// The text of the string that begins at `quote`, valid until the next one is read.
inline std::string_view json_reader::finish_string(view last, std::size_t quote, json_token what)
{
    if (parts_.empty() && last.data() == scan_.text().data() + quote + 1) {
        scan_.pass(last.size() + 2, what);
        return {last.data(), last.size()};
    }
    keep(last);
    whole_.swap(parts_);
    parts_.clear();
    scan_.pass_string(what);
    return whole_;
}

inline bool json_reader::open(char bracket)
{
    auto const at = here();
    json_frame frame{{bracket, at.offset}, at.optionals, &anything_, &anything_, nullptr, {}, {}, {}};
    if (bracket == '[' && at.bare.is(type_kind::list)) {
        frame.content = &at.bare.parameters()[0];
    } else if (bracket == '{' && at.bare.is(type_kind::map)) {
        frame.key = &at.bare.parameters()[0];
        frame.content = &at.bare.parameters()[1];
    } else if (bracket == '{' && at.bare.is(type_kind::record)) {
        frame.record = scope_->find_record(at.bare.name());
    } else if (!is_anything(at.bare)) {
        mismatch(at, bracket == '[' ? "a list" : "an object");  // what is inside is read all the same
    }
    scan_.pass(1, json_token::opening);
    frames_.push_back(std::move(frame));
    return true;
}

inline bool json_reader::close()
{
    scan_.to_token();
    if (frames_.back().open.bracket == '{') find_duplicates(frames_.back());
    auto done = std::move(frames_.back());
    frames_.pop_back();
    auto made = done.open.bracket == '[' ? value::list(std::move(done.items)) : value::map(std::move(done.entries));
    return put(std::move(made), done.optionals, 1);
}

inline bool json_reader::read_key(view last)
{
    auto const quote = scan_.to_token();
    auto const text = finish_string(last, quote, json_token::key);
    auto& frame = frames_.back();
    auto key = read_json_key(*frame.key, text);
    frame.entries.emplace_back(key ? *key : value::string(std::string(text)), value());
    frame.key_offsets.push_back(quote);
    if (!key)
        report(quote, errc::wrong_type, path(), "the key " + json_word(text) + " must be " + to_string(*frame.key),
               frame.key->is(type_kind::boolean) ? "write `\"true\"` or `\"false\"`"
                                                 : "write the key's digits between double quotes");
    if (frame.record != nullptr) frame.content = field(*frame.record, text, quote);
    return true;
}

// The type of a record's field; `dyn` for one that it does not declare.
inline type const* json_reader::field(cel::record_type const& record, std::string_view name, std::size_t offset)
{
    auto const is_it = [&](auto const& known) { return known.first == name; };
    auto const known = std::find_if(record.fields.begin(), record.fields.end(), is_it);
    if (known != record.fields.end()) return &known->second;
    if (record.open) return &anything_;
    std::vector<std::string_view> candidates;
    for (auto const& [candidate, of] : record.fields) candidates.push_back(candidate);
    auto hint = name.size() <= max_id_length ? did_you_mean(name, candidates) : std::string();
    if (hint.empty()) hint = "remove it, or declare it where the record is declared";
    report(offset, errc::unknown_key, path(), "a " + record.name + " has no field " + json_word(name), std::move(hint));
    return &anything_;
}

inline bool json_reader::read_text(view last)
{
    auto const at = here();
    auto const text = finish_string(last, at.offset, json_token::value);
    auto read = read_json_text(at.bare, text, *scope_);
    if (!read) mismatch(at, "the text " + json_word(text));
    return put(read ? std::move(*read) : value(), at.optionals, 0);
}

inline bool json_reader::read_number(std::string_view literal)
{
    auto const at = here();
    auto const read = takes_json_number(at.bare, literal) ? read_json_number(at.bare, literal) : value();
    if (!read) {
        auto const holder = is_anything(at.bare) ? std::string("64 bits") : to_string(at.bare);
        report(at.offset, errc::out_of_range, path(),
               "the number " + json_word(literal) + " does not fit into " + holder, how_json_writes(at.bare));
    } else if (read->is_null()) {
        mismatch(at, "the number " + json_word(literal));
    }
    return put(read.value_or(value()), at.optionals, literal.size());
}

inline bool json_reader::read_truth(bool truth)
{
    auto const at = here();
    if (!is_anything(at.bare) && !at.bare.is(type_kind::boolean)) mismatch(at, truth ? "`true`" : "`false`");
    return put(value::boolean(truth), at.optionals, truth ? 4 : 5);
}

inline bool json_reader::read_null()
{
    auto const at = here();
    return put(at.optionals > 0 ? value::optional_none() : value(), 0, 4);
}

inline void json_reader::find_duplicates(json_frame const& object)
{
    auto const& entries = object.entries;
    if (!has_equal_keys(entries)) return;
    std::vector<std::size_t> sorted(entries.size());
    std::iota(sorted.begin(), sorted.end(), std::size_t{0});
    std::stable_sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) {
        auto const &x = entries[a].first, &y = entries[b].first;
        if (x.kind() != y.kind()) return x.kind() < y.kind();  // where a key was not of the map's type
        auto const before = order(x, y);
        return before && *before < 0;
    });
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        auto const first = sorted[i - 1], again = sorted[i];
        auto const& key = entries[again].first;
        if (!equal(entries[first].first, key)) continue;
        auto const name = key.is(value_kind::string) ? std::string(key.as_string()) : to_json(key);
        report(object.key_offsets[again], errc::duplicate_key, path(&key),
               "the key " + json_word(name) + " stands twice in one object, first at "
                   + shown_place(source().at(object.key_offsets[first])),
               "keep one of them");
    }
}

inline void json_reader::stopped(json_stop why, std::size_t at)
{
    found_.push_back(describe_json_stop(source(), scan_, frames_.empty() ? json_open{} : frames_.back().open, why, at));
}

inline result<value> json_reader::finish()
{
    if (found_.empty()) return std::move(read_);
    std::stable_sort(found_.begin(), found_.end(), [](diagnostic const& a, diagnostic const& b) {
        return std::pair(a.at.line, a.at.column) < std::pair(b.at.line, b.at.column);
    });
    return std::move(found_);
}

inline json_stop why_stopped(boost::json::error_code why) noexcept
{
    using boost::json::error;
    if (!why) return json_stop::more_text;
    if (why == error::too_deep) return json_stop::too_deep;
    if (why == error::exponent_overflow) return json_stop::too_large;
    return json_stop::syntax;
}

// What makes a text unfit before it is parsed.
inline std::optional<diagnostic> refuse_json(std::string_view text, limits const& bounds)
{
    constexpr std::size_t addressable = std::size_t{2} << 30;
    auto const most = std::min(bounds.case_bytes, addressable);
    if (text.size() > most)
        return diagnostic{errc::limit_exceeded, severity::error, {}, {1, 1}, {},
                          "the text has " + std::to_string(text.size()) + " bytes, and " + std::to_string(most)
                              + " are allowed",
                          "shorten it, or raise `case_bytes` where the library is embedded"};
    if (auto const bad = find_invalid_utf8(text); bad != std::string_view::npos)
        return diagnostic{errc::invalid_utf8, severity::error, {}, source_text({}, std::string(text)).at(bad), {},
                          "the text is not valid UTF-8", "encode it as UTF-8"};
    return std::nullopt;
}

}  // namespace cel_detail

namespace cel {

OMBUD_INLINE result<value> value_from_json(std::string_view text, type const& wanted, environment const& scope)
{
    using namespace cel_detail;
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    constexpr std::size_t deepest = 500;  // the parser recurses
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (auto refused = refuse_json(text, scope.bounds())) return std::move(*refused);

    boost::json::parse_options options;
    options.allow_invalid_utf8 = true;  // it was checked already
    options.max_depth = std::min(scope.bounds().document_nesting, deepest);
    boost::json::basic_parser<json_reader> parser(options, text, wanted, scope);
    boost::json::error_code why;
    auto const read = parser.write_some(false, text.data(), text.size(), why);
    if (why || read < text.size()) parser.handler().stopped(why_stopped(why), read);
    return parser.handler().finish();
}

OMBUD_INLINE result<value> value_from_json(std::string_view text, limits const& bounds)
{
    return value_from_json(text, type::dyn(), environment(bounds));
}

}  // namespace cel
}}  // namespace ombud
#endif
