// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_IMPL_CASE_IPP
#define OMBUD_IO_IMPL_CASE_IPP

#include <ombud/io/case.hpp>

#include <ombud/base/id.hpp>
#include <ombud/io/detail/findings.hpp>
#include <ombud/io/detail/quick_case.hpp>
#include <ombud/io/json.hpp>
#include <ombud/policy/fact_value.hpp>
#include <ombud/policy/keys.hpp>
#include <ombud/policy/reader.hpp>
#include <ombud/policy/shape.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace io_detail {

// Reads one case out of a document. What `check_shape` has already objected to is passed over in silence.
class case_reader {
public:
    case_reader(desk const& d, limits const& bounds)
        : desk_(&d), bounds_(&bounds), terms_{d.model().currency, d.model().zone}
    {
    }

    result<case_file> read(node const& root);
    // One part of a case that has all else. @return whether nothing is wrong with it
    bool add(case_file& c, part_apart const& part);

private:
    void make(node const& root);
    void object(case_file& c, node const& at, std::string const& prefix, object_kind kind);
    void member(case_file& c, node const& at, std::string const& name, object_kind kind);
    void told(case_file& c, node const& at, fact which, bool checked);
    void undeclared(node const& at, std::string const& name);
    bool holds_facts(std::string const& name) const;
    bool situation(case_file& c, node const& at, std::string_view name);
    void shown(case_file& c, node const& at);
    void events(case_file& c, node const& at);
    void wrong_event(node const& at, std::size_t index, diagnostic const& wrong);
    std::optional<event> read_event(node const& at);
    std::optional<value> event_field(node const& at);
    void budgets(case_file& c, node const& at);
    void history(case_file& c, node const& at);
    void decisions(case_file& c, node const& at);
    std::optional<earlier_duty> read_duty(node const& at);
    void proposal(case_file& c, node const& at);
    void check_answer(node const& at, std::string_view kind);
    std::optional<instant> time(node const& at) const;
    void take_problems(case_file const& c, std::size_t before, node const& at);
    void report(diagnostic found);

    desk const* desk_;
    limits const* bounds_;
    reading_terms terms_;
    std::optional<case_file> case_;
    std::string_view id_;  // of the case, once there is one
    diagnostics found_;
};

inline void case_reader::report(diagnostic found)
{
    if (found_.size() < bounds_->diagnostics) found_.push_back(std::move(found));
}

// Where the places named by `case_file::make` stand in the document.
inline node place_in_case(node const& root, std::string_view path)
{
    if (path == "customer.id") {
        auto const customer = root.find("customer");
        return customer && customer.is(node_kind::object) ? customer.find("id") : customer;
    }
    if (path == "request.action") {
        auto const request = root.find("request");
        return request ? request.find("action") : request;
    }
    return root.find(path);
}

inline void case_reader::make(node const& root)
{
    constexpr std::array<std::string_view, 4> parts{"id", "customer.id", "handler", "request.action"};
    std::array<std::optional<std::string_view>, 4> texts;
    for (std::size_t i = 0; i < parts.size(); ++i) texts[i] = read_text(place_in_case(root, parts[i]));
    if (!std::all_of(texts.begin(), texts.end(), [](auto const& text) { return text.has_value(); })) return;
    auto made = desk_->make_case(*texts[0], *texts[1], *texts[2], *texts[3]);
    if (made) {
        case_.emplace(std::move(*made));
        id_ = case_->id();
        return;
    }
    for (auto const& problem : made.diagnostics()) {
        auto const at = place_in_case(root, problem.path);
        // what is no id at all has been said to be none
        if (problem.code == errc::bad_id || !is_id(at.text())) continue;
        report(error_at(at, problem.code, problem.message, problem.hint));
    }
}

inline result<case_file> case_reader::read(node const& root)
{
    found_ = check_shape(root, object_kind::case_file, *bounds_, terms_.currency);
    if (!root.is(node_kind::object)) return std::move(found_);
    make(root);
    // Without a case there is nothing to set facts of, but its facts are worth checking: a stand-in takes them.
    std::optional<case_file> stand_in;
    if (!case_) {
        auto const& org = desk_->model().organisation;
        if (org.staff.empty() || org.actions.empty()) return std::move(found_);
        auto made = desk_->make_case("-", "-", org.staff.front().id, org.actions.front().id);
        if (made) stand_in.emplace(std::move(*made));
    }
    if (auto* const c = case_ ? &*case_ : stand_in ? &*stand_in : nullptr) object(*c, root, {}, object_kind::case_file);
    if (!found_.empty()) {
        sort_by_position(found_);
        return std::move(found_);
    }
    return std::move(*case_);
}

