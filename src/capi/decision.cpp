// SPDX-License-Identifier: BSL-1.0
#include "handles.hpp"

using ombud_capi::give;
using ombud_capi::give_unless_empty;

namespace {

// Written out, so that a new enumerator of the library is a compile error here and numbers never move.
ombud_outcome number_of(ombud::outcome o) noexcept
{
    switch (o) {
    case ombud::outcome::grant: return OMBUD_OUTCOME_GRANT;
    case ombud::outcome::offer: return OMBUD_OUTCOME_OFFER;
    case ombud::outcome::decline: return OMBUD_OUTCOME_DECLINE;
    case ombud::outcome::refer: return OMBUD_OUTCOME_REFER;
    case ombud::outcome::ask: return OMBUD_OUTCOME_ASK;
    }
    return OMBUD_OUTCOME_NONE;
}

ombud_cause number_of(ombud::cause c) noexcept
{
    switch (c) {
    case ombud::cause::authority: return OMBUD_CAUSE_AUTHORITY;
    case ombud::cause::special_client: return OMBUD_CAUSE_SPECIAL_CLIENT;
    case ombud::cause::conflict: return OMBUD_CAUSE_CONFLICT;
    case ombud::cause::gap: return OMBUD_CAUSE_GAP;
    case ombud::cause::policy: return OMBUD_CAUSE_POLICY;
    case ombud::cause::undisclosed: return OMBUD_CAUSE_UNDISCLOSED;
    case ombud::cause::undetermined: return OMBUD_CAUSE_UNDETERMINED;
    case ombud::cause::unknowable: return OMBUD_CAUSE_UNKNOWABLE;
    case ombud::cause::conflict_of_interest: return OMBUD_CAUSE_CONFLICT_OF_INTEREST;
    case ombud::cause::promise: return OMBUD_CAUSE_PROMISE;
    case ombud::cause::at_once: return OMBUD_CAUSE_AT_ONCE;
    case ombud::cause::requested: return OMBUD_CAUSE_REQUESTED;
    case ombud::cause::concern: return OMBUD_CAUSE_CONCERN;
    case ombud::cause::skill: return OMBUD_CAUSE_SKILL;
    }
    return OMBUD_CAUSE_NONE;
}

ombud_verdict number_of(ombud::verdict v) noexcept
{
    switch (v) {
    case ombud::verdict::grant: return OMBUD_VERDICT_GRANT;
    case ombud::verdict::decline: return OMBUD_VERDICT_DECLINE;
    case ombud::verdict::refer: return OMBUD_VERDICT_REFER;
    }
    return OMBUD_VERDICT_NONE;
}

}  // namespace

ombud_decision::ombud_decision(ombud::decision decided)
    : value(std::move(decided)),
      case_id(value.case_id()),
      handler(value.handler()),
      decider(value.decider()),
      amount(value.amount() ? to_string(*value.amount()) : std::string{}),
      fingerprint(value.fingerprint())
{
}

char const* ombud_decision_json(ombud_decision const* decision, size_t* size)
{
    if (decision == nullptr) return give(nullptr, size);
    try {
        std::call_once(decision->composed, [&] { decision->json = to_json(decision->value); });
        return give(&decision->json, size);
    } catch (...) {
        return give(nullptr, size);
    }
}

ombud_outcome ombud_decision_outcome(ombud_decision const* decision)
{
    return decision != nullptr ? number_of(decision->value.outcome()) : OMBUD_OUTCOME_NONE;
}

ombud_cause ombud_decision_cause(ombud_decision const* decision)
{
    auto const cause = decision != nullptr ? decision->value.cause() : std::nullopt;
    return cause ? number_of(*cause) : OMBUD_CAUSE_NONE;
}

ombud_verdict ombud_decision_verdict(ombud_decision const* decision)
{
    auto const verdict = decision != nullptr ? decision->value.verdict() : std::nullopt;
    return verdict ? number_of(*verdict) : OMBUD_VERDICT_NONE;
}

char const* ombud_decision_case(ombud_decision const* decision, size_t* size)
{
    return give(decision != nullptr ? &decision->case_id : nullptr, size);
}

