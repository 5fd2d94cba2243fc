// SPDX-License-Identifier: BSL-1.0
#include "batches.hpp"
#include "case_stream.hpp"
#include "command.hpp"
#include "decision_text.hpp"
#include "findings.hpp"
#include "inputs.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "terminal.hpp"

#include <ombud.hpp>

#include <boost/program_options/value_semantic.hpp>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace program {

namespace {

namespace po = boost::program_options;

constexpr command_help help{
    "decide", "DESK… --case FILE|- [options]",
    "Decides one case, or one case a line (JSON Lines). A case is JSON as the README shows it, or\n"
    "{\"at\": INSTANT, \"case\": {…}}. Without --format, one case is answered as text for people,\n"
    "many as JSON, one decision a line, in order. A line that is no case gives an error object on\n"
    "that line, the run goes on, and the program ends with 3.",
    "  ombud decide desk.jsonc policies.jsonc --case refund.json --at 2026-03-02T10:00:00+01:00\n"
    "  ombud decide desk.jsonc --case cases.jsonl --jobs 4 > decisions.jsonl"};

po::options_description describe_options()
{
    po::options_description out("options");
    out.add_options()
        ("case", po::value<std::string>()->value_name("FILE"),
         "the case, or cases, one a line; `-` is the standard input")
        ("at", po::value<std::string>()->value_name("T"),
         "decide as of this instant (RFC 3339, or a date), whatever the input says; without it and without an `at` in "
         "the input, the clock is read")
        ("format", po::value<std::string>()->value_name("F"), "text or json")
        ("explain", po::value<std::string>()->value_name("all"), "list also the rules that do not apply")
        ("no-texts", "leave out what to say to whom")
        ("jobs", po::value<std::string>()->value_name("N"),
         "decide on N threads at once; the output does not depend on it");
    return out;
}

struct settings {
    std::string input;
    std::optional<ombud::instant> at;  // for every case
    ombud::instant clock;              // for cases that do not say
    std::optional<std::string> format;
    ombud::decide_options options;
    unsigned jobs = 1;

    ombud::instant when(std::optional<ombud::instant> const& told) const { return at ? *at : told.value_or(clock); }
};

std::optional<unsigned> read_jobs(std::string const& text)
{
    unsigned jobs = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), jobs);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || jobs < 1 || jobs > 256) return std::nullopt;
    return jobs;
}

// What the options ask for, before the desk is known. @return the exit code where they are wrong
std::optional<int> read_settings(arguments const& given, settings& out)
{
    out.input = *given.text("case");
    out.format = given.text("format");
    if (out.format && !is_choice("decide", "format", *out.format, {"text", "json"})) return usage_error;
    if (auto const explain = given.text("explain"); explain && !is_choice("decide", "explain", *explain, {"all"}))
        return usage_error;
    out.options.explain_all = given.has("explain");
    out.options.texts = !given.has("no-texts");
    if (auto const jobs = given.text("jobs")) {
        auto const number = read_jobs(*jobs);
        if (!number) return complain("decide", "`" + *jobs + "` is no value of --jobs", "write a number from 1 to 256");
        out.jobs = *number;
    }
    return std::nullopt;
}

int decide_one(ombud::desk const& desk, settings const& how, ombud::source_text source)
{
    auto const read = ombud::parse_dated_case(desk, source);
    if (!read) {
        print_errors(read.diagnostics(), {std::move(source)});
        return bad_input;
    }
    auto const answer = decide(desk, read->file, how.when(read->at), how.options);
    if (how.format == "json") std::cout << to_json(answer) << '\n';
    else std::cout << decision_text(desk, read->file, answer, palette::for_output());
    return done;
}

std::string error_line(ombud::diagnostics const& found, std::uint64_t number, bool text)
{
    auto const& first = found.front();
    if (text)
        return "line " + std::to_string(number) + ": error: " + first.message + " ["
               + std::string(to_string(first.code)) + "]\n";
    std::string out;
    ombud::json_writer writer(out);
    writer.begin_object().key("error").begin_object().key("line").unsigned_integer(number);
    writer.key("message").string(first.message).key("diagnostics");
    append_findings(writer, found);
    writer.end_object().end_object();
    return out + '\n';
}

// One thread's work on lines.
class line_decider {
public:
    line_decider(ombud::desk const& desk, settings const& how, std::string name)
        : desk_(&desk), how_(&how), name_(std::move(name))
    {
    }

