// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BENCHMARKS_CEL_CONTESTS_HPP
#define OMBUD_BENCHMARKS_CEL_CONTESTS_HPP

// Expressions beside what one would write by hand for them. A contest has
//   name, expression(), record   what is asked, and of what
//   draw(dice)                   a record, with outcomes mixed so that no branch is foreseen too well
//   facts(record)                its attributes as `ombud::value`, in the order of their slots
//   values(slots)                the expression by hand over those values: kinds are checked, then read
//   native(record)               the expression by hand over the plain struct
// What is written by hand is not inlined, for `evaluate` is not either. It does not check for overflow, as CEL does.

#include <ombud/cel.hpp>

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

using ombud::value;
using ombud::value_kind;

/// Draws that are the same on every platform, as those of the standard's distributions are not.
class dice {
public:
    std::int64_t below(std::int64_t bound) { return static_cast<std::int64_t>(engine_() >> 1) % bound; }
    bool percent(int chance) { return below(100) < chance; }
    template <std::size_t N>
    std::string one_of(char const* const (&texts)[N])
    {
        return texts[below(N)];
    }

private:
    std::mt19937_64 engine_{20260302};
};

/// An attribute of a record.
struct fact {
    char const* name;
    ombud::cel::type type;
    value known;
};

inline fact text_fact(char const* name, std::string text)
{
    return {name, ombud::cel::type::string(), value::string(std::move(text))};
}
inline fact number_fact(char const* name, std::int64_t number)
{
    return {name, ombud::cel::type::integer(), value::integer(number)};
}
inline fact truth_fact(char const* name, bool truth)
{
    return {name, ombud::cel::type::boolean(), value::boolean(truth)};
}
inline fact second_fact(char const* name, std::int64_t second)
{
    return {name, ombud::cel::type::timestamp(), value::timestamp({ombud::instant{std::chrono::seconds{second}}, 0})};
}

inline bool is_text(value const& v, std::string_view text) { return v.is(value_kind::string) && v.as_string() == text; }

struct two_counts {
    std::int64_t a, b;

    static two_counts draw(dice& d) { return {d.below(20), d.below(20)}; }
    static std::vector<fact> facts(two_counts const& r)
    {
        return {number_fact("a.count", r.a), number_fact("b.count", r.b)};
    }
    static bool are_numbers(std::span<value const> slots)
    {
        return slots[0].is(value_kind::integer) && slots[1].is(value_kind::integer);
    }
};

struct compare_fields {
    static constexpr auto name = "compare_fields";
    static std::string expression() { return "a.count < b.count"; }
    using record = two_counts;
    static record draw(dice& d) { return two_counts::draw(d); }
    static std::vector<fact> facts(record const& r) { return two_counts::facts(r); }
    [[gnu::noinline]] static bool values(std::span<value const> slots)
    {
        return two_counts::are_numbers(slots) && slots[0].as_integer() < slots[1].as_integer();
    }
    [[gnu::noinline]] static bool native(record const& r) { return r.a < r.b; }
};

struct arithmetic {
    static constexpr auto name = "arithmetic";
    static std::string expression() { return "(a.count + 3) * 2 - b.count > 10"; }
    using record = two_counts;
    static record draw(dice& d) { return two_counts::draw(d); }
    static std::vector<fact> facts(record const& r) { return two_counts::facts(r); }
    [[gnu::noinline]] static bool values(std::span<value const> slots)
    {
        return two_counts::are_numbers(slots) && (slots[0].as_integer() + 3) * 2 - slots[1].as_integer() > 10;
    }
    [[gnu::noinline]] static bool native(record const& r) { return (r.a + 3) * 2 - r.b > 10; }
};

struct helpdesk_record {
    std::string tier, channel;
    std::int64_t contacts;
    bool opened;
    std::int64_t age_days;
    std::string country;
};

