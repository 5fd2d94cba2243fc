// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_INDEX_ROWS_IPP
#define OMBUD_POLICY_IMPL_INDEX_ROWS_IPP

// From a compiled condition to the rows of an index.

#include <ombud/policy/detail/index_rows.hpp>

#include <ombud/cel/detail/code.hpp>
#include <ombud/cel/detail/saturating.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/policy/detail/compiled.hpp>
#include <ombud/policy/impl/region_reader.ipp>

#include <algorithm>
#include <limits>

namespace ombud { inline namespace OMBUD_ABI { namespace policy_detail {

inline constexpr std::size_t most_rows = 8;  // of one condition

// The most steps that an instruction can take, and the longest text that it can yield.
struct effort {
    static constexpr std::uint64_t unbounded = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t steps = 0;
    std::uint64_t text = 0;

    // One more step, and looking at all texts.
    static effort of(effort const& a, effort const& b) noexcept
    {
        using cel_detail::saturating_add;
        auto const text = saturating_add(a.text, b.text);
        return {saturating_add(saturating_add(a.steps, b.steps), saturating_add(text / 8, 2)), text};
    }
    effort without_text() const noexcept { return {steps, 0}; }
};

class effort_reader {
public:
    effort_reader(compiled_names const& names, fact_schema const& schema) : names_(names), schema_(schema) {}

    effort read(cel_detail::code const& in, std::uint32_t at) const
    {
        using cel_detail::opcode;
        auto const& i = in.instructions[at];
        switch (i.code) {
        case opcode::constant: return of_value(in.constants[i.a]);
        case opcode::slot: return of_slot(i.a);
        case opcode::has_slot: return {1, 0};
        case opcode::logic: return of_arguments(in, i);
        case opcode::logical_not:
        case opcode::negate: return effort::of(read(in, i.a), effort{}).without_text();
        case opcode::equal:
        case opcode::order:
        case opcode::text_test: return effort::of(read(in, i.a), read(in, i.b)).without_text();
        case opcode::contained: return of_contained(in, i);
        case opcode::contained_in: return effort::of(read(in, i.a), effort{}).without_text();
        case opcode::arithmetic: return effort::of(read(in, i.a), read(in, i.b));
        case opcode::conditional: return effort::of(read(in, i.a), effort::of(read(in, i.b), read(in, i.c)));
        case opcode::call: {
            bool const cheap = i.c == cel_detail::none && i.b != cel_detail::none
                               && cel_detail::standard_table()[i.b].name.starts_with("get");  // parts of a time
            return cheap ? of_arguments(in, i) : effort{effort::unbounded, 0};
        }
        default: return {effort::unbounded, 0};
        }
    }

private:
    static effort of_value(value const& v) noexcept
    {
        if (v.is(value_kind::string) || v.is(value_kind::bytes)) return {0, v.as_string().size()};
        bool const scalar = !v.is(value_kind::list) && !v.is(value_kind::map) && !v.is(value_kind::optional);
        return {scalar ? 0 : effort::unbounded, 0};
    }
    static effort of_type(fact_type type) noexcept
    {
        if (type.list || type.scalar == fact_type::kind::any) return {effort::unbounded, 0};
        return {0, type.scalar == fact_type::kind::string ? longest_indexed_text : 0};
    }
    effort of_slot(slot_index slot) const
    {
        if (slot < names_.fact_count) return of_type(schema_[fact{slot}].type);
        if (slot < names_.definition_slot(0)) {
            effort most;
            for (auto const& [from, held] : names_.parameters[slot - names_.parameter_slot(0)].values) {
                auto const one = of_value(held);
                most = {std::max(most.steps, one.steps), std::max(most.text, one.text)};
            }
            return most;
        }
        if (slot >= names_.event_slot()) return {effort::unbounded, 0};
        using kind = cel::type_kind;
        switch (names_.definitions[slot - names_.definition_slot(0)].program.result_type().kind()) {
        case kind::boolean:
        case kind::integer:
        case kind::real:
        case kind::timestamp:
        case kind::duration:
        case kind::money: return {};
        default: return {effort::unbounded, 0};
        }
    }
    effort of_arguments(cel_detail::code const& in, cel_detail::instruction const& i) const
    {
        effort sum{1, 0};
        for (std::uint32_t k = 0; k < i.count; ++k) sum = effort::of(sum, read(in, in.arguments[i.a + k]));
        return sum.without_text();
    }
    effort of_contained(cel_detail::code const& in, cel_detail::instruction const& i) const
    {
        auto const& list = in.instructions[i.b];
        bool const constant = list.code == cel_detail::opcode::constant && in.constants[list.a].is(value_kind::list);
        if (!constant) return {effort::unbounded, 0};
        auto const item = read(in, i.a);
        auto sum = effort::of(item, effort{}).without_text();
        for (auto const& member : in.constants[list.a].as_list())
            sum = effort::of(sum, {effort::of(item, of_value(member)).steps, 0});
        return sum.without_text();
    }

