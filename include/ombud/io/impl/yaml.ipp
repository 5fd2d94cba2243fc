// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_IMPL_YAML_IPP
#define OMBUD_IO_IMPL_YAML_IPP

#include <ombud/io/yaml.hpp>

#include <ombud/io/detail/findings.hpp>
#include <ombud/io/detail/parsing.hpp>
#include <ombud/io/detail/yaml_core.hpp>
#include <ombud/io/detail/yaml_fault.hpp>
#include <ombud/policy/detail/yaml_offset.hpp>

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace io_detail {

// Lets a stream read a text where it lies.
class view_buffer : public std::streambuf {
public:
    explicit view_buffer(std::string_view text)
    {
        auto* const begin = const_cast<char*>(text.data());  // never written to: there is no put area
        setg(begin, begin, begin + text.size());
    }
};

inline constexpr std::string_view yaml_namespace = "tag:yaml.org,2002:";

// A tag as it is written: `!!int`.
inline std::string short_tag(std::string_view tag)
{
    return tag.starts_with(yaml_namespace) ? "!!" + std::string(tag.substr(yaml_namespace.size())) : std::string(tag);
}

// Builds the document from the events of `YAML::Parser`, whose marks are offsets in the text. The parser cannot be
// stopped but by throwing, so after a fault that ends the reading the handler lets the rest pass by.
class yaml_handler final : public YAML::EventHandler {
public:
    yaml_handler(document_builder& builder, limits const& bounds)
        : builder_(&builder), text_(builder.source().text()), bounds_(bounds),
          deepest_(std::min(bounds.document_nesting, max_document_nesting))
    {
    }

    void OnDocumentStart(YAML::Mark const& mark) override;
    void OnDocumentEnd() override {}
    void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override;
    void OnAlias(YAML::Mark const& mark, YAML::anchor_t anchor) override;
    void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  std::string const& value) override;
    void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        begin(mark, tag, anchor, node_kind::array);
    }
    void OnSequenceEnd() override { end(); }
    void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        begin(mark, tag, anchor, node_kind::object);
    }
    void OnMapEnd() override { end(); }

    // The parser could go no further.
    void fail(YAML::Exception const& why, bool too_deep);
    bool is_empty() const noexcept { return documents_ == 0; }
    diagnostics& found() noexcept { return found_; }

private:
    static constexpr auto npos = static_cast<std::size_t>(-1);
    struct frame {
        bool is_object;
        bool key_next;       // of an object: a key comes, not a value
        std::size_t key_at;  // of an object: the last key
        std::size_t first;   // number of this container among the values
        std::size_t height;  // how deep its content nests, itself included
        YAML::anchor_t anchor;
    };
    struct anchored {
        node value;
        std::size_t height;
        std::size_t values;  // 0 while the value is not closed
    };

    std::size_t offset_of(YAML::Mark const& mark) const noexcept;
    std::size_t content_at(std::size_t at) const noexcept;
    std::size_t empty_at(std::size_t at) const noexcept;
    std::size_t tag_at(std::size_t at, std::string_view name) const noexcept;
    bool is_sound(std::size_t at, std::string_view text);
    bool key_next() const noexcept { return !frames_.empty() && frames_.back().is_object && frames_.back().key_next; }
    void key(std::size_t at, std::string_view tag, std::string_view text);
    void scalar(std::size_t at, std::string_view tag, std::string_view text);
    void typed(std::size_t at, core_scalar const& value, std::string_view text);
    void string(std::size_t at, std::string_view text);
    void after_value(std::size_t height);
    void begin(YAML::Mark const& mark, std::string_view tag, YAML::anchor_t anchor, node_kind kind);
    void end();
    bool may_nest(std::size_t at, std::size_t depth);
    bool may_repeat(std::size_t at, anchored const* target);
    std::pair<spelling, std::size_t> spelled(std::size_t at, std::string_view text) const noexcept;
    void report(std::size_t at, errc code, std::string message, std::string hint);
    void stop(std::size_t at, errc code, std::string message, std::string hint);

    document_builder* builder_;
    std::string_view text_;
    limits bounds_;
    std::size_t deepest_;
    std::size_t documents_ = 0;
    std::size_t repeated_ = 0;  // values that aliases stood for
    bool stopped_ = false;
    std::vector<frame> frames_;
    std::unordered_map<YAML::anchor_t, anchored> anchors_;
    std::size_t guessed_ = npos;  // a finding at a key that the parser may only have guessed
    std::vector<node> members_;   // of the object that was closed last
    diagnostics found_;
};

inline void yaml_handler::report(std::size_t at, errc code, std::string message, std::string hint)
{
    if (found_.size() > bounds_.diagnostics) return;
    auto const& source = builder_->source();
    found_.push_back({code, severity::error, source.name(), source.at(at), {}, std::move(message), std::move(hint)});
}

