// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_DOCUMENT_IPP
#define OMBUD_POLICY_IMPL_DOCUMENT_IPP

#include <ombud/policy/document.hpp>

#include <ombud/base/json_writer.hpp>
#include <ombud/policy/detail/yaml_offset.hpp>

#include <algorithm>
#include <cassert>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace policy_detail {

// One character of a JSON string: bytes it takes in the file, and bytes it decodes to.
struct json_character {
    std::size_t written;
    std::size_t decoded;
};

// The text was parsed already, so the escape is known to be well-formed.
inline json_character json_character_at(std::string_view raw) noexcept
{
    if (raw.front() != '\\') return {1, 1};
    if (raw.size() < 6 || raw[1] != 'u') return {2, 1};
    unsigned code = 0;
    for (std::size_t i = 2; i < 6; ++i) code = code * 16u + hex_value(raw[i]);
    if (code >= 0xD800u && code <= 0xDBFFu) return {12, 4};
    return {6, code < 0x80u ? 1u : code < 0x800u ? 2u : 3u};
}

// The offset in the file of the byte at `offset` of a string whose opening quote stands at `quote`.
inline std::size_t escaped_offset(std::string_view file, std::size_t quote, std::size_t offset) noexcept
{
    std::size_t at = quote + 1;
    std::size_t decoded = 0;
    while (at < file.size() && file[at] != '"') {
        auto const next = json_character_at(file.substr(at));
        if (decoded + next.decoded > offset) break;
        decoded += next.decoded;
        at += next.written;
    }
    return at;
}

inline bool is_plain_word(std::string_view key) noexcept
{
    auto const plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return !key.empty() && std::all_of(key.begin(), key.end(), plain);
}

// One step of a path, from the parent down to `child`.
inline std::string path_step(node const& parent, node const& child)
{
    if (parent.is(node_kind::array)) {
        std::size_t index = 0;
        for (auto const& element : parent) {
            if (element == child) break;
            ++index;
        }
        return '[' + std::to_string(index) + ']';
    }
    if (is_plain_word(child.key())) return '.' + std::string(child.key());
    std::string quoted = "[";
    append_json_string(quoted, child.key());
    return quoted + ']';
}

inline std::uint32_t narrow(std::size_t offset) noexcept
{
    assert(offset <= 0xFFFFFFFFu && "sources are below 4 GiB");
    return static_cast<std::uint32_t>(offset);
}

}  // namespace policy_detail

OMBUD_INLINE std::string_view to_string(node_kind kind) noexcept
{
    switch (kind) {
    case node_kind::null: return "null";
    case node_kind::boolean: return "true or false";
    case node_kind::integer: return "a whole number";
    case node_kind::real: return "a number";
    case node_kind::string: return "a text";
    case node_kind::array: return "a list";
    case node_kind::object: return "an object";
    }
    return "";
}

OMBUD_INLINE std::string_view node::text() const noexcept
{
    auto const& r = here();
    assert(r.kind == node_kind::string);
    std::string_view const whole =
        r.text_spelling == spelling::verbatim ? tree_->sources[r.file].text() : std::string_view(tree_->decoded);
    return whole.substr(r.text.begin, r.text.length);
}

OMBUD_INLINE std::string_view node::key() const noexcept
{
    auto const& r = here();
    std::string_view const whole =
        r.key_spelling == spelling::verbatim ? tree_->sources[r.file].text() : std::string_view(tree_->decoded);
    return whole.substr(r.key_text, r.key_length);
}

OMBUD_INLINE node node::find(std::string_view key) const noexcept
{
    if (!is(node_kind::object)) return {};
    for (auto const& member : *this)
        if (member.key() == key) return member;
    return {};
}

OMBUD_INLINE node node::parent() const noexcept
{
    auto const up = here().up;
    return up == 0 ? node{} : node{tree_, index_ - up};
}

OMBUD_INLINE position node::where() const noexcept { return tree_->sources[here().file].at(here().offset); }

OMBUD_INLINE position node::key_where() const noexcept
{
    auto const& r = here();
    auto const above = parent();
    if (!above || !above.is(node_kind::object)) return where();
    return tree_->sources[r.file].at(r.key_offset);
}

