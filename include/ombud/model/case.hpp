// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_CASE_HPP
#define OMBUD_MODEL_CASE_HPP

/// @file case.hpp
/// One customer's matter at one moment, in the words of one desk.   @layer 3 model (uses: value, model)

#include <ombud/base/config.hpp>
#include <ombud/base/result.hpp>
#include <ombud/model/desk_model.hpp>
#include <ombud/model/earlier_decision.hpp>
#include <ombud/model/event.hpp>
#include <ombud/model/history.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What makes the handler hesitate; it moves a grant or a decline to a referral, and is always backed.
/// @source spec 11, concern; D2
struct handler_concern {
    enum class kind : std::uint8_t { risk, hardship };
    kind what = kind::risk;
    std::string note;  ///< may be empty
};

/// What the handler would do, and why; it travels along with a referral.   @source spec 11, Answers come back
struct proposal {
    std::string outcome;  ///< `"grant"`, `"offer"`, `"decline"` or `"refer"`
    std::optional<money> amount;
    std::string because;  ///< may be empty

    friend bool operator==(proposal const&, proposal const&) = default;
};

/// A case. Owned by the host; a regular value. It holds the desk's vocabulary alive, not its policies.
///
/// What was never set, and has no default, is unknown; set to null it is *known to be none*.
/// Thread-safe like a standard container.
class case_file {
public:
    // Compiled once, since they are made of those of a dozen members.
    OMBUD_DECL case_file(case_file const&);
    OMBUD_DECL case_file(case_file&&) noexcept;
    OMBUD_DECL case_file& operator=(case_file const&);
    OMBUD_DECL case_file& operator=(case_file&&) noexcept;
    OMBUD_DECL ~case_file();

    /// A case needs these four; a case without them cannot exist.
    /// @errors `bad_id`, `unknown_handler`, `unknown_action`: each with a suggestion
    OMBUD_DECL static result<case_file> make(std::shared_ptr<desk_model const> model, std::string_view id,
                                             std::string_view customer, std::string_view handler,
                                             std::string_view action);

    /// Tell a fact. A value outside the fact's type or its `one_of`, a fact that only the library may tell (`now`,
    /// `handler.*`, ids), a time zone that there is none of, or an amount for an action that takes none, is kept out
    /// and noted in `problems()`. A customer's zone that the desk does not know is read from the system's database.
    OMBUD_DECL void set(fact which, value told);
    // For the library's own use: the same for a value of the fact's type that is, where the fact has choices, null or
    // one of their texts, lent by the desk's model.
    OMBUD_DECL void take(fact which, value told);
    /// The same by name; a name that the desk does not declare is noted in `problems()`. O(log facts).
    OMBUD_DECL void set(std::string_view name, value told);
    // For the library's own use: room for so many events.
    void reserve_events(std::size_t count) { events_.reserve(count); }
    /// Append what happened. An event older than the last one is kept out and noted; so is one that says a state, an
    /// outcome, an action promised or a fact asked that there is not.   @source spec 4, Events
    OMBUD_DECL void add(event happened);
    /// Policies that the customer was shown, by id; replaces an earlier list.   @source D18
    OMBUD_DECL void set_shown(std::vector<std::string> policies);
    /// The account that the customer belongs to; empty: none.
    OMBUD_DECL void set_account(std::string_view account);
    /// Support that the customer needs: `slower`, `in_writing`, `third_party`.   @source spec 11, Pressure and need
    OMBUD_DECL void set_needs(std::vector<std::string> needs);
    OMBUD_DECL void set_concern(std::optional<handler_concern> concern);
    /// Tell what is used of a budget; one that the desk does not have is noted in `problems()`.   @source spec 2
    OMBUD_DECL void set_budget(std::string_view id, budget_use use);
    /// Tell an earlier decision of the same customer or account, in any order. One whose outcome is none is kept out
    /// and noted.   @source spec 11
    OMBUD_DECL void add(history_row earlier);
    /// Hand back what was decided on this case before, in any order.   @source spec 11, Duties live
    OMBUD_DECL void add(earlier_decision before);
    /// What the handler would do. An outcome that cannot be proposed is kept out and noted.   @source spec 11
    OMBUD_DECL void set_proposal(proposal what);

    /// The same matter with another action: what is told stays, but an amount that the action does not take.
    OMBUD_DECL case_file for_action(action_index other) const;