/// Six comparisons. Early: attributes are spread evenly, four in five records fail at the first, few pass them all.
/// Late: three in four attributes are made to hold, so that about half of the records reach the sixth.
template <bool Late>
struct conjunction {
    static constexpr auto name = Late ? "conjunction_late" : "conjunction_early";
    static std::string expression()
    {
        return "customer.tier == 'gold' && request.channel != 'phone' && case.contacts > 2 && request.opened && "
               "case.age_days <= 30 && customer.country == 'DE'";
    }
    using record = helpdesk_record;
    static record draw(dice& d)
    {
        constexpr char const* tiers[] = {"bronze", "silver", "gold", "platinum", "none"};
        constexpr char const* channels[] = {"phone", "email", "chat", "letter"};
        constexpr char const* countries[] = {"AT", "CH", "DE", "FR", "NL"};
        auto const holds = [&] { return Late && d.percent(75); };
        return {holds() ? "gold" : d.one_of(tiers),         holds() ? "email" : d.one_of(channels),
                holds() ? 3 + d.below(5) : d.below(6),      holds() || d.percent(50),
                holds() ? 1 + d.below(30) : d.below(60),    Late && d.percent(40) ? "DE" : d.one_of(countries)};
    }
    static std::vector<fact> facts(record const& r)
    {
        return {text_fact("customer.tier", r.tier), text_fact("request.channel", r.channel),
                number_fact("case.contacts", r.contacts), truth_fact("request.opened", r.opened),
                number_fact("case.age_days", r.age_days), text_fact("customer.country", r.country)};
    }
    [[gnu::noinline]] static bool values(std::span<value const> slots)
    {
        enum { tier, channel, contacts, opened, age_days, country };
        return is_text(slots[tier], "gold") && slots[channel].is(value_kind::string)
               && slots[channel].as_string() != "phone" && slots[contacts].is(value_kind::integer)
               && slots[contacts].as_integer() > 2 && slots[opened].is_true() && slots[age_days].is(value_kind::integer)
               && slots[age_days].as_integer() <= 30 && is_text(slots[country], "DE");
    }
    [[gnu::noinline]] static bool native(record const& r)
    {
        return r.tier == "gold" && r.channel != "phone" && r.contacts > 2 && r.opened && r.age_days <= 30
               && r.country == "DE";
    }
};

/// A constant list of N stock numbers; half of the records' are in it. By hand the faster of two was taken: a sorted
/// array for 10 (22 ns, a hash set 37), a hash set for 1,000 (15 ns, a sorted array 89).
template <std::size_t N>
struct in_list {
    static constexpr auto name = N == 10 ? "in_10" : "in_1000";
    static std::string stock_number(std::int64_t n) { return std::to_string(100'000 + n * 7'919 % 900'000) + "-HH"; }
    static std::array<std::string, N> const& listed()
    {
        static auto const texts = [] {
            std::array<std::string, N> made;
            for (std::size_t i = 0; i < N; ++i) made[i] = stock_number(static_cast<std::int64_t>(i));
            return made;
        }();
        return texts;
    }
    static bool contains(std::string_view text)
    {
        if constexpr (N == 10) {
            static auto const sorted = [] {
                auto texts = listed();
                std::ranges::sort(texts);
                return texts;
            }();
            return std::binary_search(sorted.begin(), sorted.end(), text);
        } else {
            static std::unordered_set<std::string_view> const set(listed().begin(), listed().end());
            return set.contains(text);
        }
    }
    static std::string expression()
    {
        std::string text = "request.sku in [";
        for (auto const& each : listed()) text.append("'").append(each).append("', ");
        text.resize(text.size() - 2);
        return text + "]";
    }
    struct record { std::string sku; };
    static record draw(dice& d) { return {stock_number(d.below(2 * N))}; }
    static std::vector<fact> facts(record const& r) { return {text_fact("request.sku", r.sku)}; }
    [[gnu::noinline]] static bool values(std::span<value const> slots)
    {
        return slots[0].is(value_kind::string) && contains(slots[0].as_string());
    }
    [[gnu::noinline]] static bool native(record const& r) { return contains(r.sku); }
};

struct event {
    std::string id, kind, by;
    std::int64_t minute;
};

/// A hundred events, in both forms.
struct event_list {
    std::vector<event> events;
    value known;

    /// With an abuse somewhere, or without.
    static event_list draw(dice& d, bool abused)
    {
        constexpr char const* kinds[] = {"opened", "reply", "note", "reminder", "assigned", "closed"};
        constexpr char const* people[] = {"lena", "omar", "jon", "vera", "ines"};
        event_list made;
        for (int i = 0; i < 100; ++i)
            made.events.push_back({std::to_string(10'000 + d.below(10'000)), d.one_of(kinds), d.one_of(people), i * 7});
        if (abused) made.events[static_cast<std::size_t>(d.below(100))].kind = "abuse";
        std::vector<value> items;
        for (auto const& e : made.events)
            items.push_back(value::map({{value::borrowed("id"), value::string(e.id)},
                                        {value::borrowed("kind"), value::string(e.kind)},
                                        {value::borrowed("by"), value::string(e.by)},
                                        {value::borrowed("minute"), value::integer(e.minute)}}));
        made.known = value::list(std::move(items));
        return made;
    }
};

/// Every record has one of 16 lists: they stay in the cache, as those of a case that was just read do.
struct exists_100 {
    static constexpr auto name = "exists_100";
    static std::string expression() { return "events.exists(e, e.kind == 'abuse')"; }
    struct record { event_list const* list; };
    static record draw(dice& d)
    {
        static auto const lists = [&d] {
            std::array<event_list, 16> made;
            for (std::size_t i = 0; i < made.size(); ++i) made[i] = event_list::draw(d, i % 2 == 0);
            return made;
        }();
        return {&lists[static_cast<std::size_t>(d.below(lists.size()))]};
    }
    static std::vector<fact> facts(record const& r)
    {
        using ombud::cel::type;
        return {{"events", type::list(type::record("event")), r.list->known}};
    }
    [[gnu::noinline]] static bool values(std::span<value const> slots)
    {
        if (!slots[0].is(value_kind::list)) return false;
        return std::ranges::any_of(slots[0].as_list(), [](value const& e) {
            auto const* const kind = e.is(value_kind::map) ? e.find("kind") : nullptr;
            return kind && is_text(*kind, "abuse");
        });
    }
    [[gnu::noinline]] static bool native(record const& r)
    {
        return std::ranges::any_of(r.list->events, [](event const& e) { return e.kind == "abuse"; });
    }
};

/// A customer's message of 12 words.
struct message {
    std::string text;

