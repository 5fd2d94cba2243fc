// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_BRIEF_IPP
#define OMBUD_DECISION_IMPL_BRIEF_IPP

#include <ombud/decision/brief.hpp>

#include <ombud/base/json_writer.hpp>
#include <ombud/decision/text.hpp>

#include <algorithm>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {

// Gathers one brief, a part a function.
class brief_maker {
public:
    brief_maker(desk const& d, case_file const& c, instant now) : case_(c), now_(now)
    {
        out_.desk = c.shared_model();
        auto const answer = decide(d, c, now, {.texts = false, .holds_until = false});
        head(answer);
        for (auto const& one : c.events())
            if (one.at() <= now) events_.push_back(&one);
        facts();
        questions(answer);
        promises();
        offers();
        shown();
        if (!out_.deadline && answer.has_quote()) out_.deadline = answer.quote().quoted;
    }
    brief take() { return std::move(out_); }

private:
    void head(decision const& answer)
    {
        auto const& org = out_.desk->organisation;
        out_.case_id = case_.id();
        out_.at = now_;
        out_.customer = case_.customer();
        out_.handler = org.staff[case_.handler()].id;
        out_.action = org.actions[case_.action()].id;
        out_.amount = case_.amount();
        auto const& words = case_[builtin_fact::request_text];
        if (words.is(value_kind::string)) out_.wants = words.as_string();
        out_.outcome = answer.outcome();
        out_.cause = answer.cause();
        out_.stance = answer.stance();
        out_.proposal = case_.proposal();
        out_.concern = case_.concern();
    }

    // What stands elsewhere in the brief, or is about whoever has the case.
    static bool has_a_place(std::string_view name)
    {
        return name == "now" || name == "shown" || name == "events" || name == "case.id" || name == "customer.id"
               || name == "request.action" || name == "request.amount" || name == "request.text"
               || name.starts_with("handler.");
    }

    value const* held(fact which, std::string_view& from) const
    {
        auto const* const row = out_.desk->relations.find_customer(case_.customer());
        bool const told = case_.told(which);
        from = case_.assumed(which)                                    ? "assumed"
               : out_.desk->facts[which].from == fact_origin::system ? "seen"
                                                                      : "heard";
        if (row != nullptr && !told)
            for (auto const& [on_file, known] : row->facts)
                if (on_file == which) return from = "seen", &known;
        return case_[which].is_known() ? &case_[which] : nullptr;
    }