    compiled_names const& names_;
    fact_schema const& schema_;
};

struct row_reader::place {
    condition_part_place part;
    cel_detail::code const& in;

    cel_detail::instruction const& at() const { return in.instructions[part.instruction]; }
    place moved(std::uint32_t instruction) const { return {{part.whole, part.definition, instruction}, in}; }
    std::string_view text() const
    {
        auto const extent = in.extents[part.instruction];
        return std::string_view(in.source).substr(extent.offset, extent.length);
    }
};

inline row_reader::row_reader(compiled_names const& names, fact_schema const& schema, currency unit)
    : names_(names), schema_(schema), terms_{&schema, unit, std::nullopt, std::nullopt, 64, true}
{
    auto const single = [](bool truth) { return value_set::of(value::boolean(truth), part_domain()); };
    add({single(true), single(true)});  // of parts that hold
    add({single(false), single(false)});
}

inline std::uint32_t row_reader::add(axis_test test)
{
    tests_.push_back(std::move(test));
    return static_cast<std::uint32_t>(tests_.size() - 1);
}

inline std::vector<index_row> row_reader::read(predicate const& condition)
{
    if (condition.always()) return {index_row{}};
    auto const& whole = condition.compiled().program.code();
    auto steps = whole.most_steps;
    return conjunction({{condition, std::nullopt, whole.root}, whole}, steps);
}

inline row_reader::place row_reader::definition(place const& from, std::size_t number) const
{
    auto const& code = names_.definitions[number].program.code();
    return {{from.part.whole, static_cast<std::uint32_t>(number), code.root}, code};
}

inline bool is_definition(compiled_names const& names, cel_detail::instruction const& i) noexcept
{
    return i.code == cel_detail::opcode::slot && i.a >= names.definition_slot(0) && i.a < names.event_slot();
}

inline std::vector<index_row> residue_row()
{
    return {index_row{{}, true}};
}

// Terms are evaluated in their order, and one that is false ends it: of those behind it, the cost does not matter.
inline row_reader::rows row_reader::conjunction(place const& at, std::uint64_t& steps)
{
    auto const& i = at.at();
    if (i.code == cel_detail::opcode::logic && i.op == cel::operation::logical_and) {
        rows out{index_row{}};
        steps -= std::min<std::uint64_t>(steps, 1);
        for (std::uint32_t k = 0; k < i.count; ++k)
            out = both(out, conjunction(at.moved(at.in.arguments[i.a + k]), steps));
        return out;
    }
    if (is_definition(names_, i)) {
        auto const meant = definition(at, i.a - names_.definition_slot(0));
        auto own = meant.in.most_steps;
        return conjunction(meant, own);
    }
    auto const cost = effort_reader(names_, schema_).read(at.in, at.part.instruction).steps;
    if (cost >= steps) {
        steps = 0;
        return residue_row();
    }
    steps -= cost;
    return read_where(at, true);
}

// Rows for where the condition is not false, if that is wanted, or not true. The tests of a row hold for sure where the
// condition is what is wanted.
inline row_reader::rows row_reader::read_where(place const& at, bool wanted)
{
    using cel_detail::opcode;
    auto const& i = at.at();
    if (i.code == opcode::logic) return read_logic(at, wanted);
    if (i.code == opcode::logical_not) return read_where(at.moved(i.a), !wanted);
    if (i.code == opcode::conditional) return read_conditional(at, wanted);
    if (!is_definition(names_, i)) return leaf(at, wanted);
    auto const meant = definition(at, i.a - names_.definition_slot(0));
    auto const cost = effort_reader(names_, schema_).read(meant.in, meant.part.instruction).steps;
    return cost < meant.in.most_steps ? read_where(meant, wanted) : residue_row();
}

// `a && b` is not false where both are not; it is not true where one of them is not.
inline row_reader::rows row_reader::read_logic(place const& at, bool wanted)
{
    auto const& i = at.at();
    bool const all = (i.op == cel::operation::logical_and) == wanted;
    rows out;
    if (all) out.emplace_back();
    for (std::uint32_t k = 0; k < i.count; ++k) {
        auto term = read_where(at.moved(at.in.arguments[i.a + k]), wanted);
        out = all ? both(out, term) : either(std::move(out), std::move(term));
    }
    return out;
}

// Whichever of the two counts. That both would be true is no truth if the test itself is none: a residue.
inline row_reader::rows row_reader::read_conditional(place const& at, bool wanted)
{
    auto const& i = at.at();
    auto const test = at.moved(i.a);
    auto out = both(either(read_where(test, false), read_where(at.moved(i.b), wanted)),
                    either(read_where(test, true), read_where(at.moved(i.c), wanted)));
    for (auto& row : out) row.residue = true;
    return out;
}

inline row_reader::rows row_reader::leaf(place const& at, bool wanted)
{
    auto const [found, fresh] = known_.try_emplace(at.text());
    if (fresh) found->second = meaning_of(at);
    auto const& what = found->second;
    switch (what.what) {
    case meaning::kind::always: return wanted ? rows{index_row{}} : rows{};
    case meaning::kind::never: return wanted ? rows{} : rows{index_row{}};
    case meaning::kind::residue: return residue_row();
    case meaning::kind::test: break;
    }
    if (what.axis >= names_.fact_count) ++parts_[what.axis - names_.fact_count].uses;
    return {index_row{{{what.axis, wanted ? what.holds : what.fails}}, false}};
}

// A test if it holds and fails by the value of one fact.
inline row_reader::meaning row_reader::meaning_of(place const& at)
{
    auto const where = region_reader(names_, terms_).read(at.in, at.part.instruction);
    auto const& holds = where.holds.boxes();
    auto const& fails = where.fails.boxes();
    auto const is_all = [](auto const& boxes) {
        return boxes.size() == 1 && boxes[0].exact && boxes[0].sets.empty();
    };
    if (is_all(holds) && fails.empty()) return {meaning::kind::always};
    if (is_all(fails) && holds.empty()) return {meaning::kind::never};
    auto const single = [](auto const& boxes) {
        return boxes.empty() || (boxes.size() == 1 && boxes[0].exact && boxes[0].sets.size() == 1);
    };
    if ((holds.empty() && fails.empty()) || !single(holds) || !single(fails)) return part(at);
    auto const which = (holds.empty() ? fails : holds)[0].sets[0].first;
    if (!fails.empty() && fails[0].sets[0].first != which) return part(at);
    auto const set_of = [](auto const& boxes) { return boxes.empty() ? value_set() : boxes[0].sets[0].second; };
    auto const all = value_set::everything(domain_of(schema_[which], terms_.currency));
    meaning out{meaning::kind::test, which.slot};
    out.holds = add({all.without(set_of(fails)), set_of(holds)});
    out.fails = add({all.without(set_of(holds)), set_of(fails)});
    return out;
}

inline row_reader::meaning row_reader::part(place const& at)
{
    if (effort_reader(names_, schema_).read(at.in, at.part.instruction).steps >= at.in.most_steps) return {};
    parts_.push_back({at.part});
    return {meaning::kind::test, static_cast<std::uint32_t>(names_.fact_count + parts_.size() - 1), 0, 1};
}

inline std::uint32_t row_reader::combined(std::uint32_t a, std::uint32_t b, bool both)
{
    if (a == b) return a;
    auto const [found, fresh] = combined_.try_emplace({std::min(a, b), std::max(a, b), both});
    if (!fresh) return found->second;
    auto const& x = tests_[a];
    auto const& y = tests_[b];
    found->second = add(both ? axis_test{x.may.intersected(y.may), x.must.intersected(y.must)}
                             : axis_test{x.may.united(y.may), x.must.united(y.must)});
    return found->second;
}

inline void row_reader::restrict(index_row& row, row_test by)
{
    auto const at = std::lower_bound(row.tests.begin(), row.tests.end(), by,
                                     [](row_test const& a, row_test const& b) { return a.axis < b.axis; });
    if (at == row.tests.end() || at->axis != by.axis) row.tests.insert(at, by);
    else at->test = combined(at->test, by.test, true);
}

inline row_reader::rows row_reader::both(rows const& a, rows const& b)
{
    if (a.size() * b.size() > most_rows) {
        auto out = a.size() <= b.size() ? a : b;
        for (auto& row : out) row.residue = true;
        return out;
    }
    rows out;
    for (auto const& x : a)
        for (auto const& y : b) {
            auto row = x;
            row.residue = x.residue || y.residue;
            for (auto const& test : y.tests) restrict(row, test);
            out.push_back(std::move(row));
        }
    return out;
}

// Alternatives about one fact are one test of it.
inline row_reader::rows row_reader::either(rows a, rows b)
{
    for (auto& row : b) {
        auto const same = [&](index_row const& other) {
            return !row.residue && !other.residue && row.tests.size() == 1 && other.tests.size() == 1
                   && row.tests[0].axis == other.tests[0].axis;
        };
        auto const found = std::find_if(a.begin(), a.end(), same);
        if (found != a.end()) found->tests[0].test = combined(found->tests[0].test, row.tests[0].test, false);
        else a.push_back(std::move(row));
    }
    return a.size() > most_rows ? residue_row() : a;
}

}}}  // namespace ombud::policy_detail
#endif