inline bool case_reader::add(case_file& c, part_apart const& part)
{
    auto const parsed = parse_json(source_text({}, std::string(part.json)), bounds_->case_bytes, *bounds_);
    if (!parsed) return false;
    auto const root = parsed->root();
    if (root.is(node_kind::null)) return true;
    id_ = c.id();
    auto const of_shape = [&](node const& at, object_kind kind) {
        return check_shape(at, kind, *bounds_, terms_.currency).empty();
    };
    auto const each_of_shape = [&](object_kind kind) {
        return std::all_of(root.begin(), root.end(), [&](node const& at) {
            bool const of_the_host = root.is(node_kind::object) && is_own_key(at.key());
            return of_the_host || of_shape(at, kind);
        });
    };
    bool const list = root.is(node_kind::array);
    if (part.name == "budgets") {
        auto const named = [](node const& at) { return is_own_key(at.key()) || is_id(at.key()); };
        if (!root.is(node_kind::object) || !std::all_of(root.begin(), root.end(), named)) return false;
        if (each_of_shape(object_kind::budget_use)) budgets(c, root);
        else return false;
    } else if (part.name == "history" && list && each_of_shape(object_kind::history_row)) history(c, root);
    else if (part.name == "decisions" && list && each_of_shape(object_kind::earlier_decision)) decisions(c, root);
    else if (part.name == "case.concern" && of_shape(root, object_kind::concern)) situation(c, root, part.name);
    else if (part.name == "case.proposal" && of_shape(root, object_kind::proposal)) proposal(c, root);
    else return false;
    return found_.empty() && c.problems().empty();
}

inline void case_reader::object(case_file& c, node const& at, std::string const& prefix, object_kind kind)
{
    for (auto const& each : at) {
        if (is_own_key(each.key())) continue;
        if (is_dotted_key(each.key())) {
            report(dotted_key(each));
            continue;
        }
        auto const name = prefix.empty() ? std::string(each.key()) : prefix + '.' + std::string(each.key());
        member(c, each, name, kind);
    }
}

inline void case_reader::member(case_file& c, node const& at, std::string const& name, object_kind kind)
{
    constexpr std::array<std::string_view, 4> made{"id", "handler", "customer.id", "request.action"};
    if (std::find(made.begin(), made.end(), name) != made.end()) return;
    if (name == "shown") return shown(c, at);
    if (name == "events") return events(c, at);
    if (name == "budgets") return budgets(c, at);
    if (name == "history") return history(c, at);
    if (name == "decisions") return decisions(c, at);
    if (name == "case.proposal") return proposal(c, at);
    auto const* const key = find_key(kind, at.key());
    if (key != nullptr && !key->supported) return;
    if (situation(c, at, name) && !desk_->fact(name)) return;
    if (auto const which = desk_->fact(name)) return told(c, at, *which, key != nullptr);
    if (key != nullptr && key->object != object_kind::none) {
        // a customer may be an id alone, and the state of a case null
        if (at.is(node_kind::object)) object(c, at, name, key->object);
        return;
    }
    if (!holds_facts(name)) return undeclared(at, name);
    if (at.is(node_kind::object)) return object(c, at, name, object_kind::none);
    report(error_at(at, errc::wrong_type,
                    '`' + name + "` must be an object that holds facts, not " + std::string(to_string(at.kind())),
                    "write the facts under it, such as `{ \"" + name.substr(name.rfind('.') + 1)
                        + "\": { … } }`, or leave it out"));
}

