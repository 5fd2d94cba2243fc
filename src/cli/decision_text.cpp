// SPDX-License-Identifier: BSL-1.0
#include "decision_text.hpp"

#include "words.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace program {

namespace {

std::string in_words(ombud::cause why)
{
    using ombud::cause;
    switch (why) {
    case cause::at_once: return "this cannot wait";
    case cause::unknowable: return "a fact that matters cannot be found out";
    case cause::promise: return "somebody promised it without the authority to";
    case cause::undisclosed: return "a policy may decline only if it was shown to the customer beforehand";
    case cause::special_client: return "this customer is never refused outright";
    case cause::policy: return "the policy asks for a decision from above";
    case cause::gap: return "no policy covers this";
    case cause::conflict: return "two policies contradict each other";
    case cause::requested: return "the customer asks for somebody else to decide";
    case cause::concern: return "you have a concern about it";
    case cause::conflict_of_interest: return "you must not decide for this customer";
    case cause::skill: return "it needs somebody who is trained for it";
    case cause::authority: return "it is more than you may decide";
    case cause::undetermined: return "a rule could not be evaluated";
    }
    return std::string(to_string(why));
}

std::string in_words(ombud::stance how)
{
    switch (how) {
    case ombud::stance::normal: return {};
    case ombud::stance::warn: return "warn the customer once, calmly, about their tone; the answer stays what it is";
    case ombud::stance::pause: return "you may pause this contact; the answer stays what it is";
    case ombud::stance::end_contact:
        return "you may end this contact and go on in writing; the answer stays what it is";
    }
    return {};
}

std::string need_words(ombud::need const& need)
{
    if (!need.ask.empty()) return need.ask;
    switch (need.from) {
    case ombud::fact_origin::system: return "look up `" + need.fact + "`";
    case ombud::fact_origin::staff: return "find out `" + need.fact + "`";
    case ombud::fact_origin::customer: return "ask the customer for `" + need.fact + "`";
    }
    return need.fact;
}

// "waiver of p" as somebody can give it; "the whole amount" has its article.
std::string with_article(std::string const& text) { return text.starts_with("the ") ? text : "a " + text; }

std::string asked_words(ombud::case_file const& asked)
{
    return matter_words(asked.model(), asked.action(), asked.amount());
}

std::string who_decides(ombud::decision const& answer)
{
    auto const& people = answer.desk().organisation;
    std::vector<std::string> names;
    for (auto const& hop : answer.path())
        if (hop.part == ombud::hop_part::decides)
            names.push_back(std::string(answer.id_of(hop.to)) + ", " + plain(people.role_of(hop.to).id));
    if (names.empty()) return "nobody: no one on this desk can decide it";
    return listed(names, ", and ") + (names.size() > 1 ? " (each of them has to agree)" : "");
}

// The parts of one decision's text, one function each.
class page {
public:
    page(ombud::desk const& desk, ombud::case_file const& asked, ombud::decision const& answer, palette const& paint)
        : desk_(&desk), asked_(&asked), answer_(&answer), paint_(&paint), clock_(desk.model().zone, answer.at())
    {
    }

    std::string write()
    {
        out_ = headline(*asked_, *answer_, *paint_) + '\n';
        matter();
        out_ += '\n';
        questions();
        say();
        duties();
        path();
        appeal();
        why();
        notices();
        return std::move(out_);
    }

private:
    void line(std::string_view label, std::string const& text)
    {
        if (!text.empty()) out_ += labelled(label, text, *paint_);
    }
    void matter();
    void questions();
    void say();
    void duties();
    void path();
    void appeal();
    void why();
    void notices();
    std::string duty_words(ombud::duty const& duty) const;
    std::string value_words(ombud::value const& held) const;
    std::string rule_words(ombud::reason const& reason) const;
    std::string part_words(ombud::reason const& reason) const;
    ombud::rule const* find_rule(ombud::reason const& reason) const;
    bool is_opposed(ombud::rule_effect then) const;
    bool cannot_wait() const { return answer_->cause() == ombud::cause::at_once; }