    void facts()
    {
        for (std::uint32_t slot = 0; slot < out_.desk->facts.size(); ++slot) {
            std::string_view from;
            auto const& name = out_.desk->facts[fact{slot}].name;
            auto const* const known = has_a_place(name) ? nullptr : held(fact{slot}, from);
            if (known != nullptr) out_.facts.push_back({name, *known, from});
        }
        std::sort(out_.facts.begin(), out_.facts.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
    }

    bool is_known(std::string_view name) const
    {
        std::string_view from;
        auto const which = out_.desk->facts.find(name);
        return which && held(*which, from) != nullptr && from != "assumed";
    }

    bool was_answered(std::string_view name) const
    {
        auto const& all = out_.answered;
        return std::any_of(all.begin(), all.end(), [&](auto const& one) { return one.fact == name; });
    }

    void leave_open(need one)
    {
        bool const listed = std::any_of(out_.open.begin(), out_.open.end(),
                                        [&](need const& other) { return other.fact == one.fact; });
        if (!listed && !was_answered(one.fact) && !is_known(one.fact)) out_.open.push_back(std::move(one));
    }

    void questions(decision const& answer)
    {
        for (auto const* const one : events_) {
            auto const name = one->text("fact");
            if (one->kind() != event_kind::answered || name.empty() || was_answered(name)) continue;
            out_.answered.push_back({std::string(name), one->at(), is_known(name)});
        }
        for (auto const& one : answer.needs()) leave_open(one);
        for (auto const* const one : events_) {
            auto const which = out_.desk->facts.find(one->text("fact"));
            if (one->kind() != event_kind::asked || !which) continue;
            auto const& declared = out_.desk->facts[*which];
            leave_open({declared.name, declared.from, declared.ask});
        }
    }

    static std::optional<money> amount_of(event const& one)
    {
        auto const* const told = one.find("amount");
        return told != nullptr && told->is(value_kind::money) ? std::optional(told->as_money()) : std::nullopt;
    }

    bool is_over(std::size_t at) const
    {
        auto const id = events_[at]->text("id");
        auto const since = events_.begin() + static_cast<std::ptrdiff_t>(at);
        return !id.empty() && std::any_of(since, events_.end(), [&](auto one) {
            bool const ends = one->kind() == event_kind::kept || one->kind() == event_kind::withdrawn;
            return ends && one->text("id") == id;
        });
    }

    void promises()
    {
        for (std::size_t at = 0; at < events_.size(); ++at) {
            auto const& one = *events_[at];
            if (one.kind() != event_kind::promised || is_over(at)) continue;
            auto const* const due = one.find("due");
            standing_promise given{std::string(one.text("id")), std::string(one.text("by")),
                                   std::string(one.text("to")), one.at(), std::string(one.text("action")),
                                   amount_of(one), std::nullopt};
            if (due != nullptr && due->is(value_kind::timestamp)) given.due = due->as_timestamp().whole;
            bool const here = given.to.empty() || given.to == "customer" || given.to == out_.customer;
            if (here && given.due && (!out_.deadline || *given.due < *out_.deadline)) out_.deadline = given.due;
            out_.promised.push_back(std::move(given));
        }
    }

    void offers()
    {
        for (auto const* const one : events_) {
            bool const offered = one->kind() == event_kind::offered;
            if (!offered && one->kind_text() != "refused") continue;
            bool const refused = !offered || one->text("outcome") == "refused";
            auto const what = one->text("action").empty() ? one->text("text") : one->text("action");
            (refused ? out_.refused : out_.offered).push_back({one->at(), std::string(what), amount_of(*one)});
        }
    }

    void shown()
    {
        if (case_.shown()) out_.shown = *case_.shown();
        for (auto const* const one : events_)
            if (one->kind() == event_kind::policy_shown) out_.shown.emplace_back(one->text("policy"));
        std::sort(out_.shown.begin(), out_.shown.end());
        out_.shown.erase(std::unique(out_.shown.begin(), out_.shown.end()), out_.shown.end());
    }

    case_file const& case_;
    instant now_;
    std::vector<event const*> events_;
    brief out_;
};

class brief_printer {
public:
    brief_printer(brief const& b, std::string& out) : b_(b), zone_(b.desk->zone), json_(out) {}

    void print()
    {
        json_.begin_object().key("case").string(b_.case_id);
        time("at", b_.at);
        json_.key("customer").string(b_.customer).key("handler").string(b_.handler).key("action").string(b_.action);
        amount(b_.amount);
        text("wants", b_.wants);
        json_.key("outcome").string(to_string(b_.outcome));
        text("cause", b_.cause ? to_string(*b_.cause) : std::string_view{});
        facts_and_questions();
        promises();
        json_.key("shown").begin_array();
        for (auto const& one : b_.shown) json_.string(one);
        json_.end_array();
        offers("offered", b_.offered);
        offers("refused", b_.refused);
        json_.key("stance").string(to_string(b_.stance));
        handler_says();
        time("deadline", b_.deadline);
        json_.end_object();
    }

private:
    void text(std::string_view key, std::string_view words)
    {
        json_.key(key);
        if (words.empty()) json_.null();
        else json_.string(words);
    }
    void time(std::string_view key, std::optional<instant> t)
    {
        text(key, t ? to_string(*t, zone_.offset_at(*t)) : std::string{});
    }
    void amount(std::optional<money> const& held) { text("amount", held ? to_string(*held) : std::string{}); }

    void facts_and_questions()
    {
        json_.key("facts").begin_object();
        for (auto const& one : b_.facts)
            json_.key(one.name).begin_object().key("value").raw(to_json(one.what, zone_)).key("from").string(one.from)
                .end_object();
        json_.end_object().key("open").begin_array();
        for (auto const& one : b_.open) {
            json_.begin_object().key("fact").string(one.fact).key("from").string(to_string(one.from));
            text("ask", one.ask);
            json_.end_object();
        }
        json_.end_array().key("answered").begin_array();
        for (auto const& one : b_.answered) {
            json_.begin_object().key("fact").string(one.fact);
            time("at", one.at);
            json_.key("known").boolean(one.known).end_object();
        }
        json_.end_array();
    }

