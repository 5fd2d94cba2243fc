// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_DOCUMENT_HPP
#define OMBUD_POLICY_DOCUMENT_HPP

/// @file document.hpp
/// What a file says, as a tree in which every key and value knows its place.   @layer 4 policy (uses: base)
///
/// Parser-free: `io/json` (and YAML) fill a `document_builder`; desks, cases and policy tests are all read from the
/// same tree. The nodes lie in one array in the order of the text, forty bytes each, so that neither walking, copying
/// nor destroying a tree recurses.

#include <ombud/base/config.hpp>
#include <ombud/base/diagnostic.hpp>
#include <ombud/base/source.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// Deepest nesting that a document can hold, whatever `limits::document_nesting` says.
inline constexpr std::size_t max_document_nesting = 500;

/// What a node is. Numbers are `integer` if they are written without fraction and exponent.
enum class node_kind : std::uint8_t { null, boolean, integer, real, string, array, object };
/// As messages name it: `"null"`, `"true or false"`, `"a whole number"`, `"a number"`, `"a text"`, `"a list"`,
/// `"an object"`.
OMBUD_DECL std::string_view to_string(node_kind kind) noexcept;

/// How a string stands in its source.
enum class spelling : std::uint8_t {
    verbatim,      ///< byte for byte
    json_escapes,  ///< between quotes, with the escapes of RFC 8259
    yaml,          ///< a scalar of YAML: folded, indented or with escapes
    elsewhere      ///< not to be found there
};

namespace policy_detail {

struct text_span {
    std::uint32_t begin;
    std::uint32_t length;
};

struct record {
    std::uint32_t offset = 0;      // of the value's first byte in its source
    std::uint32_t key_offset = 0;  // of the key's first byte
    std::uint32_t key_text = 0;    // where the decoded key begins: in the source, or in `decoded`
    std::uint32_t key_length = 0;
    std::uint32_t extent = 1;  // records of the subtree, this one included: the next sibling is `extent` further on
    std::uint32_t up = 0;      // how far back the parent is; 0 for the root
    union {
        bool truth;
        std::int64_t integer;
        double real;
        text_span text;
        std::uint64_t bits = 0;
    };
    std::uint32_t count = 0;  // of children
    std::uint16_t file = 0;
    node_kind kind = node_kind::null;
    spelling text_spelling : 2 = spelling::verbatim;
    spelling key_spelling : 2 = spelling::verbatim;
};

static_assert(sizeof(record) == 40);

struct tree {
    std::vector<source_text> sources;
    std::vector<record> records;  // in the order of the text, parents first
    std::string decoded;          // strings that do not stand verbatim in a source
};

}  // namespace policy_detail

/// A value in a document: a handle of two words, valid as long as a copy of its document lives.
/// A default-constructed one is no value; of it only `operator bool` and `find` may be called.
class node {
public:
    class iterator;

    node() = default;
    node(policy_detail::tree const* tree, std::uint32_t index) noexcept : tree_(tree), index_(index) {}

    explicit operator bool() const noexcept { return tree_ != nullptr; }
    node_kind kind() const noexcept { return here().kind; }
    bool is(node_kind kind) const noexcept { return tree_ != nullptr && here().kind == kind; }

    /// @pre of that kind; `real` also takes an integer.
    bool boolean() const noexcept { return here().truth; }
    std::int64_t integer() const noexcept { return here().integer; }
    double real() const noexcept { return is(node_kind::real) ? here().real : static_cast<double>(here().integer); }
    /// A string's decoded text.
    OMBUD_DECL std::string_view text() const noexcept;
    /// The member's name, decoded; empty for what is no member of an object.
    OMBUD_DECL std::string_view key() const noexcept;

    /// Members or elements; 0 for scalars.
    std::size_t size() const noexcept { return here().count; }
    /// The members or elements, in the order of the text.
    iterator begin() const noexcept;
    iterator end() const noexcept;
    /// The member of that name, or no value. O(members).
    OMBUD_DECL node find(std::string_view key) const noexcept;
    /// The object or array that this stands in; no value for the root.
    OMBUD_DECL node parent() const noexcept;

    /// Where the value begins; where its key does; where the byte at `offset` of the decoded text stands in the file
    /// (exact for what is verbatim or has JSON's escapes, and for all but blanks in other scalars of YAML).
    OMBUD_DECL position where() const noexcept;
    OMBUD_DECL position key_where() const noexcept;
    OMBUD_DECL position inside(std::size_t offset) const noexcept;
    /// The file's name, as the caller gave it.
    std::string_view file() const noexcept { return tree_->sources[here().file].name(); }
    /// The place in the document: `policies[2].rules[0].when`; keys that are no plain words are written `["a.b"]`.
    OMBUD_DECL std::string path() const;

    /// The same place in the same document.
    friend bool operator==(node const&, node const&) = default;

private:
    friend class document_builder;
    policy_detail::record const& here() const noexcept { return tree_->records[index_]; }

    policy_detail::tree const* tree_ = nullptr;
    std::uint32_t index_ = 0;
};

