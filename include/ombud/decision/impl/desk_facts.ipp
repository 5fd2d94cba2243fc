// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DESK_FACTS_IPP
#define OMBUD_DECISION_IMPL_DESK_FACTS_IPP

// What can be told and named: facts, parameters, definitions, alternatives, quotes.

#include <ombud/decision/detail/desk_builder.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

inline constexpr std::array<std::string_view, 6> reserved_roots{"param", "def", "now", "events", "shown", "budgets"};

// What a case says under this name already: of `handler.mood` it is `handler`. Empty if nothing.
// `customer.account` and `customer.needs` may be facts as well: there the case's own value has the fact's shape.
inline std::string_view taken_by_cases(std::string_view name)
{
    if (name == "customer.account" || name == "customer.needs") return {};
    auto kind = object_kind::case_file;
    for (std::size_t begin = 0; begin < name.size();) {
        auto const end = std::min(name.find('.', begin), name.size());
        auto const* const key = find_key(kind, name.substr(begin, end - begin));
        if (key == nullptr) return {};
        bool const holds_facts = info_of(key->object == object_kind::none ? object_kind::desk : key->object).open;
        if (!holds_facts || key->form != value_form::one || end == name.size()) return name.substr(0, end);
        kind = key->object;
        begin = end + 1;
    }
    return {};
}

// The fact, built in or declared, that this one would lie inside of; one that may not be
// declared is none. Empty if there is none.
inline std::string_view desk_builder::fact_around(std::string_view name) const
{
    auto const built_in = fact_schema();
    for (auto dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.', dot + 1)) {
        auto const outer = name.substr(0, dot);
        bool const declared = root_.object("facts").find(outer) && taken_by_cases(outer).empty();
        if (declared || built_in.find(outer)) return outer;
    }
    return {};
}

// Whether a fact of that name may be declared: its root is free, it is not built in, and cases can tell it.
inline bool desk_builder::may_declare(node const& at)
{
    auto const name = at.key();
    auto const quoted = "`" + std::string(name) + "`";
    auto const root = name.substr(0, name.find('.'));
    bool const reserved = std::find(reserved_roots.begin(), reserved_roots.end(), root) != reserved_roots.end();
    auto const taken = taken_by_cases(name);
    auto const around = fact_around(name);
    if (reserved)
        add(error_at_key(at, errc::out_of_range, "facts cannot be declared under `" + std::string(root) + "`",
                         "that root has a meaning of its own; choose another"));
    else if (fact_schema().find(name))
        add(error_at_key(at, errc::duplicate_id, quoted + " is a built-in fact",
                         "remove the declaration: every case may tell it"));
    else if (name == "customer.special")
        add(error_at_key(at, errc::out_of_range, quoted + " is not a fact: no rule may favour special clients",
                         "remove it; what their status changes is shown in every decision"));
    else if (!taken.empty())
        add(error_at_key(at, errc::out_of_range,
                         quoted + " cannot be a fact: `" + std::string(taken) + "` is a key of cases",
                         "give it another name, such as `request.item."
                             + std::string(name.substr(name.rfind('.') + 1)) + "`"));
    else if (!around.empty())
        add(error_at_key(at, errc::duplicate_id,
                         quoted + " would lie inside of `" + std::string(around) + "`, which is a fact of its own",
                         "declare what is inside only, or give one of them another name"));
    else return true;
    return false;
}

inline std::optional<fact_declaration> desk_builder::read_fact(node const& at)
{
    if (!may_declare(at)) return std::nullopt;
    reader const from(at);
    fact_declaration out;
    out.name = at.key();
    auto const type = fact_type::parse(from.text("type").value_or("any"));
    out.type = type.value_or(fact_type{});
    auto const origin = from.text("from").value_or("staff");
    out.from = origin == "system"     ? fact_origin::system
               : origin == "customer" ? fact_origin::customer
                                      : fact_origin::staff;
    out.ask = from.text("ask").value_or("");
    if (out.from == fact_origin::customer && out.ask.empty())
        add(error_at_key(at, errc::missing_key, "`" + out.name + "` comes from the customer but has no `ask`",
                         "write the question in the customer's words"));
    reading_terms const terms{model_->currency, model_->zone};
    auto const read = [&](node const& written) {
        auto v = read_fact_value(written, out.type, terms);
        if (!v) add(error_at(written, errc::value_outside_type, "the value is not of type `" + out.type.text() + "`",
                             "write a value of the fact's type"));
        return v;
    };
    for (auto const& item : from.each("one_of"))
        if (auto v = read(item)) out.one_of.push_back(std::move(*v));
    if (from.find("default")) out.default_value = read(from.find("default"));
    bool const outside = out.default_value && !out.default_value->is_null() && !out.one_of.empty()
                         && std::none_of(out.one_of.begin(), out.one_of.end(),
                                         [&](value const& v) { return equal(v, *out.default_value); });
    if (outside)
        add(error_at(from.find("default"), errc::value_outside_type, "the default is not among `one_of`",
                     "name one of the declared values"));
    return out;
}

