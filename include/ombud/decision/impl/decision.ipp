// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECISION_IPP
#define OMBUD_DECISION_IMPL_DECISION_IPP

#include <ombud/decision/decision.hpp>

#include <ombud/base/json_writer.hpp>
#include <ombud/decision/detail/clock_printer.hpp>
#include <ombud/decision/detail/derived.hpp>

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

// Nesting is that of a case, which is bounded where it is read. What is written most comes first.
inline void write_value(json_writer& json, value const& v, zone const& where)
{
    if (v.is(value_kind::string)) {
        json.string(v.as_string());
    } else if (v.is(value_kind::boolean)) {
        json.boolean(v.as_boolean());
    } else if (v.is(value_kind::integer)) {
        json.integer(v.as_integer());
    } else if (v.is(value_kind::timestamp)) {
        json.string(to_string(v.as_timestamp().whole, where.offset_at(v.as_timestamp().whole)));
    } else if (v.is(value_kind::list)) {
        json.begin_array();
        for (auto const& item : v.as_list()) write_value(json, item, where);
        json.end_array();
    } else if (v.is(value_kind::map)) {
        json.begin_object();
        for (auto const& [key, held] : v.as_map()) {
            if (key.is(value_kind::string)) json.key(key.as_string());
            else json.key(to_json(key));
            write_value(json, held, where);
        }
        json.end_object();
    } else {
        json.raw(to_json(v));
    }
}

// Writes one decision; the order of keys is the order of the calls.
class decision_printer {
public:
    decision_printer(decision const& d, std::string& out) : d_(d), zone_(d.desk().zone), json_(out) {}

    void print()
    {
        json_.begin_object();
        head();
        hops("path", d_.path());
        json_.key("considered").begin_array();
        for (auto const& one : d_.considered())
            json_.begin_object().key("staff").string(d_.id_of(one.staff)).key("why").string(one.why).end_object();
        json_.end_array();
        appeal();
        alternatives_and_needs();
        json_.key("stance").string(to_string(d_.stance())).key("backed_if").string(d_.backed_if());
        json_.key("quote");
        if (!d_.has_quote()) json_.null();
        else {
            json_.begin_object();
            time("expected", d_.quote().expected);
            time("quoted", d_.quote().quoted);
            json_.end_object();
        }
        time("holds_until", d_.holds_until());
        duties();
        spend();
        json_.key("clocks").begin_array();
        clock_printer clocks(json_, zone_);
        for (auto const& one : d_.clocks()) clocks.print(one.clock, one.promise, one.measures, one.to);
        json_.end_array();
        json_.key("notices").begin_array();
        for (auto const& one : d_.notices())
            json_.begin_object().key("code").string(one.code).key("say").string(one.say).end_object();
        json_.end_array();
        because();
        tail();
        json_.end_object();
    }

private:
    void text_or_null(std::string_view key, std::string_view text)
    {
        json_.key(key);
        if (text.empty()) json_.null();
        else json_.string(text);
    }
    void time(std::string_view key, std::optional<instant> t)
    {
        json_.key(key);
        if (!t) {
            json_.null();
            return;
        }
        if (t != written_) {  // many of a decision's instants are the same
            instant_.assign(1, '"');
            append_instant(instant_, *t, zone_.offset_at(*t));
            instant_ += '"';
            written_ = t;
        }
        json_.raw(instant_);
    }

    void head()
    {
        json_.key("outcome").string(to_string(d_.outcome()));
        text_or_null("cause", d_.cause() ? to_string(*d_.cause()) : std::string_view{});
        text_or_null("verdict", d_.verdict() ? to_string(*d_.verdict()) : std::string_view{});
        json_.key("case").string(d_.case_id());
        time("at", d_.at());
        json_.key("handler").string(d_.handler());
        text_or_null("decider", d_.decider());
        text_or_null("amount", d_.amount() ? to_string(*d_.amount()) : std::string{});
    }

    void hops(std::string_view key, std::vector<path_hop> const& path)
    {
        json_.key(key).begin_array();
        for (auto const& hop : path) {
            json_.begin_object().key("to").string(d_.id_of(hop.to)).key("via").string(to_string(hop.via));
            text_or_null("for", hop.for_whom ? d_.id_of(*hop.for_whom) : std::string_view{});
            json_.key("part").string(to_string(hop.part));
            time("arrives", hop.arrives);
            time("free", hop.free);
            time("leaves", hop.leaves);
            json_.end_object();
        }
        json_.end_array();
    }

