// SPDX-License-Identifier: BSL-1.0
// An expression that calls a function of one's own. Nothing but <ombud/cel.hpp> is needed.
#include <ombud/cel.hpp>

#include <algorithm>
#include <iostream>

int main()
{
    namespace cel = ombud::cel;
    cel::environment scope;
    auto const message = scope.declare("message", cel::type::string());
    auto const tags = scope.declare("tags", cel::type::list(cel::type::string()));
    scope.declare_function(cel::native_method(
        "words", [](std::string_view text) { return std::count(text.begin(), text.end(), ' ') + std::int64_t{1}; }));
    auto const brief = cel::compile(scope, "message.words() < 5 && !('vip' in tags)");

    cel::activation given;
    given.set(message, ombud::value::string("Where is it?"));
    given.set(tags, cel::value_from_json(R"(["new", "web"])").value());
    cel::workspace memory;  // reused: scalar expressions allocate nothing
    std::cout << to_json(cel::evaluate(*brief, given, memory)) << '\n';
}