OMBUD_INLINE position node::inside(std::size_t offset) const noexcept
{
    auto const& r = here();
    auto const& source = tree_->sources[r.file];
    if (r.kind != node_kind::string || r.text_spelling == spelling::elsewhere) return source.at(r.offset);
    offset = std::min<std::size_t>(offset, r.text.length);
    if (r.text_spelling == spelling::verbatim) return source.at(r.text.begin + offset);
    if (r.text_spelling == spelling::yaml)
        return source.at(policy_detail::yaml_offset(source.text(), r.offset, text(), offset));
    return source.at(policy_detail::escaped_offset(source.text(), r.offset, offset));
}

OMBUD_INLINE std::string node::path() const
{
    std::vector<std::string> steps;
    node at = *this;
    for (node above = at.parent(); above; above = at.parent()) {
        steps.push_back(policy_detail::path_step(above, at));
        at = above;
    }
    std::string out;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) out += *step;
    if (!out.empty() && out.front() == '.') out.erase(0, 1);
    return out;
}

OMBUD_INLINE document::document()
{
    auto empty = std::make_shared<policy_detail::tree>();
    empty->sources.emplace_back();
    empty->records.emplace_back();
    tree_ = std::move(empty);
}

OMBUD_INLINE document_builder::document_builder() : tree_(std::make_unique<policy_detail::tree>()) {}

