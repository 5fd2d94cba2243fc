// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECISION_IPP
#define OMBUD_DECISION_IMPL_DECISION_IPP

#include <ombud/decision/decision.hpp>

#include <ombud/base/detail/json_buffer.hpp>
#include <ombud/base/json_writer.hpp>
#include <ombud/decision/detail/clock_printer.hpp>
#include <ombud/decision/detail/derived.hpp>
#include <ombud/value/detail/instant_text.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE decision::decision() = default;
OMBUD_INLINE decision::decision(decision_data data) noexcept : data_(std::move(data)) {}
OMBUD_INLINE decision::decision(decision const&) = default;
OMBUD_INLINE decision::decision(decision&&) noexcept = default;
OMBUD_INLINE decision& decision::operator=(decision const&) = default;
OMBUD_INLINE decision& decision::operator=(decision&&) noexcept = default;
OMBUD_INLINE decision::~decision() = default;

OMBUD_INLINE std::string_view to_string(outcome o) noexcept
{
    switch (o) {
    case outcome::grant: return "grant";
    case outcome::offer: return "offer";
    case outcome::decline: return "decline";
    case outcome::refer: return "refer";
    case outcome::ask: return "ask";
    }
    return "";
}

OMBUD_INLINE std::string_view to_string(cause c) noexcept
{
    switch (c) {
    case cause::at_once: return "at_once";
    case cause::unknowable: return "unknowable";
    case cause::promise: return "promise";
    case cause::undisclosed: return "undisclosed";
    case cause::special_client: return "special_client";
    case cause::policy: return "policy";
    case cause::gap: return "gap";
    case cause::conflict: return "conflict";
    case cause::requested: return "requested";
    case cause::concern: return "concern";
    case cause::conflict_of_interest: return "conflict_of_interest";
    case cause::skill: return "skill";
    case cause::authority: return "authority";
    case cause::undetermined: return "undetermined";
    }
    return "";
}

OMBUD_INLINE std::string_view to_string(verdict v) noexcept
{
    switch (v) {
    case verdict::grant: return "grant";
    case verdict::decline: return "decline";
    case verdict::refer: return "refer";
    }
    return "";
}

OMBUD_INLINE std::string_view to_string(rule_state s) noexcept
{
    switch (s) {
    case rule_state::decided: return "decided";
    case rule_state::agreed: return "agreed";
    case rule_state::overridden: return "overridden";
    case rule_state::outranked: return "outranked";
    case rule_state::conflicting: return "conflicting";
    case rule_state::unknown: return "unknown";
    case rule_state::undetermined: return "undetermined";
    case rule_state::duty: return "duty";
    case rule_state::shadow: return "shadow";
    case rule_state::waived: return "waived";
    case rule_state::promised: return "promised";
    }
    return "";
}

namespace decision_detail {

using base_detail::json_buffer;

// Instants as JSON in one zone. Those of one decision are few, and each is told several times.
class instant_writer {
public:
    explicit instant_writer(zone const& where) : zone_(where) {}

    void write(json_buffer& json, instant t)
    {
        auto const end = known_.begin() + std::min<std::ptrdiff_t>(count_, std::ssize(known_));
        auto known = std::find_if(known_.begin(), end, [&](auto const& one) { return one.t == t; });
        if (known == end) {
            known = known_.begin() + count_++ % std::ssize(known_);
            *known = {t, value_detail::instant_text(t, zone_.offset_at(t))};
        }
        json.literal("\"").raw({known->text.data(), known->text.size()}).literal("\"");
    }

private:
    struct written {
        instant t;
        value_detail::instant_digits text{};
    };
    zone const& zone_;
    std::array<written, 4> known_;
    std::ptrdiff_t count_ = 0;  // that were written; the last ones are known
};

// The parts of a duty's id, one after the other: `C-7`, `/`, …
template <class Take>
void for_each_part_of_id(decision const& d, std::uint32_t round, duty const& one, Take const& take)
{
    constexpr std::size_t enough = 12;  // digits that tell the fingerprints of one case apart
    take(d.case_id());
    take("/");
    take(d.fingerprint().substr(0, enough));
    if (round != 0) take('.' + std::to_string(round));
    for (auto const part : {one.what.view(), one.who.view(), one.to.view()}) {
        take("/");
        take(part);
    }
}

// Nesting is that of a case, which is bounded where it is read. What is written most comes first.
inline void write_value(json_buffer& json, value const& v, instant_writer& times)
{
    bool first = true;
    auto const separate = [&] {
        if (!first) json.literal(",");
        first = false;
    };
    if (v.is(value_kind::string)) {
        json.text(v.as_string());
    } else if (v.is(value_kind::boolean)) {
        json.raw(v.as_boolean() ? "true" : "false");
    } else if (v.is(value_kind::integer)) {
        json.integer(v.as_integer());
    } else if (v.is(value_kind::timestamp)) {
        times.write(json, v.as_timestamp().whole);
    } else if (v.is(value_kind::list)) {
        json.literal("[");
        for (auto const& item : v.as_list()) separate(), write_value(json, item, times);
        json.literal("]");
    } else if (v.is(value_kind::map)) {
        json.literal("{");
        for (auto const& [key, held] : v.as_map()) {
            separate();
            if (key.is(value_kind::string)) json.text(key.as_string());
            else json.text(to_json(key));
            write_value(json.literal(":"), held, times);
        }
        json.literal("}");
    } else {
        v.append_json(json.flush());
    }
}

// Writes one decision; the order of keys is the order of the calls. Each part begins with its comma.
class decision_printer {
public:
    decision_printer(decision const& d, std::string& out) : d_(d), json_(out), times_(d.desk().zone) {}

