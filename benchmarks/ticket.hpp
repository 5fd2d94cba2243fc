// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BENCHMARKS_TICKET_HPP
#define OMBUD_BENCHMARKS_TICKET_HPP

// The facts of the generated workload as hand-written C++ would keep them: enums as codes, or as texts.

#include <ombud.hpp>

#include <cstdint>
#include <string>
#include <string_view>

/// A generated rule: its name in the desk, its tier (0 is the strongest), and what it decides.
struct rule_row {
    std::string_view name;
    int tier;
    ombud::verdict then;
};

/// The facts of one ticket; `Text` holds an enum's value.
template <class Text>
struct ticket_facts {
    Text category, product, region, queue, language, plan, priority;
    int age_hours, contacts, score;
    bool reopened, outage, attachment;
};

struct text_ticket : ticket_facts<std::string> {
    /// How this ticket keeps a value that is written as a text, or as a code.
    static constexpr std::string_view value(std::string_view text, std::int32_t) noexcept { return text; }
    static std::string_view read(std::string_view text) noexcept { return text; }
};

struct coded_ticket : ticket_facts<std::int32_t> {
    static constexpr std::int32_t value(std::string_view, std::int32_t code) noexcept { return code; }
    /// `"product_17"` is 17.
    static std::int32_t read(std::string_view text) noexcept
    {
        std::int32_t number = 0;
        for (char const c : text.substr(text.rfind('_') + 1)) number = number * 10 + (c - '0');
        return number;
    }
};

template <class Ticket>
Ticket ticket_of(ombud::desk const& desk, ombud::case_file const& c)
{
    auto const told = [&](char const* name) -> ombud::value const& {
        return c[desk.fact(std::string("ticket.") + name).value()];
    };
    auto const text = [&](char const* name) {
        return decltype(Ticket::category)(Ticket::read(told(name).as_string()));
    };
    auto const number = [&](char const* name) { return static_cast<int>(told(name).as_integer()); };
    Ticket t;
    t.category = text("category");
    t.product = text("product");
    t.region = text("region");
    t.queue = text("queue");
    t.language = text("language");
    t.plan = text("plan");
    t.priority = text("priority");
    t.age_hours = number("age_hours");
    t.contacts = number("contacts");
    t.score = number("score");
    t.reopened = told("reopened").as_boolean();
    t.outage = told("outage").as_boolean();
    t.attachment = told("attachment").as_boolean();
    return t;
}

#endif  // OMBUD_BENCHMARKS_TICKET_HPP