inline void desk_builder::read_facts()
{
    std::vector<fact_declaration> declared;
    for (auto const& at : root_.each("facts"))
        if (auto one = read_fact(at)) declared.push_back(std::move(*one));
    std::stable_sort(declared.begin(), declared.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
    declared.erase(
        std::unique(declared.begin(), declared.end(), [](auto const& a, auto const& b) { return a.name == b.name; }),
        declared.end());
    model_->facts = fact_schema(std::move(declared));
    model_->ignores_undeclared = root_.text("undeclared") == "ignore";
}

inline parameter desk_builder::read_parameter(node const& at)
{
    reader const from(at);
    parameter out{std::string(at.key()), fact_type::parse(from.text("type").value_or("any")).value_or(fact_type{}), {}};
    reading_terms const terms{model_->currency, model_->zone};
    for (auto const& item : from.each("values")) {
        reader const dated(item);
        auto const begin = read_time(dated.find("from"));
        auto v = dated.find("value") ? read_fact_value(dated.find("value"), out.type, terms) : std::nullopt;
        if (dated.find("value") && !v)
            add(error_at(dated.find("value"), errc::value_outside_type,
                         "the value is not of type `" + out.type.text() + "`",
                         "write a value of the parameter's type"));
        if (begin && v) out.values.emplace_back(*begin, std::move(*v));
    }
    std::stable_sort(out.values.begin(), out.values.end(),
                     [](auto const& a, auto const& b) { return a.first < b.first; });
    for (std::size_t n = 1; n < out.values.size(); ++n)
        if (out.values[n].first == out.values[n - 1].first)
            add(error_at(from.find("values"), errc::duplicate_id,
                         "two values of `param." + out.name + "` begin at the same time", "keep one of them"));
    return out;
}

inline std::vector<parameter> desk_builder::read_parameters()
{
    std::vector<parameter> out;
    for (auto const& at : root_.each("parameters")) out.push_back(read_parameter(at));
    std::stable_sort(out.begin(), out.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
    return out;
}

inline std::vector<definition> desk_builder::read_definitions()
{
    std::vector<definition> out;
    for (auto const& at : root_.each("definitions"))
        if (at.is(node_kind::string)) out.push_back({std::string(at.key()), at});
    return out;
}

// Times of duties that nobody will ever have: misspelled.
inline void desk_builder::check_duty_times()
{
    std::vector<std::string_view> names{"acknowledge", "answer",     "ask",           "brief",       "confirm",
                                        "consult",     "do",         "explain",       "follow_up",   "decide_in_person",
                                        "investigate", "renegotiate", "holding_reply", "tell_handler",
                                        "offer_alternatives"};
    for (auto const& policy : root_.each("policies"))
        for (auto const& rule : reader(policy).each("rules"))
            for (auto const& duty : reader(rule).each("duties"))
                if (auto const name = read_text(duty.find("do"))) names.push_back(*name);
    for (auto const& at : root_.each("duties")) {
        if (std::find(names.begin(), names.end(), at.key()) != names.end()) continue;
        auto hint = did_you_mean(at.key(), names);
        add(error_at_key(at, errc::unknown_reference,
                         "nothing implies a duty `" + std::string(at.key()) + "`, and no rule names it",
                         hint.empty() ? "remove it, or let a rule name it in its `duties`" : std::move(hint)));
    }
}

inline void desk_builder::read_settings()
{
    for (auto const& at : root_.each("alternatives"))
        if (auto const words = read_text(at))
            data_->alternatives.push_back({std::string(at.key()), std::string(*words)});
    sort_by_id(data_->alternatives);
    for (auto const& at : root_.each("duties"))
        if (auto const length = read_duration(at)) data_->duty_times.emplace_back(std::string(at.key()), *length);
    std::stable_sort(data_->duty_times.begin(), data_->duty_times.end(),
                     [](auto const& a, auto const& b) { return a.first < b.first; });
    check_duty_times();
    for (auto const& at : root_.each("phrases")) {
        auto& group = data_->phrases.emplace_back(std::string(at.key()), std::vector<std::string>{});
        for (auto const& phrase : at)
            if (auto const text = read_text(phrase)) group.second.emplace_back(*text);
    }
    std::stable_sort(data_->phrases.begin(), data_->phrases.end(),
                     [](auto const& a, auto const& b) { return a.first < b.first; });
    auto const quote = root_.object("quote");
    auto& terms = data_->quoting;
    terms.ratio = quote.number("ratio").value_or(terms.ratio);
    if (auto const least = quote.duration("at_least")) terms.at_least = least->plain();
    if (auto const grid = quote.duration("round_to")) terms.round_to = grid->plain();
    if (!(terms.ratio >= 0.0 && terms.ratio <= 1000.0))
        add(error_at(quote.find("ratio"), errc::out_of_range, "`ratio` must be from 0 to 1000",
                     "0.25 adds a quarter of the expected time"));
    if (terms.round_to <= std::chrono::seconds{0} || terms.round_to > std::chrono::hours{24})
        add(error_at(quote.find("round_to"), errc::out_of_range,
                     "`round_to` must be more than nothing and at most a day", "30m rounds to half hours"));
    data_->quote_calendar = read_calendar_name(quote, "calendar");
    data_->rules.when_silent = root_.text("when_silent") == "grant" ? silence::grant : silence::refer;
}

}}}  // namespace ombud::decision_detail
#endif
