// SPDX-License-Identifier: BSL-1.0
#include "command.hpp"
#include "options.hpp"

#include <ombud.hpp>

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <string_view>
#include <vector>

namespace program {

namespace {

constexpr command_help help{"explain", "[CODE…]",
                            "Tells what the code of a diagnostic means and what to do; without a code, all of them.",
                            "  ombud explain decline_is_dead_end"};

std::vector<ombud::errc> all_codes()
{
    std::vector<ombud::errc> out;
    for (std::uint16_t number = 0;; ++number) {
        auto const code = static_cast<ombud::errc>(number);
        if (meaning(code).empty()) return out;
        out.push_back(code);
    }
}

void print(ombud::errc code) { std::cout << to_string(code) << "\n    " << meaning(code) << '\n'; }

}  // namespace

int run_explain(words const& given)
{
    auto const read = read_arguments(help, boost::program_options::options_description("options"), given, {});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const wanted = std::get<arguments>(read).files();
    auto const codes = all_codes();
    std::vector<std::string_view> names;
    for (auto const code : codes) names.push_back(to_string(code));
    for (auto const& name : wanted)
        if (std::find(names.begin(), names.end(), name) == names.end())
            return complain("explain", "there is no code `" + name + "`", ombud::did_you_mean(name, names));
    for (auto const code : codes) {
        bool const asked = std::find(wanted.begin(), wanted.end(), to_string(code)) != wanted.end();
        if (asked || wanted.empty()) print(code);
    }
    return done;
}

}  // namespace program