inline void case_reader::told(case_file& c, node const& at, fact which, bool checked)
{
    auto const& declared = desk_->model().facts[which];
    auto held = read_fact_value(at, declared.type, terms_);
    if (held) {
        // an amount of the request itself is judged by the action, which a stand-in does not have
        bool const judged_by_action = which == fact_schema::builtin(builtin_fact::request_amount);
        if (judged_by_action && !case_) return;
        auto const before = c.problems().size();
        c.set(which, std::move(*held));
        return take_problems(c, before, at);
    }
    if (checked) return;
    report(error_at(at, errc::value_outside_type,
                    "the fact `" + declared.name + "` is of type `" + declared.type.text() + "`, not "
                        + std::string(to_string(at.kind()))
                        + (at.is(node_kind::string) ? " such as `" + std::string(at.text().substr(0, 64)) + '`' : ""),
                    "write a value of that type, or null for known to be none"));
}

inline bool case_reader::holds_facts(std::string const& name) const
{
    auto const& schema = desk_->model().facts;
    auto const prefix = name + '.';
    for (std::uint32_t slot = 0; slot < schema.size(); ++slot)
        if (schema[fact{slot}].name.starts_with(prefix)) return true;
    return false;
}

inline void case_reader::undeclared(node const& at, std::string const& name)
{
    if (desk_->model().ignores_undeclared) return;
    auto const& schema = desk_->model().facts;
    std::vector<std::string_view> names;
    for (std::uint32_t slot = 0; slot < schema.size(); ++slot) names.push_back(schema[fact{slot}].name);
    auto hint = did_you_mean(name, names);
    if (hint.empty()) hint = "declare it under `facts` of the desk, or start its key with `x-` to keep it to yourself";
    report(error_at_key(at, errc::undeclared_fact, "the desk declares no fact `" + name + '`', std::move(hint)));
}

// What is told of a case beside its facts; a desk may declare facts of these names all the same.
inline bool case_reader::situation(case_file& c, node const& at, std::string_view name)
{
    if (name == "customer.account") c.set_account(read_text(at).value_or(std::string_view{}));
    else if (name == "customer.needs") {
        std::vector<std::string> needs;
        for (auto const text : reader(at.parent()).texts("needs")) needs.emplace_back(text);
        c.set_needs(std::move(needs));
    } else if (name == "case.concern") {
        using kind = handler_concern::kind;
        auto const from = reader(at);
        auto const what = from.text("kind") == "hardship" ? kind::hardship : kind::risk;
        if (from) c.set_concern(handler_concern{what, std::string(from.text("note").value_or(""))});
    } else return false;
    return true;
}

inline void case_reader::shown(case_file& c, node const& at)
{
    if (!at.is(node_kind::array) && !at.is(node_kind::null)) return;
    std::vector<std::string> policies;
    for (auto const& policy : at) policies.emplace_back(read_text(policy).value_or(std::string_view{}));
    c.set_shown(std::move(policies));
}

inline void case_reader::events(case_file& c, node const& at)
{
    if (!at.is(node_kind::array)) return;
    if (at.size() > bounds_->events)
        return report(error_at(at, errc::limit_exceeded,
                               "the case has " + std::to_string(at.size()) + " events, and "
                                   + std::to_string(bounds_->events) + " are allowed",
                               "leave out the oldest, or raise the limit where the library is embedded"));
    std::size_t index = 0;
    for (auto const& each : at) {
        if (auto happened = read_event(each)) {
            auto const before = c.problems().size();
            c.add(std::move(*happened));
            for (auto i = before; i < c.problems().size(); ++i) wrong_event(each, index, c.problems()[i]);
        }
        ++index;
    }
}

// What the case says of an event, at the field that is meant.
inline void case_reader::wrong_event(node const& at, std::size_t index, diagnostic const& wrong)
{
    auto const field = at.find(std::string_view(wrong.path).substr(wrong.path.rfind('.') + 1));
    auto const message = wrong.code == errc::events_out_of_order
                             ? "the event with the index " + std::to_string(index) + " is older than the one before it"
                             : wrong.message;
    report(error_at(field ? field : at, wrong.code, message, wrong.hint));
}

