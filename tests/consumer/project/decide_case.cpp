// SPDX-License-Identifier: BSL-1.0
#include "decide_case.hpp"

#include <ombud.hpp>
#ifdef OMBUD_WITH_YAML  // by linking ombud::yaml
#include <ombud/yaml.hpp>
#endif

#include <fstream>
#include <sstream>

namespace {

#ifdef OMBUD_WITH_YAML
constexpr ombud::document_reader yaml = ombud::parse_yaml;
#else
constexpr ombud::document_reader yaml = nullptr;
#endif

}  // namespace

std::string decide_case(std::string const& desk_path, std::string const& case_path)
{
    auto const desk = ombud::load_desk_file(desk_path, {}, yaml).value();
    std::ostringstream text;
    text << std::ifstream(case_path).rdbuf();
    auto const given = ombud::parse_case(desk, text.str()).value();
    auto const now = ombud::parse_instant("2026-03-02T10:00:00+01:00").value().whole;
    return ombud::to_json(ombud::decide(desk, given, now));
}