inline void yaml_handler::stop(std::size_t at, errc code, std::string message, std::string hint)
{
    report(at, code, std::move(message), std::move(hint));
    stopped_ = true;
}

inline std::size_t yaml_handler::offset_of(YAML::Mark const& mark) const noexcept
{
    return mark.pos < 0 ? text_.size() : std::min(static_cast<std::size_t>(mark.pos), text_.size());
}

// Where the value itself begins: behind its tag and its anchor.
inline std::size_t yaml_handler::content_at(std::size_t at) const noexcept
{
    while (at < text_.size() && (text_[at] == '!' || text_[at] == '&')) {
        at = std::min(text_.find_first_of(text_.substr(at, 2) == "!<" ? ">" : " \t\r\n,[]{}", at), text_.size());
        while (at < text_.size()) {
            if (text_[at] == '#') at = std::min(text_.find('\n', at), text_.size());
            else if (text_[at] == '>' || policy_detail::is_yaml_blank(text_[at])) ++at;
            else break;
        }
    }
    return at;
}

// Where the tag of the value at `at` begins, if it is written as it is named.
inline std::size_t yaml_handler::tag_at(std::size_t at, std::string_view name) const noexcept
{
    auto const place = text_.rfind(name, at);
    return place != std::string_view::npos ? place : at;
}

// The parser says where it goes on behind a value that is not written.
inline std::size_t yaml_handler::empty_at(std::size_t at) const noexcept
{
    if (!frames_.empty() && frames_.back().is_object) return frames_.back().key_at;
    while (at > 0 && (at == text_.size() || policy_detail::is_yaml_blank(text_[at]) || text_[at] == '-')) {
        --at;
        if (text_[at] == '-') break;
    }
    return at;
}

inline void yaml_handler::OnDocumentStart(YAML::Mark const& mark)
{
    if (++documents_ != 2) return;
    auto const at = offset_of(mark);
    if (text_.substr(at).starts_with("---"))
        return stop(at, errc::syntax_error, "a second document begins here",
                    "write it into a file of its own, or remove the `---`");
    stop(at, errc::syntax_error, "the document ended before this line",
         "indent the keys of one object, or the `-` of one list, by the same number of spaces");
}

inline void yaml_handler::OnNull(YAML::Mark const& mark, YAML::anchor_t anchor)
{
    if (stopped_) return;
    auto at = content_at(offset_of(mark));
    if (key_next()) return key(at, "?", {});
    bool const written = text_.substr(at, 1) == "~" || text_.substr(at, 1) == "n" || text_.substr(at, 1) == "N";
    if (!written) at = empty_at(at);
    builder_->null(at);
    if (anchor != 0) anchors_[anchor] = {builder_->last(), 0, 1};
    after_value(0);
}

inline void yaml_handler::OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                                   std::string const& value)
{
    if (stopped_) return;
    auto const at = content_at(offset_of(mark));
    if (!is_sound(at, value)) return;
    if (key_next()) return key(at, tag, value);
    scalar(at, tag, value);
    if (anchor != 0) anchors_[anchor] = {builder_->last(), 0, 1};
    after_value(0);
}

// What the parser lets pass: quotes that a line break before the end of the text closes, and half of a character for
// the escapes `\N` and `\_`.
inline bool yaml_handler::is_sound(std::size_t at, std::string_view text)
{
    char const style = at < text_.size() ? text_[at] : '\0';
    bool const quoted = style == '"' || style == '\'';
    if (!quoted || spelled(at, text).first == spelling::verbatim) return true;
    if (find_invalid_utf8(text) != std::string_view::npos)
        stop(at, errc::syntax_error, "the escapes `\\N` and `\\_` are not read",
             "write `\\u0085` and `\\u00A0`");
    else if (!policy_detail::yaml_scalar_walk(text_, at).closes(text))
        stop(text_.size(), errc::syntax_error, "the text ends inside quotes", "close them");
    return !stopped_;
}