OMBUD_INLINE std::uint16_t document_builder::source(source_text text)
{
    assert(tree_->sources.size() < 65'536);
    tree_->sources.push_back(std::move(text));
    return file_ = static_cast<std::uint16_t>(tree_->sources.size() - 1);
}

OMBUD_INLINE std::uint32_t document_builder::keep(std::size_t text_offset, std::string_view text, spelling how)
{
    if (how == spelling::verbatim) return policy_detail::narrow(text_offset);
    auto const begin = policy_detail::narrow(tree_->decoded.size());
    tree_->decoded += text;
    return begin;
}

OMBUD_INLINE policy_detail::record& document_builder::add(node_kind kind, std::size_t offset)
{
    auto& records = tree_->records;
    auto const index = policy_detail::narrow(records.size());
    assert((index == 0 || !open_.empty()) && "a document has one value at the top");
    auto& r = records.emplace_back(std::exchange(next_key_, policy_detail::record{}));
    r.kind = kind;
    r.offset = policy_detail::narrow(offset);
    r.file = file_;
    if (!open_.empty()) {
        r.up = index - open_.back();
        ++records[open_.back()].count;
    }
    return r;
}

OMBUD_INLINE void document_builder::key(std::size_t offset, std::size_t text_offset, std::string_view text,
                                        spelling how)
{
    next_key_.key_offset = policy_detail::narrow(offset);
    next_key_.key_text = keep(text_offset, text, how);
    next_key_.key_length = policy_detail::narrow(text.size());
    next_key_.key_spelling = how;
}

OMBUD_INLINE void document_builder::null(std::size_t offset) { add(node_kind::null, offset); }

OMBUD_INLINE void document_builder::boolean(std::size_t offset, bool truth)
{
    add(node_kind::boolean, offset).truth = truth;
}

OMBUD_INLINE void document_builder::integer(std::size_t offset, std::int64_t number)
{
    add(node_kind::integer, offset).integer = number;
}

OMBUD_INLINE void document_builder::real(std::size_t offset, double number)
{
    add(node_kind::real, offset).real = number;
}

OMBUD_INLINE void document_builder::string(std::size_t offset, std::size_t text_offset, std::string_view text,
                                           spelling how)
{
    auto const begin = keep(text_offset, text, how);
    auto& r = add(node_kind::string, offset);
    r.text = {begin, policy_detail::narrow(text.size())};
    r.text_spelling = how;
}

OMBUD_INLINE void document_builder::begin_array(std::size_t offset)
{
    add(node_kind::array, offset);
    open_.push_back(policy_detail::narrow(tree_->records.size() - 1));
}

OMBUD_INLINE void document_builder::begin_object(std::size_t offset)
{
    add(node_kind::object, offset);
    open_.push_back(policy_detail::narrow(tree_->records.size() - 1));
}

OMBUD_INLINE node document_builder::end()
{
    assert(!open_.empty());
    auto& records = tree_->records;
    auto const closed = open_.back();
    records[closed].extent = policy_detail::narrow(records.size() - closed);
    open_.pop_back();
    return {tree_.get(), closed};
}

OMBUD_INLINE std::uint16_t document_builder::adopt(document const& other)
{
    assert(tree_->sources.size() + other.sources().size() <= 65'536);
    auto const first = static_cast<std::uint16_t>(tree_->sources.size());
    tree_->sources.insert(tree_->sources.end(), other.sources().begin(), other.sources().end());
    return first;
}

OMBUD_INLINE void document_builder::begin_like(node const& value, std::uint16_t first_source)
{
    auto const& from = value.here();
    assert(from.kind == node_kind::array || from.kind == node_kind::object);
    file_ = static_cast<std::uint16_t>(from.file + first_source);
    if (value.parent().is(node_kind::object)) key(from.key_offset, from.key_text, value.key(), from.key_spelling);
    add(from.kind, from.offset);
    open_.push_back(policy_detail::narrow(tree_->records.size() - 1));
}

OMBUD_INLINE void document_builder::copy(node const& value, std::uint16_t first_source)
{
    auto const end = value.index_ + value.here().extent;
    for (auto i = value.index_; i < end; ++i) {
        node const from(value.tree_, i);
        auto r = from.here();
        r.file = static_cast<std::uint16_t>(r.file + first_source);
        if (r.key_spelling != spelling::verbatim) r.key_text = keep(0, from.key(), r.key_spelling);
        if (r.kind == node_kind::string && r.text_spelling != spelling::verbatim)
            r.text.begin = keep(0, from.text(), r.text_spelling);
        if (i == value.index_) {
            r.up = open_.empty() ? 0 : policy_detail::narrow(tree_->records.size() - open_.back());
            if (!open_.empty()) ++tree_->records[open_.back()].count;
        }
        tree_->records.push_back(r);
    }
}

OMBUD_INLINE void document_builder::repeat(node const& value)
{
    assert(value.tree_ == tree_.get() && !open_.empty());
    auto const first = value.index_;
    auto const extent = tree_->records[first].extent;
    auto const top = policy_detail::narrow(tree_->records.size());
    for (std::uint32_t i = 0; i < extent; ++i) {
        auto const r = tree_->records[first + i];  // a copy: the next line may move what it stands in
        tree_->records.push_back(r);
    }
    auto const key = std::exchange(next_key_, policy_detail::record{});
    auto& r = tree_->records[top];
    r.key_offset = key.key_offset;
    r.key_text = key.key_text;
    r.key_length = key.key_length;
    r.key_spelling = key.key_spelling;
    r.up = top - open_.back();
    ++tree_->records[open_.back()].count;
}

OMBUD_INLINE node document_builder::last() const noexcept
{
    return {tree_.get(), policy_detail::narrow(tree_->records.size() - 1)};
}

OMBUD_INLINE node document_builder::open() const noexcept
{
    return open_.empty() ? node{} : node{tree_.get(), open_.back()};
}

OMBUD_INLINE document document_builder::finish() &&
{
    assert(open_.empty() && !tree_->records.empty());
    return document(std::shared_ptr<policy_detail::tree const>(std::move(tree_)));
}

OMBUD_INLINE diagnostic error_at(node const& at, errc code, std::string message, std::string hint)
{
    return {code, severity::error, std::string(at.file()), at.where(), at.path(), std::move(message), std::move(hint)};
}

OMBUD_INLINE diagnostic error_at_key(node const& at, errc code, std::string message, std::string hint)
{
    return {code, severity::error, std::string(at.file()), at.key_where(), at.path(), std::move(message),
            std::move(hint)};
}

OMBUD_INLINE diagnostic error_inside(node const& at, std::size_t offset, errc code, std::string message,
                                     std::string hint)
{
    return {code, severity::error, std::string(at.file()), at.inside(offset), at.path(), std::move(message),
            std::move(hint)};
}

OMBUD_INLINE std::string place_of(node const& at)
{
    auto const [line, column] = at.where();
    std::string out = at.file().empty() ? "<input>" : std::string(at.file());
    return out + ':' + std::to_string(line) + ':' + std::to_string(column);
}

}}  // namespace ombud
#endif
