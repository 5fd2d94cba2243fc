// SPDX-License-Identifier: BSL-1.0
// What the engine does beside evaluating: it checks, does not assume, asks late, explains, and writes back.
#include <ombud/cel.hpp>

#include <iostream>

namespace cel = ombud::cel;

namespace {

void show(cel::environment const& scope, ombud::value const& result)
{
    if (result.is_known()) std::cout << to_json(result) << '\n';
    if (result.is_error()) std::cout << "error: " << result.error_message() << '\n';
    if (!result.is_unknown()) return;
    std::cout << "unknown, it depends on";
    for (auto const name : scope.names_of(result)) std::cout << ' ' << name;
    std::cout << '\n';
}

}  // namespace

int main()
{
    cel::environment scope;
    auto const tier = scope.declare("customer.tier", cel::type::string(),
                                    {ombud::value::string("basic"), ombud::value::string("gold")});
    auto const contacts = scope.declare("case.contacts", cel::type::integer());
    auto const orders = scope.declare("orders", cel::type::list(cel::type::integer()));

    // all that is wrong is said at once, each with its place
    std::string const wrong = "customer.teir == 'gold' && case.contacts > '3' || customer.tier == 'golden'";
    for (auto const& d : cel::to_diagnostics(cel::compile(scope, wrong).issues, wrong, "rule"))
        std::cout << ombud::to_string(d) << '\n';

    // what is not known makes unknown what depends on it, and nothing else
    auto const loyal = cel::compile(scope, "customer.tier == 'gold' || case.contacts > 5 && orders.exists(o, o > 100)");
    cel::activation given;
    cel::workspace memory;
    show(scope, cel::evaluate(*loyal, given, memory));
    given.set(tier, ombud::value::string("basic"));
    given.set(contacts, ombud::value::integer(7));
    show(scope, cel::evaluate(*loyal, given, memory));

    // what is costly to get is asked for when it is read, once
    given.set_lazy(orders, [] {
        std::cout << "(asked for the orders)\n";
        return cel::value_from_json("[20, 180]").value();
    });
    cel::trace shown;
    auto const answer = cel::evaluate(*loyal, given, memory, shown);
    std::cout << to_text(shown, loyal->source());
    std::cout << memory.steps() << " steps of at most " << loyal->cost().most << '\n';
    show(scope, answer);

    // a program can be written back, in one form for all that mean the same
    std::cout << unparse(*cel::compile(scope, "(case.contacts)>=2 // enough\n && ( 'a' in {\"a\":1} )")) << '\n';
}
