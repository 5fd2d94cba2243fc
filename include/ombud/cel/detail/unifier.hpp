// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_UNIFIER_HPP
#define OMBUD_CEL_DETAIL_UNIFIER_HPP

/// @file unifier.hpp
/// Whether types fit each other, with type parameters that are found out on the way.   @layer 3 cel

#include <ombud/base/config.hpp>
#include <ombud/cel/type.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

using cel::type;
using cel::type_kind;

/// Holds what is known of the type parameters of one expression.
///
/// Parameters that stand for types with several parameters make types that are small to hold and huge to write out:
/// whatever follows them is bounded. A type of more than `largest` parts is cut off with `dyn`; when the work on all
/// types of the expression passes `most_work`, `exhausted` says so, and everything fits from then on.
class unifier {
public:
    static constexpr std::size_t largest = 256;
    static constexpr std::uint64_t most_work = 4'000'000;

    bool exhausted() const noexcept { return work_ > most_work; }

    /// A type parameter that stands for nothing yet.
    type fresh()
    {
        known_.emplace_back();
        return type::parameter(std::to_string(known_.size() - 1));
    }

    /// `t` with its parameters replaced by fresh ones, the same for the same name in one call of `open`.
    type open(type const& t, std::map<std::string, type, std::less<>>& names)
    {
        if (t.is(type_kind::parameter)) {
            auto const [place, added] = names.try_emplace(t.name());
            if (added) place->second = fresh();
            return place->second;
        }
        return rebuilt(t, [&](type const& part) { return open(part, names); });
    }

    /// Whether a value of type `from` may stand where `to` is asked for; what is learnt of parameters is kept.
    bool assignable(type const& to, type const& from)
    {
        if (++work_ > most_work) return true;
        if (is_chain(to)) return assignable(end_of_chain(to), from);
        if (is_chain(from)) return assignable(to, end_of_chain(from));
        if (from.is(type_kind::parameter)) {
            bool bound = false;
            if (substitute(to, from, bound)) return true;
            if (bound) return false;
        }
        if (to.is(type_kind::parameter)) {
            bool bound = false;
            return substitute(from, to, bound);
        }
        if (to.is_dyn() || from.is_dyn()) return true;
        if (to.is(type_kind::null)) return takes_null(from);
        if (from.is(type_kind::null)) return takes_null(to);
        if (to.kind() != from.kind() || to.name() != from.name()) return false;
        auto const& a = to.parameters();
        auto const& b = from.parameters();
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [&](type const& x, type const& y) { return assignable(x, y); });
    }

    /// All of it, or nothing is learnt.
    bool try_assign(std::vector<type> const& to, std::vector<type> const& from)
    {
        if (to.size() != from.size()) return false;
        auto const before = changes_.size();
        bool fits = true;
        for (std::size_t i = 0; fits && i < to.size(); ++i) fits = assignable(to[i], from[i]);
        while (!fits && changes_.size() > before) {
            known_[changes_.back().first] = std::move(changes_.back().second);
            changes_.pop_back();
        }
        return fits;
    }

    /// `t` with all that is known; parameters that stand for nothing become `dyn` if `close`.
    type resolved(type const& t, bool close) const
    {
        auto parts = largest;
        return resolved(t, close, parts);
    }

    /// A type that both fit into, where one is assignable to the other.
    type most_general(type const& a, type const& b) const
    {
        if (a.is(type_kind::null)) return b;
        if (b.is(type_kind::null)) return a;
        return less_specific(a, b) ? a : b;
    }

