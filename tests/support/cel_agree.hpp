// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_CEL_AGREE_HPP
#define OMBUD_TESTS_SUPPORT_CEL_AGREE_HPP

// The engine beside the oracle: the oracle's variables declared, its values handed over, the results compared.

#include <ombud/cel.hpp>

#include "support/cel_oracle.hpp"

#include <set>
#include <string>
#include <vector>

namespace cel_oracle {

using ombud::slot_index;
using ombud::value;
using ombud::value_kind;
namespace cel = ombud::cel;

inline cel::environment scope_of(cel::checking mode)
{
    cel::environment scope({}, mode);
    for (unsigned slot = 0; slot < 9; ++slot)
        scope.declare(name_of(slot), slot < 3   ? cel::type::boolean()
                                     : slot < 6 ? cel::type::integer()
                                                : cel::type::string());
    return scope;
}

inline value to_value(outcome const& v)
{
    switch (v.state) {
    case state::boolean: return value::boolean(v.truth);
    case state::integer: return value::integer(v.number);
    case state::text: return value::string(v.words);
    case state::failed: return value::error("given");
    case state::unknown: break;
    }
    return value::unknown(std::vector<slot_index>(v.of.begin(), v.of.end()));
}

inline std::string shown(value const& v)
{
    if (v.is_error()) return "failed";
    if (v.is(value_kind::string)) return "'" + std::string(v.as_string()) + "'";
    if (v.is_known()) return to_json(v);
    std::string text = "unknown";
    for (auto const slot : v.unknown_slots()) text += ' ' + std::to_string(slot);
    return text;
}

// The engine may know more: it folds constants, so it may not look at what cannot matter. Never less, never wrong.
inline bool agrees(value const& engine, outcome const& naive, tree const& t, std::vector<outcome> const& slots)
{
    if (shown(engine) == written(naive)) return true;
    if (!naive.is(state::unknown) || engine.is_unknown()) return false;
    // what the engine claims to know must hold whatever the unknown ones are
    maker values(1);
    for (int round = 0; round < 200; ++round) {
        auto assigned = slots;
        for (unsigned slot = 0; slot < 9; ++slot)
            if (slots[slot].is(state::unknown))
                assigned[slot] = values.some(static_cast<sort>(slot / 3));
        if (written(walk(t, assigned)) != shown(engine)) return false;
    }
    return true;
}

inline std::vector<outcome> random_slots(maker& make)
{
    std::vector<outcome> slots;
    for (unsigned slot = 0; slot < 9; ++slot) {
        auto const kind = make.below(8);
        if (kind < 2) slots.emplace_back(std::set<unsigned>{slot});
        else if (kind == 2) slots.emplace_back();
        else slots.push_back(make.some(static_cast<sort>(slot / 3)));
    }
    return slots;
}

}  // namespace cel_oracle

#endif  // OMBUD_TESTS_SUPPORT_CEL_AGREE_HPP