    void print()
    {
        head();
        hops(d_.path());
        each(json_.literal(",\"considered\":["), d_.considered(), [&](considered_person const& one) {
            json_.literal("{\"staff\":").text(d_.id_of(one.staff)).literal(",\"why\":").text(one.why).literal("}");
        });
        json_.literal("]");
        appeal();
        alternatives_and_needs();
        json_.literal(",\"stance\":\"").raw(to_string(d_.stance())).literal("\",\"backed_if\":").text(d_.backed_if());
        quote();
        time(json_.literal(",\"holds_until\":"), d_.holds_until());
        duties();
        spend();
        clocks();
        each(json_.literal("],\"notices\":["), d_.notices(), [&](notice const& one) {
            json_.literal("{\"code\":").text(one.code).literal(",\"say\":").text(one.say).literal("}");
        });
        because();
        tail();
        json_.flush();
    }

private:
    // Elements of an array, or members of an object, with commas between them.
    template <class Items, class Write>
    static void each(json_buffer& json, Items const& items, Write const& write)
    {
        bool first = true;
        for (auto const& one : items) {
            if (!first) json.literal(",");
            first = false;
            write(one);
        }
    }
    void text_or_null(json_buffer& json, std::string_view text)
    {
        if (text.empty()) json.literal("null");
        else json.text(text);
    }
    void time(json_buffer& json, std::optional<instant> t)
    {
        if (t) times_.write(json, *t);
        else json.literal("null");
    }

    void head()
    {
        json_.literal("{\"outcome\":\"").raw(to_string(d_.outcome()));
        text_or_null(json_.literal("\",\"cause\":"), d_.cause() ? to_string(*d_.cause()) : std::string_view{});
        text_or_null(json_.literal(",\"verdict\":"), d_.verdict() ? to_string(*d_.verdict()) : std::string_view{});
        json_.literal(",\"case\":").text(d_.case_id());
        time(json_.literal(",\"at\":"), d_.at());
        json_.literal(",\"handler\":").text(d_.handler());
        text_or_null(json_.literal(",\"decider\":"), d_.decider());
        text_or_null(json_.literal(",\"amount\":"), d_.amount() ? to_string(*d_.amount()) : std::string{});
    }

    void hops(std::vector<path_hop> const& path)
    {
        each(json_.literal(",\"path\":["), path, [&](path_hop const& hop) {
            json_.literal("{\"to\":").text(d_.id_of(hop.to)).literal(",\"via\":\"").raw(to_string(hop.via));
            text_or_null(json_.literal("\",\"for\":"), hop.for_whom ? d_.id_of(*hop.for_whom) : std::string_view{});
            json_.literal(",\"part\":\"").raw(to_string(hop.part));
            time(json_.literal("\",\"arrives\":"), hop.arrives);
            time(json_.literal(",\"free\":"), hop.free);
            time(json_.literal(",\"leaves\":"), hop.leaves);
            json_.literal("}");
        });
        json_.literal("]");
    }

    void appeal()
    {
        auto const& one = d_.appeal();
        if (!one) {
            json_.literal(",\"appeal\":null");
            return;
        }
        json_.literal(",\"appeal\":{\"decider\":").text(d_.id_of(one->decider));
        hops(one->path);
        json_.literal(",\"for\":").text(one->for_what).literal("}");
    }

    void alternatives_and_needs()
    {
        each(json_.literal(",\"alternatives\":["), d_.alternatives(), [&](alternative const& one) {
            json_.literal("{\"id\":").text(one.id).literal(",\"say\":").text(one.say).literal("}");
        });
        each(json_.literal("],\"needs\":["), d_.needs(), [&](need const& one) {
            json_.literal("{\"fact\":").text(one.fact).literal(",\"from\":\"").raw(to_string(one.from));
            text_or_null(json_.literal("\",\"ask\":"), one.ask);
            json_.literal("}");
        });
        json_.literal("]");
    }

