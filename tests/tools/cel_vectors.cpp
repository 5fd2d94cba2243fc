// SPDX-License-Identifier: BSL-1.0
// cel_vectors [--checked] FILE…        one JSON line for each conformance record: its value, error or type
// cel_vectors --score REQUIRED FILE…   how many records pass; fails if fewer than REQUIRED says ("file count" lines)
#include "support/cel_records.hpp"

#include <fstream>
#include <iostream>
#include <sstream>

namespace {

namespace json = boost::json;

json::value read_file(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error(path + ": cannot be read");
    std::ostringstream text;
    text << in.rdbuf();
    json::parse_options options;
    options.max_depth = 200;
    return json::parse(text.str(), {}, options);
}

void print(json::object const& record, bool checked)
{
    auto const out = cel_records::run(record, checked);
    json::object line{{"id", record.at("id")}};
    if (!out.error.empty()) line["error"] = out.error;
    if (out.type) line["type"] = *out.type;
    if (out.result) line["value"] = cel_records::write_value(*out.result);
    std::cout << json::serialize(line) << '\n';
}

// Cases of the parser alone: whether the text parses. Limits are ours to choose, so their cases do not count.
bool parses_as_said(json::object const& c)
{
    bool const parsed = ombud::cel::parse(c.at("expr").as_string(), {}).tree.has_value();
    return parsed == (c.at("parse").as_string() == "ok");
}

bool is_parser_case(json::object const& c)
{
    auto const& feature = c.at("feature").as_string();
    return feature == "syntax" || feature == "message_syntax";
}

struct score {
    int passed = 0;
    int all = 0;
    void count(bool pass) { passed += pass, ++all; }
};

std::map<std::string, score> score_files(std::vector<std::string> const& files)
{
    std::map<std::string, score> scores;
    for (auto const& path : files) {
        auto const document = read_file(path);
        if (auto const* const cases = document.as_object().if_contains("cases")) {
            for (auto const& c : cases->as_array()) {
                if (!is_parser_case(c.as_object())) continue;
                bool const pass = parses_as_said(c.as_object());
                scores["parser_cases"].count(pass);
                if (!pass) std::cout << "failed: " << c.at("id") << ' ' << c.at("expr") << '\n';
            }
            continue;
        }
        for (auto const& entry : document.at("records").as_array()) {
            auto const& record = entry.as_object();
            bool const pass = cel_records::passes(record, cel_records::run(record, false));
            auto const tier = cel_records::text_of(record.at("tier"));
            bool const official_core = tier == "core" && !record.contains("derived_from");
            scores[official_core ? "core" : cel_records::text_of(record.at("file"))].count(pass);
            if (!pass && tier == "core") std::cout << "failed: " << record.at("id") << ' ' << record.at("expr") << '\n';
        }
    }
    return scores;
}

int compare(std::string const& required, std::map<std::string, score> const& scores)
{
    std::ifstream in(required);
    std::map<std::string, int> least;
    std::string name;
    for (int count = 0; in >> name >> count;) least[name] = count;
    int failures = 0;
    for (auto const& [what, s] : scores) {
        bool const fallen = s.passed < least[what];
        failures += fallen;
        std::cout << what << ' ' << s.passed << " of " << s.all << (fallen ? ": fewer than before\n" : "\n");
    }
    return failures == 0 ? 0 : 1;
}

int run(std::vector<std::string> arguments)
{
    if (arguments.size() > 1 && arguments[0] == "--score")
        return compare(arguments[1], score_files({arguments.begin() + 2, arguments.end()}));
    bool const checked = !arguments.empty() && arguments[0] == "--checked";
    if (checked) arguments.erase(arguments.begin());
    for (auto const& path : arguments) {
        auto const document = read_file(path);
        for (auto const& record : document.at("records").as_array()) print(record.as_object(), checked);
    }
    return 0;
}

}  // namespace

int main(int argc, char* argv[])
try {
    return run({argv + 1, argv + argc});
} catch (std::exception const& e) {
    std::cerr << "cel_vectors: " << e.what() << '\n';
    return 2;
}