    /// Hand the case to somebody else: `handler.*` follows.   @pre a member of staff of this desk
    OMBUD_DECL void set_handler(staff_index who);
    /// Ask for something else of the desk's actions; where it takes no amount, the amount is unknown from then on.
    OMBUD_DECL void set_action(action_index asked);

    std::string_view id() const noexcept { return text(builtin_fact::case_id); }
    std::string_view customer() const noexcept { return text(builtin_fact::customer_id); }
    staff_index handler() const noexcept { return handler_; }
    action_index action() const noexcept { return action_; }
    /// What is asked for; none where the action takes no amount, or where it is not known.
    OMBUD_DECL std::optional<money> amount() const noexcept;
    /// A fact's value; `is_unknown()` if the case does not tell it and it has no default. A text that the desk's
    /// model has, such as those of `one_of`, is borrowed from it.
    value const& operator[](fact which) const noexcept { return facts_[which.slot]; }
    value const& operator[](builtin_fact which) const noexcept { return facts_[fact_schema::builtin(which).slot]; }
    /// All facts by slot; `now`, `shown` and `events` are told at deciding.
    std::span<value const> facts() const noexcept { return {facts_.data(), facts_.size()}; }
    /// Whether the value is the declaration's default: assumed, not known.
    bool assumed(fact which) const noexcept { return sources_[which.slot] == source::assumed; }
    /// Whether the case tells the fact itself.
    bool told(fact which) const noexcept { return sources_[which.slot] == source::told; }
    /// Where the customer lives, as the case or else the desk tells it; null if neither does.
    OMBUD_DECL zone const* customer_zone() const noexcept;
    std::span<event const> events() const noexcept { return {events_.data(), events_.size()}; }
    /// The list that `set_shown` gave, or none.
    std::optional<std::vector<std::string>> const& shown() const noexcept { return shown_; }
    std::string_view account() const noexcept { return account_; }
    std::vector<std::string> const& needs() const noexcept { return needs_; }
    std::optional<handler_concern> const& concern() const noexcept { return concern_; }
    /// What is used of a budget, as far as it was told.
    OMBUD_DECL budget_use use_of(budget_index which) const noexcept;
    /// Earlier decisions, the latest first.
    std::span<history_row const> history() const noexcept { return {history_.data(), history_.size()}; }
    /// What was decided on this case before, the oldest first.
    std::span<earlier_decision const> decisions() const noexcept { return {decisions_.data(), decisions_.size()}; }
    std::optional<ombud::proposal> const& proposal() const noexcept { return proposal_; }
    desk_model const& model() const noexcept { return *model_; }
    std::shared_ptr<desk_model const> const& shared_model() const noexcept { return model_; }

    /// What was told and could not be taken; the facts concerned stay unknown.
    ombud::diagnostics const& problems() const noexcept { return problems_; }

private:
    enum class source : std::uint8_t { none, assumed, told };  // where a value comes from
    explicit case_file(std::shared_ptr<desk_model const> model);
    std::string_view text(builtin_fact which) const noexcept { return (*this)[which].as_string(); }
    void put(builtin_fact which, value told) { facts_[fact_schema::builtin(which).slot] = std::move(told); }
    void put_handler();
    // `known`: the choice of the fact's `one_of` that equals it
    std::optional<diagnostic> objection(fact which, value const& told, value const* known) const;
    void keep(fact which, value told);
    bool live_in(value const& zone_name);

    std::shared_ptr<desk_model const> model_;  // INVARIANT: not null
    staff_index handler_ = 0;
    action_index action_ = 0;
    std::vector<value> facts_;   // INVARIANT: one a slot of the desk's facts
    std::vector<source> sources_;  // INVARIANT: as long as facts_
    std::vector<event> events_;  // INVARIANT: oldest first
    std::optional<std::vector<std::string>> shown_;
    std::string account_;
    std::optional<zone> customer_zone_;  // told by the case
    std::vector<std::string> needs_;
    std::optional<handler_concern> concern_;
    std::vector<budget_use> budgets_;    // INVARIANT: one a budget of the desk
    std::vector<history_row> history_;   // INVARIANT: ordered by `comes_first`
    std::vector<earlier_decision> decisions_;  // INVARIANT: oldest first
    std::optional<ombud::proposal> proposal_;
    ombud::diagnostics problems_;
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/model/impl/case.ipp>
#endif
#endif  // OMBUD_MODEL_CASE_HPP