    ombud::desk const* desk_;
    ombud::case_file const* asked_;
    ombud::decision const* answer_;
    palette const* paint_;
    wall_clock clock_;
    std::string out_;
};

void page::matter()
{
    auto text = asked_words(*asked_) + " · customer " + std::string(asked_->customer()) + " · case "
                + std::string(asked_->id()) + " · " + std::string(answer_->handler()) + " · "
                + clock_.with_year(answer_->at());
    out_ += (*paint_)(ink::dim, text) + '\n';
}

void page::questions()
{
    std::string_view label = "Ask";
    for (auto const& need : answer_->needs()) {
        line(label, need_words(need) + (need.ask.empty() ? "" : "  (" + need.fact + ')'));
        label = "";
    }
}

void page::say()
{
    if (answer_->texts()) line("Say", answer_->texts()->customer);
    std::vector<std::string> offers;
    for (auto const& each : answer_->alternatives())
        offers.push_back(each.say + (each.to_ask_for ? " (to be asked for)" : ""));
    // what is said to the customer of a decline already names them; before the answer is known it is too early
    bool const said = answer_->texts() && answer_->outcome() == ombud::outcome::decline;
    if (!said && answer_->outcome() != ombud::outcome::ask) line("Instead", listed(offers, "; or "));
    if (answer_->spares_customer())
        line("Mind", "do not decline this customer outright; management decides. Say nothing of any special status");
    if (cannot_wait()) line("Mind", "only acknowledge: neither ask, decide nor promise");
    line("Stance", in_words(answer_->stance()));
}

std::string page::duty_words(ombud::duty const& duty) const
{
    // with a place for whom it is owed to; those without one are owed to the customer as a rule
    static std::map<std::string_view, std::string_view> const known{
        {"acknowledge", "say that you heard it"}, {"do", "do it"}, {"confirm", "confirm it"},
        {"explain", "explain why"}, {"offer_alternatives", "offer what can be done instead"},
        {"brief", "tell % all that is known"}, {"holding_reply", "tell % where it stands"},
        {"renegotiate", "agree a new time with %"}, {"answer", "answer %"},
        {"ask", "ask % what is not known"}, {"investigate", "look into the complaint"},
        {"follow_up", "follow up with %"}, {"consult", "consult %"}, {"decide_in_person", "decide in person"},
        {"tell_handler", "tell % what became of the proposal, and why"}};
    if (duty.what == "ask" && duty.to == "system") return "look up what is not known";
    if (duty.what == "ask" && duty.to == "staff") return "find out what is not known";
    if (duty.what == "tell_handler" && duty.because == "D20") return duty.who + ": tell " + duty.to + " the reason";
    auto const found = known.find(duty.what);
    auto text = found == known.end() ? plain(duty.what) : std::string(found->second);
    auto const to = duty.to == "customer" ? "the customer" : duty.to;
    if (auto const place = text.find('%'); place != std::string::npos) text.replace(place, 1, to);
    else if (duty.to != "customer" && duty.to != duty.who) text += " (" + duty.to + ')';
    if (duty.who != answer_->handler()) text = duty.who + ": " + text;
    return text;
}

void page::duties()
{
    std::vector<std::pair<std::string, std::vector<std::string>>> by_time;
    for (auto const& duty : answer_->duties()) {
        auto const when = duty.by ? clock_.by(*duty.by) : std::string("as soon as possible");
        if (by_time.empty() || by_time.back().first != when) by_time.emplace_back(when, std::vector<std::string>{});
        by_time.back().second.push_back(duty_words(duty));
    }
    std::string_view label = "Do";
    for (auto const& [when, what] : by_time) {
        line(label, when + ": " + listed(what, "; "));
        label = "";
    }
}

void page::path()
{
    if (!answer_->path().empty()) line("Path", path_lines(desk_->model(), answer_->path(), answer_->at()));
    std::vector<std::string> others;
    for (auto const& each : answer_->considered())
        others.push_back(std::string(answer_->id_of(each.staff)) + " (" + clock_.in(each.why) + ')');
    line("Not to", listed(others, "; "));
    if (!answer_->has_quote() || answer_->path().empty()) return;
    // by when it is answered is not the handler's to promise where it cannot wait
    line("Answer", "expected " + clock_(answer_->quote().expected)
                       + (cannot_wait() ? "" : "; tell the customer " + clock_(answer_->quote().quoted)));
}

void page::appeal()
{
    auto const& appeal = answer_->appeal();
    if (!appeal) return;
    auto text = "if the customer sees it differently, pass it to " + std::string(answer_->id_of(appeal->decider))
                + ", who may give " + with_article(appeal->for_what);
    if (answer_->has_quote())
        text += "; an answer is expected " + clock_(answer_->quote().expected) + ", tell the customer "
                + clock_(answer_->quote().quoted);
    line("Appeal", text);
}

ombud::rule const* page::find_rule(ombud::reason const& reason) const
{
    auto const& policies = desk_->policies();
    for (ombud::rule_index r = 0; r < policies.rules.size(); ++r)
        if (policies.policy_of(r).version == reason.version && policies.name_of(r) == reason.rule)
            return &policies.rules[r];
    return nullptr;
}

std::string page::value_words(ombud::value const& held) const
{
    if (held.is(ombud::value_kind::timestamp)) return clock_.with_year(held.as_timestamp().whole);
    if (held.is(ombud::value_kind::money)) return to_string(held.as_money());
    return to_json(held);
}

std::string page::part_words(ombud::reason const& reason) const
{
    using ombud::rule_state;
    auto const others = listed(reason.with, ", ");
    if (reason.without_effect) return "does not apply";
    switch (reason.state) {
    case rule_state::decided: return {};
    case rule_state::agreed: return "agrees";
    case rule_state::overridden: return "set aside by " + others;
    case rule_state::outranked: return "outranked by " + others;
    case rule_state::conflicting: return "contradicts " + others;
    case rule_state::unknown: return "not known: " + others;
    case rule_state::undetermined: return "failed: " + others;
    case rule_state::duty: return "asks for something beside";
    case rule_state::waived: return "set aside by " + others;
    case rule_state::promised: return "promised: " + others;
    case rule_state::shadow: return "on trial, without effect" + (others.empty() ? "" : "; not settled: " + others);
    }
    return {};
}

// Whether somebody, a promise or a right of the customer gave another answer than a rule that decides.
bool page::is_opposed(ombud::rule_effect then) const
{
    switch (answer_->outcome()) {
    case ombud::outcome::grant:
    case ombud::outcome::offer: return then != ombud::rule_effect::grant;
    case ombud::outcome::decline: return then != ombud::rule_effect::decline;
    case ombud::outcome::refer:
    case ombud::outcome::ask: break;
    }
    return false;
}

std::string page::rule_words(ombud::reason const& reason) const
{
    auto const* const rule = find_rule(reason);
    std::string text;
    if (rule != nullptr) text = rule->because.empty() ? desk_->policies().policies[rule->policy].title : rule->because;
    auto part = part_words(reason);
    if (rule != nullptr && part.empty() && is_opposed(rule->then)) part = "answered otherwise";
    if (reason.not_shown) part += (part.empty() ? "" : "; ") + std::string("not shown beforehand, as far as is known");
    if (reason.rule.empty()) return part_words(reason);
    text += (text.empty() ? "" : "  ") + ('[' + reason.rule) + ", " + std::string(to_string(reason.tier))
            + (part.empty() ? "" : "; " + part) + ']';
    return text;
}

void page::why()
{
    std::string_view label = "Why";
    for (auto const& reason : answer_->because()) {
        line(label, rule_words(reason));
        label = "";
        std::vector<std::string> facts;
        for (auto const& fact : reason.facts) facts.push_back(fact.name + " = " + value_words(fact.what));
        if (reason.state == ombud::rule_state::decided && !facts.empty())
            out_ += (*paint_)(ink::dim, labelled("", "since " + listed(facts, ", "), {}));
        if (!reason.conditions.empty())
            out_ += (*paint_)(ink::dim, labelled("", condition_words(reason.conditions), {}));
    }
}

void page::notices()
{
    for (auto const& notice : answer_->notices()) line("Note", clock_.in(notice.say));
    if (!answer_->backed_if().empty()) line("Backed", "if you " + clock_.in(answer_->backed_if()));
}

}  // namespace

