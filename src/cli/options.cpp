// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"

#include <ombud.hpp>

#include <boost/program_options/errors.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/positional_options.hpp>
#include <boost/program_options/value_semantic.hpp>

#include <algorithm>
#include <iostream>

namespace program {

namespace po = boost::program_options;

std::optional<std::string> arguments::text(std::string const& option) const
{
    if (!has(option)) return std::nullopt;
    return given_[option].as<std::string>();
}

std::vector<std::string> arguments::texts(std::string const& option) const
{
    return has(option) ? given_[option].as<std::vector<std::string>>() : std::vector<std::string>{};
}

std::vector<std::string> arguments::files() const { return texts("files"); }

int complain(std::string_view command, std::string const& message, std::string const& hint)
{
    std::cerr << "ombud " << command << ": " << message << '\n';
    if (!hint.empty()) std::cerr << "    " << hint << '\n';
    std::cerr << "    `ombud " << command << " --help` shows the options and an example\n";
    return usage_error;
}

bool is_choice(std::string_view command, std::string_view option, std::string const& given,
               std::vector<std::string_view> const& allowed)
{
    if (std::find(allowed.begin(), allowed.end(), given) != allowed.end()) return true;
    std::string list;
    for (auto const word : allowed) list += (list.empty() ? "" : " or ") + std::string(word);
    complain(command, "`" + given + "` is no value of --" + std::string(option), "write " + list);
    return false;
}

namespace {

void print_help(command_help const& help, po::options_description const& options)
{
    std::cout << "usage: ombud " << help.name << ' ' << help.usage << "\n\n"
              << help.about << "\n\n"
              << options << "\nexample:\n"
              << help.example << '\n';
}

int complain_about_option(command_help const& help, po::options_description const& options, std::string const& name)
{
    std::vector<std::string> spelled;
    for (auto const& each : options.options()) spelled.push_back("--" + each->long_name());
    std::vector<std::string_view> const candidates(spelled.begin(), spelled.end());
    return complain(help.name, "there is no option `" + name + "`", ombud::did_you_mean(name, candidates));
}

std::string as_usage(std::string message)
{
    std::replace(message.begin(), message.end(), '\'', '`');
    return message;
}

}  // namespace

std::variant<arguments, int> read_arguments(command_help const& help, po::options_description const& options,
                                            words const& given, std::vector<std::string> const& needs)
{
    po::options_description all(options);
    all.add_options()("help,h", "show this help");
    po::options_description with_files(all);
    with_files.add_options()("files", po::value<std::vector<std::string>>());
    po::positional_options_description positions;
    positions.add("files", -1);
    try {
        namespace style = po::command_line_style;
        po::command_line_parser parser(given);
        parser.options(with_files).positional(positions).style(style::unix_style & ~style::allow_guessing);
        po::variables_map read;
        po::store(parser.run(), read);
        po::notify(read);
        if (read.count("help") != 0) {
            print_help(help, all);
            return done;
        }
        for (auto const& need : needs) {
            if (read.count(need) != 0) continue;
            if (need == "files") return complain(help.name, "no desk is named", "name the files of the desk");
            return complain(help.name, "the option `--" + need + "` is needed");
        }
        return arguments(std::move(read));
    } catch (po::unknown_option const& wrong) {
        return complain_about_option(help, all, wrong.get_option_name());
    } catch (po::error const& wrong) {
        return complain(help.name, as_usage(wrong.what()));
    }
}

}  // namespace program
