// SPDX-License-Identifier: BSL-1.0
// The CEL engine by itself: declare, compile once, evaluate with what is known.
#include <ombud/cel.hpp>

#include <iostream>
#include <vector>

int main()
{
    ombud::cel::environment scope;
    auto const tier = scope.declare("customer.tier", ombud::cel::type::string());
    auto const contacts = scope.declare("case.contacts", ombud::cel::type::integer());
    auto const loyal = ombud::cel::compile(scope, "customer.tier == 'gold' || case.contacts > 5");

    std::vector<ombud::value> slots(2);
    slots[tier] = ombud::value::unknown(tier);
    slots[contacts] = ombud::value::integer(3);
    ombud::cel::workspace memory;  // reused: scalar expressions allocate nothing
    std::cout << "tier unknown: " << (evaluate(*loyal, slots, memory).is_unknown() ? "unknown" : "known") << '\n';
    slots[contacts] = ombud::value::integer(6);
    std::cout << "six contacts: " << to_json(evaluate(*loyal, slots, memory)) << '\n';

    auto const wrong = ombud::cel::compile(scope, "customer.teir == 'gold'");
    auto const& issue = wrong.issues.front();
    std::cout << issue.offset << ": " << issue.message << "; " << issue.hint << '\n';
}
