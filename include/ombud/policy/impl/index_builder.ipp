// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_INDEX_BUILDER_IPP
#define OMBUD_POLICY_IMPL_INDEX_BUILDER_IPP

// How the index of rules is made: rows, and for each dimension one sweep over its bounds.

#include <ombud/policy/detail/index_builder.hpp>

#include <ombud/policy/impl/index_rows.ipp>

#include <algorithm>
#include <map>
#include <numeric>

namespace ombud { inline namespace OMBUD_ABI { namespace policy_detail {

inline constexpr std::size_t shared_enough = 8;  // conditions with a part, for it to be an axis
inline constexpr std::size_t fewest_joined = 64; // classes that are left where classes are joined

inline std::uint64_t hash_of(std::vector<row_block> const& bitmap) noexcept
{
    std::uint64_t hash = 0;
    for (auto const& block : bitmap)
        for (auto const word : block.words) {
            hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
            hash ^= hash >> 32;
        }
    return hash;
}

inline void flip_bit(std::vector<row_block>& bitmap, std::size_t row) noexcept
{
    bitmap[row / row_block::rows_each].words[row / 64 % row_block::words_each] ^= std::uint64_t{1} << row % 64;
}

inline bool has_bit(row_block const* bitmap, std::size_t row) noexcept
{
    return (bitmap[row / row_block::rows_each].words[row / 64 % row_block::words_each] >> row % 64 & 1u) != 0;
}

inline std::uint32_t bitmap_store::keep(std::vector<row_block> const& bitmap)
{
    auto const hash = hash_of(bitmap);
    for (auto [at, end] = by_hash_.equal_range(hash); at != end; ++at)
        if (std::equal(bitmap.begin(), bitmap.end(), (*this)[at->second])) return at->second;
    auto const number = static_cast<std::uint32_t>(summary_width_ == 0 ? 0 : summaries_.size() / summary_width_);
    by_hash_.emplace(hash, number);
    blocks_.insert(blocks_.end(), bitmap.begin(), bitmap.end());
    summaries_.resize(summaries_.size() + summary_width_);
    auto* const summary = summaries_.data() + number * summary_width_;
    for (std::size_t n = 0; n < bitmap.size(); ++n)
        if (bitmap[n] != row_block{}) summary[n / 64] |= std::uint64_t{1} << n % 64;
    return number;
}

inline index_builder::index_builder(ruleset const& rules, governing_date by, compiled_names const& names,
                                    fact_schema const& schema, currency unit, std::size_t most_bytes)
    : rules_(rules), by_(by), schema_(schema), unit_(unit), most_bytes_(most_bytes), reader_(names, schema, unit),
      fact_count_(names.fact_count)
{}

inline void index_builder::note_texts(predicate const& when)
{
    for (auto const which : when.facts()) {
        auto const& declared = schema_[which];
        bool const is_text = declared.type == fact_type{fact_type::kind::string, false} && declared.one_of.empty();
        if (is_text) out_.texts.push_back(which.slot);
    }
}

inline void index_builder::read_rules()
{
    for (rule_index r = 0; r < rules_.rules.size(); ++r) {
        auto const& one = rules_.rules[r];
        if (one.status == rule_status::draft || rules_.policy_of(r).governed_by != by_) continue;
        for (auto& row : reader_.read(one.when)) {
            rows_.push_back(std::move(row));
            out_.rules.push_back(r);
        }
        note_texts(one.when);
    }
    std::sort(out_.texts.begin(), out_.texts.end());
    out_.texts.erase(std::unique(out_.texts.begin(), out_.texts.end()), out_.texts.end());
}

// Parts that few conditions have are left to them: a residue.
inline void index_builder::use_parts()
{
    auto const& parts = reader_.parts();
    for (auto& row : rows_) {
        auto const left = std::erase_if(row.tests, [&](row_test const& test) {
            return test.axis >= fact_count_ && parts[test.axis - fact_count_].uses < shared_enough;
        });
        row.residue = row.residue || left > 0;
    }
}

// Bitmaps that say what the rows are.
inline void index_builder::describe_rows()
{
    out_.bitmaps = bitmap_store(rows_.size());
    auto all = blank(), residue = blank(), siblings = blank();
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        flip_bit(all, row);
        if (rows_[row].residue) flip_bit(residue, row);
        auto const is_rule_of = [&](std::size_t other) {
            return other < rows_.size() && out_.rules[other] == out_.rules[row];
        };
        if (is_rule_of(row + 1) || (row > 0 && is_rule_of(row - 1))) flip_bit(siblings, row);
    }
    out_.all = out_.bitmaps.keep(all);
    out_.none = out_.bitmaps.keep(blank());
    out_.residue = out_.bitmaps.keep(residue);
    out_.siblings = out_.bitmaps.keep(siblings);
}

inline condition_index::data index_builder::build()
{
    read_rules();
    use_parts();
    describe_rows();
    add_policy_axes();
    std::map<std::uint32_t, plan> plans;
    for (std::uint32_t row = 0; row < rows_.size(); ++row)
        for (auto const& test : rows_[row].tests) plans[test.axis].uses.push_back({row, test.test});
    for (auto& [number, p] : plans) {
        bool const is_fact = number < fact_count_;
        p.domain = is_fact ? domain_of(schema_[fact{number}], unit_) : row_reader::part_domain();
        auto made = make(p);
        fill(p, made, is_fact ? &schema_[fact{number}] : nullptr);
        made.slot = number;
        if (is_fact) out_.facts.push_back(std::move(made));
        else out_.parts.push_back({reader_.parts()[number - fact_count_].place, std::move(made)});
    }
    if (rows_.size() <= most_few_rows) {
        arrange_axes();
        spell_out_few();
    }
    out_.bitmaps.settle();
    return std::move(out_);
}

// For each row, how many of the classes leave it.
inline std::vector<double> index_builder::shares_left(axis const& of) const
{
    std::vector<double> out(rows_.size());
    auto const classes = std::max<std::size_t>(1, of.classes.size() - axis::null - 1);
    for (std::size_t n = axis::null + 1; n < of.classes.size(); ++n) {
        auto const* const may = out_.bitmaps[of.classes[n].may];
        for (std::size_t row = 0; row < out.size(); ++row)
            if (has_bit(may, row)) out[row] += 1.0 / static_cast<double>(classes);
    }
    return out;
}

// First what rules out most, then what rules out most of what that leaves, and so on: the sooner nothing is left.
inline void index_builder::arrange_axes()
{
    auto& axes = out_.facts;
    std::vector<std::vector<double>> shares;
    for (auto const& one : axes) shares.push_back(shares_left(one));
    std::vector<double> left(rows_.size(), 1.0);
    for (std::size_t next = 0; next + 1 < axes.size(); ++next) {
        std::vector<double> sums;
        for (auto n = next; n < axes.size(); ++n)
            sums.push_back(std::inner_product(left.begin(), left.end(), shares[n].begin(), 0.0));
        auto const best = next + static_cast<std::size_t>(std::min_element(sums.begin(), sums.end()) - sums.begin());
        std::swap(axes[next], axes[best]);
        std::swap(shares[next], shares[best]);
        for (std::size_t row = 0; row < left.size(); ++row) left[row] *= shares[next][row];
    }
}

// Classes must not move once they are pointed at.
inline void index_builder::spell_out_few()
{
    std::size_t count = 0;
    for (auto const& one : out_.facts) count += one.classes.size();
    out_.few_classes.reserve(count);
    for (auto const& one : out_.facts) spell_out(one);
}

inline void index_builder::spell_out(axis const& one)
{
    out_.few.emplace_back(one, out_.few_classes.data() + out_.few_classes.size());
    for (auto const& meant : one.classes) {
        auto& made = out_.few_classes.emplace_back();
        std::copy_n(out_.bitmaps[meant.may]->words, few_class::words_each, made.may);
        std::copy_n(out_.bitmaps[meant.doubt]->words, few_class::words_each, made.doubt);
    }
}

// Which actions a policy covers and when it is in force, as whole numbers.
inline void index_builder::add_policy_axes()
{
    value_domain const whole{fact_type::kind::integer};
    plan actions, times;
    actions.domain = times.domain = whole;
    auto const seconds = [](instant t) { return value::integer(t.time_since_epoch().count()); };
    std::vector<std::uint32_t> action_tests(rules_.policies.size(), nowhere), time_tests = action_tests;
    for (std::size_t n = 0; n < rules_.policies.size(); ++n) {
        auto const& one = rules_.policies[n];
        if (!one.all_actions) {
            std::vector<value> covered;
            for (auto const a : one.actions) covered.push_back(value::integer(std::int64_t{a}));
            auto const set = value_set::of_each(covered, whole);
            action_tests[n] = reader_.add({set, set});
        }
        if (!one.from && !one.until) continue;
        auto set = value_set::everything(whole).without_null();
        if (one.from) set = set.intersected(value_set::above(seconds(*one.from), true, whole));
        if (one.until) set = set.intersected(value_set::below(seconds(*one.until), false, whole));
        time_tests[n] = reader_.add({set, set});
    }
    for (std::uint32_t row = 0; row < rows_.size(); ++row) {
        auto const owner = rules_.rules[out_.rules[row]].policy;
        if (action_tests[owner] != nowhere) actions.uses.push_back({row, action_tests[owner]});
        if (time_tests[owner] != nowhere) times.uses.push_back({row, time_tests[owner]});
    }
    for (auto const& [p, to] : {std::pair{&actions, &out_.actions}, std::pair{&times, &out_.in_force}}) {
        if (p->uses.empty()) continue;
        *to = make(*p);
        fill(*p, **to, nullptr);
    }
}

inline void index_builder::find_bounds(plan& p) const
{
    std::vector<std::uint32_t> tests;
    for (auto const& one : p.uses) tests.push_back(one.test);
    std::sort(tests.begin(), tests.end());
    tests.erase(std::unique(tests.begin(), tests.end()), tests.end());
    auto const add = [&](value_set const& set) {
        for (auto const& one : set.intervals()) {
            p.bounds.push_back(one.from);
            if (one.until) p.bounds.push_back(*one.until);
        }
    };
    add(value_set::everything(p.domain));
    if (p.domain.kind == fact_type::kind::boolean) add(value_set::of(value::boolean(true), p.domain));
    for (auto const test : tests) {
        add(reader_.tests()[test].may);
        add(reader_.tests()[test].must);
    }
    std::sort(p.bounds.begin(), p.bounds.end());
    p.bounds.erase(std::unique(p.bounds.begin(), p.bounds.end()), p.bounds.end());
}

inline void index_builder::find_flips(plan& p) const
{
    using ends = std::vector<std::uint32_t>;
    std::unordered_map<std::uint32_t, std::pair<ends, ends>> known;
    auto const ends_of = [&](value_set const& set) {
        ends out;
        auto const add = [&](std::string const& key) {
            auto const at = std::lower_bound(p.bounds.begin(), p.bounds.end(), key);
            out.push_back(static_cast<std::uint32_t>(at - p.bounds.begin()));
        };
        for (auto const& one : set.intervals()) {
            add(one.from);
            if (one.until) add(*one.until);
        }
        return out;
    };
    for (auto const& [row, test] : p.uses) {
        auto const [found, fresh] = known.try_emplace(test);
        auto const& meant = reader_.tests()[test];
        if (fresh) found->second = {ends_of(meant.may), ends_of(meant.may.without(meant.must))};
        for (auto const at : found->second.first) p.may.push_back({at, row});
        for (auto const at : found->second.second) p.doubt.push_back({at, row});
    }
    auto const earlier = [](flip const& a, flip const& b) { return a.at < b.at; };
    std::sort(p.may.begin(), p.may.end(), earlier);
    std::sort(p.doubt.begin(), p.doubt.end(), earlier);
}

inline std::uint32_t index_builder::keep_class(axis& out, std::vector<row_block> const& may,
                                               std::vector<row_block> const& doubt,
                                               std::unordered_map<std::uint64_t, std::uint32_t>& known)
{
    axis_class const one{out_.bitmaps.keep(may), out_.bitmaps.keep(doubt)};
    auto const [found, fresh] = known.try_emplace(std::uint64_t{one.may} << 32 | one.doubt);
    if (fresh) {
        found->second = static_cast<std::uint32_t>(out.classes.size());
        out.classes.push_back(one);
    }
    return found->second;
}

// The classes of what is not known, and of null.
inline void index_builder::add_null(plan const& p, axis& out)
{
    auto named = blank(), may = blank(), doubt = blank();
    for (std::uint32_t row = 0; row < rows_.size(); ++row) flip_bit(may, row);
    for (auto const& [row, test] : p.uses) {
        auto const& meant = reader_.tests()[test];
        flip_bit(named, row);
        if (!meant.may.has_null()) flip_bit(may, row);
        else if (!meant.must.has_null()) flip_bit(doubt, row);
    }
    out.classes.push_back({out_.all, out_.bitmaps.keep(named)});
    out.classes.push_back({out_.bitmaps.keep(may), out_.bitmaps.keep(doubt)});
}

// `all` becomes what is true without doubt for all values so far, `some` what may be for one of them.
inline void join(std::vector<row_block> const& may, std::vector<row_block> const& doubt, std::vector<row_block>& some,
                 std::vector<row_block>& all)
{
    bool const first = some.empty();
    some.resize(may.size());
    all.resize(may.size());
    for (std::size_t b = 0; b < may.size(); ++b)
        for (std::size_t w = 0; w < row_block::words_each; ++w) {
            auto const sure = may[b].words[w] & ~doubt[b].words[w];
            some[b].words[w] |= may[b].words[w];
            all[b].words[w] = first ? sure : all[b].words[w] & sure;
        }
}

// `all` becomes the doubts that are left.
inline void find_doubt(std::vector<row_block>& all, std::vector<row_block> const& some) noexcept
{
    for (std::size_t b = 0; b < some.size(); ++b)
        for (std::size_t w = 0; w < row_block::words_each; ++w) all[b].words[w] = some[b].words[w] & ~all[b].words[w];
}

// From the lowest values up, with the bits as they are there. Where there would be too many classes, neighbours are
// one: what is true for one of them may be, and is in doubt unless it is true for all.
inline void index_builder::sweep(plan& p, axis& out)
{
    auto may = blank(), doubt = blank();
    for (std::uint32_t row = 0; row < rows_.size(); ++row) flip_bit(may, row);
    for (auto const& one : p.uses) flip_bit(may, one.row);
    auto const whole = value_set::everything(p.domain).intervals().front();
    auto const until = whole.until ? std::lower_bound(p.bounds.begin(), p.bounds.end(), *whole.until) : p.bounds.end();
    auto const end = static_cast<std::size_t>(until - p.bounds.begin());
    auto const most = std::max(fewest_joined, most_bytes_ / (2 * sizeof(row_block) * (may.size() + 1)));
    auto const each = (end + most - 1) / most;
    std::unordered_map<std::uint64_t, std::uint32_t> known;
    p.classes.assign(p.bounds.size(), axis::other);
    auto next_may = p.may.begin(), next_doubt = p.doubt.begin();
    for (std::size_t first = 0; first < end; first += each) {
        auto const last = std::min(first + each, end);
        std::vector<row_block> some, all;
        for (auto at = first; at < last; ++at) {
            for (; next_may != p.may.end() && next_may->at == at; ++next_may) flip_bit(may, next_may->row);
            for (; next_doubt != p.doubt.end() && next_doubt->at == at; ++next_doubt)
                flip_bit(doubt, next_doubt->row);
            if (each > 1) join(may, doubt, some, all);
        }
        if (each > 1) find_doubt(all, some);
        auto const number = each > 1 ? keep_class(out, some, all, known) : keep_class(out, may, doubt, known);
        std::fill(p.classes.begin() + static_cast<std::ptrdiff_t>(first),
                  p.classes.begin() + static_cast<std::ptrdiff_t>(last), number);
    }
}

inline axis index_builder::make(plan& p)
{
    axis out;
    find_bounds(p);
    find_flips(p);
    add_null(p, out);
    sweep(p, out);
    return out;
}

// What finds the class of a value.
inline void index_builder::fill(plan& p, axis& out, fact_declaration const* declared) const
{
    using k = fact_type::kind;
    std::vector<std::uint64_t> numbers;
    switch (p.domain.kind) {
    case k::boolean:
        for (std::size_t n = 0; n < 2; ++n) out.truths[n] = p.classes[n];
        return;
    case k::string:
        out.from = axis::source::text;
        out.texts = text_classes(std::move(p.bounds), std::move(p.classes),
                                 declared == nullptr ? std::vector<value>{} : declared->one_of);
        return;
    case k::timestamp:
        out.from = axis::source::time;
        for (std::size_t n = 0; n < p.bounds.size(); ++n)
            out.times.emplace_back(p.domain.value_of(p.bounds[n]).as_timestamp(), p.classes[n]);
        return;
    case k::money: out.from = axis::source::money; break;
    case k::duration: out.from = axis::source::length; break;
    case k::real: out.from = axis::source::real; break;
    case k::integer:
    case k::any: out.from = axis::source::whole; break;
    }
    out.unit = unit_.index();
    for (auto const& bound : p.bounds) numbers.push_back(from_big_endian(bound));
    out.numbers = number_classes(std::move(numbers), std::move(p.classes));
}

}}}  // namespace ombud::policy_detail
#endif
