// SPDX-License-Identifier: BSL-1.0
#include "command.hpp"
#include "inputs.hpp"
#include "options.hpp"
#include "words.hpp"

#include <ombud.hpp>

#include <boost/program_options/value_semantic.hpp>

#include <iostream>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace program {

namespace {

namespace po = boost::program_options;

constexpr command_help help{
    "graph", "DESK… [--path-for CASE [--at T]] [--format mermaid|dot]",
    "Draws the organisation: who reports to whom, who stands in, who may be asked, and what each may decide;\n"
    "with a case, also the path of its decision.",
    "  ombud graph desk.jsonc --format dot | dot -Tsvg > desk.svg"};

po::options_description describe_options()
{
    po::options_description out("options");
    out.add_options()
        ("path-for", po::value<std::string>()->value_name("CASE"), "a file with one case, whose path is drawn too")
        ("at", po::value<std::string>()->value_name("T"), "when the case is decided (RFC 3339, or a date)")
        ("format", po::value<std::string>()->value_name("F")->default_value("mermaid"), "mermaid or dot");
    return out;
}

// What is drawn, before it is known how.
struct picture {
    enum class line { solid, dashed, dotted, thick };
    struct box {
        std::string id;
        std::vector<std::string> rows;
        bool management = false;
        bool on_path = false;
    };
    struct arrow {
        std::size_t from = 0;
        std::size_t to = 0;
        line how = line::solid;
        std::string label;
    };
    std::vector<box> boxes;  // one for each member of staff, by index
    std::vector<arrow> arrows;
};

// As many entries a row as look good in a box.
void add_authority(std::vector<std::string>& rows, std::size_t first_row, ombud::organisation const& org,
                   std::vector<ombud::authority_entry> const& entries)
{
    constexpr std::size_t widest = 48;
    for (auto const& entry : entries) {
        auto text = entry.action ? plain(org.actions[*entry.action].id) : std::string("everything");
        if (entry.up_to && (!entry.action || org.actions[*entry.action].takes_amount))
            text += " up to " + to_string(*entry.up_to);
        if (rows.size() > first_row && rows.back().size() + text.size() < widest) rows.back() += ", " + text;
        else rows.push_back(text);
    }
}

void add_boxes(picture& out, ombud::organisation const& org)
{
    for (std::size_t i = 0; i < org.staff.size(); ++i) {
        auto const& who = org.staff[i];
        auto const& part = org.roles[who.role];
        picture::box box{who.id, {}, part.management, false};
        box.rows.push_back(who.name.empty() ? who.id : who.name + " (" + who.id + ')');
        box.rows.push_back(part.id + ", rank " + std::to_string(part.rank)
                           + (who.team ? ", team " + org.teams[*who.team].id : std::string()));
        auto const first_row = box.rows.size();
        add_authority(box.rows, first_row, org, part.authority);
        add_authority(box.rows, first_row, org, who.authority);
        out.boxes.push_back(std::move(box));
    }
}

// Everybody of a party who has the skills.
std::vector<std::size_t> members(ombud::organisation const& org, ombud::party const& group,
                                 std::span<ombud::skill_index const> skills)
{
    std::vector<std::size_t> out;
    for (ombud::staff_index who = 0; who < org.staff.size(); ++who)
        if (org.belongs_to(who, group) && org.has_skills(who, skills)) out.push_back(who);
    return out;
}

// Everybody whom an edge may lead to: of a rotation whoever takes turns.
std::vector<std::size_t> asked_by(ombud::organisation const& org, ombud::staff_edge const& edge)
{
    if (edge.kind != ombud::edge_kind::duty || edge.to.what != ombud::party::kind::team)
        return members(org, edge.to, edge.skills);
    std::vector<std::size_t> out;
    for (auto const who : org.teams[edge.to.index].on_rotation)
        if (org.has_skills(who, edge.skills)) out.push_back(who);
    return out;
}

void add_lines(picture& out, ombud::organisation const& org)
{
    for (std::size_t i = 0; i < org.staff.size(); ++i) {
        auto const& who = org.staff[i];
        if (who.reports_to) out.arrows.push_back({i, *who.reports_to, picture::line::solid, {}});
        std::set<ombud::staff_index> delegates;
        for (auto const& absence : who.away)
            if (absence.delegate && delegates.insert(*absence.delegate).second)
                out.arrows.push_back({i, *absence.delegate, picture::line::dashed, "delegate"});
    }
    std::set<std::pair<std::size_t, std::size_t>> drawn;
    for (auto const& edge : org.edges) {
        std::string label = edge.kind == ombud::edge_kind::duty      ? "asks on duty"
                            : edge.kind == ombud::edge_kind::sponsor ? "asks as sponsor"
                                                                     : "asks";
        for (auto const skill : edge.skills) label += ' ' + org.skills[skill];
        for (auto const from : members(org, edge.from, {}))
            for (auto const to : asked_by(org, edge))
                if (from != to && drawn.insert({from, to}).second)
                    out.arrows.push_back({from, to, picture::line::dotted, label});
    }
}

void add_path(picture& out, ombud::decision const& answer, ombud::desk_model const& desk)
{
    auto const& path = answer.path().empty() && answer.appeal() ? answer.appeal()->path : answer.path();
    auto from = desk.organisation.find_staff(answer.handler());
    if (!from) return;
    out.boxes[*from].on_path = true;
    wall_clock const clock(desk.zone, answer.at());
    for (auto const& hop : path) {
        out.boxes[hop.to].on_path = true;
        bool const decides = hop.part == ombud::hop_part::decides;
        auto label = decides ? (answer.path().empty() ? "appeal: decides by " : "decides by ") + clock(hop.leaves)
                             : std::string(to_string(hop.part));
        if (hop.for_whom) label += ", for " + desk.organisation.staff[*hop.for_whom].id;
        out.arrows.push_back({*from, hop.to, picture::line::thick, std::move(label)});
        from = hop.to;
    }
}

// Labels stand in quotes; what would end them, or begin an entity, is written as one.
std::string mermaid_text(std::string_view text)
{
    std::string out;
    for (char const c : text) {
        if (c == '"') out += "#quot;";
        else if (c == '#') out += "#35;";
        else if (c == '<') out += "#lt;";
        else if (c == '>') out += "#gt;";
        else if (c == '&') out += "#amp;";
        else out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return out;
}

void print_mermaid(picture const& drawn)
{
    std::cout << "flowchart BT\n";
    for (std::size_t i = 0; i < drawn.boxes.size(); ++i) {
        auto const& box = drawn.boxes[i];
        std::cout << "    s" << i << "[\"";
        for (std::size_t row = 0; row < box.rows.size(); ++row)
            std::cout << (row == 0 ? "" : "<br/>") << mermaid_text(box.rows[row]);
        std::cout << "\"]" << (box.on_path ? ":::path" : box.management ? ":::management" : "") << '\n';
    }
    for (auto const& arrow : drawn.arrows) {
        bool const thick = arrow.how == picture::line::thick;
        std::string_view const how = thick ? "==>" : arrow.how == picture::line::solid ? "-->" : "-.->";
        std::cout << "    s" << arrow.from << ' ' << how;
        if (!arrow.label.empty()) std::cout << "|\"" << mermaid_text(arrow.label) << "\"|";
        std::cout << " s" << arrow.to << '\n';
    }
    std::cout << "    classDef management stroke-width:2px\n"
                 "    classDef path fill:#fff3bf,stroke:#e67700,stroke-width:3px,color:#000\n";
}

std::string dot_text(std::string_view text)
{
    std::string out;
    for (char const c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return out;
}

void print_dot(picture const& drawn, std::string_view name)
{
    std::cout << "digraph \"" << dot_text(name) << "\" {\n    rankdir=BT;\n"
                 "    node [shape=box, fontname=\"sans-serif\"];\n"
                 "    edge [fontname=\"sans-serif\", fontsize=10];\n";
    for (std::size_t i = 0; i < drawn.boxes.size(); ++i) {
        auto const& box = drawn.boxes[i];
        std::cout << "    s" << i << " [label=\"";
        for (std::size_t row = 0; row < box.rows.size(); ++row)
            std::cout << (row == 0 ? "" : "\\n") << dot_text(box.rows[row]);
        std::cout << '"' << (box.management ? ", penwidth=2" : "")
                  << (box.on_path ? ", style=filled, fillcolor=\"#fff3bf\"" : "") << "];\n";
    }
    for (auto const& arrow : drawn.arrows) {
        std::cout << "    s" << arrow.from << " -> s" << arrow.to << " [label=\"" << dot_text(arrow.label) << '"';
        if (arrow.how == picture::line::dashed) std::cout << ", style=dashed";
        if (arrow.how == picture::line::dotted) std::cout << ", style=dotted";
        if (arrow.how == picture::line::thick) std::cout << ", penwidth=3, color=\"#e67700\"";
        std::cout << "];\n";
    }
    std::cout << "}\n";
}

// The decision of the case in a file, or the exit code.
std::variant<ombud::decision, int> decide_file(ombud::desk const& desk, std::string const& path,
                                               std::optional<ombud::instant> at)
{
    auto source = read_source(path, ombud::limits{}.case_bytes);
    if (!source) {
        print_errors(source.diagnostics(), {});
        return bad_input;
    }
    auto const read = ombud::parse_dated_case(desk, *source);
    if (!read) {
        print_errors(read.diagnostics(), {std::move(*source)});
        return bad_input;
    }
    auto const when = at ? *at : read->at ? *read->at : read_clock();
    return decide(desk, read->file, when, {.texts = false, .holds_until = false});
}

}  // namespace

int run_graph(words const& given)
{
    auto const read = read_arguments(help, describe_options(), given, {"files"});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    auto const format = *args.text("format");
    if (!is_choice("graph", "format", format, {"mermaid", "dot"})) return usage_error;
    auto const desk = require_desk(args.files());
    if (!desk) return bad_input;
    std::optional<ombud::instant> at;
    if (auto const text = args.text("at")) {
        at = read_when(*text, desk->model().zone);
        if (!at) return complain("graph", '`' + *text + "` is no instant", std::string(an_instant));
    }
    picture drawn;
    add_boxes(drawn, desk->model().organisation);
    add_lines(drawn, desk->model().organisation);
    if (auto const file = args.text("path-for")) {
        auto const answer = decide_file(*desk, *file, at);
        if (auto const* const code = std::get_if<int>(&answer)) return *code;
        add_path(drawn, std::get<ombud::decision>(answer), desk->model());
    }
    if (format == "mermaid") print_mermaid(drawn);
    else print_dot(drawn, desk->id());
    return done;
}

}  // namespace program
