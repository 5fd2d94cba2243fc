// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_ENVIRONMENT_HPP
#define OMBUD_CEL_ENVIRONMENT_HPP

/// @file environment.hpp
/// What expressions may name: variables, records, functions.   @layer 3 cel (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/cel/functions.hpp>
#include <ombud/cel/type.hpp>
#include <ombud/value/money.hpp>
#include <ombud/value/value.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

/// When names and types are resolved. `checked`: when compiled, all errors reported at once. `unchecked`: names are
/// resolved when compiled, but what is not declared or does not fit is an error of the evaluation only.
enum class checking : std::uint8_t { checked, unchecked };

/// A variable. Dotted names (`customer.tier`) are one variable; for `a.b.c` the longest declared prefix is taken.
struct variable {
    std::string name;
    cel::type type;
    std::vector<value> one_of;  ///< the only values that it, or a member of a list, can have; empty for no such bound
};

/// A record's fields; other keys are an error, or `dyn` if it is open.
struct record_type {
    std::string name;
    std::vector<std::pair<std::string, type>> fields;
    bool open = false;
};

/// Everything that expressions are compiled against. Copyable; programs do not refer to it after their compilation.
class environment {
public:
    environment() = default;
    explicit environment(limits bounds, checking mode = checking::checked) : limits_(bounds), mode_(mode) {}

    /// @return the variable's slot: slots count from 0 in the order of declaration. A name that is declared already
    /// keeps its slot and takes the new type.
    OMBUD_DECL slot_index declare(std::string name, type of, std::vector<value> one_of = {});
    OMBUD_DECL void declare_record(std::string name, std::vector<std::pair<std::string, type>> fields, bool open);
    /// Overloads of one name must differ in their parameters or in being receiver-style. Of a standard function's name
    /// too: where both take the arguments, the host's is called.
    OMBUD_DECL void declare_function(function overload);

    /// The scope `X.Y` in which names are looked up: `X.Y.name`, `X.name`, `name`.
    void set_container(std::string name) { container_ = std::move(name); }
    void set_zones(zone_lookup lookup) { zones_ = std::move(lookup); }
    /// The currency of `money('120')`; without one, money must name its currency.
    void set_currency(ombud::currency unit) { currency_ = unit; }

    limits const& bounds() const noexcept { return limits_; }
    checking mode() const noexcept { return mode_; }
    std::string const& container() const noexcept { return container_; }
    zone_lookup const& zones() const noexcept { return zones_; }
    ombud::currency currency() const noexcept { return currency_; }

    /// By slot.
    std::vector<variable> const& variables() const noexcept { return variables_; }
    std::vector<function> const& functions() const noexcept { return functions_; }
    OMBUD_DECL std::optional<slot_index> find(std::string_view name) const;
    /// The names of the variables that an unknown depends on, by slot.
    OMBUD_DECL std::vector<std::string_view> names_of(value const& unknown) const;
    OMBUD_DECL record_type const* find_record(std::string_view name) const;
    /// Whether any variable's name starts with `name` and a dot.
    OMBUD_DECL bool is_prefix(std::string_view name) const;

private:
    limits limits_;
    checking mode_ = checking::checked;
    std::string container_;
    zone_lookup zones_;
    ombud::currency currency_;
    std::vector<variable> variables_;
    std::map<std::string, slot_index, std::less<>> slots_;  // INVARIANT: names every variable once
    std::map<std::string, record_type, std::less<>> records_;
    std::vector<function> functions_;
};

}}}  // namespace ombud::cel

#ifdef OMBUD_HEADER_ONLY
#include <ombud/cel/impl/environment.ipp>
#endif
#endif  // OMBUD_CEL_ENVIRONMENT_HPP