/// Walks members or elements.
class node::iterator {
public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = node;
    using difference_type = std::ptrdiff_t;
    using pointer = node const*;
    using reference = node const&;

    iterator() = default;
    explicit iterator(node at) noexcept : at_(at) {}
    node const& operator*() const noexcept { return at_; }
    node const* operator->() const noexcept { return &at_; }
    iterator& operator++() noexcept
    {
        at_.index_ += at_.here().extent;
        return *this;
    }
    iterator operator++(int) noexcept
    {
        auto const before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(iterator const&, iterator const&) = default;

private:
    node at_;
};

inline node::iterator node::begin() const noexcept { return iterator(node(tree_, index_ + 1)); }
inline node::iterator node::end() const noexcept
{
    bool const container = is(node_kind::object) || is(node_kind::array);
    return iterator(node(tree_, index_ + (container ? here().extent : 1)));
}

/// A tree and the sources it was read from. Immutable; copies share the tree, also between threads.
class document {
public:
    /// The tree of `null` from an empty source.
    OMBUD_DECL document();

    node root() const noexcept { return {tree_.get(), 0}; }
    std::vector<source_text> const& sources() const noexcept { return tree_->sources; }
    /// How many values it has in all.
    std::size_t size() const noexcept { return tree_->records.size(); }

private:
    friend class document_builder;
    explicit document(std::shared_ptr<policy_detail::tree const> tree) noexcept : tree_(std::move(tree)) {}

    std::shared_ptr<policy_detail::tree const> tree_;  // INVARIANT: never null, at least one record
};

/// Fills a document in the order of its text: each value after its key, each container closed by `end`.
/// Offsets are bytes into the source that was begun last and must lie in it.
class document_builder {
public:
    OMBUD_DECL document_builder();

    /// Values that follow stand in this source. @return its number. At most 65,536 sources.
    OMBUD_DECL std::uint16_t source(source_text text);
    /// The source that values now stand in.
    source_text const& source() const noexcept { return tree_->sources[file_]; }

    /// The key of the value that comes next. @param text_offset where a verbatim key's own bytes begin
    OMBUD_DECL void key(std::size_t offset, std::size_t text_offset, std::string_view text, spelling how);
    OMBUD_DECL void null(std::size_t offset);
    OMBUD_DECL void boolean(std::size_t offset, bool truth);
    OMBUD_DECL void integer(std::size_t offset, std::int64_t number);
    OMBUD_DECL void real(std::size_t offset, double number);
    OMBUD_DECL void string(std::size_t offset, std::size_t text_offset, std::string_view text, spelling how);
    OMBUD_DECL void begin_array(std::size_t offset);
    OMBUD_DECL void begin_object(std::size_t offset);
    /// Close the innermost open array or object. @return it, for a look at its content; valid until the next call
    OMBUD_DECL node end();

    /// Take over all sources of another document, so that its nodes can be copied. @return the first one's number
    OMBUD_DECL std::uint16_t adopt(document const& other);
    /// Copy a value with all that is in it, its key included, from a document adopted at `first_source`.
    OMBUD_DECL void copy(node const& value, std::uint16_t first_source);
    /// Open an object or array as `value` has it, with its key and place; its content is written next.
    OMBUD_DECL void begin_like(node const& value, std::uint16_t first_source);

    /// Write a value of this document again, with all that is in it, under the key that comes next: what a YAML alias
    /// does. The copy has the places of the first. @pre the value is closed
    OMBUD_DECL void repeat(node const& value);

    /// The value that was written last: a scalar, or a container that was just begun. Valid until the next call.
    OMBUD_DECL node last() const noexcept;
    /// How many values were written so far.
    std::size_t size() const noexcept { return tree_->records.size(); }
    /// The innermost open container, its content not yet to be walked; no value if none is open. Valid until the next
    /// call.
    OMBUD_DECL node open() const noexcept;
    std::size_t depth() const noexcept { return open_.size(); }

    /// The document. @pre exactly one value was written at the top and all containers are closed
    OMBUD_DECL document finish() &&;

private:
    policy_detail::record& add(node_kind kind, std::size_t offset);
    std::uint32_t keep(std::size_t text_offset, std::string_view text, spelling how);

    std::unique_ptr<policy_detail::tree> tree_;
    std::vector<std::uint32_t> open_;  // INVARIANT: containers that are not closed, outermost first
    policy_detail::record next_key_;
    std::uint16_t file_ = 0;
};

/// A finding at a value, at its key, or at a byte inside its text: file, place and path are filled in. Level `error`.
OMBUD_DECL diagnostic error_at(node const& at, errc code, std::string message, std::string hint = {});
OMBUD_DECL diagnostic error_at_key(node const& at, errc code, std::string message, std::string hint = {});
OMBUD_DECL diagnostic error_inside(node const& at, std::size_t offset, errc code, std::string message,
                                   std::string hint = {});
/// `desk.jsonc:12:5`, for messages that name a second place.
OMBUD_DECL std::string place_of(node const& at);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/document.ipp>
#endif
#endif  // OMBUD_POLICY_DOCUMENT_HPP