    void appeal()
    {
        json_.key("appeal");
        auto const& one = d_.appeal();
        if (!one) {
            json_.null();
            return;
        }
        json_.begin_object().key("decider").string(d_.id_of(one->decider));
        hops("path", one->path);
        json_.key("for").string(one->for_what).end_object();
    }

    void alternatives_and_needs()
    {
        json_.key("alternatives").begin_array();
        for (auto const& one : d_.alternatives())
            json_.begin_object().key("id").string(one.id).key("say").string(one.say).end_object();
        json_.end_array().key("needs").begin_array();
        for (auto const& one : d_.needs()) {
            json_.begin_object().key("fact").string(one.fact).key("from").string(to_string(one.from));
            text_or_null("ask", one.ask);
            json_.end_object();
        }
        json_.end_array();
    }

    void duties()
    {
        json_.key("duties").begin_array();
        for (auto const& one : d_.duties()) {
            json_.begin_object().key("do").string(one.what).key("who").string(one.who).key("to").string(one.to);
            time("by", one.by);
            time("quoted", one.quoted);
            json_.key("because").string(one.because).key("id").string(id_of(one));
            json_.key("done_when").string(one.done_when).end_object();
        }
        json_.end_array();
    }

    // All begin alike: with the case, its fingerprint and the round.
    std::string_view id_of(duty const& one)
    {
        if (id_.empty()) {
            id_ = d_.id_of(one);
            shared_ = id_.size() - one.to.size() - one.who.size() - one.what.size() - 2;
            return id_;
        }
        id_.resize(shared_);
        id_ += one.what;
        (id_ += '/') += one.who;
        return (id_ += '/') += one.to;
    }

    void spend()
    {
        json_.key("spend").begin_array();
        for (auto const& one : d_.spend()) {
            json_.begin_object().key("budget").string(one.budget);
            text_or_null("amount", one.amount ? to_string(*one.amount) : std::string{});
            json_.key("per").begin_array();
            for (auto const& part : one.per) json_.string(part);
            json_.end_array().end_object();
        }
        json_.end_array();
    }

    void because()
    {
        json_.key("because").begin_array();
        for (auto const& one : d_.because()) {
            json_.begin_object();
            text_or_null("rule", one.rule);
            text_or_null("version", one.version);
            text_or_null("tier", one.rule.empty() ? std::string_view{} : to_string(one.tier));
            json_.key("state").string(one.without_effect ? std::string_view("false") : to_string(one.state));
            json_.key("with");
            if (one.with.empty()) json_.null();
            else {
                json_.begin_array();
                for (auto const& other : one.with) json_.string(other);
                json_.end_array();
            }
            json_.key("facts").begin_object();
            for (auto const& seen : one.facts) {
                json_.key(seen.name).begin_object().key("value");
                write_value(json_, seen.what, zone_);
                json_.key("from").string(seen.from).end_object();
            }
            json_.end_object().end_object();
        }
        json_.end_array();
    }

    void tail()
    {
        json_.key("texts");
        if (auto const& texts = d_.texts())
            json_.begin_object().key("customer").string(texts->customer).key("staff").string(texts->staff)
                .key("audit").string(texts->audit).end_object();
        else json_.null();
        auto const& desk = d_.desk();
        json_.key("desk").begin_object().key("id").string(desk.id).key("version").string(desk.version)
            .key("digest").string(desk.digest).end_object();
        json_.key("fingerprint").string(d_.fingerprint());
    }

    decision const& d_;
    zone const& zone_;
    json_writer json_;
    std::optional<instant> written_;  // whose text `instant_` is, with its quotes
    std::string instant_;
    std::string id_;          // of the duty that was written last
    std::size_t shared_ = 0;  // how much of it is that of every duty
};

}  // namespace decision_detail

OMBUD_INLINE std::string_view decision::backed_if() const
{
    return backed_if_.get([&] { return decision_detail::backed_if(data_); });
}

OMBUD_INLINE std::string_view decision::fingerprint() const
{
    return fingerprint_.get([&] { return decision_detail::fingerprint_of(data_); });
}

OMBUD_INLINE std::string decision::id_of(duty const& one) const
{
    constexpr std::size_t enough = 12;  // digits that tell the fingerprints of one case apart
    auto out = data_.case_id + '/';
    out += fingerprint().substr(0, enough);
    if (data_.round != 0) out += '.' + std::to_string(data_.round);
    for (auto const part : {one.what.view(), one.who.view(), one.to.view()}) (out += '/') += part;
    return out;
}

OMBUD_INLINE std::string to_json(value const& v, zone const& where)
{
    std::string out;
    json_writer json(out);
    decision_detail::write_value(json, v, where);
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