    void operator()(batch& work)
    {
        work.output.clear();
        work.lines = work.bad_lines = 0;
        auto number = work.input.first_line;
        if (work.input.too_long) return decide_line(work, too_long(), number);
        std::string_view rest = work.input.text;
        for (; !rest.empty(); ++number) {
            auto const end = std::min(rest.find('\n'), rest.size());
            auto const line = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
            decide_line(work, line.size() > ombud::limits{}.case_bytes ? too_long() : line, number);
        }
    }

private:
    // Refused for its length, whatever stood there.
    std::string_view too_long()
    {
        too_long_.resize(ombud::limits{}.case_bytes + 1, ' ');
        return too_long_;
    }

    void decide_line(batch& work, std::string_view line, std::uint64_t number)
    {
        bool const text = how_->format == "text";
        ++work.lines;
        auto const read = ombud::parse_dated_case(*desk_, line);
        if (!read) {
            auto found = read.diagnostics();
            for (auto& each : found) {
                each.file = name_;
                each.at.line += static_cast<std::uint32_t>(number - 1);
            }
            work.output += error_line(found, number, text);
            ++work.bad_lines;
            return;
        }
        auto const at = how_->when(read->at);
        if (answer_) decide(*desk_, read->file, at, *reused_, *answer_, how_->options);
        else answer_ = decide(*desk_, read->file, at, *reused_, how_->options);
        if (text) work.output += std::string(answer_->case_id()) + ": " + headline(read->file, *answer_, {});
        else to_json(*answer_, work.output);
        work.output += '\n';
    }

    ombud::desk const* desk_;
    settings const* how_;
    std::string name_;
    std::shared_ptr<ombud::workspace> reused_ = std::make_shared<ombud::workspace>();
    std::optional<ombud::decision> answer_;  // written over by each line
    std::string too_long_;
};

std::uint64_t size_of(std::string const& path)
{
    std::error_code why;
    auto const size = std::filesystem::file_size(path, why);
    return why ? 0 : size;
}

int decide_lines(ombud::desk const& desk, settings const& how, case_stream& input, std::string const& name)
{
    progress bar(size_of(how.input));
    std::uint64_t cases = 0;
    std::uint64_t bad = 0;
    auto const write = [&](batch const& finished) {
        std::cout << finished.output;
        cases += finished.lines;
        bad += finished.bad_lines;
        bar.show(finished.bytes_read, cases);
    };
    batch_pool pool(how.jobs, [&] { return batch_pool::worker(line_decider(desk, how, name)); });
    for (;;) {
        batch work;
        if (pool.is_full()) write(work = pool.take());  // its memory is used again
        if (!std::cout.good() || !input.next(work.input)) break;
        work.bytes_read = input.bytes_read();
        pool.submit(std::move(work));
    }
    while (!pool.is_empty()) write(pool.take());
    if (bad == 0) return done;
    std::cout.flush();
    std::cerr << "ombud decide: " << bad << " of " << counted(cases, "line") << " of " << name
              << " could not be decided; each has an error object in its place\n";
    return bad_input;
}

}  // namespace

int run_decide(words const& given)
{
    auto const read = read_arguments(help, describe_options(), given, {"files", "case"});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    settings how;
    if (auto const wrong = read_settings(args, how)) return *wrong;
    auto const desk = require_desk(args.files());
    if (!desk) return bad_input;
    if (auto const at = args.text("at")) {
        how.at = read_when(*at, desk->model().zone);
        if (!how.at) return complain("decide", '`' + *at + "` is no instant", std::string(an_instant));
    }
    how.clock = read_clock();

    bool const from_input = how.input == "-";
    std::string const name = from_input ? "<stdin>" : how.input;
    std::ifstream file;
    std::error_code why;
    if (!from_input) file.open(how.input, std::ios::binary);
    if (!from_input && (!file || std::filesystem::is_directory(how.input, why))) {
        print_errors({{ombud::errc::unreadable_file, ombud::severity::error, name, {}, {},
                       '`' + name + "` cannot be opened", "name a file, not a directory, and check the permissions"}},
                     {});
        return bad_input;
    }
    case_stream input(from_input ? std::cin : file, ombud::limits{}.case_bytes);
    if (input.is_one_case()) return decide_one(*desk, how, {name, input.take_all()});
    return decide_lines(*desk, how, input, name);
}

}  // namespace program