inline std::optional<event> case_reader::read_event(node const& at)
{
    if (!at.is(node_kind::object)) return std::nullopt;
    auto const when = read_precise_instant(at.find("at"), terms_.zone);
    auto const kind = read_text(at.find("kind"));
    if (!when || !kind || kind->empty()) return std::nullopt;
    check_answer(at, *kind);
    std::vector<std::pair<std::string, value>> fields;
    for (auto const& each : at) {
        if (each.key() == "at" || each.key() == "kind" || is_own_key(each.key())) continue;
        auto held = event_field(each);
        if (!held) return std::nullopt;
        fields.emplace_back(each.key(), std::move(*held));
    }
    return event(when->whole, std::string(*kind), std::move(fields));
}

// The table of keys says which fields are typed; all others are the host's own.
inline std::optional<value> case_reader::event_field(node const& at)
{
    auto const* const key = find_key(object_kind::event, at.key());
    if (key == nullptr) return read_any_value(at);
    auto type = fact_type::kind::string;
    if (key->type == value_type::timestamp) type = fact_type::kind::timestamp;
    if (key->type == value_type::money) type = fact_type::kind::money;
    if (key->type == value_type::boolean) type = fact_type::kind::boolean;
    return read_fact_value(at, {type, false}, terms_);
}

inline void case_reader::take_problems(case_file const& c, std::size_t before, node const& at)
{
    auto const& problems = c.problems();
    for (auto i = before; i < problems.size(); ++i)
        report(error_at(at, problems[i].code, problems[i].message, problems[i].hint));
}

inline std::optional<instant> case_reader::time(node const& at) const
{
    auto const exact = read_precise_instant(at, terms_.zone);
    return exact ? std::optional(exact->whole) : std::nullopt;
}

inline void case_reader::budgets(case_file& c, node const& at)
{
    if (!at.is(node_kind::object)) return;
    for (auto const& each : at) {
        if (is_own_key(each.key())) continue;
        reader const from(each, terms_.currency);
        auto const before = c.problems().size();
        c.set_budget(each.key(), {from.money("used"), from.integer("times")});
        for (auto i = before; i < c.problems().size(); ++i)
            report(error_at_key(each, c.problems()[i].code, c.problems()[i].message, c.problems()[i].hint));
    }
}

inline std::optional<standing_answer> read_standing(reader const& from, std::optional<instant> until)
{
    if (!from || !until) return std::nullopt;
    standing_answer out{*until, from.money("up_to"), {}};
    for (auto const action : from.texts("actions")) out.actions.emplace_back(action);
    std::sort(out.actions.begin(), out.actions.end());
    return out;
}

inline void case_reader::history(case_file& c, node const& at)
{
    if (!at.is(node_kind::array)) return;
    for (auto const& each : at) {
        reader const from(each, terms_.currency);
        auto const when = time(from.find("at"));
        if (!when) continue;
        auto const words = [&](std::string_view key) { return std::string(from.text(key).value_or("")); };
        history_row row;
        row.at = *when;
        row.action = words("action");
        row.amount = from.money("amount");
        row.outcome = words("outcome");
        row.by = words("by");
        row.fingerprint = words("fingerprint");
        row.digest = words("digest");
        row.holds_until = time(from.find("holds_until"));
        auto const standing = from.object("standing");
        row.standing = read_standing(standing, time(standing.find("until")));
        row.case_id = words("case");
        row.customer = words("customer");
        c.add(std::move(row));  // an outcome that is none was objected to by the shape
    }
}

// An id is what events and hosts name a duty by.
inline std::optional<earlier_duty> case_reader::read_duty(node const& at)
{
    reader const from(at, terms_.currency);
    auto const words = [&](std::string_view key) { return std::string(from.text(key).value_or("")); };
    earlier_duty out{words("id"), words("do"), words("who"), words("to"), time(from.find("by")),
                     time(from.find("quoted")), words("because"), words("done_when")};
    if (out.done_when.empty()) out.done_when = "done";
    if (!out.id.empty()) return out;
    if (auto const id = at.find("id"); id.is(node_kind::string))
        report(error_at(id, errc::bad_id, "the id of the duty is empty", "write it as the decision had it"));
    return std::nullopt;
}

