// SPDX-License-Identifier: BSL-1.0
#include "command.hpp"
#include "options.hpp"

#include <ombud.hpp>

#include <iostream>

namespace program {

namespace {

constexpr command_help help{"schema", "[--part]",
                            "Prints the JSON Schema of the desk document, with which editors complete and check keys.",
                            "  ombud schema > desk.schema.json"};

}  // namespace

int run_schema(words const& given)
{
    boost::program_options::options_description options("options");
    options.add_options()("part", "for one of several files that are merged: no key at the top is needed");
    auto const read = read_arguments(help, options, given, {});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    if (!args.files().empty())
        return complain("schema", "`" + args.files().front() + "` is too much", "the schema is that of all desks");
    std::cout << ombud::desk_schema(args.has("part") ? ombud::schema_scope::part : ombud::schema_scope::whole) << '\n';
    return done;
}

}  // namespace program
