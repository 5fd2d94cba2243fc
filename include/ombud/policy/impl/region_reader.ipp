// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_REGION_READER_IPP
#define OMBUD_POLICY_IMPL_REGION_READER_IPP

// From a compiled condition to regions. It reads what the compiler left rather than the text: constants are folded,
// names are slots, and what is read is what is evaluated.

#include <ombud/policy/region.hpp>

#include <ombud/cel/detail/code.hpp>
#include <ombud/policy/detail/compiled.hpp>
#include <ombud/policy/impl/value_set.ipp>

#include <algorithm>
#include <cstdlib>
#include <map>

namespace ombud { inline namespace OMBUD_ABI { namespace policy_detail {

// A length of time or a point in it, as seconds and a fraction: wide enough for all differences of instants.
struct stretch {
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;  // INVARIANT: 0 to 999'999'999

    static stretch of(std::int64_t seconds, std::int64_t nanoseconds) noexcept
    {
        constexpr std::int64_t second = 1'000'000'000;
        auto const carry = nanoseconds / second - (nanoseconds % second < 0 ? 1 : 0);
        return {seconds + carry, nanoseconds - carry * second};
    }
    static std::optional<stretch> of(value const& v) noexcept
    {
        if (v.is(value_kind::duration)) return of(0, v.as_duration().count());
        if (!v.is(value_kind::timestamp)) return std::nullopt;
        auto const t = v.as_timestamp();
        return of(t.whole.time_since_epoch().count(), t.nanoseconds);
    }
    friend stretch operator+(stretch a, stretch b) noexcept
    {
        return of(a.seconds + b.seconds, a.nanoseconds + b.nanoseconds);
    }
    stretch operator-() const noexcept { return of(-seconds, -nanoseconds); }
    friend auto operator<=>(stretch const&, stretch const&) = default;
};

// What stands on one side of a comparison: a constant, a fact, or a fact moved by a constant length of time.
struct operand {
    std::optional<value> constant;
    std::optional<fact> moving;
    bool negative = false;               // minus the fact
    std::optional<stretch> offset;       // added to it; none: the fact as it is
    value_kind kind = value_kind::null;  // of the sum, where there is an offset

    bool plain() const noexcept { return moving && !offset; }
};

class region_reader {
public:
    region_reader(compiled_names const& names, region_terms const& terms) : names_(names), terms_(terms) {}

    condition_regions read(cel_detail::code const& whole) { return read(whole, whole.root); }
    condition_regions read(cel_detail::code const& in, std::uint32_t at);

private:
    using code = cel_detail::code;
    using instruction = cel_detail::instruction;
    using opcode = cel_detail::opcode;
    using operation = cel::operation;

    static condition_regions residue() { return {region::residue(), region::residue()}; }
    condition_regions read_logic(code const& in, instruction const& i);
    condition_regions read_conditional(code const& in, instruction const& i);
    condition_regions read_slot(slot_index slot);
    condition_regions const& read_definition(std::size_t number);
    condition_regions read_equal(code const& in, instruction const& i);
    condition_regions read_order(code const& in, instruction const& i);
    condition_regions read_contained(code const& in, instruction const& i);
    condition_regions read_prefix(code const& in, instruction const& i);

    operand operand_of(code const& in, std::uint32_t at);
    operand operand_of_slot(slot_index slot);
    operand sum(code const& in, instruction const& i);
    std::optional<value> parameter(std::size_t number) const;
    std::optional<condition_regions> moved(operand const& side, operation op, value const& other) const;

    fact_declaration const& declared(fact which) const { return (*terms_.facts)[which]; }
    value_domain domain(fact which) const { return domain_of(declared(which), terms_.currency); }
    value_set all_of(fact which) const
    {
        return terms_.unconditional ? value_set::everything(domain(which))
                                    : value_set::of_fact(declared(which), domain(which));
    }
    // Where the fact's value is in the set, and where it is another one of those that it can have.
    condition_regions on(fact which, value_set const& set, bool null_fails) const;
    static region single(fact which, value_set set)
    {
        region_box box;
        return box.restrict(which, set) ? region(std::move(box)) : region();
    }