private:
    type resolved(type const& t, bool close, std::size_t& parts) const
    {
        if (t.is(type_kind::parameter)) {
            auto const last = end_of_chain(t);
            if (auto const& meant = meaning_of(last)) return resolved(*meant, close, parts);
            return close ? type::dyn() : last;
        }
        if (parts == 0) return type::dyn();
        --parts;
        return rebuilt(t, [&](type const& part) { return resolved(part, close, parts); });
    }

    static std::size_t number(type const& parameter) noexcept
    {
        std::size_t n = 0;
        for (char const digit : parameter.name()) n = n * 10 + static_cast<std::size_t>(digit - '0');
        return n;
    }
    std::optional<type> const& meaning_of(type const& parameter) const { return known_[number(parameter)]; }
    // Parameters may stand for parameters, in chains as long as the expression: those are followed without recursion.
    bool is_chain(type const& t) const
    {
        return t.is(type_kind::parameter) && meaning_of(t) && meaning_of(t)->is(type_kind::parameter);
    }
    type end_of_chain(type const& parameter) const
    {
        auto const* last = &parameter;
        while (is_chain(*last)) last = &*meaning_of(*last);
        return *last;
    }
    void learn(type const& parameter, type meant)
    {
        auto& known = known_[number(parameter)];
        changes_.emplace_back(number(parameter), std::exchange(known, std::move(meant)));
    }

    static bool takes_null(type const& t) noexcept
    {
        return t.is(type_kind::null) || t.is(type_kind::timestamp) || t.is(type_kind::duration)
            || t.is(type_kind::optional) || t.is(type_kind::abstract)
            || t.is(type_kind::record);
    }

    template <class Change>
    static type rebuilt(type const& t, Change change)
    {
        auto const& parts = t.parameters();
        switch (t.kind()) {
        case type_kind::list: return type::list(change(parts[0]));
        case type_kind::optional: return type::optional(change(parts[0]));
        case type_kind::map: {
            auto key = change(parts[0]);
            return type::map(std::move(key), change(parts[1]));
        }
        case type_kind::abstract: {
            std::vector<type> changed;
            for (auto const& part : parts) changed.push_back(change(part));
            return type::abstract(t.name(), std::move(changed));
        }
        default: return t;
        }
    }

    bool mentions(type const& whole, type const& parameter)
    {
        if (++work_ > most_work) return true;
        if (whole.is(type_kind::parameter)) {
            auto const* last = &whole;
            while (is_chain(*last) && *last != parameter) last = &*meaning_of(*last);
            return *last == parameter || (meaning_of(*last) && mentions(*meaning_of(*last), parameter));
        }
        auto const& parts = whole.parameters();
        return std::any_of(parts.begin(), parts.end(), [&](type const& part) { return mentions(part, parameter); });
    }

    // Whether the parameter may stand for `t`; `bound` says whether it stood for something already.
    bool substitute(type const& t, type const& parameter, bool& bound)
    {
        if (t == parameter) return true;
        auto const now = meaning_of(parameter);
        if (!now) {
            if (mentions(t, parameter)) return false;
            learn(parameter, t);
            return true;
        }
        bound = true;
        if (t == *now) return true;
        if (!assignable(t, *now)) return false;
        auto general = most_general(t, *now);
        if (general != *now && !mentions(general, parameter)) learn(parameter, std::move(general));
        return true;
    }

    static bool less_specific(type const& a, type const& b)
    {
        if (a.is_dyn() || a.is(type_kind::parameter)) return true;
        if (b.is_dyn() || b.is(type_kind::parameter)) return false;
        if (a.kind() != b.kind() || a.name() != b.name()) return false;
        auto const& x = a.parameters();
        auto const& y = b.parameters();
        return std::equal(x.begin(), x.end(), y.begin(), y.end(), less_specific);
    }

    std::vector<std::optional<type>> known_;  // what each parameter stands for
    std::vector<std::pair<std::size_t, std::optional<type>>> changes_;  // what they stood for before, to go back
    std::uint64_t work_ = 0;
};

/// The letter of a type in a signature; `?` for those that have parts or stand for others.
inline char letter_of(type_kind kind) noexcept
{
    constexpr std::string_view letters = "?nbiudsytrmT???????";
    return letters[static_cast<std::size_t>(kind)];
}

/// The types of a signature such as `ss>b` (see `standard_function`): parameters, and last the result.
inline std::vector<type> read_signature(std::string_view letters)
{
    auto const a = type::parameter("A"), b = type::parameter("B");
    std::vector<type> types;
    for (char const letter : letters) {
        switch (letter) {
        case 'b': types.push_back(type::boolean()); break;
        case 'i': types.push_back(type::integer()); break;
        case 'u': types.push_back(type::unsigned_integer()); break;
        case 'd': types.push_back(type::real()); break;
        case 's': types.push_back(type::string()); break;
        case 'y': types.push_back(type::bytes()); break;
        case 't': types.push_back(type::timestamp()); break;
        case 'r': types.push_back(type::duration()); break;
        case 'm': types.push_back(type::money()); break;
        case 'n': types.push_back(type::null()); break;
        case 'D': types.push_back(type::dyn()); break;
        case 'T': types.push_back(type_kind::type); break;
        case 'A': types.push_back(a); break;
        case 'B': types.push_back(b); break;
        case 'L': types.push_back(type::list(a)); break;
        case 'S': types.push_back(type::list(type::string())); break;
        case 'M': types.push_back(type::map(a, b)); break;
        case 'I': types.push_back(type::list(type::integer())); break;
        case 'E': types.push_back(type::list(type::dyn())); break;
        case 'Z': types.push_back(type::list(type::list(a))); break;
        case 'P': types.push_back(type::optional(a)); break;
        case 'O': types.push_back(type::optional(b)); break;
        case 'Q': types.push_back(type::optional(type::list(a))); break;
        case 'R': types.push_back(type::optional(type::map(a, b))); break;
        case 'U': types.push_back(type::list(type::optional(a))); break;
        default: break;  // the arrow
        }
    }
    return types;
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_UNIFIER_HPP
