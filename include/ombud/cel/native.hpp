// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_NATIVE_HPP
#define OMBUD_CEL_NATIVE_HPP

/// @file native.hpp
/// Callables of C++ as functions of expressions, typed by their own signatures.   @layer 3 cel (uses: base, value)
///
///     scope.declare_function(native("area", [](double w, double h) { return w * h; }));            // area(2.0, 3.0)
///     scope.declare_function(native_method("shout", [](std::string_view s) { return std::string(s) + "!"; }));
///                                                                                                   // 'a'.shout()

#include <ombud/base/config.hpp>
#include <ombud/cel/detail/native_types.hpp>
#include <ombud/cel/functions.hpp>
#include <ombud/value/value.hpp>

#include <cassert>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

/// Why a function has no result: one sentence in lower case, which becomes the expression's error.
struct failure {
    std::string message;
};
/// The result of a function that may fail and is of type `T` where it does not:
///
///     [](std::int64_t a, std::int64_t b) -> fallible<std::int64_t> {
///         if (b == 0) return failure{"division by zero"};
///         return a / b;
///     }
template <class T>
using fallible = std::variant<T, failure>;

}  // namespace cel

namespace cel_detail {

template <class T>
struct native_type<cel::fallible<T>> {
    static constexpr bool takes = false;
    static constexpr bool gives = native_type<T>::gives;
    static cel::type declared() { return native_type<T>::declared(); }
    static value write(cel::fallible<T> from)
    {
        if (auto* const why = std::get_if<cel::failure>(&from)) return value::error(std::move(why->message));
        return native_type<T>::write(*std::get_if<T>(&from));
    }
};

template <class Parameter>
inline constexpr bool is_native_parameter
    = native_type<std::remove_cvref_t<Parameter>>::takes
   && (!std::is_reference_v<Parameter>
       || (std::is_lvalue_reference_v<Parameter> && std::is_const_v<std::remove_reference_t<Parameter>>));

// The error of an argument, of which the part `bad` is not what the function takes.
inline value wrong_argument(std::string const& name, std::size_t index, cel::type const& wanted, value const& given,
                            value const& bad)
{
    auto const text = "argument " + std::to_string(index + 1) + " of `" + name + "` ";
    bool const number = bad.is(value_kind::integer) || bad.is(value_kind::unsigned_integer);
    auto const shown = number ? to_json(bad) : std::string(to_string(bad.kind()));
    if (&given != &bad) return value::error(text + "must be " + to_string(wanted) + " and holds " + shown);
    if (number && wanted == cel::type_of(bad)) return value::error(text + "is out of range: " + shown);
    return value::error(text + "must be " + to_string(wanted) + ", not " + shown);
}

// A result and parameters, wherever they stand.
template <class Result, class... Parameters>
struct native_signature {
    static_assert(!std::is_void_v<Result>, "a function of expressions has a result");
    static_assert(std::is_void_v<Result> || native_type<std::remove_cvref_t<Result>>::gives,
                  "the result's type stands for no type of expressions: see ombud::cel::native for those that do");
    static_assert((is_native_parameter<Parameters> && ...),
                  "a parameter's type stands for no type of expressions, or is a reference that is not to const: see "
                  "ombud::cel::native for those that do");
    static constexpr std::size_t count = sizeof...(Parameters);

    template <class Callable>
    static cel::function make(std::string name, Callable call, bool receiver)
    {
        return {name, {native_type<std::remove_cvref_t<Parameters>>::declared()...},
                native_type<std::remove_cvref_t<Result>>::declared(),
                [name, call = std::move(call)](std::span<value const> given) {
                    return run(name, call, given, std::index_sequence_for<Parameters...>());
                },
                receiver};
    }

private:
    template <class Parameter>
    static bool fits(std::string const& name, value const& given, std::size_t index, value& obstacle)
    {
        using native = native_type<std::remove_cvref_t<Parameter>>;
        auto const* const bad = native::misfit(given);
        if (bad != nullptr) obstacle = wrong_argument(name, index, native::declared(), given, *bad);
        return bad == nullptr;
    }