    void quote()
    {
        if (!d_.has_quote()) {
            json_.literal(",\"quote\":null");
            return;
        }
        time(json_.literal(",\"quote\":{\"expected\":"), d_.quote().expected);
        time(json_.literal(",\"quoted\":"), d_.quote().quoted);
        json_.literal("}");
    }

    void duties()
    {
        each(json_.literal(",\"duties\":["), d_.duties(), [&](duty const& one) {
            json_.literal("{\"do\":").text(one.what).literal(",\"who\":").text(one.who);
            json_.literal(",\"to\":").text(one.to);
            time(json_.literal(",\"by\":"), one.by);
            time(json_.literal(",\"quoted\":"), one.quoted);
            json_.literal(",\"because\":").text(one.because).literal(",\"id\":\"");
            for_each_part_of_id(d_, d_.data_.round, one, [&](std::string_view part) { json_.inner(part); });
            json_.literal("\",\"done_when\":").text(one.done_when).literal("}");
        });
        json_.literal("]");
    }

    void spend()
    {
        each(json_.literal(",\"spend\":["), d_.spend(), [&](spending const& one) {
            json_.literal("{\"budget\":").text(one.budget);
            text_or_null(json_.literal(",\"amount\":"), one.amount ? to_string(*one.amount) : std::string{});
            each(json_.literal(",\"per\":["), one.per, [&](std::string const& part) { json_.text(part); });
            json_.literal("]}");
        });
    }

    void clocks()
    {
        json_.literal("],\"clocks\":[");
        if (d_.clocks().empty()) return;
        json_writer writer(json_.flush());
        clock_printer printer(writer, d_.desk().zone);
        for (auto const& one : d_.clocks()) printer.print(one.clock, one.promise, one.measures, one.to);
    }

    void because()
    {
        each(json_.literal("],\"because\":["), d_.because(), [&](reason const& one) {
            text_or_null(json_.literal("{\"rule\":"), one.rule);
            text_or_null(json_.literal(",\"version\":"), one.version);
            text_or_null(json_.literal(",\"tier\":"), one.rule.empty() ? std::string_view{} : to_string(one.tier));
            json_.literal(",\"state\":\"").raw(one.without_effect ? "false" : to_string(one.state));
            if (one.with.empty()) json_.literal("\",\"with\":null");
            else {
                each(json_.literal("\",\"with\":["), one.with, [&](wording const& other) { json_.text(other); });
                json_.literal("]");
            }
            each(json_.literal(",\"facts\":{"), one.facts, [&](fact_seen const& seen) {
                write_value(json_.text(seen.name).literal(":{\"value\":"), seen.what, times_);
                json_.literal(",\"from\":\"").raw(seen.from).literal("\"}");
            });
            json_.literal("}}");
        });
    }

    void tail()
    {
        json_.literal("],\"texts\":");
        if (auto const& texts = d_.texts())
            json_.literal("{\"customer\":").text(texts->customer).literal(",\"staff\":").text(texts->staff)
                .literal(",\"audit\":").text(texts->audit).literal("}");
        else json_.literal("null");
        auto const& desk = d_.desk();
        json_.literal(",\"desk\":{\"id\":").text(desk.id).literal(",\"version\":").text(desk.version);
        json_.literal(",\"digest\":").text(desk.digest).literal("},\"fingerprint\":").text(d_.fingerprint());
        json_.literal("}");
    }

    decision const& d_;
    json_buffer json_;
    instant_writer times_;
};

}  // namespace decision_detail

OMBUD_INLINE std::string_view decision::backed_if() const
{
    return backed_if_.get([&](std::string& out) { decision_detail::append_backed_if(out, data_); });
}

OMBUD_INLINE std::string_view decision::fingerprint() const
{
    return fingerprint_.get([&](std::string& out) { decision_detail::append_fingerprint(out, data_); });
}

OMBUD_INLINE std::string decision::id_of(duty const& one) const
{
    std::string out;
    decision_detail::for_each_part_of_id(*this, data_.round, one, [&](std::string_view part) { out += part; });
    return out;
}

OMBUD_INLINE std::string to_json(value const& v, zone const& where)
{
    std::string out;
    decision_detail::json_buffer json(out);
    decision_detail::instant_writer times(where);
    decision_detail::write_value(json, v, times);
    json.flush();
    return out;
}

OMBUD_INLINE std::string to_json(decision const& d)
{
    std::string out;
    to_json(d, out);
    return out;
}

OMBUD_INLINE void to_json(decision const& d, std::string& out) { decision_detail::decision_printer(d, out).print(); }

}}  // namespace ombud
#endif