    static message draw(dice& d)
    {
        constexpr char const* starts[] = {"Re: ", "Re: ", "Re: ", "", "Fwd: ", "RE: "};
        constexpr char const* words[] = {"please", "the",     "sofa",    "arrived", "late",   "order", "we",  "asked",
                                         "for",    "receipt", "regards", "replace", "return", "chair", "and", "refund"};
        message made{d.one_of(starts)};
        bool const wanted = d.percent(50);
        for (int i = 0; i < 12; ++i) {
            std::string word = d.one_of(words);
            if (!wanted && (word == "refund" || word == "return")) word = "retain";
            made.text += word + " ";
        }
        return made;
    }
    static std::vector<fact> facts(message const& r) { return {text_fact("request.text", r.text)}; }
};

struct prefix {
    static constexpr auto name = "prefix";
    static std::string expression() { return "request.text.startsWith('Re: ')"; }
    using record = message;
    static record draw(dice& d) { return message::draw(d); }
    static std::vector<fact> facts(record const& r) { return message::facts(r); }
    [[gnu::noinline]] static bool values(std::span<value const> slots)
    {
        return slots[0].is(value_kind::string) && slots[0].as_string().starts_with("Re: ");
    }
    [[gnu::noinline]] static bool native(record const& r) { return r.text.starts_with("Re: "); }
};

struct matches {
    static constexpr auto name = "matches";
    static std::string expression() { return "request.text.matches('refund|return')"; }
    using record = message;
    static record draw(dice& d) { return message::draw(d); }
    static std::vector<fact> facts(record const& r) { return message::facts(r); }
    static bool match(std::string_view text)
    {
        static re2::RE2 const pattern("refund|return");
        return re2::RE2::PartialMatch({text.data(), text.size()}, pattern);
    }
    [[gnu::noinline]] static bool values(std::span<value const> slots)
    {
        return slots[0].is(value_kind::string) && match(slots[0].as_string());
    }
    [[gnu::noinline]] static bool native(record const& r) { return match(r.text); }
};

struct elapsed {
    static constexpr auto name = "elapsed";
    static std::string expression() { return "now - request.delivered_on <= duration('720h')"; }
    struct record { std::int64_t now, delivered_on; };
    static record draw(dice& d)
    {
        constexpr std::int64_t monday = 1'772'442'000, day = 86'400;
        auto const now = monday + d.below(day);
        return {now, now - d.below(60 * day)};
    }
    static std::vector<fact> facts(record const& r)
    {
        return {second_fact("now", r.now), second_fact("request.delivered_on", r.delivered_on)};
    }
    [[gnu::noinline]] static bool values(std::span<value const> slots)
    {
        if (!slots[0].is(value_kind::timestamp) || !slots[1].is(value_kind::timestamp)) return false;
        auto const now = slots[0].as_timestamp(), then = slots[1].as_timestamp();
        auto const nanoseconds = std::chrono::nanoseconds{now.nanoseconds - then.nanoseconds};
        return now.whole - then.whole + nanoseconds <= std::chrono::hours{720};
    }
    [[gnu::noinline]] static bool native(record const& r) { return r.now - r.delivered_on <= 720 * 3'600; }
};

#endif  // OMBUD_BENCHMARKS_CEL_CONTESTS_HPP
