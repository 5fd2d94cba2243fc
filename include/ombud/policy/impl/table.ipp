// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_TABLE_IPP
#define OMBUD_POLICY_IMPL_TABLE_IPP

#include <ombud/policy/table.hpp>

#include <ombud/base/id.hpp>
#include <ombud/policy/reader.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace policy_detail {

inline constexpr std::string_view blanks = " \t\r\n";
inline constexpr std::size_t most_gap_boxes = 4096;

// A part of a cell, and where it begins in the cell's text.
struct cell_part {
    std::string_view text;
    std::size_t offset = 0;

    cell_part trimmed() const noexcept
    {
        auto const first = std::min(text.find_first_not_of(blanks), text.size());
        return {text.substr(first, text.find_last_not_of(blanks) + 1 - first), offset + first};
    }
    cell_part from(std::size_t begin, std::size_t length = std::string_view::npos) const noexcept
    {
        return {text.substr(begin, length), offset + begin};
    }
};

// Where `..` stands in the outermost brackets of a cell, outside of texts; nothing if it does not.
inline std::optional<std::size_t> middle_of_range(std::string_view cell) noexcept
{
    int depth = 0;
    char quote = '\0';
    for (std::size_t n = 0; n < cell.size(); ++n) {
        char const c = cell[n];
        if (quote != '\0') {
            if (c == '\\') ++n;
            else if (c == quote) quote = '\0';
        } else if (c == '\'' || c == '"') quote = c;
        else if (c == '(' || c == '[' || c == '{') ++depth;
        else if (c == ')' || c == ']' || c == '}') --depth;
        else if (depth == 1 && cell.substr(n).starts_with("..")) return n;
    }
    return std::nullopt;
}

// `fact op (part)`; on a line of its own, since the part may end in a comment.
inline void append_test(condition_text& out, std::string_view fact, std::string_view op, node const& cell,
                        cell_part part)
{
    if (!out.text.empty()) out.text += " && ";
    out.text.append(fact).append(" ").append(op).append(" (");
    out.pieces.push_back({out.text.size(), part.text.size(), cell, part.offset});
    out.text.append(part.text).append("\n)");
}

inline void append_range(condition_text& out, std::string_view fact, node const& cell, cell_part whole,
                         std::size_t middle, diagnostics& found)
{
    char const closing = whole.text.back();
    if (closing != ')' && closing != ']') {
        found.push_back(error_inside(cell, whole.offset + whole.text.size(), errc::expression_syntax,
                                     "a range ends with `)` or `]`",
                                     "write for example `[10..20)`: from 10, below 20"));
        return;
    }
    append_test(out, fact, whole.text.front() == '[' ? ">=" : ">", cell, whole.from(1, middle - 1).trimmed());
    auto const upper = whole.from(middle + 2, whole.text.size() - middle - 3).trimmed();
    append_test(out, fact, closing == ']' ? "<=" : "<", cell, upper);
}

// `customer.tier = "gold", request.amount = "100.00 EUR"`.
inline std::string example_row(decision_table const& table, desk_model const& model, region_box const& box)
{
    std::string out;
    for (auto const column : table.columns) {
        auto const& declared = model.facts[column];
        auto const domain = domain_of(declared, model.currency);
        auto const* const own = box.find(column);
        auto const set = own != nullptr ? *own : value_set::of_fact(declared, domain).without_null();
        auto const examples = domain.ordered() ? set.examples(domain) : std::vector<value>{};
        out += (out.empty() ? "" : ", ") + declared.name + " = " + (examples.empty() ? "…" : to_json(examples.front()));
    }
    return out;
}

// The values of a column that a table has to answer for: all that a case can tell, but for "none".
inline value_set values_of_column(desk_model const& model, fact column)
{
    auto const& declared = model.facts[column];
    auto const domain = domain_of(declared, model.currency);
    auto all = value_set::of_fact(declared, domain).without_null();
    auto const only = [&](std::string_view word) { return value_set::of(value::borrowed(word), domain); };
    if (column == fact_schema::builtin(builtin_fact::customer_kind)) return only("external").united(only("internal"));
    if (column != fact_schema::builtin(builtin_fact::request_action)) return all;
    all = {};
    for (auto const& action : model.organisation.actions) all = all.united(only(action.id));
    return all;
}

