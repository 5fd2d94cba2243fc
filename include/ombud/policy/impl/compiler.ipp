// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_COMPILER_IPP
#define OMBUD_POLICY_IMPL_COMPILER_IPP

#include <ombud/policy/compiler.hpp>

#include <ombud/cel/environment.hpp>
#include <ombud/cel/parser.hpp>
#include <ombud/cel/token.hpp>
#include <ombud/policy/condition.hpp>
#include <ombud/policy/detail/compiled.hpp>
#include <ombud/policy/detail/time_use.hpp>

#include <algorithm>
#include <cassert>
#include <map>

namespace ombud { inline namespace OMBUD_ABI {

namespace policy_detail {

inline cel::type scalar_type(fact_type::kind kind)
{
    using k = fact_type::kind;
    switch (kind) {
    case k::boolean: return cel::type::boolean();
    case k::integer: return cel::type::integer();
    case k::real: return cel::type::real();
    case k::string: return cel::type::string();
    case k::money: return cel::type::money();
    case k::timestamp: return cel::type::timestamp();
    case k::duration: return cel::type::duration();
    case k::any: return cel::type::dyn();
    }
    return cel::type::dyn();
}

inline cel::type cel_type(fact_type type)
{
    auto const scalar = scalar_type(type.scalar);
    return type.list ? cel::type::list(scalar) : scalar;
}

// The keys of an event that have a type; every other key is the host's own.   (spec 12, Event)
inline std::vector<std::pair<std::string, cel::type>> event_fields()
{
    std::vector<std::pair<std::string, cel::type>> fields;
    for (auto const* const name : {"kind", "by", "to", "ref", "id", "text", "fact", "policy", "version", "place",
                                   "action", "severity", "outcome", "fingerprint"})
        fields.emplace_back(name, cel::type::string());
    for (auto const* const name : {"at", "due"}) fields.emplace_back(name, cel::type::timestamp());
    for (auto const* const name : {"public", "automated"}) fields.emplace_back(name, cel::type::boolean());
    fields.emplace_back("amount", cel::type::money());
    return fields;
}

// Open time between two instants on one of the desk's calendars (spec 8).
inline cel::function open_time_between(organisation const& org)
{
    auto const measure = [calendars = org.calendars, ids = org.calendar_ids](std::span<value const> args) -> value {
        auto const name = args[2].as_string();
        auto const found = std::lower_bound(ids.begin(), ids.end(), name);
        if (found == ids.end() || *found != name) return value::error("no calendar `" + std::string(name) + "`");
        auto const& hours = calendars[static_cast<std::size_t>(found - ids.begin())];
        auto const open = hours.between(args[0].as_timestamp().whole, args[1].as_timestamp().whole);
        if (!open) return value::error("the open time cannot be told: " + std::string(meaning(open.error())));
        return value::duration(*open);
    };
    return {"open_time_between",
            {cel::type::timestamp(), cel::type::timestamp(), cel::type::string()},
            cel::type::duration(),
            measure,
            false};
}

// Zones that expressions may name: those read while the desk is loaded. Deciding reads none.
struct known_zones {
    std::map<std::string, zone, std::less<>> by_name;

