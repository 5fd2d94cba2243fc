// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_DECIDING_HPP
#define OMBUD_DECISION_DETAIL_DECIDING_HPP

/// @file deciding.hpp
/// One decision in the making: the steps of spec 3, each in its own function.   @layer 6 decision

#include <ombud/base/config.hpp>
#include <ombud/decision/decide.hpp>
#include <ombud/decision/detail/deciding_memory.hpp>
#include <ombud/decision/detail/derived.hpp>
#include <ombud/decision/detail/desk_data.hpp>
#include <ombud/escalation/path.hpp>
#include <ombud/model/case.hpp>
#include <ombud/policy/predicate.hpp>
#include <ombud/policy/verdict.hpp>

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {

// What a condition's value says.
inline truth truth_of(value const& came_to) noexcept
{
    if (came_to.is_unknown()) return truth::unknown;
    if (!came_to.is(value_kind::boolean)) return truth::undetermined;
    return came_to.as_boolean() ? truth::yes : truth::no;
}

// Whether the rule speaks in the end: what it asks of people counts.
inline bool has_a_say(live_rule const& one) noexcept
{
    return one.holds == truth::yes
           && (one.state == rule_state::decided || one.state == rule_state::agreed || one.state == rule_state::duty);
}

// Who must not decide, and why; of several reasons the first counts.
inline void bar(path_query& query, staff_index who, std::string_view why)
{
    auto const before = [](barred_person const& one, staff_index wanted) { return one.staff < wanted; };
    auto const place = std::lower_bound(query.barred.begin(), query.barred.end(), who, before);
    if (place == query.barred.end() || place->staff != who)
        query.barred.insert(place, barred_person{who, std::string(why)});
}

/// What decisions within a decision, and others of which only the outcome counts, are made with.
inline constexpr decide_options outcome_only{.texts = false, .explain_all = false, .holds_until = false};

class deciding {
public:
    /// @param into  what is written anew; null: what only counts while this lives
    deciding(desk_data const& desk, case_file const& about, instant now, workspace::state& memory,
             decide_options const& options, decision_data* into = nullptr);
    deciding(deciding const&) = delete;
    deciding& operator=(deciding const&) = delete;
    ~deciding();
    /// Where the clocks of the case stand; before `run`.
    void take_clocks(std::vector<clock> found);
    void run();
    /// @param any_customer  the case names nobody in particular
    path_answer answer_path(bool any_customer);

private:
    static std::unique_ptr<deciding_memory> memory_from(workspace::state& memory);
    void begin();
    void find_outcome();

    // decide_rules.ipp: steps 1 and 2
    void prepare_facts();
    bool knows_shown() const noexcept;
    value shown_policies() const;
    value event_records() const;
    std::optional<instant> governing(governing_date which, bool& known) const;
    void observe_rules();
    std::optional<value> foreign_limit(rule_index r) const;
    void prepare_scenes();
    using governing_dates = std::array<std::optional<instant>, 2>;  // by `governing_date`
    void observe_each(governing_dates const& governs);
    bool observe_found(governing_dates const& governs);
    std::span<rule_candidate const> undated_rules();
    void observe(rule_index r, value came_to);
    void observe_undated(rule_index r);
    void take(live_rule one, value came_to);
    void note_events();
    bool is_assumed(fact which) const noexcept { return case_.assumed(which) && on_file(which) == nullptr; }
    value const* on_file(fact which) const noexcept;
    value const& lasting(fact which) const noexcept;

    // decide_shown.ipp: step 6
    bool shows(event const& one, policy const& what) const;
    bool was_shown(policy const& one) const;
    bool drop_undisclosed();
    bool is_ground(rule_index r) const;
    std::vector<rule_index> grounds() const;
    bool owes_reason() const;

    // decide_special.ipp: step 7, whose relationship it is
    void settle_status();
    void hear_claims();
    bool is_special() const noexcept;
    bool in_conflict(staff_index who) const;
    void require_for_special(path_query& query) const;
    void add_consultations();

    // decide_approvals.ipp: several deciders
    rule_approvals approvals_asked() const;
    std::optional<staff_index> sponsor() const noexcept;
    path_query approval_question();
    bool handler_approves() const;
    bool may_approve(path_query const& query, staff_index who);
    bool approves(event const& one, std::string_view fingerprint) const;
    void settle_approvals();
    void keep_apart(path_query& query, staff_index approver, std::string_view why) const;
    bool lacks_approvals() const noexcept { return approvers_.size() < static_cast<std::size_t>(approvals_.needs); }
    path_result find_approvers();
    static void join_paths(path_result& all, path_result more);

    // decide_situations.ipp: at once, of right, skill, concern, requested, support needs
    bool refer_at_once();
    void gather_skills();
    bool is_of_right() const noexcept;
    void settle_of_right();
    std::span<live_rule> law_alone() const;
    void add_doubts();
    unsigned times_requested() const;
    bool complained_about_conduct() const;
    bool must_pass_on() const;
    void tell_of_one_attempt();
    void spare_from_machine();
    void settle_stance();

    // decide_binding.ipp: waivers of step 3, and step 4
    void take_waivers();
    std::string objection_to_waiver(event const& said) const;
    std::optional<staff_index> waived_by(rule_index r) const;
    void bind_promises();
    bool is_over(std::size_t at) const;
    bool is_promised_here(event const& said) const;
    std::optional<given_promise> binding(event const& said) const;
    bool is_promised(std::optional<money> const& amount) const;

    // decide_answers.ipp, decide_history.ipp: what was decided is not decided again
    void decide_plainly(event const* without);
    bool could_answer(staff_index who, outcome what, std::optional<money> given);
    bool could_lift_decline(staff_index who) const;
    bool could_refuse(staff_index who);
    bool meets_requirements(staff_index who);
    std::string what_changed(event const& said) const;
    std::string objection_to(event const& said, deciding& plain) const;
    void answer(outcome what, staff_index by, std::optional<money> amount);
    bool take_decided();
    bool take_history();
    bool repeats(history_row const& row, deciding& plain);
    std::optional<history_row> standing_row(event const& said) const;
    bool is_theirs(history_row const& row) const noexcept;
    void add_history_times(std::vector<instant>& moments) const;
    bool covers(history_row const& row) const;
    bool stands_behind(history_row const& row, deciding& plain);
    bool ask_returned();
    bool is_missing(std::string_view name) const;
    void find_other_answer();

    // decide_budgets.ipp: step 9
    struct draw {
        enum class kind : std::uint8_t { spent, other_currency, unknown, free };
        kind how = kind::spent;
        std::vector<spending> spend;
        std::string foreign{};  // of another currency: what is not compared
    };
    authority_question asking(std::optional<money> amount) const;
    draw draw_on_budgets(std::optional<money> amount);
    std::optional<money> partial_offer(authority_match const& own, std::vector<spending>& spend);
    void ask_for_budgets();
    void settle_authority();

    // decide_outcome.ipp: steps 3 to 8
    void decide_outcome();
    void judge();
    void add(cause why) noexcept { causes_ |= 1u << static_cast<unsigned>(why); }
    bool applies(cause why) const noexcept { return (causes_ >> static_cast<unsigned>(why) & 1u) != 0; }
    void conclude();
    bool ask_what_swings();
    bool ask_what_is_assumed();
    bool ask_for(std::vector<std::string_view> const& names);
    need need_for(std::string_view name) const;
    void ask_first();
    bool was_answered(std::string_view name) const;
    void would_decline();
    void would_refer();
    void would_grant();
    std::string limit_currencies() const;
    void give(std::optional<money> amount, std::vector<spending> spend);
    bool amount_is_unknown() const noexcept
    {
        return takes_amount_ && case_[builtin_fact::request_amount].is_unknown();
    }
    bool path_depends_on_amount() const;
    void refer(cause why);

    // decide_path.ipp: step 10 and the quote of step 11; also `answer_path`
    void find_paths();
    path_query question();
    path_query& ask_question(path_query& query);
    void require(path_query& query) const;
    void require_for(cause why, path_query& query) const;
    void require_waivers(path_query& query, std::vector<rule_index> const& rules, bool spare_law) const;
    void name_targets(path_query& query) const;
    void note_sponsor();
    void note_path(path_result const& found);
    void take_path(path_result& found);
    void refuse_dead_end(path_result& nobody);
    void offer_appeal(staff_index decider, std::vector<path_hop>& path);
    void refuse_empty_hands();
    void append_waiver(std::string& out, std::vector<policy_index> const& policies) const;
    void find_appeal();
    void quote_answer(staff_index who, instant expected);

    // decide_edges.ipp: which edges a case may use
    void close_edges();
    void note_doubtful_edges(path_result const& found);
    std::string name_of(party const& group) const;
    std::string doubt_about(value const& came_to) const;
    /// `find_path`, and what is to be said of the edges that were closed.
    path_result search(path_query const& query);
    void search(path_query const& query, path_result& found);

    // decide_clocks.ipp, decide_promises.ipp: what runs for the customer
    clock const* due_first() const noexcept;
    std::optional<promised_answer> first_promise_due() const;
    std::optional<instant> due_as_clocks_have_it(std::string_view id, instant due) const;
    bool is_to_customer(event const& one) const;
    void keep_quote_within_promise(calendar const& hours);
    bool breaks_promise() const;
    void add_promise_duties();

    // decide_duties.ipp: step 11
    void add_duties();
    void add_rule_duties();
    void add_complaint_duties();
    void add_referral_duties();
    void add_reply_to_proposal();
    /// @param what  words that the library or the desk keeps; so are the others
    duty& add_duty(std::string_view what, std::string_view who, std::string_view to, std::optional<instant> by,
                   std::string_view because);
    instant due(std::string_view what) const;
    std::string_view party_name(duty_party const& one) const;

    // decide_holds.ipp: until when it holds
    bool answers_alike_at(instant later, std::vector<instant>& moments) const;
    void add_clock_times(std::vector<instant>& moments) const;
    void add_rule_times(rule_index r, bool& reads_clock, std::vector<instant>& moments) const;
    bool is_governed_by_now(governing_date which) const;
    std::vector<instant> moments_ahead() const;
    void settle_holds_until();

    // decide_record.ipp: the record and the fingerprint
    void record_reasons();
    void record(live_rule const& one, value const& came_to, reason& out) const;
    void record_others(live_rule const& one, value const& came_to, std::vector<wording>& out) const;
    bool is_worth_telling(live_rule const& one) const noexcept
    {
        bool const open = one.holds == truth::unknown || one.holds == truth::undetermined;
        if (open && one.set_aside) return false;
        return one.holds != truth::unknown || desk_.rules.rules[one.rule].then != rule_effect::none;
    }
    void record_facts(rule_index r, std::vector<fact_seen>& out) const;
    void record_conditions(rule_index r, std::vector<condition_seen>& out) const;
    void record_promise(reason& out) const;
    std::vector<named_fact> fingerprinted_facts() const;
    std::string fingerprint_of_facts() const;
    void notice_once(wording code, wording say);

    // decide_offers.ipp
    void gather_alternatives();
    bool is_offered_before(rule_index r, std::string const& id) const;
    std::optional<alternative> offered(std::string const& id);
    std::optional<alternative> offered_action(std::string const& id);

    // text.ipp: step 12
    event const* loose_promise() const;
    void compose_texts();

    organisation const& org() const noexcept { return desk_.model->organisation; }
    workspace::state& spare_memory();
    std::string const& id_of(staff_index who) const noexcept { return org().staff[who].id; }

    desk_data const& desk_;
    case_file const& case_;
    instant now_;
    instant seen_until_;  // events after it are not seen: `now_`, but where deciding is tried for a later instant
    workspace::state& memory_;
    decide_options const& options_;
    std::unique_ptr<deciding_memory> own_;  // INVARIANT: not null; goes back to `memory_`
    decision_data& out_;

    std::vector<event const*>& events_ = own_->events;  // those that are not in the future
    std::optional<instant> promised_by_;  // when the customer should have the answer
    settlement& settled_ = own_->settled;
    special_client const* special_ = nullptr;
    special_status status_ = special_status::none;
    bool claim_denied_ = false;  // answered with no: a registration that has lapsed ends with that
    bool claimed_ = false;  // a relationship that is not registered
    std::optional<staff_index> named_in_claim_;
    customer_row const* on_file_ = nullptr;  // what the desk knows of the customer

    // that count, the first ones first
    std::vector<std::pair<policy_index, staff_index>>& waivers_ = own_->waivers;
    std::optional<given_promise> promise_;  // the one that counts
    bool promise_binds_ = false;
    bool loose_promise_ = false;  // somebody promised it without the authority to

    bool plain_ = false;                      // what was decided before is left aside
    event const* left_out_ = nullptr;
    bool offers_nothing_ = false;
    std::string fingerprint_;                 // of a plain decision
    std::optional<staff_index> answered_by_;  // somebody gave the answer before
    bool decided_here_ = false;               // on this case
    std::string own_reason_;                  // that they gave in words; empty: none
    std::vector<std::string>& unknown_budgets_ = own_->unknown_budgets;  // as facts are asked for

    unsigned causes_ = 0;  // why it has to be referred, a bit for each cause
    bool spared_ = false;  // a would-be decline of, or a conflict over, a special client: management decides
    // INVARIANT: sorted, unique; what whoever decides must be trained for
    std::vector<skill_index>& skills_ = own_->skills;
    std::optional<money> payable_;
    rule_approvals approvals_;            // what the rules that grant ask for
    std::vector<staff_index>& approvers_ = own_->approvers;     // those who have approved, in that order
    std::vector<rule_index>& undisclosed_ = own_->undisclosed;  // deciding declines that may not be used
    // that could change the verdict, and what they need cannot be found out
    std::vector<rule_index>& swinging_ = own_->swinging;
    bool takes_amount_ = false;
    bool edges_seen_ = false;
    std::vector<edge_index>& closed_edges_ = own_->closed_edges;  // sorted
    // those of them that may be open, and why
    std::vector<std::pair<edge_index, value>>& doubtful_edges_ = own_->doubtful_edges;
    std::optional<staff_index> in_person_;  // who has to decide where no path leads to a decider
};

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_DECIDING_HPP