// Keys are texts. One that is not is kept as it is written, so that the rest can be read.
inline void yaml_handler::key(std::size_t at, std::string_view tag, std::string_view text)
{
    auto& object = frames_.back();
    object.key_next = false;
    object.key_at = at;
    bool const plain = tag == "?";
    auto const kind = plain ? resolve_core(text).kind : node_kind::string;
    // in an open list the parser takes the last value before the end of the text for a key
    bool const at_end = text_.find_first_not_of(" \t\r\n", at + text.size()) == std::string_view::npos;
    if (at_end && found_.size() <= bounds_.diagnostics) guessed_ = found_.size();
    if (plain && text == "<<")
        report(at, errc::syntax_error, "`<<` merges nothing: merge keys are no part of YAML 1.2",
               "repeat the members, or repeat a whole value with an alias");
    else if (kind != node_kind::string)
        report(at, errc::wrong_type,
               (text.empty() ? "a key" : "the key " + quoted_word(text)) + " is " + std::string(to_string(kind))
                   + ", and keys are texts",
               text.empty() ? "write the key before the `:`" : "put it in quotes");
    else if (!plain && tag != "!" && short_tag(tag) != "!!str")
        report(at, errc::wrong_type, "the key " + quoted_word(text) + " has the tag " + quoted_word(short_tag(tag)),
               "remove it: keys are texts");
    else if (text.find('\0') != std::string_view::npos)
        report(at, errc::syntax_error, "a key holds a NUL character", "remove the escape");
    auto const [how, begin] = spelled(at, text);
    builder_->key(at, begin, text, how);
}

// How a scalar's text stands in the source, and where its first byte does.
inline std::pair<spelling, std::size_t> yaml_handler::spelled(std::size_t at, std::string_view text) const noexcept
{
    char const style = at < text_.size() ? text_[at] : '\0';
    if (style == '|' || style == '>') return {spelling::yaml, at};
    bool const quoted = style == '"' || style == '\'';
    auto const begin = at + (quoted ? 1 : 0);
    bool const same = text_.substr(begin, text.size()) == text;
    if (same && (!quoted || text_.substr(begin + text.size(), 1) == text_.substr(at, 1)))
        return {spelling::verbatim, begin};
    return {spelling::yaml, at};
}

inline void yaml_handler::string(std::size_t at, std::string_view text)
{
    auto const [how, begin] = spelled(at, text);
    builder_->string(at, begin, text, how);
}

inline void yaml_handler::typed(std::size_t at, core_scalar const& value, std::string_view text)
{
    if (!value.fits)
        report(at, errc::out_of_range, "the number " + quoted_word(text) + " does not fit into 64 bits",
               "write it in quotes if it is no quantity");
    switch (value.kind) {
    case node_kind::null: return builder_->null(at);
    case node_kind::boolean: return builder_->boolean(at, value.truth);
    case node_kind::integer: return builder_->integer(at, value.integer);
    case node_kind::real: return builder_->real(at, value.real);
    default: return string(at, text);
    }
}

// A scalar by its tag: `?` leaves it to the schema, `!` is what stands in quotes.
inline void yaml_handler::scalar(std::size_t at, std::string_view tag, std::string_view text)
{
    auto value = resolve_core(text);
    auto const name = short_tag(tag);
    if (tag == "?") return typed(at, value, text);
    if (tag == "!" || name == "!!str") return string(at, text);
    if (name == "!!float" && value.kind == node_kind::integer) value = core_real(text);
    bool const known = name == "!!int" || name == "!!float" || name == "!!bool" || name == "!!null";
    bool const holds = name == "!!int"     ? value.kind == node_kind::integer
                       : name == "!!float" ? value.kind == node_kind::real
                       : name == "!!bool"  ? value.kind == node_kind::boolean
                                           : value.kind == node_kind::null;
    if (known && holds) return typed(at, value, text);
    if (known)
        report(at, errc::wrong_type, quoted_word(text) + " is not what its tag " + quoted_word(name) + " says",
               "remove the tag, or write a value of that type");
    else
        report(tag_at(at, name), errc::syntax_error, "the tag " + quoted_word(name) + " is not known",
               "remove it, or put the text in quotes if the `!` belongs to it");
    builder_->null(at);
}

// A value was written, or repeated, that nests `height` deep.
inline void yaml_handler::after_value(std::size_t height)
{
    if (frames_.empty()) return;
    frames_.back().height = std::max(frames_.back().height, height + 1);
    frames_.back().key_next = true;
}

inline bool yaml_handler::may_nest(std::size_t at, std::size_t depth)
{
    if (depth <= deepest_) return true;
    stop(at, errc::limit_exceeded, "objects and lists are nested more than " + std::to_string(deepest_) + " deep",
         "flatten the document, or raise the limit where the library is embedded");
    return false;
}

inline void yaml_handler::begin(YAML::Mark const& mark, std::string_view tag, YAML::anchor_t anchor, node_kind kind)
{
    if (stopped_) return;
    auto const at = content_at(offset_of(mark));
    bool const is_object = kind == node_kind::object;
    if (key_next()) {
        guessed_ = found_.size();  // as it takes an open list at the end
        return stop(at, errc::wrong_type, "a key is " + std::string(to_string(kind)) + ", and keys are texts",
                    "a text that begins with a bracket or a brace stands in quotes");
    }
    if (!may_nest(at, frames_.size() + 1)) return;
    if (auto const name = short_tag(tag); tag != "?" && tag != "!" && name != (is_object ? "!!map" : "!!seq"))
        report(at, errc::syntax_error,
               "the tag " + quoted_word(name) + " does not go with " + std::string(to_string(kind)), "remove it");
    frames_.push_back({is_object, true, at, builder_->size(), 1, anchor});
    if (is_object) builder_->begin_object(at);
    else builder_->begin_array(at);
    if (anchor != 0) anchors_[anchor] = {builder_->last(), 0, 0};
}