    void add(zone const& z) { by_name.emplace(z.name(), z); }
    cel::zone_offset find(std::string_view name) const
    {
        auto const found = by_name.find(name);
        if (found == by_name.end()) return {};
        return [z = found->second](instant t) { return z.offset_at(t); };
    }
};

// All that a built-in fact can be, where the desk closes it; empty for no such bound.
inline std::vector<value> values_of(builtin_fact which, organisation const& org)
{
    std::vector<value> out;
    auto const ids = [&](auto const& table) {
        for (auto const& thing : table) out.push_back(value::string(thing.id));
    };
    switch (which) {
    case builtin_fact::customer_kind: return {value::string("external"), value::string("internal")};
    case builtin_fact::handler_id: ids(org.staff); break;
    case builtin_fact::handler_role: ids(org.roles); break;
    case builtin_fact::handler_team: ids(org.teams); break;
    case builtin_fact::request_action: ids(org.actions); break;
    case builtin_fact::shown:
        for (auto const& policy : org.policies) out.push_back(value::string(policy));
        break;
    default: break;
    }
    return out;
}

// For findings of which the message does not say it.
inline std::string what_to_do(errc code)
{
    switch (code) {
    case errc::expression_syntax: return "conditions are written in CEL: mend this one at the place named";
    case errc::no_matching_overload:
        return "use values of one type; int(), double(), string(), duration() and timestamp() convert";
    default: return std::string(meaning(code));
    }
}

}  // namespace policy_detail

struct condition_compiler::state {
    desk_model const* model;
    cel::environment scope;
    std::shared_ptr<policy_detail::compiled_names> names = std::make_shared<policy_detail::compiled_names>();
    std::shared_ptr<policy_detail::known_zones> zones = std::make_shared<policy_detail::known_zones>();

    void read_zones(std::string_view source);
    void report(node const& at, std::vector<cel::issue> const& issues, diagnostics& out) const;
    void trace(cel::program const& program, std::vector<fact>& facts, std::vector<std::uint32_t>& needs) const;
    policy_detail::compiled_condition finish(cel::program program) const;
    policy_detail::time_use time_of(cel::program const& program, std::vector<fact> const& facts) const;
    predicate compile_text(node const& expression, diagnostics& out);
    predicate compile_pieces(condition_text const& written, diagnostics& out);
    predicate compile_tree(node const& when, condition const& tree, diagnostics& out);
};

// A text that could be the name of a zone is looked up now, since deciding must not.
OMBUD_INLINE void condition_compiler::state::read_zones(std::string_view source)
{
    auto const words = cel::tokenise(source, scope.bounds());
    for (auto const& word : words.tokens) {
        if (word.kind != cel::token_kind::literal || !word.literal.is(value_kind::string)) continue;
        auto const text = word.literal.as_string();
        bool const like_a_zone = text.size() < 64 && text.find('/') != std::string_view::npos;
        if (!like_a_zone || zones->by_name.contains(text)) continue;
        if (auto loaded = zone::load(text)) zones->add(*loaded);
    }
}

OMBUD_INLINE void condition_compiler::state::report(node const& at, std::vector<cel::issue> const& issues,
                                                    diagnostics& out) const
{
    for (auto const& found : issues) {
        auto hint = found.hint.empty() ? policy_detail::what_to_do(found.code) : found.hint;
        auto d = error_inside(at, found.offset, found.code, found.message, std::move(hint));
        d.level = found.level;
        out.push_back(std::move(d));
    }
}

OMBUD_INLINE void condition_compiler::state::trace(cel::program const& program, std::vector<fact>& facts,
                                                   std::vector<std::uint32_t>& needs) const
{
    for (auto const slot : program.slots()) {
        if (slot < names->fact_count) facts.push_back({slot});
        if (slot < names->definition_slot(0)) continue;
        auto const n = slot - names->definition_slot(0);
        if (n >= names->definitions.size()) continue;  // the event
        auto const& used = names->definitions[n];
        facts.insert(facts.end(), used.facts.begin(), used.facts.end());
        needs.insert(needs.end(), used.needs.begin(), used.needs.end());
        needs.push_back(n);
    }
    auto const& schema = model->facts;
    std::sort(facts.begin(), facts.end(), [&](fact a, fact b) { return schema[a].name < schema[b].name; });
    facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
    std::sort(needs.begin(), needs.end());  // definitions stand after those that they need
    needs.erase(std::unique(needs.begin(), needs.end()), needs.end());
}

OMBUD_INLINE condition_compiler::condition_compiler(desk_model const& model, std::vector<parameter> parameters,
                                                    limits const& bounds)
    : state_(std::make_unique<state>())
{
    auto& s = *state_;
    s.model = &model;
    s.scope = cel::environment(bounds);
    s.scope.set_currency(model.currency);
    s.zones->add(model.zone);
    for (auto const& hours : model.organisation.calendars) s.zones->add(hours.time_zone());
    s.scope.set_zones([zones = s.zones](std::string_view name) { return zones->find(name); });
    s.scope.declare_record("event", policy_detail::event_fields(), true);
    s.scope.declare_function(policy_detail::open_time_between(model.organisation));
    s.names->fact_count = model.facts.size();
    for (std::uint32_t slot = 0; slot < model.facts.size(); ++slot) {
        auto const& declared = model.facts[fact{slot}];
        bool const is_events = slot == fact_schema::builtin(builtin_fact::events).slot;
        auto type = is_events ? cel::type::list(cel::type::record("event")) : policy_detail::cel_type(declared.type);
        bool const built_in = slot < fact_schema::builtin_count;
        s.scope.declare(declared.name, std::move(type),
                        built_in ? policy_detail::values_of(static_cast<builtin_fact>(slot), model.organisation)
                                 : declared.one_of);
    }
    for (auto const& p : parameters) s.scope.declare("param." + p.name, policy_detail::cel_type(p.type));
    s.names->parameters = std::move(parameters);
}

OMBUD_INLINE condition_compiler::~condition_compiler() = default;

namespace policy_detail {

// The names after `def.` in an expression.
inline std::vector<std::string> used_definitions(std::string_view source, limits const& bounds)
{
    std::vector<std::string> out;
    auto const words = cel::tokenise(source, bounds).tokens;
    for (std::size_t n = 0; n + 2 < words.size(); ++n) {
        bool const named = words[n].kind == cel::token_kind::name && words[n + 1].kind == cel::token_kind::dot
                           && words[n + 2].kind == cel::token_kind::name;
        if (!named || source.substr(words[n].offset, words[n].length) != "def") continue;
        if (n > 0 && words[n - 1].kind == cel::token_kind::dot) continue;
        out.emplace_back(source.substr(words[n + 2].offset, words[n + 2].length));
    }
    return out;
}

// Puts definitions behind those that they use; those in a cycle are reported and left out.
class definition_order {
public:
    definition_order(std::vector<definition> const& all, limits const& bounds, diagnostics& out)
        : all_(all), bounds_(bounds), out_(out), mark_(all.size(), fresh)
    {
        for (std::size_t n = 0; n < all.size(); ++n) visit(n, 0);
    }
    std::vector<std::size_t> const& order() const noexcept { return order_; }

private:
    enum mark : std::uint8_t { fresh, open, done, in_cycle };  // or too deep, or behind such a one

