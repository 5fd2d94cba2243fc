// SPDX-License-Identifier: BSL-1.0
// cel_vectors [--checked] FILE…        one JSON line for each conformance record: its value, error or type
// cel_vectors --score EXCLUDED FILE…   how many records pass, checked and unchecked; fails if one does not that
//                                      EXCLUDED does not name, or if one passes that it names
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

// The records that need not pass, by id, or by what ids start with if that ends with `/`; each with its reason.
class exclusions {
public:
    explicit exclusions(std::string const& path)
    {
        auto const document = read_file(path);
        for (auto const& e : document.at("excluded").as_array())
            for (auto const& id : e.at("ids").as_array()) used_[cel_records::text_of(id)] = 0;
    }

    bool contains(std::string const& id)
    {
        for (auto& [excluded, count] : used_)
            if (id == excluded || (excluded.ends_with('/') && id.starts_with(excluded))) return ++count, true;
        return false;
    }

    std::vector<std::string> unused() const
    {
        std::vector<std::string> out;
        for (auto const& [id, count] : used_)
            if (count == 0) out.push_back(id);
        return out;
    }

private:
    std::map<std::string, int> used_;
};

struct score {
    int passed = 0;
    int all = 0;
    int excluded = 0;
};

class scorer {
public:
    explicit scorer(std::string const& excluded) : excluded_(excluded) {}

    void add(std::string const& path)
    {
        auto const document = read_file(path);
        if (auto const* const cases = document.as_object().if_contains("cases")) {
            for (auto const& c : cases->as_array()) {
                bool const parsed = ombud::cel::parse(c.at("expr").as_string(), {}).tree.has_value();
                count("parser cases", c.as_object(), parsed == (c.at("parse").as_string() == "ok"));
            }
            return;
        }
        for (auto const& entry : document.at("records").as_array()) {
            auto const& record = entry.as_object();
            // a type checker must change no outcome, but that it may refuse what would fail
            bool const pass = cel_records::passes(record, cel_records::run(record, false))
                           && cel_records::passes(record, cel_records::run(record, true));
            auto const tier = cel_records::text_of(record.at("tier"));
            bool const derived = record.contains("derived_from");
            count(derived ? "derived" : tier == "ext" ? cel_records::text_of(record.at("file")) : tier, record, pass);
        }
    }

    // Whether all pass that have to.
    bool report() const
    {
        for (auto const& [what, s] : scores_) {
            std::cout << what << ' ' << s.passed << " of " << s.all;
            if (s.excluded != 0) std::cout << ", and " << s.excluded << " excluded";
            std::cout << '\n';
        }
        for (auto const& id : excluded_.unused()) std::cout << "excluded, but passes or is not there: " << id << '\n';
        return failures_ == 0 && excluded_.unused().empty();
    }

private:
    void count(std::string const& what, json::object const& record, bool pass)
    {
        auto& s = scores_[what];
        auto const id = cel_records::text_of(record.at("id"));
        if (!pass && excluded_.contains(id)) {
            ++s.excluded;
            return;
        }
        s.passed += pass;
        ++s.all;
        failures_ += !pass;
        if (!pass) std::cout << "failed: " << id << ' ' << record.at("expr") << '\n';
    }

    exclusions excluded_;
    std::map<std::string, score> scores_;
    int failures_ = 0;
};

int run(std::vector<std::string> arguments)
{
    if (arguments.size() > 1 && arguments[0] == "--score") {
        scorer all(arguments[1]);
        for (auto path = arguments.begin() + 2; path != arguments.end(); ++path) all.add(*path);
        return all.report() ? 0 : 1;
    }
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