std::string headline(ombud::case_file const& asked, ombud::decision const& answer, palette const& paint)
{
    auto const given = matter_words(asked.model(), asked.action(), answer.amount());
    switch (answer.outcome()) {
    case ombud::outcome::grant: return paint(ink::green, "YES") + "  " + given;
    case ombud::outcome::offer:
        return paint(ink::green, "OFFER") + "  " + given
               + (asked.amount() ? ", where " + to_string(*asked.amount()) + " was asked for" : std::string());
    case ombud::outcome::decline:
        return paint(ink::red, "NO") + " to " + asked_words(asked)
               + (answer.alternatives().empty() ? std::string() : "; offer something else instead");
    case ombud::outcome::refer:
        return paint(ink::yellow, "REFER") + " to " + who_decides(answer)
               + (answer.cause() ? ": " + in_words(*answer.cause()) : std::string());
    case ombud::outcome::ask: {
        auto const& needs = answer.needs();
        auto const more = needs.size() > 1 ? "  (and " + std::to_string(needs.size() - 1) + " more)" : std::string();
        return paint(ink::blue, "ASK") + "  " + (needs.empty() ? std::string() : need_words(needs.front())) + more;
    }
    }
    return {};
}

std::string path_lines(ombud::desk_model const& desk, std::vector<ombud::path_hop> const& path, ombud::instant now)
{
    wall_clock const clock(desk.zone, now);
    std::string out;
    // of several ways one after the other, one may lead through somebody who decides on another
    auto const decides = [&](ombud::staff_index who) {
        return std::any_of(path.begin(), path.end(), [&](ombud::path_hop const& hop) {
            return hop.to == who && hop.part == ombud::hop_part::decides;
        });
    };
    for (auto const& hop : path) {
        if (hop.part == ombud::hop_part::informed && decides(hop.to)) continue;
        if (!out.empty()) out += '\n';
        out += person(desk, hop.to) + ", " + way(desk, hop) + ": ";
        switch (hop.part) {
        case ombud::hop_part::informed: out += "is informed"; break;
        case ombud::hop_part::handles: out += "passes it on by " + clock(hop.leaves); break;
        case ombud::hop_part::decides:
            out += (hop.free > now ? "begins " + clock(hop.free) + ", " : std::string()) + "decides by "
                   + clock(hop.leaves);
            break;
        }
    }
    return out;
}

std::string decision_text(ombud::desk const& desk, ombud::case_file const& asked, ombud::decision const& answer,
                          palette const& paint)
{
    return page(desk, asked, answer, paint).write();
}

}  // namespace program