inline void yaml_handler::end()
{
    if (stopped_) return;
    auto const closed = builder_->end();
    auto const done = frames_.back();
    frames_.pop_back();
    if (done.is_object) find_duplicate_keys(closed, members_, bounds_.diagnostics, found_);
    if (done.anchor != 0) anchors_[done.anchor] = {closed, done.height, builder_->size() - done.first};
    after_value(done.height);
}

inline bool yaml_handler::may_repeat(std::size_t at, anchored const* target)
{
    if (target == nullptr) {
        report(at, errc::syntax_error, "the alias repeats a key", "only values can be repeated");
        return false;
    }
    if (target->values == 0) {
        report(at, errc::syntax_error, "the alias stands inside the value that it repeats", "write the value out");
        return false;
    }
    if (target->values > bounds_.alias_values - repeated_) {
        stop(at, errc::limit_exceeded,
             "the aliases repeat more than " + std::to_string(bounds_.alias_values) + " values",
             "write fewer of them, or raise the limit where the library is embedded");
        return false;
    }
    return may_nest(at, frames_.size() + target->height);
}

inline void yaml_handler::OnAlias(YAML::Mark const& mark, YAML::anchor_t anchor)
{
    if (stopped_) return;
    auto const at = offset_of(mark);
    if (key_next())
        return stop(at, errc::wrong_type, "a key is an alias, and keys are texts", "write the key out");
    auto const known = anchors_.find(anchor);
    auto const* const target = known == anchors_.end() ? nullptr : &known->second;
    if (!may_repeat(at, target)) {
        if (stopped_) return;
        builder_->null(at);
        return after_value(0);
    }
    repeated_ += target->values;
    builder_->repeat(target->value);
    after_value(target->height);
}

inline void yaml_handler::fail(YAML::Exception const& why, bool too_deep)
{
    bool const guess = guessed_ < found_.size();
    if (stopped_ && !guess) return;
    if (guess) found_.resize(guessed_);
    auto const at = offset_of(why.mark);
    if (too_deep) may_nest(at, deepest_ + 1);
    else found_.push_back(describe_yaml_fault(builder_->source(), why.msg, at));
}

// Characters that YAML does not have; they would also confuse the parser, which takes some of them for the end.
inline diagnostics refuse_controls(source_text const& source)
{
    auto const text = source.text();
    auto const bad = std::find_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20u && c != '\t' && c != '\n' && c != '\r') || c == '\x7F';
    });
    if (bad == text.end()) return {};
    return {{errc::syntax_error, severity::error, source.name(),
             source.at(static_cast<std::size_t>(bad - text.begin())), {}, "a control character stands in the text",
             "write it between double quotes as an escape such as `\\x1B`"}};
}

inline void run_yaml_parser(std::string_view text, yaml_handler& handler)
{
    view_buffer buffer(text);
    std::istream stream(&buffer);
    try {
        YAML::Parser parser(stream);
        // one more is an error; the parser could find more and more of them in one place
        for (int documents = 0; documents < 2 && parser.HandleNextDocument(handler);) ++documents;
    } catch (YAML::DeepRecursion const& why) {
        handler.fail(why, true);
    } catch (YAML::Exception const& why) {
        handler.fail(why, false);
    }
}

}  // namespace io_detail

OMBUD_INLINE result<document> parse_yaml(source_text source, std::size_t most_bytes, limits const& bounds)
{
    source = io_detail::without_byte_order_mark(std::move(source));
    if (auto refused = io_detail::refuse_text(source, most_bytes); !refused.empty()) return refused;
    if (auto refused = io_detail::refuse_controls(source); !refused.empty()) return refused;

    document_builder builder;
    builder.source(std::move(source));
    auto const& text = builder.source();
    io_detail::yaml_handler handler(builder, bounds);
    io_detail::run_yaml_parser(text.text(), handler);
    auto& found = handler.found();
    if (found.empty() && handler.is_empty())
        return diagnostic{errc::syntax_error, severity::error, text.name(), text.at(text.text().size()), {},
                          "there is no document in the text", "a desk is one object: begin with `ombud: 1`"};
    if (!found.empty()) {
        io_detail::sort_by_position(found);
        return std::move(found);
    }
    return std::move(builder).finish();
}

}}  // namespace ombud
#endif
