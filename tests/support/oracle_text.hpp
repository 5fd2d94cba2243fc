// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_TEXT_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_TEXT_HPP

/// @file oracle_text.hpp
/// Decisions as text, one line for each key, without the words that are composed for people: what the oracle and the
/// library are compared by.

#include "support/oracle_decide.hpp"

#include <ombud/base/json_writer.hpp>

namespace oracle {

/// A decision's JSON, without `texts`, `backed_if`, `holds_until`, `desk`, `why` and `say`.
class library_text {
public:
    static std::string lines(std::string const& json)
    {
        auto const parsed = ombud::parse_json(ombud::source_text("decision", json), 10'000'000).value();
        std::string out;
        for (auto const one : parsed.root()) {
            if (left_out(one.key())) continue;
            if (one.key() == "considered" && parsed.root().find("path").size() == 0) {
                out += "considered: []\n";  // there is no route
                continue;
            }
            out += std::string(one.key()) + ": ";
            write(out, one);
            out += '\n';
        }
        return out;
    }

private:
    static bool left_out(std::string_view key)
    {
        static std::set<std::string_view> const keys{"texts", "backed_if", "holds_until", "desk", "clocks"};
        return keys.contains(key);
    }
    static void write(std::string& out, node const& one)
    {
        switch (one.kind()) {
        case ombud::node_kind::null: out += "null"; return;
        case ombud::node_kind::boolean: out += one.boolean() ? "true" : "false"; return;
        case ombud::node_kind::integer: out += std::to_string(one.integer()); return;
        case ombud::node_kind::real: ombud::append_double(out, one.real()); return;
        case ombud::node_kind::string: ombud::append_json_string(out, one.text()); return;
        default: break;
        }
        bool const list = one.is(ombud::node_kind::array);
        out += list ? '[' : '{';
        bool first = true;
        for (auto const part : one) {
            // `say` of an alternative stays: only notices have it beside a code
            if (!list && (part.key() == "why" || (part.key() == "say" && one.find("code")))) continue;
            if (!first) out += ',';
            first = false;
            if (!list) {
                ombud::append_json_string(out, part.key());
                out += ':';
            }
            write(out, part);
        }
        out += list ? ']' : '}';
    }
};

/// The same lines of an answer of the oracle.
class oracle_text {
public:
    oracle_text(situation const& s, answer const& a) : s_(s), a_(a) {}