// What is needed of them is read; the rest is kept as it is told.
inline void case_reader::decisions(case_file& c, node const& at)
{
    if (!at.is(node_kind::array)) return;
    for (auto const& each : at) {
        reader const from(each, terms_.currency);
        auto const when = time(from.find("at"));
        auto const about = from.text("case");
        if (about && !id_.empty() && *about != id_)
            report(error_at(each.find("case"), errc::out_of_range,
                            "the decision is about the case `" + std::string(*about) + "`, not about this one",
                            "hand back decisions of this case; those of others are told under `history`"));
        if (!when) continue;
        auto const words = [&](std::string_view key) { return std::string(from.text(key).value_or("")); };
        earlier_decision out;
        out.at = *when;
        out.outcome = words("outcome");
        out.handler = words("handler");
        out.decider = words("decider");
        out.fingerprint = words("fingerprint");
        out.digest = from.object("desk").text("digest").value_or("");
        for (auto const& duty : from.each("duties"))
            if (auto read = read_duty(duty)) out.duties.push_back(std::move(*read));
        out.record = read_any_value(each);
        c.add(std::move(out));
    }
}

inline void case_reader::proposal(case_file& c, node const& at)
{
    reader const from(at, terms_.currency);
    if (from && from.text("outcome"))
        c.set_proposal({std::string(*from.text("outcome")), from.money("amount"),
                        std::string(from.text("because").value_or(""))});
}

// What `decided` and `returned` say beside the keys that all events have.   @source spec 11, Answers come back
inline void case_reader::check_answer(node const& at, std::string_view kind)
{
    auto const standing = kind == "decided" ? at.find("standing") : node{};
    if (standing && !standing.is(node_kind::null))
        for (auto& wrong : check_shape(standing, object_kind::standing, *bounds_, terms_.currency))
            report(std::move(wrong));
    auto const needs = kind == "returned" ? at.find("needs") : node{};
    if (!needs || needs.is(node_kind::null)) return;
    bool texts = needs.is(node_kind::array);
    for (auto const& name : needs) texts = texts && name.is(node_kind::string);
    if (!texts)
        report(error_at(needs, errc::wrong_type, "`needs` must be a list of the names of facts",
                        "write for example `[\"request.item.opened\"]`"));
}

// `{"at": …, "case": {…}}` is not a case: a case has at least an id, a customer, a handler or a request.
inline bool is_dated_form(node const& root)
{
    constexpr std::array<std::string_view, 4> of_a_case{"id", "customer", "handler", "request"};
    return root.is(node_kind::object) && root.find("case")
           && std::none_of(of_a_case.begin(), of_a_case.end(), [&](auto key) { return bool(root.find(key)); });
}

inline diagnostics check_dated_form(node const& root)
{
    diagnostics found;
    for (auto const& each : root) {
        if (each.key() == "case" || is_own_key(each.key())) continue;
        if (each.key() != "at")
            found.push_back(error_at_key(each, errc::unknown_key,
                                         "beside `at` and `case` there is no key `" + std::string(each.key()) + '`',
                                         "move it into `case`, or start it with `x-`"));
        else if (!read_instant(each))
            found.push_back(error_at(each, errc::bad_instant, "`at` is not an instant",
                                     "write RFC 3339 with an offset, such as `2026-03-02T10:00:00+01:00`, or a date"));
    }
    return found;
}

}  // namespace io_detail

OMBUD_INLINE result<case_file> read_case(desk const& d, node const& at, limits const& bounds)
{
    return io_detail::case_reader(d, bounds).read(at);
}