int64_t ombud_decision_at(ombud_decision const* decision)
{
    return decision != nullptr ? decision->value.at().time_since_epoch().count() : 0;
}

char const* ombud_decision_handler(ombud_decision const* decision, size_t* size)
{
    return give(decision != nullptr ? &decision->handler : nullptr, size);
}

char const* ombud_decision_decider(ombud_decision const* decision, size_t* size)
{
    return give_unless_empty(decision != nullptr ? &decision->decider : nullptr, size);
}

char const* ombud_decision_amount(ombud_decision const* decision, size_t* size)
{
    return give_unless_empty(decision != nullptr ? &decision->amount : nullptr, size);
}

int ombud_decision_has_quote(ombud_decision const* decision)
{
    return decision != nullptr && decision->value.has_quote() ? 1 : 0;
}

int64_t ombud_decision_quote_expected(ombud_decision const* decision)
{
    if (ombud_decision_has_quote(decision) == 0) return 0;
    return decision->value.quote().expected.time_since_epoch().count();
}

int64_t ombud_decision_quote_quoted(ombud_decision const* decision)
{
    if (ombud_decision_has_quote(decision) == 0) return 0;
    return decision->value.quote().quoted.time_since_epoch().count();
}

char const* ombud_decision_text(ombud_decision const* decision, ombud_audience audience, size_t* size)
{
    if (decision == nullptr || !decision->value.texts()) return give(nullptr, size);
    auto const& texts = *decision->value.texts();
    switch (audience) {
    case OMBUD_AUDIENCE_CUSTOMER: return give(&texts.customer, size);
    case OMBUD_AUDIENCE_STAFF: return give(&texts.staff, size);
    case OMBUD_AUDIENCE_AUDIT: return give(&texts.audit, size);
    }
    return give(nullptr, size);
}

char const* ombud_decision_fingerprint(ombud_decision const* decision, size_t* size)
{
    return give(decision != nullptr ? &decision->fingerprint : nullptr, size);
}

void ombud_decision_free(ombud_decision* decision)
{
    delete decision;
}

char const* ombud_outcome_name(ombud_outcome outcome)
{
    switch (outcome) {
    case OMBUD_OUTCOME_NONE: break;
    case OMBUD_OUTCOME_GRANT: return "grant";
    case OMBUD_OUTCOME_OFFER: return "offer";
    case OMBUD_OUTCOME_DECLINE: return "decline";
    case OMBUD_OUTCOME_REFER: return "refer";
    case OMBUD_OUTCOME_ASK: return "ask";
    }
    return nullptr;
}

char const* ombud_cause_name(ombud_cause cause)
{
    switch (cause) {
    case OMBUD_CAUSE_NONE: break;
    case OMBUD_CAUSE_AUTHORITY: return "authority";
    case OMBUD_CAUSE_SPECIAL_CLIENT: return "special_client";
    case OMBUD_CAUSE_CONFLICT: return "conflict";
    case OMBUD_CAUSE_GAP: return "gap";
    case OMBUD_CAUSE_POLICY: return "policy";
    case OMBUD_CAUSE_UNDISCLOSED: return "undisclosed";
    case OMBUD_CAUSE_UNDETERMINED: return "undetermined";
    case OMBUD_CAUSE_UNKNOWABLE: return "unknowable";
    case OMBUD_CAUSE_CONFLICT_OF_INTEREST: return "conflict_of_interest";
    case OMBUD_CAUSE_PROMISE: return "promise";
    case OMBUD_CAUSE_AT_ONCE: return "at_once";
    case OMBUD_CAUSE_REQUESTED: return "requested";
    case OMBUD_CAUSE_CONCERN: return "concern";
    case OMBUD_CAUSE_SKILL: return "skill";
    }
    return nullptr;
}

char const* ombud_verdict_name(ombud_verdict verdict)
{
    switch (verdict) {
    case OMBUD_VERDICT_NONE: break;
    case OMBUD_VERDICT_GRANT: return "grant";
    case OMBUD_VERDICT_DECLINE: return "decline";
    case OMBUD_VERDICT_REFER: return "refer";
    }
    return nullptr;
}