    template <class Callable, std::size_t... Index>
    static value run(std::string const& name, Callable const& call, [[maybe_unused]] std::span<value const> given,
                     std::index_sequence<Index...>)
    {
        assert(given.size() == count);
        value obstacle;
        if (!(fits<Parameters>(name, given[Index], Index, obstacle) && ...)) return obstacle;
        return native_type<std::remove_cvref_t<Result>>::write(
            call(native_type<std::remove_cvref_t<Parameters>>::read(given[Index])...));
    }
};

// The signature of a callable that has one, and only one; else void.
template <class Callable>
struct signature_of { using type = void; };
template <class R, class... P>
struct signature_of<R (*)(P...)> { using type = native_signature<R, P...>; };
template <class R, class... P>
struct signature_of<R (*)(P...) noexcept> { using type = native_signature<R, P...>; };
template <class C, class R, class... P>
struct signature_of<R (C::*)(P...) const> { using type = native_signature<R, P...>; };
template <class C, class R, class... P>
struct signature_of<R (C::*)(P...) const noexcept> { using type = native_signature<R, P...>; };
template <class C, class R, class... P>
struct signature_of<R (C::*)(P...) const&> { using type = native_signature<R, P...>; };
template <class C, class R, class... P>
struct signature_of<R (C::*)(P...) const& noexcept> { using type = native_signature<R, P...>; };
template <class Callable>
    requires requires { &Callable::operator(); }
struct signature_of<Callable> : signature_of<decltype(&Callable::operator())> {};

template <class Callable>
cel::function make_native(std::string name, Callable call, bool receiver)
{
    using signature = typename signature_of<Callable>::type;
    static_assert(std::copy_constructible<Callable>, "a function is copied with its environment: capture what can be");
    static_assert(!std::is_void_v<signature>,
                  "give a function or a lambda with one signature: no `auto` parameters, no overloads, not `mutable` "
                  "(it may be called from several threads at once)");
    if constexpr (std::is_void_v<signature>) {
        return {};
    } else {
        bool callable = true;
        if constexpr (requires { call == nullptr; }) callable = call != nullptr;
        auto made = signature::make(std::move(name), std::move(call), receiver);
        if (!callable) made.call = nullptr;
        return made;
    }
}

}  // namespace cel_detail

namespace cel {

/// A function, called as `name(a, b)`, whose types follow from the callable's one signature: a function pointer, a
/// lambda, a `std::function`. A null pointer makes a function without implementation. What `native_function` demands
/// holds here too: it does not throw, depends on its arguments alone, and may be called from several threads at once.
///
///     bool, double                            bool, double
///     std::int64_t, int, short, ...           int; an argument that a narrower type does not hold is an error
///     std::uint64_t, unsigned, ...            uint; the same
///     std::string_view, std::string           string; a view is valid during the call, a returned one is copied
///     precise_instant, std::chrono::nanoseconds, money       timestamp, duration, money
///     std::optional<T>                        optional_type(T)
///     std::vector<T>                          list(T)
///     std::span<value const>                  list(dyn), without a copy
///     value                                   dyn; the callable looks itself, and fails with `value::error`
///     fallible<T>                             T; for results alone
///
/// Parameters may be taken by value or by reference to const. Null, which may stand for any type, is an error where
/// the parameter is neither `value` nor optional (there it is none).
template <class Callable>
function native(std::string name, Callable call)
{
    return cel_detail::make_native(std::move(name), std::move(call), false);
}

/// The same, called as `a.name(b)`: the first parameter is the receiver.
template <class Callable>
function native_method(std::string name, Callable call)
{
    using signature = typename cel_detail::signature_of<Callable>::type;
    if constexpr (!std::is_void_v<signature>)
        static_assert(signature::count > 0, "a method has a first parameter: the receiver");
    return cel_detail::make_native(std::move(name), std::move(call), true);
}

}  // namespace cel
}}  // namespace ombud

#endif  // OMBUD_CEL_NATIVE_HPP
