// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_IMPL_JSON_IPP
#define OMBUD_IO_IMPL_JSON_IPP

#include <ombud/io/json.hpp>

#include <ombud/io/detail/findings.hpp>
#include <ombud/io/detail/json_fault.hpp>
#include <ombud/io/detail/parsing.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace io_detail {

// Builds the document from the events of `boost::json::basic_parser`. The events carry no offsets, so `scan_` walks
// behind them from token to token; the whole text is written at once.
class json_handler {
public:
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    using error_code = boost::json::error_code;
    using view = boost::json::string_view;

    json_handler(document_builder& builder, std::string_view text, char const* parsed, std::size_t most_findings)
        : builder_(&builder), parsed_(parsed), scan_(text), most_findings_(most_findings)
    {
    }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }

    bool on_array_begin(error_code&)
    {
        builder_->begin_array(scan_.to_token());
        return scan_.pass(1, json_token::opening);
    }
    bool on_array_end(std::size_t, error_code&) { return close(); }
    bool on_object_begin(error_code&)
    {
        builder_->begin_object(scan_.to_token());
        return scan_.pass(1, json_token::opening);
    }
    bool on_object_end(std::size_t, error_code&) { return close(); }

    bool on_string_part(view part, std::size_t, error_code&) { return keep(part); }
    bool on_key_part(view part, std::size_t, error_code&) { return keep(part); }
    bool on_string(view last, std::size_t, error_code&)
    {
        auto const token = finish_string(last, json_token::value);
        builder_->string(token.quote, token.quote + 1, token.text, token.how);
        return true;
    }
    bool on_key(view last, std::size_t, error_code&)
    {
        auto const token = finish_string(last, json_token::key);
        if (token.text.find('\0') != std::string_view::npos)
            report(token.quote, errc::syntax_error, "a key holds a NUL character", "remove the `\\u0000`");
        builder_->key(token.quote, token.quote + 1, token.text, token.how);
        return true;
    }

    bool on_number_part(view, error_code&) { return true; }
    bool on_int64(std::int64_t number, view literal, error_code&)
    {
        builder_->integer(scan_.to_token(), number);
        return scan_.pass(literal.size(), json_token::value);
    }
    bool on_uint64(std::uint64_t, view literal, error_code&) { return add_number({literal.data(), literal.size()}); }
    bool on_double(double, view literal, error_code&) { return add_number({literal.data(), literal.size()}); }
    bool on_bool(bool truth, error_code&)
    {
        builder_->boolean(scan_.to_token(), truth);
        return scan_.pass(truth ? 4 : 5, json_token::value);
    }
    bool on_null(error_code&)
    {
        builder_->null(scan_.to_token());
        return scan_.pass(4, json_token::value);
    }
    bool on_comment_part(view, error_code&) { return true; }
    bool on_comment(view, error_code&) { return true; }

    json_scan& scan() noexcept { return scan_; }
    diagnostics& found() noexcept { return found_; }

private:
    struct string_token {
        std::size_t quote;
        std::string_view text;
        spelling how;
    };

    bool keep(view part)
    {
        parts_.append(part.data(), part.size());
        return true;
    }
    string_token finish_string(view last, json_token what);
    bool add_number(std::string_view literal);
    bool close();
    void report(std::size_t offset, errc code, std::string message, std::string hint);

    document_builder* builder_;
    char const* parsed_;  // the text as the parser reads it: of the same length, but perhaps without comments
    json_scan scan_;
    std::size_t most_findings_;
    std::string parts_;  // of the string being read
    std::string whole_;  // the string that was read last, if it had escapes
    std::vector<node> members_;  // of the object that was closed last
    diagnostics found_;
};

inline void json_handler::report(std::size_t offset, errc code, std::string message, std::string hint)
{
    if (found_.size() > most_findings_) return;
    auto const& source = builder_->source();
    found_.push_back(
        {code, severity::error, source.name(), source.at(offset), {}, std::move(message), std::move(hint)});
}

inline json_handler::string_token json_handler::finish_string(view last, json_token what)
{
    auto const quote = scan_.to_token();
    if (parts_.empty() && last.data() == parsed_ + quote + 1) {
        scan_.pass(last.size() + 2, what);
        return {quote, {last.data(), last.size()}, spelling::verbatim};
    }
    keep(last);
    whole_.swap(parts_);
    parts_.clear();
    scan_.pass_string(what);
    return {quote, whole_, spelling::json_escapes};
}

// Boost.JSON's own conversion is not correctly rounded, and clips what is too large.
inline bool json_handler::add_number(std::string_view literal)
{
    auto const at = scan_.to_token();
    bool const whole = literal.find_first_of(".eE") == std::string_view::npos;
    double number = 0;
    auto const read = std::from_chars(literal.data(), literal.data() + literal.size(), number);
    if (whole || read.ec != std::errc{})
        report(at, errc::out_of_range, "the number " + quoted_word(literal) + " does not fit into 64 bits",
               "write it as a text if it is no quantity");
    builder_->real(at, number);
    return scan_.pass(literal.size(), json_token::value);
}

inline bool json_handler::close()
{
    scan_.to_token();
    auto const closed = builder_->end();
    if (closed.is(node_kind::object)) find_duplicate_keys(closed, members_, most_findings_, found_);
    return scan_.pass(1, json_token::value);
}

// Boost.JSON 1.81 misses the end of a comment that closes with `**/`. Spaces of the same length keep every offset.
inline std::string without_comments(std::string_view text)
{
    std::string out(text);
    json_scan scan(text);
    for (std::size_t at = scan.to_token(); at < text.size(); at = scan.to_token()) {
        if (text[at] == '"') scan.pass_string(json_token::value);
        else scan.pass(1, json_token::value);
    }
    for (auto const& [from, until] : scan.comments())
        std::replace_if(out.begin() + static_cast<std::ptrdiff_t>(from),
                        out.begin() + static_cast<std::ptrdiff_t>(until), [](char c) { return c != '\n'; }, ' ');
    return out;
}

}  // namespace io_detail

OMBUD_INLINE result<document> parse_json(source_text source, std::size_t most_bytes, limits const& bounds)
{
    source = io_detail::without_byte_order_mark(std::move(source));
    if (auto refused = io_detail::refuse_text(source, most_bytes); !refused.empty()) return refused;

    document_builder builder;
    builder.source(std::move(source));
    auto const text = builder.source().text();
    std::string blanked;
    if (text.find("**/") != std::string_view::npos) blanked = io_detail::without_comments(text);
    auto const parsed = blanked.empty() ? text : std::string_view(blanked);

    boost::json::parse_options options;
    options.allow_comments = options.allow_trailing_commas = true;
    options.allow_invalid_utf8 = true;  // it was checked already
    options.max_depth = std::min(bounds.document_nesting, max_document_nesting);
    boost::json::basic_parser<io_detail::json_handler> parser(options, builder, text, parsed.data(),
                                                              bounds.diagnostics);
    boost::json::error_code why;
    auto const read = parser.write_some(false, parsed.data(), parsed.size(), why);
    auto& found = parser.handler().found();
    if (why || read < parsed.size()) {
        auto const fault = io_detail::describe_fault(why, read, parser.handler().scan(), builder, options.max_depth);
        found.push_back(fault);
    }
    if (!found.empty()) {
        io_detail::sort_by_position(found);
        return std::move(found);
    }
    return std::move(builder).finish();
}

}}  // namespace ombud
#endif
