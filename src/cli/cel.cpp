// SPDX-License-Identifier: BSL-1.0
#include "command.hpp"
#include "findings.hpp"
#include "inputs.hpp"
#include "options.hpp"
#include "terminal.hpp"
#include "words.hpp"

#include <ombud.hpp>
#include <ombud/cel.hpp>

#include <boost/program_options/value_semantic.hpp>

#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace program {

namespace {

namespace po = boost::program_options;
namespace cel = ombud::cel;

constexpr command_help help{
    "cel", "EXPR [--vars FILE|JSON] [--check NAME=TYPE…] [--trace] [--format text|json]",
    "Evaluates an expression. Variables are the keys of a JSON object, or what `--check` declares with a type:\n"
    "bool, int, uint, double, string, bytes, timestamp, duration, money, list(T), map(K, V), optional_type(T), dyn.\n"
    "What is declared and not given is unknown. Ends with 1 if the evaluation fails. An expression that starts with\n"
    "a minus stands behind `--`.",
    "  ombud cel \"customer.tier == 'gold' || contacts > 5\" --vars '{\"contacts\": 7}' --check customer.tier=string"};

po::options_description describe_options()
{
    po::options_description out("options");
    out.add_options()
        ("vars", po::value<std::string>()->value_name("FILE|JSON"), "a JSON object: its text, a file, or - for stdin")
        ("check", po::value<std::vector<std::string>>()->composing()->value_name("NAME=TYPE"),
         "declare a variable; may be given several times")
        ("trace", "show the value of every part that was evaluated")
        ("unparse", "show the expression in its canonical form instead of evaluating it")
        ("format", po::value<std::string>()->value_name("F")->default_value("text"), "text or json");
    return out;
}

// The variables that an expression is compiled against, and what they are.
struct scene {
    cel::environment scope;
    cel::activation given;
};

using declarations = std::vector<std::pair<std::string, cel::type>>;

// @return the exit code where one of them is no declaration
std::optional<int> read_declarations(std::vector<std::string> const& words, declarations& out)
{
    for (auto const& word : words) {
        auto const sign = word.find('=');
        auto type = sign == std::string::npos ? std::nullopt : cel::parse_type(std::string_view(word).substr(sign + 1));
        if (sign == 0 || !type)
            return complain("cel", "`" + word + "` declares no variable", "write for example `contacts=int`");
        out.emplace_back(word.substr(0, sign), std::move(*type));
    }
    return std::nullopt;
}

// A record type for the object that holds the variables, so that they are read at their types with their places in the
// text: `customer.tier` is the field `tier` of what `customer` is.
void declare_object(cel::environment& scope, std::string const& name, declarations const& fields)
{
    std::vector<std::pair<std::string, cel::type>> direct;
    std::map<std::string, declarations> nested;
    for (auto const& [field, type] : fields) {
        auto const dot = field.find('.');
        if (dot == std::string::npos) direct.emplace_back(field, type);
        else nested[field.substr(0, dot)].emplace_back(field.substr(dot + 1), type);
    }
    for (auto const& [first, rest] : nested) {
        declare_object(scope, name + '.' + first, rest);
        direct.emplace_back(first, cel::type::record(name + '.' + first));
    }
    scope.declare_record(name, std::move(direct), true);
}

ombud::value const* find_in(ombud::value const& object, std::string_view name)
{
    auto const* at = &object;
    while (at != nullptr && !name.empty()) {
        auto const dot = std::min(name.find('.'), name.size());
        at = at->is(ombud::value_kind::map) ? at->find(name.substr(0, dot)) : nullptr;
        name.remove_prefix(std::min(dot + 1, name.size()));
    }
    return at;
}

ombud::result<ombud::source_text> read_variables(std::optional<std::string> const& given)
{
    auto const text = given.value_or("{}");
    auto const first = text.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && text[first] == '{') return ombud::source_text("--vars", text);
    return read_source(text, ombud::limits{}.case_bytes);
}

// Declares what is declared, and every other key of the object as a variable of any type.
bool prepare(scene& out, declarations const& declared, ombud::source_text const& text)
{
    out.scope.set_zones([](std::string_view name) {
        auto const zone = ombud::zone::load(name);
        return zone ? cel::zone_offset([z = *zone](ombud::instant t) { return z.offset_at(t); }) : cel::zone_offset();
    });
    constexpr auto whole = "variables";
    declare_object(out.scope, whole, declared);
    auto object = cel::value_from_json(text.text(), cel::type::record(whole), out.scope);
    if (!object) {
        auto found = object.diagnostics();
        for (auto& d : found) d.file = text.name();
        print_errors(found, {text});
        return false;
    }
    for (auto const& [name, type] : declared) {
        auto const slot = out.scope.declare(name, type);
        if (auto const* const known = find_in(*object, name)) out.given.set(slot, *known);
    }
    for (auto const& [key, content] : object->as_map())
        if (!out.scope.find(key.as_string()) && !out.scope.is_prefix(key.as_string()))
            out.given.set(out.scope.declare(std::string(key.as_string()), cel::type::dyn()), content);
    return true;
}