inline std::string number_of(std::size_t row)
{
    return std::to_string(row + 1);
}

inline std::string name_of(decision_table const& table)
{
    return '`' + std::string(read_text(table.at.find("id")).value_or("")) + '`';
}

// Some case that both rows match for certain; nothing if there is none, or none can be told.
inline std::optional<region_box> common_box(table_row const& a, table_row const& b)
{
    if (a.where.holds.touches(b.where.holds) != known_truth::yes) return std::nullopt;
    auto const common = a.where.holds.intersected(b.where.holds, most_gap_boxes);
    for (auto const& box : common.boxes())
        if (box.exact) return box;
    return std::nullopt;
}

// One finding for each row: the first of the earlier rows that it may not overlap.
inline void check_overlaps(decision_table const& table, desk_model const& model, diagnostics& out)
{
    auto const& rows = table.rows;
    for (std::size_t n = 0; n < rows.size(); ++n)
        for (std::size_t earlier = 0; earlier < n; ++earlier) {
            if (table.hit == hit_policy::any && rows[earlier].limit == rows[n].limit) continue;
            auto const common = common_box(rows[earlier], rows[n]);
            if (!common) continue;
            bool const any = table.hit == hit_policy::any;
            out.push_back(error_at(rows[n].at, errc::overlapping_rows,
                                   "the rows " + number_of(earlier) + " and " + number_of(n) + " of the table "
                                       + name_of(table) + (any ? " say different things to one case: " : " overlap: ")
                                       + example_row(table, model, *common) + "; the other one stands at "
                                       + place_of(rows[earlier].at),
                                   any ? "let them give the same limit, or let them match different cases"
                                       : "let them match different cases, or use the hit policy `first`"));
            break;
        }
}

inline void check_gaps(decision_table const& table, desk_model const& model, diagnostics& out)
{
    region_box all;
    for (auto const column : table.columns)
        if (domain_of(model.facts[column], model.currency).ordered()
            && !all.restrict(column, values_of_column(model, column)))
            return;
    region rest(all);
    for (auto const& row : table.rows)
        rest = rest.without(row.where.holds, model.facts, model.currency, most_gap_boxes);
    for (auto const& box : rest.boxes()) {
        if (!box.exact) continue;
        auto gap = error_at(table.at.find("rows"), errc::uncovered_row,
                            "no row of the table " + name_of(table) + " matches " + example_row(table, model, box),
                            "add a row for it; a last row of `-` covers all that is left");
        gap.level = severity::warning;
        out.push_back(std::move(gap));
        return;
    }
}

inline std::optional<fact> read_column(node const& at, desk_model const& model, diagnostics& out)
{
    auto const name = read_text(at).value_or("");
    auto const found = model.facts.find(name);
    if (found && !model.facts[*found].type.list) return found;
    if (found) {
        out.push_back(error_at(at, errc::wrong_type, "the column `" + std::string(name) + "` is a list",
                               "name facts that have a single value, and write a rule for the others"));
        return std::nullopt;
    }
    std::vector<std::string_view> names;
    for (std::uint32_t slot = 0; slot < model.facts.size(); ++slot) names.push_back(model.facts[{slot}].name);
    auto hint = did_you_mean(name, names);
    out.push_back(error_at(at, errc::unknown_reference, "no fact has the name `" + std::string(name) + "`",
                           hint.empty() ? "declare it in `facts`" : std::move(hint)));
    return std::nullopt;
}

