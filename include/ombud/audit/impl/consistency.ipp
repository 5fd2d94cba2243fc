// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_IMPL_CONSISTENCY_IPP
#define OMBUD_AUDIT_IMPL_CONSISTENCY_IPP

#include <ombud/audit/consistency.hpp>

#include <ombud/audit/detail/telling.hpp>
#include <ombud/base/json_writer.hpp>

#include <algorithm>
#include <chrono>
#include <set>
#include <tuple>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace audit_detail {

using record_list = std::vector<decision_record const*>;

// The order in which a log would be read by hand; it does not depend on how the records came.
inline record_list in_order(std::vector<decision_record> const& records)
{
    record_list out;
    for (auto const& one : records) out.push_back(&one);
    std::sort(out.begin(), out.end(), [](auto const* a, auto const* b) {
        return std::tie(a->at, a->case_id, a->answer, a->handler, a->desk, a->customer, a->special)
               < std::tie(b->at, b->case_id, b->answer, b->handler, b->desk, b->customer, b->special);
    });
    return out;
}

inline std::vector<answer_count> count_answers(record_list const& records)
{
    std::map<given_answer, answer_count> counted;
    for (auto const* const one : records) {
        auto& entry = counted[one->answer];
        if (entry.count++ == 0) entry = {one->answer, 1, one->case_id, one->at, one->at};
        entry.last = one->at;
    }
    std::vector<answer_count> out;
    for (auto& entry : counted) out.push_back(std::move(entry.second));
    std::stable_sort(out.begin(), out.end(), [](auto const& a, auto const& b) { return a.count > b.count; });
    return out;
}

// A record's value of an attribute; empty where it is not known.
inline std::string attribute(decision_record const& one, std::string_view name)
{
    if (name == "desk") return one.desk;
    if (name == "handler") return one.handler;
    if (name == "customer") return one.customer;
    return one.special ? (*one.special ? "yes" : "no") : "";
}

inline void judge(record_list const& records, std::string_view name, unlike_group& out)
{
    std::map<std::string, std::set<given_answer>> answers;
    for (auto const* const one : records) answers[attribute(*one, name)].insert(one->answer);
    bool const known = answers.count("") == 0;
    if (answers.size() < (known ? 2u : 3u)) return;
    out.differs.push_back(name);
    bool const settled =
        std::all_of(answers.begin(), answers.end(), [](auto const& each) { return each.second.size() == 1; });
    // that they are two people explains nothing: everybody is treated alike but by status (D6, D11)
    if (known && settled && name != "customer") out.explains.push_back(name);
}

// Whether one answer follows the other in time, with no going back.
inline void judge_time(record_list const& records, unlike_group& out)
{
    if (records.front()->at == records.back()->at) return;
    out.differs.push_back("time");
    std::set<given_answer> past;
    for (std::size_t n = 1; n < records.size(); ++n) {
        if (records[n]->answer == records[n - 1]->answer) continue;
        past.insert(records[n - 1]->answer);
        if (past.count(records[n]->answer) != 0 || records[n]->at == records[n - 1]->at) return;
    }
    out.explains.push_back("time");
}

inline bool same_answers(std::vector<answer_count> const& a, std::vector<answer_count> const& b)
{
    auto const set_of = [](auto const& list) {
        std::set<given_answer> out;
        for (auto const& one : list) out.insert(one.answer);
        return out;
    };
    return set_of(a) == set_of(b);
}

inline void write(json_writer& out, std::vector<answer_count> const& answers)
{
    out.begin_array();
    for (auto const& one : answers) {
        out.begin_object().key("outcome").string(one.answer.outcome).key("cause");
        text_or_null(out, one.answer.cause).key("amount");
        text_or_null(out, one.answer.amount).key("count").unsigned_integer(one.count);
        out.key("example").string(one.example).key("first").string(to_string(one.first, std::chrono::seconds{0}));
        out.key("last").string(to_string(one.last, std::chrono::seconds{0})).end_object();
    }
    out.end_array();
}

inline void write(json_writer& out, std::vector<std::string_view> const& names)
{
    out.begin_array();
    for (auto const name : names) out.string(name);
    out.end_array();
}

}  // namespace audit_detail

OMBUD_INLINE void name_customer(decision_record& record, relations const& known, std::string_view customer,
                                std::string_view account)
{
    record.customer = customer;
    auto const* const special = known.find_special(customer, account);
    record.special = special != nullptr && special->status_at(record.at) != special_status::none;
}

OMBUD_INLINE void consistency_audit::add(decision_record record)
{
    ++count_;
    auto& group = by_fingerprint_[record.fingerprint];
    group.push_back(std::move(record));
}

OMBUD_INLINE consistency_report consistency_audit::report() const
{
    using namespace audit_detail;
    consistency_report out{count_, by_fingerprint_.size(), {}, {}};
    for (auto const& [fingerprint, all] : by_fingerprint_) {
        auto const records = in_order(all);
        unlike_group group{fingerprint, count_answers(records), {}, {}};
        if (group.answers.size() > 1) {
            for (auto const name : {"desk", "handler", "special", "customer"}) judge(records, name, group);
            judge_time(records, group);
            out.unlike.push_back(std::move(group));
        }
        record_list special;
        record_list others;
        for (auto const* const one : records)
            if (one->special) (*one->special ? special : others).push_back(one);
        if (special.empty() || others.empty()) continue;
        special_beside_others beside{fingerprint, count_answers(special), count_answers(others), true};
        beside.alike = same_answers(beside.special, beside.others);
        out.special.push_back(std::move(beside));
    }
    return out;
}

OMBUD_INLINE std::string answer_words(given_answer const& answer)
{
    auto out = answer.outcome;
    if (!answer.amount.empty()) out += ' ' + answer.amount;
    if (!answer.cause.empty()) out += " (" + answer.cause + ')';
    return out;
}

OMBUD_INLINE std::string to_json(consistency_report const& report)
{
    std::string text;
    json_writer out(text);
    out.begin_object().key("decisions").unsigned_integer(report.decisions).key("fingerprints");
    out.unsigned_integer(report.fingerprints).key("unlike").begin_array();
    for (auto const& group : report.unlike) {
        out.begin_object().key("fingerprint").string(group.fingerprint).key("answers");
        audit_detail::write(out, group.answers);
        out.key("differs");
        audit_detail::write(out, group.differs);
        out.key("explains");
        audit_detail::write(out, group.explains);
        out.end_object();
    }
    out.end_array().key("special").begin_array();
    for (auto const& each : report.special) {
        out.begin_object().key("fingerprint").string(each.fingerprint).key("alike").boolean(each.alike).key("special");
        audit_detail::write(out, each.special);
        out.key("others");
        audit_detail::write(out, each.others);
        out.end_object();
    }
    out.end_array().end_object();
    return text;
}

}}  // namespace ombud
#endif