// Where in the expression an evaluation failed.
ombud::diagnostic failure_of(ombud::value const& failed, ombud::source_text const& source)
{
    ombud::diagnostic d;
    d.code = ombud::errc::evaluation_error;
    d.file = source.name();
    d.at = source.at(failed.error_offset());
    d.message = failed.error_message();
    return d;
}

// Values share their parts, so a small one may be huge when it is written.
std::string as_json(ombud::value const& v)
{
    constexpr std::size_t most = 64 * 1024 * 1024;
    std::string text;
    return v.append_json(text, most) ? text : "\"a value of more than 64 MiB\"";
}

void print_text(scene const& in, ombud::value const& result, cel::trace const* shown, ombud::source_text const& source)
{
    if (shown != nullptr) std::cout << to_text(*shown, source.text()) << '\n';
    if (result.is_known()) std::cout << as_json(result) << '\n';
    else if (result.is_unknown()) std::cout << "unknown: it depends on " << listed(in.scope.names_of(result)) << '\n';
    else print_errors({failure_of(result, source)}, {source});
}

void append_value(ombud::json_writer& out, ombud::value const& v)
{
    if (v.is_known()) out.raw(as_json(v));
    else out.null();
}

void append_trace(ombud::json_writer& out, cel::trace const& shown, std::string_view source)
{
    out.begin_array();
    for (auto const& step : shown.steps()) {
        out.begin_object().key("depth").unsigned_integer(step.depth);
        out.key("part").string(source.substr(step.offset, step.length)).key("value");
        append_value(out, step.result);
        out.key("unknown").boolean(step.result.is_unknown()).key("error");
        if (step.result.is_error()) out.string(step.result.error_message());
        else out.null();
        out.end_object();
    }
    out.end_array();
}

void print_json(scene const& in, cel::program const& expression, ombud::value const& result, std::uint64_t steps,
                cel::trace const* shown, ombud::source_text const& source)
{
    std::string text;
    ombud::json_writer out(text);
    out.begin_object().key("value");
    append_value(out, result);
    out.key("type").string(to_string(expression.result_type())).key("unknown").begin_array();
    if (result.is_unknown())
        for (auto const name : in.scope.names_of(result)) out.string(name);
    out.end_array().key("errors");
    append_findings(out, result.is_error() ? ombud::diagnostics{failure_of(result, source)} : ombud::diagnostics{});
    out.key("steps").unsigned_integer(steps);
    out.key("least").unsigned_integer(expression.cost().least).key("most").unsigned_integer(expression.cost().most);
    if (shown != nullptr) append_trace(out.key("trace"), *shown, source.text());
    out.end_object();
    std::cout << text << '\n';
}

int evaluate(scene& in, ombud::source_text const& source, bool traced, bool for_programs)
{
    auto const made = cel::compile(in.scope, source.text());
    auto const found = cel::to_diagnostics(made.issues, source.text(), source.name());
    if (!found.empty()) print_errors(found, {source});
    if (!made) return bad_input;
    cel::workspace memory;
    cel::trace shown;
    auto const result = traced ? cel::evaluate(*made, in.given, memory, shown) : cel::evaluate(*made, in.given, memory);
    if (for_programs) print_json(in, *made, result, memory.steps(), traced ? &shown : nullptr, source);
    else print_text(in, result, traced ? &shown : nullptr, source);
    return result.is_error() ? answer_is_no : done;
}

int unparse(ombud::source_text const& source)
{
    auto const parsed = cel::parse(source.text(), {});
    if (!parsed.tree) {
        print_errors(cel::to_diagnostics(std::vector{*parsed.failure}, source.text(), source.name()), {source});
        return bad_input;
    }
    std::cout << cel::unparse(*parsed.tree) << '\n';
    return done;
}

}  // namespace

int run_cel(words const& given)
{
    auto const read = read_arguments(help, describe_options(), given, {});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    auto const expressions = args.files();
    if (expressions.size() != 1)
        return complain("cel", expressions.empty() ? "no expression is given" : "several expressions are given",
                        "write it in quotes: ombud cel '1 + 2'");
    auto const format = *args.text("format");
    if (!is_choice("cel", "format", format, {"text", "json"})) return usage_error;
    ombud::source_text const source("EXPR", expressions.front());
    if (args.has("unparse")) return unparse(source);
    declarations declared;
    if (auto const wrong = read_declarations(args.texts("check"), declared)) return *wrong;
    auto const variables = read_variables(args.text("vars"));
    if (!variables) {
        print_errors(variables.diagnostics(), {});
        return bad_input;
    }
    scene in;
    if (!prepare(in, declared, *variables)) return bad_input;
    return evaluate(in, source, args.has("trace"), format == "json");
}

}  // namespace program