    bool visit(std::size_t n, std::size_t depth)
    {
        if (mark_[n] == done) return true;
        if (mark_[n] == in_cycle) return false;
        if (mark_[n] == open || depth > bounds_.document_nesting) {
            out_.push_back(mark_[n] == open ? uses_itself(n) : too_deep(n));
            mark_[n] = in_cycle;
            return false;
        }
        mark_[n] = open;
        bool sound = true;
        for (auto const& name : used_definitions(all_[n].expression.text(), bounds_)) {
            auto const used = std::find_if(all_.begin(), all_.end(), [&](auto const& d) { return d.name == name; });
            if (used != all_.end()) sound = visit(static_cast<std::size_t>(used - all_.begin()), depth + 1) && sound;
        }
        if (!sound) mark_[n] = in_cycle;
        if (mark_[n] == in_cycle) return false;
        mark_[n] = done;
        order_.push_back(n);
        return true;
    }

    diagnostic uses_itself(std::size_t n) const
    {
        return error_at(all_[n].expression, errc::cyclic_reference,
                        "the definition `def." + all_[n].name + "` uses itself",
                        "definitions may use each other, but not in a cycle");
    }
    diagnostic too_deep(std::size_t n) const
    {
        return error_at(all_[n].expression, errc::limit_exceeded,
                        "definitions use each other more than " + std::to_string(bounds_.document_nesting)
                            + " deep, down to `def." + all_[n].name + "`",
                        "write some of them out where they are used");
    }