namespace io_detail {

// The same after `read_quickly` had no answer.
inline result<case_file> parse_carefully(desk const& d, source_text json, limits const& bounds)
{
    auto const parsed = parse_json(std::move(json), bounds.case_bytes, bounds);
    if (!parsed) return parsed.diagnostics();
    return read_case(d, parsed->root(), bounds);
}

inline result<dated_case> parse_dated_carefully(desk const& d, source_text json, limits const& bounds)
{
    auto const parsed = parse_json(std::move(json), bounds.case_bytes, bounds);
    if (!parsed) return parsed.diagnostics();
    auto const root = parsed->root();
    bool const dated = is_dated_form(root);
    auto found = dated ? check_dated_form(root) : diagnostics{};
    auto read = read_case(d, dated ? root.find("case") : root, bounds);
    found.insert(found.end(), read.diagnostics().begin(), read.diagnostics().end());
    if (!read || !found.empty()) return found;
    std::optional<instant> at;
    if (dated && root.find("at"))
        if (auto const exact = read_precise_instant(root.find("at"), d.model().zone)) at = exact->whole;
    return dated_case{std::move(*read), at};
}

// Reading quickly recurses: not as deep as documents may be allowed to nest.
inline std::size_t quick_nesting(limits const& bounds) noexcept
{
    return std::min<std::size_t>(bounds.document_nesting, 64);
}

// The case, where it is one without faults and without what is rare; nothing says nothing.
inline std::optional<case_file> finish_quickly(desk const& d, quick_case& read, std::string_view json,
                                               json_cursor& in, limits const& bounds)
{
    if (!in.at_end() || (in.beyond_ascii() && find_invalid_utf8(json) != std::string_view::npos)) return std::nullopt;
    auto out = read.make();
    if (!out || read.apart().empty()) return out;
    case_reader rest(d, bounds);
    for (auto const& part : read.apart())
        if (!rest.add(*out, part)) return std::nullopt;
    return out;
}

inline std::optional<case_file> read_quickly(desk const& d, std::string_view json, limits const& bounds)
{
    if (json.size() > bounds.case_bytes) return std::nullopt;
    json_cursor in(json, quick_nesting(bounds));
    quick_case read(d, bounds, in);
    if (!read.read()) return std::nullopt;
    return finish_quickly(d, read, json, in, bounds);
}

// `{"at": INSTANT, "case": {…}}`, in either order.
inline std::optional<case_file> read_dated_quickly(desk const& d, std::string_view json, limits const& bounds,
                                                   std::optional<precise_instant>& at)
{
    if (json.size() > bounds.case_bytes) return std::nullopt;
    json_cursor in(json, quick_nesting(bounds));
    quick_values values(in, d.model().currency, d.model().zone);
    quick_case read(d, bounds, in);
    bool has_case = false;
    auto const member = [&](std::string_view key) {
        if (key == "at" && !at) return values.instant(at.emplace());
        if (key != "case" || has_case) return false;
        has_case = true;
        return read.read();
    };
    if (!in.object(member) || !has_case) return std::nullopt;
    return finish_quickly(d, read, json, in, bounds);
}

inline std::optional<case_file> read_any_quickly(desk const& d, std::string_view json, limits const& bounds,
                                                 std::optional<precise_instant>& at)
{
    json_cursor first(json, 1);
    std::string_view key;
    bool const starts = first.pass('{') && first.plain_text(key);
    bool const dated = starts && (key == "at" || key == "case");
    // the state of a case may come first in it, and looks like a case that is dated behind it
    if (!dated || key == "case")
        if (auto plain = read_quickly(d, json, bounds)) return plain;
    return dated ? read_dated_quickly(d, json, bounds, at) : std::nullopt;
}

inline result<dated_case> parse_dated(desk const& d, std::string_view json, limits const& bounds,
                                      source_text* named)
{
    std::optional<precise_instant> at;
    if (auto quick = read_any_quickly(d, json, bounds, at))
        return dated_case{std::move(*quick), at ? std::optional(at->whole) : std::nullopt};
    return parse_dated_carefully(d, named != nullptr ? std::move(*named) : source_text({}, std::string(json)), bounds);
}

}  // namespace io_detail

OMBUD_INLINE result<case_file> parse_case(desk const& d, source_text json, limits const& bounds)
{
    if (auto quick = io_detail::read_quickly(d, json.text(), bounds)) return std::move(*quick);
    return io_detail::parse_carefully(d, std::move(json), bounds);
}

OMBUD_INLINE result<case_file> parse_case(desk const& d, std::string_view json, limits const& bounds)
{
    if (auto quick = io_detail::read_quickly(d, json, bounds)) return std::move(*quick);
    return io_detail::parse_carefully(d, source_text({}, std::string(json)), bounds);
}

OMBUD_INLINE result<dated_case> parse_dated_case(desk const& d, source_text json, limits const& bounds)
{
    return io_detail::parse_dated(d, json.text(), bounds, &json);
}

OMBUD_INLINE result<dated_case> parse_dated_case(desk const& d, std::string_view json, limits const& bounds)
{
    return io_detail::parse_dated(d, json, bounds, nullptr);
}

}}  // namespace ombud
#endif