    std::string lines()
    {
        line("outcome", a_.outcome);
        line("cause", a_.cause);
        line("verdict", a_.verdict);
        line("case", text(s_.told, "id"));
        line("at", time(s_.now));
        line("handler", s_.handler);
        line("decider", a_.decider);
        line("amount", a_.amount ? to_string(*a_.amount) : "");
        out_ += "path: " + hops(a_.path) + "\n";
        auto considered = a_.considered;
        if (a_.path.empty()) considered.clear();  // there is no route
        list("considered", considered, [&](auto const& who) { return "{\"staff\":" + quoted(who) + "}"; });
        appeals();
        list("alternatives", a_.alternatives, [&](auto const& id) {
            auto const words = s_.desk.alternatives.find(id);
            auto const say = words != s_.desk.alternatives.end() ? words->second : s_.desk.actions.at(id).words;
            return "{\"id\":" + quoted(id) + ",\"say\":" + quoted(say) + "}";
        });
        list("needs", a_.needs, [&](auto const& fact) {
            auto const own = s_.desk.facts.find(fact);
            return "{\"fact\":" + quoted(fact) + ",\"from\":" + quoted(s_.origin(fact))
                   + ",\"ask\":" + or_null(own == s_.desk.facts.end() ? own_words(fact) : own->second.ask) + "}";
        });
        line("stance", a_.stance);
        out_ += "quote: "
                + (a_.quote ? "{\"expected\":" + quoted(time(a_.quote->expected)) + ",\"quoted\":"
                                  + quoted(time(a_.quote->told)) + "}"
                            : "null")
                + "\n";
        list("duties", a_.duties, [&](owed const& one) {
            return "{\"do\":" + quoted(one.what) + ",\"who\":" + quoted(one.who) + ",\"to\":" + quoted(one.to)
                   + ",\"by\":" + time_or_null(one.by) + ",\"quoted\":" + time_or_null(one.told)
                   + ",\"because\":" + quoted(one.because) + ",\"id\":" + quoted(id_of(one))
                   + ",\"done_when\":" + quoted(end_of(one)) + "}";
        });
        list("spend", a_.spend, [&](spending const& one) {
            return "{\"budget\":" + quoted(one.budget) + ",\"amount\":"
                   + or_null(one.amount ? to_string(*one.amount) : "") + ",\"per\":" + texts_of(one.per) + "}";
        });
        list("notices", a_.notices, [&](auto const& code) { return "{\"code\":" + quoted(code) + "}"; });
        because();
        line("fingerprint", a_.fingerprint);
        return out_;
    }

private:
    static std::string quoted(std::string_view words)
    {
        std::string out;
        ombud::append_json_string(out, words);
        return out;
    }
    static std::string or_null(std::string const& words) { return words.empty() ? "null" : quoted(words); }
    std::string time(instant t) const { return ombud::to_string(t, s_.desk.zone.offset_at(t)); }
    std::string time_or_null(std::optional<instant> t) const { return t ? quoted(time(*t)) : "null"; }
    // A complaint and a reopening begin anew.
    std::string id_of(owed const& one) const
    {
        int rounds = 0;
        for (auto const& e : s_.events) rounds += text(e, "kind") == "complaint" || text(e, "kind") == "reopened";
        return text(s_.told, "id") + "/" + a_.fingerprint.substr(0, 12)
               + (rounds == 0 ? "" : "." + std::to_string(rounds)) + "/" + one.what + "/" + one.who + "/" + one.to;
    }
    static std::string end_of(owed const& one)
    {
        static std::map<std::string, std::string> const ends{
            {"acknowledge", "acknowledge"}, {"answer to customer", "explained"}, {"answer", "decided"},
            {"ask to customer", "asked"}, {"ask", "answered"}, {"brief", "referred"}, {"confirm", "staff_message"},
            {"consult", "consult"}, {"decide_in_person", "decided"}, {"explain", "explained"},
            {"follow_up", "follow_up"}, {"holding_reply", "staff_message"}, {"investigate", "investigate"},
            {"offer_alternatives", "offered"}, {"renegotiate", "promised"}, {"tell_handler", "tell_handler"}};
        auto found = ends.find(one.what + " to " + one.to);
        if (found == ends.end()) found = ends.find(one.what);
        return found == ends.end() ? "done" : found->second;
    }
    void line(std::string const& key, std::string const& words) { out_ += key + ": " + or_null(words) + "\n"; }
    std::string own_words(std::string const& fact) const 
    {
        auto const known = s_.loaded.fact(fact);
        return known ? s_.loaded.model().facts[*known].ask : std::string{};
    }
    template <class Things, class Write>
    void list(std::string const& key, Things const& things, Write const& write)
    {
        out_ += key + ": [";
        for (bool first = true; auto const& one : things) {
            out_ += (first ? "" : ",") + write(one);
            first = false;
        }
        out_ += "]\n";
    }
    static std::string texts_of(names const& words)
    {
        std::string out;
        for (auto const& one : words) out += (out.empty() ? "" : ",") + quoted(one);
        return "[" + out + "]";
    }
    std::string hops(std::vector<hop> const& path) const
    {
        std::string out;
        for (auto const& one : path)
            out += (out.empty() ? "" : ",") + ("{\"to\":" + quoted(one.to)) + ",\"via\":" + quoted(one.via)
                   + ",\"for\":" + or_null(one.principal) + ",\"part\":" + quoted(one.part) + ",\"arrives\":"
                   + quoted(time(one.arrives)) + ",\"free\":" + quoted(time(one.free)) + ",\"leaves\":"
                   + quoted(time(one.leaves)) + "}";
        return "[" + out + "]";
    }
    void appeals()
    {
        out_ += "appeal: ";
        if (a_.appeal)
            out_ += "{\"decider\":" + quoted(a_.appeal->by) + ",\"path\":" + hops(a_.appeal->path)
                    + ",\"for\":" + quoted(a_.appeal->for_what) + "}\n";
        else out_ += "null\n";
    }
    std::string value(ombud::value const& v) const
    {
        if (v.is(ombud::value_kind::timestamp)) return quoted(time(v.as_timestamp().whole));
        std::string out;
        if (v.is(ombud::value_kind::list)) {
            for (auto const& one : v.as_list()) out += (out.empty() ? "" : ",") + value(one);
            return "[" + out + "]";
        }
        if (v.is(ombud::value_kind::map)) {
            for (auto const& [key, held] : v.as_map())
                out += (out.empty() ? "" : ",") + quoted(key.as_string()) + ":" + value(held);
            return "{" + out + "}";
        }
        return ombud::to_json(v);
    }
    std::string facts(live const& one) const
    {
        std::map<std::string, std::string> known;
        for (auto const fact : one.rule->when.facts()) {
            auto const& name = s_.loaded.model().facts[fact].name;
            auto const& held = s_.facts[fact.slot];
            if (!held.is_known()) continue;
            auto const from = s_.assumed.contains(name)                                             ? "assumed"
                              : s_.from_row.contains(name) || s_.origin(name) == "system" ? "seen"
                                                                                                    : "heard";
            known[name] = "{\"value\":" + value(held) + ",\"from\":" + quoted(from) + "}";
        }
        std::string out;
        for (auto const& [name, held] : known) out += (out.empty() ? "" : ",") + quoted(name) + ":" + held;
        return "{" + out + "}";
    }
    void because()
    {
        static names const tiers{"law", "safety", "contract", "company", "team", "courtesy"};
        std::string out;
        for (auto const& one : a_.rules)
            out += (out.empty() ? "" : ",") + ("{\"rule\":" + quoted(one.rule->name())) + ",\"version\":"
                   + quoted(one.rule->of->version) + ",\"tier\":" + quoted(one.rule->of->tier) + ",\"state\":"
                   + quoted(one.state) + ",\"with\":" + (one.with.empty() ? "null" : texts_of(one.with)) + ",\"facts\":"
                   + facts(one) + "}";
        if (!a_.promise.empty())
            out += (out.empty() ? "" : ",")
                   + (R"({"rule":null,"version":null,"tier":null,"state":"promised","with":)" + texts_of(a_.promise))
                   + R"(,"facts":{}})";
        out_ += "because: [" + out + "]\n";
    }

    situation const& s_;
    answer const& a_;
    std::string out_;
};

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_TEXT_HPP