    void promises()
    {
        json_.key("promised").begin_array();
        for (auto const& one : b_.promised) {
            json_.begin_object();
            text("id", one.id);
            text("by", one.by);
            text("to", one.to);
            time("at", one.at);
            text("action", one.action);
            amount(one.amount);
            time("due", one.due);
            json_.end_object();
        }
        json_.end_array();
    }

    void offers(std::string_view key, std::vector<offer_made> const& all)
    {
        json_.key(key).begin_array();
        for (auto const& one : all) {
            json_.begin_object();
            time("at", one.at);
            text("what", one.what);
            amount(one.amount);
            json_.end_object();
        }
        json_.end_array();
    }

    void handler_says()
    {
        json_.key("proposal");
        if (auto const& what = b_.proposal) {
            json_.begin_object().key("outcome").string(what->outcome);
            amount(what->amount);
            text("because", what->because);
            json_.end_object();
        } else json_.null();
        json_.key("concern");
        if (auto const& why = b_.concern) {
            json_.begin_object().key("kind").string(why->what == handler_concern::kind::risk ? "risk" : "hardship");
            text("note", why->note);
            json_.end_object();
        } else json_.null();
    }

    brief const& b_;
    zone const& zone_;
    json_writer json_;
};

// Labelled lines for people.
class brief_writer {
public:
    explicit brief_writer(brief const& b) : b_(b), zone_(b.desk->zone) {}

    std::string write()
    {
        line("Case", b_.case_id + " of " + b_.customer + ", with " + b_.handler + ", " + human_time(b_.at, zone_));
        line("Asked for", b_.action + of(b_.amount));
        if (!b_.wants.empty()) line("In words", b_.wants);
        auto const why = b_.cause ? " (" + std::string(to_string(*b_.cause)) + ")" : std::string();
        line("Now", std::string(to_string(b_.outcome)) + why);
        for (auto const& one : b_.facts)
            line("Known", one.name + " = " + to_json(one.what, zone_) + ", " + std::string(one.from));
        for (auto const& one : b_.open) line("Open", one.fact + (one.ask.empty() ? "" : ": " + one.ask));
        for (auto const& one : b_.answered)
            line("Answered", one.fact + (one.known ? "" : ": not known") + ", " + human_time(one.at, zone_));
        for (auto const& one : b_.promised)
            line("Promised", (one.action.empty() ? b_.action : one.action) + of(one.amount)
                                 + (one.by.empty() ? "" : " by " + one.by)
                                 + (one.due ? ", due " + human_time(*one.due, zone_) : ""));
        if (!b_.shown.empty()) line("Shown", joined(b_.shown, "and"));
        for (auto const& one : b_.offered) line("Offered", one.what + of(one.amount));
        for (auto const& one : b_.refused) line("Refused", one.what + of(one.amount));
        if (b_.stance != stance::normal) line("Stance", to_string(b_.stance));
        if (auto const& what = b_.proposal)
            line("Proposal", what->outcome + of(what->amount) + (what->because.empty() ? "" : ": " + what->because));
        if (auto const& doubt = b_.concern)
            line("Concern", (doubt->what == handler_concern::kind::risk ? "risk" : "hardship")
                                + (doubt->note.empty() ? "" : ": " + doubt->note));
        if (b_.deadline) line("Deadline", human_time(*b_.deadline, zone_));
        return std::move(out_);
    }

private:
    static std::string of(std::optional<money> const& amount) { return amount ? " of " + to_string(*amount) : ""; }
    void line(std::string_view label, std::string_view words)
    {
        constexpr std::size_t width = 11;
        bool const again = label == last_;
        out_ += again ? std::string(width, ' ') : std::string(label) + std::string(width - label.size(), ' ');
        out_.append(words) += '\n';
        last_ = label;
    }

    brief const& b_;
    zone const& zone_;
    std::string out_;
    std::string_view last_;
};

}  // namespace decision_detail

OMBUD_INLINE brief make_brief(desk const& d, case_file const& c, instant now)
{
    return decision_detail::brief_maker(d, c, now).take();
}

OMBUD_INLINE std::string to_json(brief const& b)
{
    std::string out;
    decision_detail::brief_printer(b, out).print();
    return out;
}

OMBUD_INLINE std::string to_text(brief const& b) { return decision_detail::brief_writer(b).write(); }

}}  // namespace ombud
#endif