    std::vector<definition> const& all_;
    limits const& bounds_;
    diagnostics& out_;
    std::vector<mark> mark_;
    std::vector<std::size_t> order_;
};

}  // namespace policy_detail

OMBUD_INLINE void condition_compiler::define(std::vector<definition> definitions, diagnostics& out)
{
    auto& s = *state_;
    std::sort(definitions.begin(), definitions.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
    policy_detail::definition_order const sorted(definitions, s.scope.bounds(), out);
    for (auto const n : sorted.order()) {
        auto const& one = definitions[n];
        s.read_zones(one.expression.text());
        auto compiled = cel::compile(s.scope, one.expression.text());
        s.report(one.expression, compiled.issues, out);
        // a definition that does not compile is declared all the same, so that its users are not blamed for it
        s.scope.declare("def." + one.name, compiled ? compiled->result_type() : cel::type::dyn());
        if (!compiled) compiled = cel::compile(s.scope, "null");
        policy_detail::compiled_definition made{one.name, *compiled.compiled, {}, {}};
        s.trace(made.program, made.facts, made.needs);
        made.time = s.time_of(made.program, made.facts);
        s.names->definitions.push_back(std::move(made));
    }
    if (sorted.order().size() == definitions.size()) return;
    for (std::size_t n = 0; n < definitions.size(); ++n) {
        if (std::find(sorted.order().begin(), sorted.order().end(), n) != sorted.order().end()) continue;
        // nor are the users of a cycle blamed for it
        s.scope.declare("def." + definitions[n].name, cel::type::dyn());
        s.names->definitions.push_back({definitions[n].name, *cel::compile(s.scope, "null").compiled, {}, {}});
    }
}

OMBUD_INLINE policy_detail::time_use condition_compiler::state::time_of(cel::program const& program,
                                                                        std::vector<fact> const& facts) const
{
    auto const now = fact_schema::builtin(builtin_fact::now);
    if (std::find(facts.begin(), facts.end(), now) == facts.end()) return {};
    return policy_detail::time_reader(scope, now.slot, names->definition_slot(0), names->definitions)
        .read(program.source());
}

OMBUD_INLINE policy_detail::compiled_condition condition_compiler::state::finish(cel::program program) const
{
    policy_detail::compiled_condition out{std::move(program), {}, {}, {}};
    trace(out.program, out.facts, out.needs);
    out.time = time_of(out.program, out.facts);
    return out;
}

OMBUD_INLINE predicate condition_compiler::state::compile_text(node const& expression, diagnostics& out)
{
    read_zones(expression.text());
    auto compiled = cel::compile_condition(scope, expression.text());
    report(expression, compiled.issues, out);
    if (!compiled) return {};
    return predicate(std::make_shared<policy_detail::compiled_condition>(finish(*compiled.compiled)));
}

// Each expression by itself first, so that what is wrong is said where it stands; then all of them as one.
OMBUD_INLINE predicate condition_compiler::state::compile_tree(node const& when, condition const& tree,
                                                               diagnostics& out)
{
    diagnostics found;
    std::vector<predicate> expressions;
    for (auto const& part : tree.parts)
        if (part.kind == condition_kind::expression) expressions.push_back(compile_text(part.at, found));
    bool const sound = !has_errors(found);
    auto whole = sound ? cel::compile_condition(scope, tree.expression) : cel::compilation{};
    if (found.empty())  // or else the whole says again what a part has said
        for (auto const& issue : whole.issues) {
            found.push_back(error_at(when, issue.code, issue.message,
                                     issue.hint.empty() ? policy_detail::what_to_do(issue.code) : issue.hint));
            found.back().level = issue.level;
        }
    out.insert(out.end(), found.begin(), found.end());
    if (!whole) return {};
    auto made = std::make_shared<policy_detail::compiled_condition>(finish(*whole.compiled));
    auto next = expressions.begin();
    for (auto const& part : tree.parts) {
        auto const* const single = part.kind == condition_kind::expression ? &*next++ : nullptr;
        if (part.label.empty()) continue;
        if (single != nullptr) made->labels.push_back({std::string(part.label), *single});
        else if (auto group = cel::compile_condition(scope, tree.text_of(part)))
            made->labels.push_back({std::string(part.label),
                                    predicate(std::make_shared<policy_detail::compiled_condition>(
                                        finish(*group.compiled)))});
    }
    return predicate(std::move(made));
}

OMBUD_INLINE predicate condition_compiler::compile(node const& when, diagnostics& out)
{
    if (when.is(node_kind::string)) return state_->compile_text(when, out);
    auto const tree = read_condition(when);
    return tree.empty() ? predicate() : state_->compile_tree(when, tree, out);
}

namespace policy_detail {

// The piece that an issue is about: what was written around pieces belongs to the next one.
inline diagnostic issue_in_piece(condition_text const& written, cel::issue const& issue)
{
    auto piece = std::find_if(written.pieces.begin(), written.pieces.end(),
                              [&](auto const& one) { return issue.offset <= one.begin + one.length; });
    if (piece == written.pieces.end()) --piece;
    auto const within = std::max<std::size_t>(issue.offset, piece->begin) - piece->begin;
    auto found = error_inside(piece->at, piece->offset + std::min(within, piece->length), issue.code, issue.message,
                              issue.hint.empty() ? what_to_do(issue.code) : issue.hint);
    found.level = issue.level;
    return found;
}

}  // namespace policy_detail

// Each piece has to be an expression by itself, so that none reaches beyond its place in the whole.
OMBUD_INLINE predicate condition_compiler::state::compile_pieces(condition_text const& written, diagnostics& out)
{
    bool sound = true;
    for (auto const& piece : written.pieces) {
        auto const text = std::string_view(written.text).substr(piece.begin, piece.length);
        auto const parsed = cel::parse(text, scope.bounds());
        if (!parsed.failure) continue;
        auto issue = *parsed.failure;
        issue.offset += static_cast<std::uint32_t>(piece.begin);
        out.push_back(policy_detail::issue_in_piece(written, issue));
        sound = false;
    }
    if (!sound) return {};
    read_zones(written.text);
    auto compiled = cel::compile_condition(scope, written.text);
    if (!written.pieces.empty())  // else nobody wrote any of it
        for (auto const& issue : compiled.issues) out.push_back(policy_detail::issue_in_piece(written, issue));
    if (!compiled) return {};
    return predicate(std::make_shared<policy_detail::compiled_condition>(finish(*compiled.compiled)));
}

OMBUD_INLINE predicate condition_compiler::compile(condition_text const& written, diagnostics& out)
{
    return written.text.empty() ? predicate() : state_->compile_pieces(written, out);
}

OMBUD_INLINE void condition_text::append(condition_text const& more)
{
    for (auto moved : more.pieces) {
        moved.begin += text.size();
        pieces.push_back(moved);
    }
    text += more.text;
}

OMBUD_INLINE predicate condition_compiler::compile_over_event(node const& when, diagnostics& out)
{
    if (state_->scope.find("e") || state_->scope.is_prefix("e")) {
        out.push_back(error_at(when, errc::duplicate_id, "a fact of the desk hides the event, which is called `e` here",
                               "give the fact another name"));
        return {};
    }
    auto scope = state_->scope;
    [[maybe_unused]] auto const slot = scope.declare("e", cel::type::record("event"));
    assert(slot == state_->names->event_slot());
    state_->read_zones(when.text());
    auto compiled = cel::compile_condition(scope, when.text());
    state_->report(when, compiled.issues, out);
    if (!compiled) return {};
    return predicate(
        std::make_shared<policy_detail::compiled_condition>(state_->finish(std::move(*compiled.compiled))));
}

OMBUD_INLINE std::shared_ptr<policy_detail::compiled_names const> condition_compiler::names() const
{
    return state_->names;
}

}}  // namespace ombud
#endif