    compiled_names const& names_;
    region_terms const& terms_;
    // By number of definition, each read once: with two uses at each level, reading at every use takes for ever.
    std::map<std::size_t, condition_regions> read_before_;
    std::map<std::size_t, operand> operands_;
};

inline condition_regions region_reader::on(fact which, value_set const& set, bool null_fails) const
{
    auto const all = all_of(which);
    auto const rest = all.without(set);
    return {single(which, all.intersected(set)), single(which, null_fails ? rest : rest.without_null())};
}

inline condition_regions region_reader::read(cel_detail::code const& in, std::uint32_t at)
{
    auto const& i = in.instructions[at];
    switch (i.code) {
    case opcode::constant: {
        auto const& v = in.constants[i.a];
        if (v.is_true()) return {region::everything(), {}};
        if (v.is_false()) return {{}, region::everything()};
        return v.is_error() ? condition_regions{} : residue();
    }
    case opcode::slot: return read_slot(i.a);
    case opcode::has_slot:
        if (i.a >= names_.fact_count || !domain({i.a}).ordered()) return residue();
        return on({i.a}, value_set::everything(domain({i.a})).without_null(), true);
    case opcode::logic: return read_logic(in, i);
    case opcode::logical_not: {
        auto of = read(in, i.a);
        return {std::move(of.fails), std::move(of.holds)};
    }
    case opcode::conditional: return read_conditional(in, i);
    case opcode::equal: return read_equal(in, i);
    case opcode::order: return read_order(in, i);
    case opcode::contained:
    case opcode::contained_in: return read_contained(in, i);
    case opcode::text_test: return read_prefix(in, i);
    default: return residue();
    }
}

// `a && b` is true where both are, and false where one of them is, even where the other one fails; `||` the other way.
inline condition_regions region_reader::read_logic(code const& in, instruction const& i)
{
    bool const is_and = i.op == operation::logical_and;
    auto const most = terms_.most_boxes;
    condition_regions out;
    (is_and ? out.holds : out.fails) = region::everything();
    for (std::uint32_t k = 0; k < i.count; ++k) {
        auto const term = read(in, in.arguments[i.a + k]);
        out.holds = is_and ? out.holds.intersected(term.holds, most) : out.holds.united(term.holds, most);
        out.fails = is_and ? out.fails.united(term.fails, most) : out.fails.intersected(term.fails, most);
    }
    return out;
}

inline condition_regions region_reader::read_conditional(code const& in, instruction const& i)
{
    auto const most = terms_.most_boxes;
    auto const test = read(in, i.a), yes = read(in, i.b), no = read(in, i.c);
    auto const choose = [&](region const& a, region const& b) {
        return test.holds.intersected(a, most).united(test.fails.intersected(b, most), most);
    };
    return {choose(yes.holds, no.holds), choose(yes.fails, no.fails)};
}

inline condition_regions const& region_reader::read_definition(std::size_t number)
{
    auto const known = read_before_.find(number);
    if (known != read_before_.end()) return known->second;
    return read_before_.emplace(number, read(names_.definitions[number].program.code())).first->second;
}

inline condition_regions region_reader::read_slot(slot_index slot)
{
    if (slot >= names_.definition_slot(0)) return read_definition(slot - names_.definition_slot(0));
    auto const side = operand_of_slot(slot);
    if (side.constant && side.constant->is(value_kind::boolean))
        return side.constant->is_true() ? condition_regions{region::everything(), {}}
                                        : condition_regions{{}, region::everything()};
    if (!side.plain() || domain(*side.moving).kind != fact_type::kind::boolean) return residue();
    return on(*side.moving, value_set::of(value::boolean(true), domain(*side.moving)), false);
}

inline std::optional<value> region_reader::parameter(std::size_t number) const
{
    auto const& values = names_.parameters[number].values;
    if (!terms_.governing) return values.size() == 1 ? std::optional(values.front().second) : std::nullopt;
    auto const after = std::upper_bound(values.begin(), values.end(), *terms_.governing,
                                        [](instant t, auto const& dated) { return t < dated.first; });
    return after == values.begin() ? std::nullopt : std::optional(std::prev(after)->second);
}

inline operand region_reader::operand_of_slot(slot_index slot)
{
    operand out;
    if (slot >= names_.definition_slot(0)) {
        auto const number = slot - names_.definition_slot(0);
        if (auto const known = operands_.find(number); known != operands_.end()) return known->second;
        auto const& meaning = names_.definitions[number].program.code();
        return operands_.emplace(number, operand_of(meaning, meaning.root)).first->second;
    }
    if (slot >= names_.fact_count) {
        if (!terms_.unconditional) out.constant = parameter(slot - names_.parameter_slot(0));
    } else if (slot == fact_schema::builtin(builtin_fact::now).slot && !terms_.unconditional) {
        if (terms_.now) out.constant = value::timestamp({*terms_.now, 0});
    } else if (domain({slot}).ordered()) {
        out.moving = fact{slot};
    }
    return out;
}

inline operand region_reader::operand_of(code const& in, std::uint32_t at)
{
    auto const& i = in.instructions[at];
    operand out;
    if (i.code == opcode::constant) {
        if (in.constants[i.a].is_known()) out.constant = in.constants[i.a];
        return out;
    }
    if (i.code == opcode::slot) return operand_of_slot(i.a);
    bool const is_sum = i.code == opcode::arithmetic && (i.op == operation::add || i.op == operation::subtract);
    return is_sum ? sum(in, i) : out;
}

// The points that a kind of value can lie at.
inline std::pair<stretch, stretch> bounds_of(bool instants) noexcept
{
    if (!instants) return {{-9'223'372'037, 145'224'192}, {9'223'372'036, 854'775'807}};
    return {{first_instant.time_since_epoch().count(), 0}, {last_instant.time_since_epoch().count(), 999'999'999}};
}

// Instants and lengths of time only: `now - fact`, `fact + length`, `now - param.window`.
inline operand region_reader::sum(code const& in, instruction const& i)
{
    auto const timed = [&](operand const& side) {
        auto kind = side.kind;
        if (side.constant) kind = side.constant->kind();
        else if (side.plain()) {
            auto const of = domain(*side.moving).kind;
            kind = of == fact_type::kind::timestamp  ? value_kind::timestamp
                   : of == fact_type::kind::duration ? value_kind::duration
                                                     : value_kind::null;
        }
        return kind;
    };
    auto const a = operand_of(in, i.a), b = operand_of(in, i.b);
    auto const kind_a = timed(a), kind_b = timed(b);
    auto const is_time = [](value_kind kind) { return kind == value_kind::timestamp || kind == value_kind::duration; };
    if (!is_time(kind_a) || !is_time(kind_b) || (a.moving && b.moving)) return {};
    bool const minus = i.op == operation::subtract;
    auto const part = [](operand const& side) {
        return side.constant ? *stretch::of(*side.constant) : side.offset.value_or(stretch{});
    };
    operand out;
    out.kind = kind_a == kind_b ? value_kind::duration : value_kind::timestamp;
    out.offset = part(a) + (minus ? -part(b) : part(b));
    out.moving = a.moving ? a.moving : b.moving;
    out.negative = a.moving ? a.negative : b.negative != minus;
    if (out.moving) return out;
    using std::chrono::nanoseconds;
    using std::chrono::seconds;
    auto const [first, last] = bounds_of(true);
    if (out.kind == value_kind::timestamp && first <= *out.offset && *out.offset <= last)
        out.constant = value::timestamp(
            {instant{seconds{out.offset->seconds}}, static_cast<std::int32_t>(out.offset->nanoseconds)});
    else if (out.kind == value_kind::duration && std::abs(out.offset->seconds) < 9'000'000'000)
        out.constant = value::duration(seconds{out.offset->seconds} + nanoseconds{out.offset->nanoseconds});
    out.offset.reset();
    return out;
}

inline cel::operation mirrored(cel::operation op) noexcept
{
    using cel::operation;
    switch (op) {
    case operation::less: return operation::greater;
    case operation::less_equal: return operation::greater_equal;
    case operation::greater: return operation::less;
    case operation::greater_equal: return operation::less_equal;
    default: return op;
    }
}

// The values that stand so to a constant; `!=` is left to the caller.
inline value_set standing(cel::operation op, value const& to, value_domain const& domain)
{
    using cel::operation;
    switch (op) {
    case operation::less: return value_set::below(to, false, domain);
    case operation::less_equal: return value_set::below(to, true, domain);
    case operation::greater: return value_set::above(to, false, domain);
    case operation::greater_equal: return value_set::above(to, true, domain);
    default: return value_set::of(to, domain);
    }
}

// The values of a fact that stand so to a point, which may lie beyond all of them.
inline value_set standing_at(cel::operation op, stretch point, value_domain const& domain)
{
    using cel::operation;
    bool const instants = domain.kind == fact_type::kind::timestamp;
    auto const [least, largest] = bounds_of(instants);
    if (point < least || point > largest) {
        bool const all = point < least ? op == operation::greater || op == operation::greater_equal
                                       : op == operation::less || op == operation::less_equal;
        return all ? value_set::everything(domain).without_null() : value_set();
    }
    auto const whole = std::chrono::seconds{point.seconds};
    auto const part = static_cast<std::int32_t>(point.nanoseconds);
    if (instants) return standing(op, value::timestamp({instant{whole}, part}), domain);
    // in this order nothing overflows: seconds below zero and their fraction meet halfway
    auto const length = point.seconds < 0 ? std::chrono::nanoseconds{whole + std::chrono::seconds{1}}
                                                + std::chrono::nanoseconds{part - 1'000'000'000}
                                          : std::chrono::nanoseconds{whole} + std::chrono::nanoseconds{part};
    return standing(op, value::duration(length), domain);
}

// Solve `fact + offset op other` for the fact. Where the sum itself is beyond its kind, the comparison fails.
inline std::optional<condition_regions> region_reader::moved(operand const& side, operation op,
                                                             value const& other) const
{
    auto const point = stretch::of(other);
    if (!point || other.kind() != side.kind) return std::nullopt;
    auto const which = *side.moving;
    auto const solved = [&](operation how, stretch at) {
        auto const lies = at + -*side.offset;
        return side.negative ? standing_at(mirrored(how), -lies, domain(which)) : standing_at(how, lies, domain(which));
    };
    auto const [least, largest] = bounds_of(side.kind == value_kind::timestamp);
    auto const sound = solved(operation::greater_equal, least).intersected(solved(operation::less_equal, largest));
    auto const all = all_of(which).intersected(sound);
    auto const set = solved(op == operation::not_equal ? operation::equal : op, *point);
    condition_regions out{single(which, all.intersected(set)), single(which, all.without(set))};
    if (op == operation::not_equal) std::swap(out.holds, out.fails);
    return out;
}

inline condition_regions region_reader::read_equal(code const& in, instruction const& i)
{
    auto a = operand_of(in, i.a), b = operand_of(in, i.b);
    if (!a.moving) std::swap(a, b);
    if (!a.moving || !b.constant) return residue();
    auto const& other = *b.constant;
    if (!a.plain()) return moved(a, i.op, other).value_or(residue());
    if (!other.is_null() && !domain(*a.moving).key_of(other)) return residue();
    auto out = on(*a.moving, value_set::of(other, domain(*a.moving)), true);
    if (i.op == operation::not_equal) std::swap(out.holds, out.fails);
    return out;
}

inline condition_regions region_reader::read_order(code const& in, instruction const& i)
{
    auto a = operand_of(in, i.a), b = operand_of(in, i.b);
    auto op = i.op;
    if (!a.moving) {
        std::swap(a, b);
        op = mirrored(op);
    }
    if (!a.moving || !b.constant) return residue();
    auto const& other = *b.constant;
    if (!a.plain()) return moved(a, op, other).value_or(residue());
    if (!domain(*a.moving).key_of(other)) return residue();
    return on(*a.moving, standing(op, other, domain(*a.moving)), false);
}

inline condition_regions region_reader::read_contained(code const& in, instruction const& i)
{
    auto const item = operand_of(in, i.a);
    if (!item.plain()) return residue();
    auto const of = domain(*item.moving);
    if (i.code == opcode::contained_in) {
        if (of.kind != fact_type::kind::string) return residue();
        std::vector<value> members;
        in.sets[i.b].each([&](std::string_view text) { members.push_back(value::borrowed(text)); });
        return on(*item.moving, value_set::of_each(members, of), true);
    }
    auto const list = operand_of(in, i.b);
    if (!list.constant || !list.constant->is(value_kind::list)) return residue();
    auto const members = list.constant->as_list();
    bool const sound = std::all_of(members.begin(), members.end(),
                                   [&](value const& member) { return member.is_null() || of.key_of(member); });
    return sound ? on(*item.moving, value_set::of_each(members, of), true) : residue();
}

inline condition_regions region_reader::read_prefix(code const& in, instruction const& i)
{
    auto const text = operand_of(in, i.a), prefix = operand_of(in, i.b);
    bool const sound = i.text == cel_detail::text_relation::starts_with && text.plain() && prefix.constant
                       && prefix.constant->is(value_kind::string)
                       && domain(*text.moving).kind == fact_type::kind::string;
    return sound ? on(*text.moving, value_set::prefixed(prefix.constant->as_string()), false) : residue();
}

}}}  // namespace ombud::policy_detail

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE condition_regions regions_of(predicate const& condition, policy_detail::compiled_names const& names,
                                          region_terms const& terms)
{
    if (condition.always()) return {region::everything(), {}};
    return policy_detail::region_reader(names, terms).read(condition.compiled().program.code());
}

OMBUD_INLINE std::vector<parameter> parameters_of(predicate const& condition,
                                                  policy_detail::compiled_names const& names)
{
    std::vector<parameter> out;
    if (condition.always()) return out;
    std::vector<bool> read(names.parameters.size(), false);
    auto const mark = [&](cel::program const& program) {
        for (auto const slot : program.slots())
            if (slot >= names.parameter_slot(0) && slot < names.definition_slot(0))
                read[slot - names.parameter_slot(0)] = true;
    };
    mark(condition.compiled().program);
    for (auto const n : condition.compiled().needs) mark(names.definitions[n].program);
    for (std::size_t n = 0; n < read.size(); ++n)
        if (read[n]) out.push_back(names.parameters[n]);
    return out;
}

}}  // namespace ombud
#endif