// Of the earlier rows, those that may match what this one does: the others cannot win against it.
inline void let_earlier_win(decision_table& table, std::vector<condition_text> const& texts,
                            condition_compiler& conditions)
{
    for (std::size_t n = 1; n < table.rows.size(); ++n) {
        auto whole = texts[n];
        for (std::size_t earlier = 0; earlier < n; ++earlier) {
            if (table.rows[earlier].where.holds.touches(table.rows[n].where.holds) == known_truth::no) continue;
            if (!whole.text.empty()) whole.text += " && ";
            whole.text += "!(";
            if (texts[earlier].text.empty()) whole.text += "true";
            whole.append(texts[earlier]);
            whole.text += ")";
        }
        diagnostics again;  // what is wrong with the cells was said before
        table.rows[n].speaks = conditions.compile(whole, again);
    }
}

inline hit_policy read_hit(std::string_view word) noexcept
{
    return word == "first"     ? hit_policy::first
           : word == "any"     ? hit_policy::any
           : word == "collect" ? hit_policy::collect
                               : hit_policy::unique;
}

}  // namespace policy_detail

OMBUD_INLINE condition_text read_cell(std::string_view fact, node const& cell, diagnostics& out)
{
    condition_text made;
    auto const whole = policy_detail::cell_part{read_text(cell).value_or(""), 0}.trimmed();
    if (whole.text == "-" || whole.text.empty()) return made;
    for (std::string_view const op : {"<=", ">=", "==", "!=", "<", ">"})
        if (whole.text.starts_with(op)) {
            policy_detail::append_test(made, fact, op, cell, whole.from(op.size()).trimmed());
            return made;
        }
    bool const bracket = whole.text.front() == '[' || whole.text.front() == '(';
    auto const middle = bracket ? policy_detail::middle_of_range(whole.text) : std::nullopt;
    if (middle) policy_detail::append_range(made, fact, cell, whole, *middle, out);
    else policy_detail::append_test(made, fact, whole.text.front() == '[' ? "in" : "==", cell, whole);
    return made;
}

namespace policy_detail {

// The tests of a row's cells, joined; the last cell may be the limit.
inline condition_text read_row(table_row& row, decision_table const& table, desk_model const& model, bool has_limit,
                               diagnostics& out)
{
    condition_text whole;
    std::size_t column = 0;
    for (auto const& cell : row.at) {
        if (column == table.columns.size()) {
            if (has_limit) row.limit = read_money(cell, model.currency);
            break;
        }
        auto const test = read_cell(model.facts[table.columns[column++]].name, cell, out);
        if (!whole.text.empty() && !test.text.empty()) whole.text += " && ";
        whole.append(test);
    }
    return whole;
}

}  // namespace policy_detail

OMBUD_INLINE decision_table read_table(node const& at, desk_model const& model, condition_compiler& conditions,
                                       diagnostics& out)
{
    reader const from(at, model.currency);
    decision_table table;
    table.at = at;
    table.hit = policy_detail::read_hit(from.text("hit").value_or(""));
    diagnostics found;
    for (auto const& column : from.each("in"))
        if (auto const which = policy_detail::read_column(column, model, found)) table.columns.push_back(*which);
    bool const columns_known = found.empty();
    auto const names = conditions.names();
    std::vector<condition_text> texts;
    for (auto const& cells : from.each("rows")) {
        auto& row = table.rows.emplace_back();
        row.at = cells;
        auto& text = texts.emplace_back();
        if (!columns_known) continue;
        text = policy_detail::read_row(row, table, model, from.text("out") == "limit", found);
        row.speaks = row.matches = conditions.compile(text, found);
        row.where = regions_of(row.matches, *names, {&model.facts, model.currency, {}, {}, 64});
    }
    table.sound = !has_errors(found) && !table.rows.empty();
    out.insert(out.end(), found.begin(), found.end());
    if (table.sound && table.hit == hit_policy::first) policy_detail::let_earlier_win(table, texts, conditions);
    return table;
}

OMBUD_INLINE void check_table(decision_table const& table, desk_model const& model, diagnostics& out)
{
    if (!table.sound || table.hit == hit_policy::collect) return;
    if (table.hit != hit_policy::first) policy_detail::check_overlaps(table, model, out);
    policy_detail::check_gaps(table, model, out);
}

}}  // namespace ombud
#endif
