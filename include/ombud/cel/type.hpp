// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_TYPE_HPP
#define OMBUD_CEL_TYPE_HPP

/// @file type.hpp
/// The types that the checker knows.   @layer 3 cel (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/value/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

/// What a type is made of; `parameter` stands for any type in a function's signature.
enum class type_kind : std::uint8_t {
    dyn, null, boolean, integer, unsigned_integer, real, string, bytes, timestamp, duration, money, type,
    list, map, optional, record, abstract, parameter
};

/// A static type. Regular; compared by structure.
class type {
public:
    /// `dyn`: checked when evaluated.
    type() = default;
    type(type_kind kind) : kind_(kind) {}

    static type dyn() { return type_kind::dyn; }
    static type null() { return type_kind::null; }
    static type boolean() { return type_kind::boolean; }
    static type integer() { return type_kind::integer; }
    static type unsigned_integer() { return type_kind::unsigned_integer; }
    static type real() { return type_kind::real; }
    static type string() { return type_kind::string; }
    static type bytes() { return type_kind::bytes; }
    static type timestamp() { return type_kind::timestamp; }
    static type duration() { return type_kind::duration; }
    static type money() { return type_kind::money; }
    static type list(type element) { return {type_kind::list, {}, {std::move(element)}}; }
    static type map(type key, type content) { return {type_kind::map, {}, {std::move(key), std::move(content)}}; }
    static type optional(type content) { return {type_kind::optional, {}, {std::move(content)}}; }
    /// A record that the environment declares under that name.
    static type record(std::string name) { return {type_kind::record, std::move(name), {}}; }
    /// A type of the host that the language only passes along.
    static type abstract(std::string name, std::vector<type> parameters)
    {
        return {type_kind::abstract, std::move(name), std::move(parameters)};
    }
    /// Any type, the same wherever the name stands in one signature.
    static type parameter(std::string name) { return {type_kind::parameter, std::move(name), {}}; }

    type_kind kind() const noexcept { return kind_; }
    bool is(type_kind kind) const noexcept { return kind_ == kind; }
    bool is_dyn() const noexcept { return kind_ == type_kind::dyn; }
    /// Of a record, an abstract type or a parameter.
    std::string const& name() const noexcept { return name_; }
    /// The element of a list; key and content of a map; the content of an optional.
    std::vector<type> const& parameters() const noexcept { return parameters_; }

    friend bool operator==(type const&, type const&) = default;

private:
    type(type_kind kind, std::string name, std::vector<type> parameters)
        : kind_(kind), name_(std::move(name)), parameters_(std::move(parameters))
    {}

    type_kind kind_ = type_kind::dyn;
    std::string name_;
    std::vector<type> parameters_;
};

/// `"int"`, `"list(int)"`, `"map(string, dyn)"`, `"optional_type(int)"`, `"null_type"`.
OMBUD_DECL std::string to_string(type const& t);
/// Reads what `to_string` writes for types without records, abstract types and parameters; `any` is `dyn`.
/// At most 16 levels of nesting.
OMBUD_DECL std::optional<type> parse_type(std::string_view text);
/// The type of a piece of data: lists and maps of one kind of element have that element's type, else `dyn`.
OMBUD_DECL type type_of(value const& v);
/// The name of a value's type as the function `type` returns it: `"int"`, `"google.protobuf.Timestamp"`, `"list"`.
OMBUD_DECL std::string_view type_name(value const& v) noexcept;
/// Whether a value may stand where the type is declared; null may stand anywhere.
OMBUD_DECL bool admits(type const& t, value const& v);

}}}  // namespace ombud::cel

#ifdef OMBUD_HEADER_ONLY
#include <ombud/cel/impl/type.ipp>
#endif
#endif  // OMBUD_CEL_TYPE_HPP
