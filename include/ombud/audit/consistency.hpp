// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_CONSISTENCY_HPP
#define OMBUD_AUDIT_CONSISTENCY_HPP

/// @file consistency.hpp
/// Whether like cases were decided alike, over a log of decisions.   @layer 7 audit (uses: base, value, model)

#include <ombud/base/config.hpp>
#include <ombud/model/customer.hpp>
#include <ombud/value/instant.hpp>

#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What was answered: as decisions write it, empty where they write null.
struct given_answer {
    std::string outcome;
    std::string cause;
    std::string amount;
    friend auto operator<=>(given_answer const&, given_answer const&) = default;
};

/// One decision of a log.
struct decision_record {
    std::string case_id;
    std::string fingerprint;  ///< equal for like cases: the same action, amount and facts that mattered
    given_answer answer;
    std::string desk;         ///< what tells versions of a desk apart: its digest
    std::string handler;
    std::string customer;     ///< empty: not known
    std::optional<bool> special;  ///< whether the customer was a special client; none: not known
    instant at;
};

/// Tell a record whose case it was, which decisions do not name, and whether they were a special client then.
/// @param known  the special clients of the desk
OMBUD_DECL void name_customer(decision_record& record, relations const& known, std::string_view customer,
                              std::string_view account);

/// An answer that was given to like cases.
struct answer_count {
    given_answer answer;
    std::size_t count = 0;
    std::string example;  ///< id of the earliest such case
    instant first;
    instant last;
};

/// Like cases that were answered differently.
struct unlike_group {
    std::string fingerprint;
    std::vector<answer_count> answers;  // INVARIANT: two at least; most frequent first, then by answer
    /// Of `desk`, `handler`, `special`, `customer` and `time`, in this order, what is not the same throughout the
    /// group.
    std::vector<std::string_view> differs;
    /// Those of them that account for it by themselves: equal values always got equal answers; for `time`, each answer
    /// was given before all of the next. What is not known of a record accounts for nothing, and neither does who the
    /// customer is: only their status does. None: nothing on record explains why like cases were not treated alike.
    std::vector<std::string_view> explains;
};

/// Like cases of special clients beside those of others.
struct special_beside_others {
    std::string fingerprint;
    std::vector<answer_count> special;
    std::vector<answer_count> others;
    bool alike = true;  ///< the same answers, whatever their numbers
};

/// What an audit found. All lists by fingerprint.
struct consistency_report {
    std::size_t decisions = 0;
    std::size_t fingerprints = 0;
    std::vector<unlike_group> unlike;
    std::vector<special_beside_others> special;
};

/// Goes through a log of decisions in any order; memory grows with its length.   @source spec 3; D6, D11
class consistency_audit {
public:
    OMBUD_DECL void add(decision_record record);
    OMBUD_DECL consistency_report report() const;

private:
    std::map<std::string, std::vector<decision_record>, std::less<>> by_fingerprint_;
    std::size_t count_ = 0;
};

/// `"grant 120.00 EUR"`, `"refer (authority)"`.
OMBUD_DECL std::string answer_words(given_answer const& answer);

/// An object with `decisions`, `fingerprints`, `unlike` and `special`; instants in UTC.
OMBUD_DECL std::string to_json(consistency_report const& report);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/audit/impl/consistency.ipp>
#endif
#endif  // OMBUD_AUDIT_CONSISTENCY_HPP
