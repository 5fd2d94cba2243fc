// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_WATCHER_HPP
#define OMBUD_DECISION_DETAIL_WATCHER_HPP

/// @file watcher.hpp
/// One answer of `watch` in the making.   @layer 6 decision

#include <ombud/base/config.hpp>
#include <ombud/decision/detail/desk_data.hpp>
#include <ombud/decision/detail/watching.hpp>
#include <ombud/decision/watch.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

class watching {
public:
    watching(desk_data const& desk, case_file const& about, instant now, std::optional<instant> since,
             bool keeps_past = false)
        : desk_(desk), case_(about), now_(now), since_(since.value_or(instant::min())), keeps_past_(keeps_past)
    {
        out_.case_id = case_.id();
        out_.at = now;
        out_.since = since;
    }
    /// Leave out duties, steps, proposals and notices.
    void only_clocks() noexcept { clocks_only_ = true; }
    watch_data run(std::shared_ptr<desk_data const> const& shared, watch_memory& memory);

private:
    promise const& terms(std::uint32_t n) const noexcept { return desk_.promises.all[n]; }
    bool fits(watch_memory const& known) const;
    bool decisions_fit(watch_memory const& known) const;
    bool begins_with_another_priority(watch_memory const& known) const;
    value priority_called(std::string_view name) const;
    std::vector<std::string> told_facts() const;
    std::optional<instant> told_instant(builtin_fact which) const;
    void begin(watch_memory& memory);
    void take_events(watch_memory& memory);
    void take_decisions(watch_memory& memory, instant until);
    clock_event seen_here(event const& happened) const;
    void take(watch_memory& memory, event const& happened);
    void open(watch_memory& memory);
    scene& conditions(watch_memory const& memory);
    std::vector<bool> applies(watch_memory& memory);
    std::vector<custom_marks> const& marks_of(watch_memory const& memory, event const& happened);
    bool matches(std::vector<event_test> const& tests, event const& happened, scene& where);
    due_step resolve(step_firing const& firing) const;
    void inform(step_firing const& firing, due_step& out) const;
    std::vector<staff_index> find_people(step_target const& to, step_firing const& firing, std::string& code) const;
    std::string id_of(step_firing const& firing) const;
    void add_reviews();
    void add_handovers(watch_memory const& memory);
    void propose(handover_due proposed, staff_index holder);
    void add_notices(watch_memory const& memory);

    organisation const& org() const noexcept { return desk_.model->organisation; }

    desk_data const& desk_;
    case_file const& case_;
    instant now_;
    instant since_;
    bool keeps_past_;
    bool any_custom_ = desk_.promises.any_custom();
    bool clocks_only_ = false;
    std::optional<scene> scene_;  // with the facts as they were when the events before were taken
    std::vector<custom_marks> marks_;
    clock_report report_;
    watch_data out_;
};

/// Where the clocks of a case stand at `now`.
inline std::vector<clock> clocks_at(desk const& d, case_file const& c, instant now);

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_WATCHER_HPP
