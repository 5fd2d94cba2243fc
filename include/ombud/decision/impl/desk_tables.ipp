// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DESK_TABLES_IPP
#define OMBUD_DECISION_IMPL_DESK_TABLES_IPP

// Decision tables: row n of the table T is the rule `T.n` of its policy, in all versions of it.

#include <ombud/decision/detail/desk_builder.hpp>

#include <algorithm>
#include <string>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

inline void desk_builder::read_tables()
{
    for (auto const& at : root_.each("tables")) {
        reader const from(at, model_->currency);
        if (!from) continue;
        auto const policy_id = from.text("policy").value_or("");
        bool const again = std::any_of(tables_.begin(), tables_.end(), [&](auto const& earlier) {
            return reader(earlier.at).text("id") == from.text("id");
        });
        if (again) continue;  // the same id twice was reported where files are merged
        if (from.text("policy") && !model_->organisation.find_policy(policy_id))
            unknown(from.find("policy"), "policy", policy_id, model_->organisation.policies);
        tables_.push_back(read_table(at, *model_, *conditions_, findings));
        row_models_.push_back(read_row_model(from));
        check_table(tables_.back(), *model_, findings);
        if (!is_off(policy_id)) continue;
        for (std::size_t row = 0; row < tables_.back().rows.size(); ++row)
            laid_aside_.push_back(std::string(policy_id) + '/' + read_row(tables_.size() - 1, row).id);
    }
}

// What all rows of a table share.
inline rule desk_builder::read_row_model(reader const& from)
{
    rule out;
    out.id = from.text("id").value_or("");
    auto const effect = from.text("then").value_or("");
    out.then = effect == "grant" ? rule_effect::grant : effect == "decline" ? rule_effect::decline : rule_effect::refer;
    out.because = from.text("because").value_or("");
    out.waivable = from.flag("waivable", false);
    out.protects = from.text("protects").value_or("");
    read_offers(from, out);
    return out;
}

inline void desk_builder::read_rows(policy_version_index owner)
{
    auto& set = data_->rules;
    for (std::size_t n = 0; n < tables_.size(); ++n) {
        auto const& table = tables_[n];
        if (reader(table.at).text("policy") != set.policies[owner].id) continue;
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            auto const& at = table.rows[row].at;
            if (set.rules.size() == bounds_.rules) {
                add(error_at(at, errc::limit_exceeded,
                             "the desk has more than " + std::to_string(bounds_.rules) + " rules",
                             "split the desk, or raise `limits::rules` where it is loaded"));
                return;
            }
            auto one = read_row(n, row);
            one.policy = owner;
            check_row(one, set.policies[owner], table, row);
            set.rules.push_back(std::move(one));
            rule_nodes_.push_back(at);
        }
    }
}

inline rule desk_builder::read_row(std::size_t table, std::size_t row) const
{
    auto out = row_models_[table];
    out.id += '.' + std::to_string(row + 1);
    out.when = tables_[table].rows[row].speaks;
    out.limit = tables_[table].rows[row].limit;
    return out;
}

// The doctrine is the same for all rows: it is looked at once for a table. An id must still be free in its policy.
inline void desk_builder::check_row(rule const& one, policy const& owner, decision_table const& table, std::size_t row)
{
    bool const taken = std::any_of(data_->rules.rules.begin(), data_->rules.rules.end(),
                                   [&](rule const& other) { return other.policy == one.policy && other.id == one.id; });
    if (taken)
        add(error_at(table.rows[row].at, errc::duplicate_id,
                     "the policy `" + owner.id + "` has a rule `" + one.id + "` beside this row",
                     "give the rule or the table another id"));
    if (row == 0) check_doctrine(one, owner, reader(table.at, model_->currency));
}

}}}  // namespace ombud::decision_detail
#endif
