// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_NATIVE_TYPES_HPP
#define OMBUD_CEL_DETAIL_NATIVE_TYPES_HPP

/// @file native_types.hpp
/// Which types of C++ stand for which types of expressions.   @layer 3 cel (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/cel/type.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/money.hpp>
#include <ombud/value/value.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

/// A whole number: not bool and no character.
template <class T>
concept native_integer
    = std::integral<T> && sizeof(T) <= 8
   && !(std::same_as<T, bool> || std::same_as<T, char> || std::same_as<T, signed char> || std::same_as<T, unsigned char>
        || std::same_as<T, wchar_t> || std::same_as<T, char8_t> || std::same_as<T, char16_t>
        || std::same_as<T, char32_t>);

/// How `T` is declared, read and written. The primary template stands for types that no expression knows.
///
/// `misfit` is the part of a value, itself included, that is no `T`, or a null pointer; the engine has checked the
/// kinds, so that is null, or a number too large for a narrow `T`. `read` asks for a value that fits.
template <class T>
struct native_type {
    static constexpr bool takes = false;  ///< as a parameter
    static constexpr bool gives = false;  ///< as a result
};

/// Types that are kept in a value as they are.
template <class T, cel::type_kind Declared, value_kind Kept, auto Read, auto Write>
struct native_scalar {
    static constexpr bool takes = true;
    static constexpr bool gives = true;
    static cel::type declared() { return Declared; }
    static value const* misfit(value const& v) noexcept { return v.is(Kept) ? nullptr : &v; }
    static T read(value const& v) { return (v.*Read)(); }
    static value write(T const& from) { return Write(from); }
};

template <>
struct native_type<bool> : native_scalar<bool, cel::type_kind::boolean, value_kind::boolean, &value::as_boolean,
                                         &value::boolean> {};
template <>
struct native_type<double> : native_scalar<double, cel::type_kind::real, value_kind::real, &value::as_real,
                                           &value::real> {};
template <>
struct native_type<precise_instant> : native_scalar<precise_instant, cel::type_kind::timestamp, value_kind::timestamp,
                                                    &value::as_timestamp, &value::timestamp> {};
template <>
struct native_type<std::chrono::nanoseconds>
    : native_scalar<std::chrono::nanoseconds, cel::type_kind::duration, value_kind::duration, &value::as_duration,
                    &value::duration> {};
template <>
struct native_type<ombud::money> : native_scalar<ombud::money, cel::type_kind::money, value_kind::money,
                                                 &value::as_money, &value::money> {};

template <native_integer T>
struct native_type<T> {
    static constexpr bool takes = true;
    static constexpr bool gives = true;
    static constexpr bool is_signed = std::is_signed_v<T>;
    static cel::type declared() { return is_signed ? cel::type::integer() : cel::type::unsigned_integer(); }
    static value const* misfit(value const& v) noexcept
    {
        if constexpr (is_signed) return v.is(value_kind::integer) && std::in_range<T>(v.as_integer()) ? nullptr : &v;
        else return v.is(value_kind::unsigned_integer) && std::in_range<T>(v.as_unsigned()) ? nullptr : &v;
    }
    static T read(value const& v) noexcept
    {
        if constexpr (is_signed) return static_cast<T>(v.as_integer());
        else return static_cast<T>(v.as_unsigned());
    }
    static value write(T from) noexcept
    {
        if constexpr (is_signed) return value::integer(from);
        else return value::unsigned_integer(from);
    }
};

/// Texts are lent for the time of the call, and copied when returned.
template <class T>
    requires std::same_as<T, std::string> || std::same_as<T, std::string_view>
struct native_type<T> {
    static constexpr bool takes = true;
    static constexpr bool gives = true;
    static cel::type declared() { return cel::type::string(); }
    static value const* misfit(value const& v) noexcept { return v.is(value_kind::string) ? nullptr : &v; }
    static T read(value const& v) { return T(v.as_string()); }
    static value write(T from) { return value::string(std::string(std::move(from))); }
};

template <>
struct native_type<value> {
    static constexpr bool takes = true;
    static constexpr bool gives = true;
    static cel::type declared() { return cel::type::dyn(); }
    static value const* misfit(value const&) noexcept { return nullptr; }
    static value const& read(value const& v) noexcept { return v; }
    static value write(value from) noexcept { return from; }
};

template <>
struct native_type<std::span<value const>> {
    static constexpr bool takes = true;
    static constexpr bool gives = true;
    static cel::type declared() { return cel::type::list(cel::type::dyn()); }
    static value const* misfit(value const& v) noexcept { return v.is(value_kind::list) ? nullptr : &v; }
    static std::span<value const> read(value const& v) noexcept { return v.as_list(); }
    static value write(std::span<value const> from) { return value::list({from.begin(), from.end()}); }
};

template <class T>
struct native_type<std::vector<T>> {
    static constexpr bool takes = native_type<T>::takes;
    static constexpr bool gives = takes;  // a part does not fail alone
    static cel::type declared() { return cel::type::list(native_type<T>::declared()); }
    static value const* misfit(value const& v) noexcept
    {
        if (!v.is(value_kind::list)) return &v;
        for (auto const& item : v.as_list())
            if (auto const* const bad = native_type<T>::misfit(item)) return bad;
        return nullptr;
    }
    static std::vector<T> read(value const& v)
    {
        std::vector<T> items;
        items.reserve(v.as_list().size());
        for (auto const& item : v.as_list()) items.push_back(native_type<T>::read(item));
        return items;
    }
    static value write(std::vector<T> from)
    {
        std::vector<value> items;
        items.reserve(from.size());
        for (auto&& item : from) items.push_back(native_type<T>::write(std::move(item)));
        return value::list(std::move(items));
    }
};

/// Null is none.
template <class T>
struct native_type<std::optional<T>> {
    static constexpr bool takes = native_type<T>::takes;
    static constexpr bool gives = takes;  // a part does not fail alone
    static cel::type declared() { return cel::type::optional(native_type<T>::declared()); }
    static value const* misfit(value const& v) noexcept
    {
        if (v.is_null()) return nullptr;
        if (!v.is(value_kind::optional)) return &v;
        return v.as_optional() == nullptr ? nullptr : native_type<T>::misfit(*v.as_optional());
    }
    static std::optional<T> read(value const& v)
    {
        if (v.is_null() || v.as_optional() == nullptr) return std::nullopt;
        return std::optional<T>(std::in_place, native_type<T>::read(*v.as_optional()));
    }
    static value write(std::optional<T> from)
    {
        return from ? value::optional(native_type<T>::write(*std::move(from))) : value::optional_none();
    }
};

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_NATIVE_TYPES_HPP
