// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_IPP
#define OMBUD_DECISION_IMPL_DECIDE_IPP

#include <ombud/decision/decide.hpp>

#include <ombud/decision/watch.hpp>  // first: with headers only, its bodies follow, and they need watcher.hpp

#include <ombud/decision/detail/deciding.hpp>
#include <ombud/decision/detail/watcher.hpp>

#include <ombud/decision/impl/decide_answers.ipp>
#include <ombud/decision/impl/decide_approvals.ipp>
#include <ombud/decision/impl/decide_binding.ipp>
#include <ombud/decision/impl/decide_budgets.ipp>
#include <ombud/decision/impl/decide_clocks.ipp>
#include <ombud/decision/impl/decide_duties.ipp>
#include <ombud/decision/impl/decide_edges.ipp>
#include <ombud/decision/impl/decide_history.ipp>
#include <ombud/decision/impl/decide_holds.ipp>
#include <ombud/decision/impl/decide_offers.ipp>
#include <ombud/decision/impl/decide_outcome.ipp>
#include <ombud/decision/impl/decide_path.ipp>
#include <ombud/decision/impl/decide_promises.ipp>
#include <ombud/decision/impl/decide_record.ipp>
#include <ombud/decision/impl/decide_rules.ipp>
#include <ombud/decision/impl/decide_shown.ipp>
#include <ombud/decision/impl/decide_situations.ipp>
#include <ombud/decision/impl/decide_special.ipp>
#include <ombud/decision/impl/text.ipp>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {

// Steps 1 to 9.
inline void deciding::find_outcome()
{
    note_events();
    prepare_facts();
    observe_rules();
    decide_outcome();
}

// The steps of spec 3, in their order.
inline void deciding::run()
{
    find_outcome();
    gather_alternatives();
    find_paths();
    settle_stance();
    add_duties();
    record_reasons();
    out_.in_person = in_person_;
    if (options_.holds_until) settle_holds_until();
    if (options_.texts) compose_texts();
}

inline workspace::state& deciding::spare_memory()
{
    if (!memory_.spare) memory_.spare = std::make_unique<workspace::state>();
    return *memory_.spare;
}

}  // namespace decision_detail

OMBUD_INLINE workspace::workspace() : state_(std::make_unique<state>()) {}
OMBUD_INLINE workspace::~workspace() = default;
OMBUD_INLINE workspace::workspace(workspace&&) noexcept = default;
OMBUD_INLINE workspace& workspace::operator=(workspace&&) noexcept = default;

OMBUD_INLINE void decide(desk const& d, case_file const& c, instant now, workspace& reused, decision& into,
                         decide_options const& options)
{
    auto& out = into.renew();
    // the whole desk is kept, since it lends its words; counting it again would only slow down other threads
    auto const& whole = d.shared_data();
    if (out.desk.owner_before(whole) || whole.owner_before(out.desk)) out.desk = {whole, whole->model.get()};
    decision_detail::deciding one(*whole, c, now, reused.get(), options, &out);
    if (!whole->promises.all.empty()) one.take_clocks(decision_detail::clocks_at(d, c, now));
    one.run();
}

OMBUD_INLINE decision decide(desk const& d, case_file const& c, instant now, workspace& reused,
                             decide_options const& options)
{
    decision out;
    decide(d, c, now, reused, out, options);
    return out;
}

OMBUD_INLINE decision decide(desk const& d, case_file const& c, instant now, decide_options const& options)
{
    workspace fresh;
    return decide(d, c, now, fresh, options);
}

OMBUD_INLINE path_answer find_path(desk const& d, staff_index from, action_index action, std::optional<money> amount,
                                   std::string_view customer, instant now)
{
    auto const& org = d.model().organisation;
    auto const make = [&](std::string_view whose) {
        return d.make_case("-", whose, org.staff[from].id, org.actions[action].id);
    };
    auto about = make(customer);
    bool const any_customer = !about;  // none, or what can be no customer's id
    if (any_customer) about = make("-");
    if (amount) about->set(fact_schema::builtin(builtin_fact::request_amount), value::money(*amount));
    workspace fresh;
    decide_options const options;
    return decision_detail::deciding(d.data(), *about, now, fresh.get(), options).answer_path(any_customer);
}

}}  // namespace ombud
#endif
