// SPDX-License-Identifier: BSL-1.0
#include "timeline.hpp"

#include "terminal.hpp"
#include "words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace program {

namespace {

using ombud::instant;
using ombud::open_time_text;
using ombud::stretch_kind;

// All lengths in pixels.
constexpr int width = 1000, left = 210, right = 970, line_height = 46, bar_height = 18, letter = 7, most_lines = 40;

// How things look: as attributes, which every viewer understands, and in black and white.
constexpr std::string_view head = R"(font-size="18" font-weight="bold")", bold = R"(font-weight="bold")",
                           small_text = R"(font-size="11")",
                           closed_hours = R"(fill="#eee")", shut = R"(stroke="#777")", day = R"(stroke="#999")",
                           hour = R"(stroke="#ddd")", running = R"(stroke="#000")",
                           paused = R"(fill="none" stroke="#000" stroke-dasharray="3 3")",
                           late = R"(stroke="#000" stroke-width="5")", due_line = R"(stroke="#000" stroke-width="3")",
                           now_line = R"(stroke="#000" stroke-width="2" stroke-dasharray="6 4")",
                           filled = R"(fill="#000")", hollow = R"(fill="#fff" stroke="#000")";

// Text for XML 1.0, in which most control characters cannot stand.
std::string escaped(std::string_view text)
{
    std::string out;
    for (std::size_t n = 0; n < text.size(); ++n) {
        char const c = text[n];
        bool const no_character = text.substr(n, 3) == "\xEF\xBF\xBE" || text.substr(n, 3) == "\xEF\xBF\xBF";
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '"') out += "&quot;";
        else if (static_cast<unsigned char>(c) < 0x20 || no_character) out += "\xEF\xBF\xBD";
        else out += c;
        if (no_character) n += 2;
    }
    return out;
}

std::string number(std::int64_t n) { return '"' + std::to_string(n) + '"'; }

// `omar 2h30m, lena 1h`
std::string parts_of(ombud::clock const& one)
{
    std::vector<std::string> parts;
    for (auto const& held : one.attribution) {
        ombud::stretch const piece{{}, {}, {}, false, {}, held.part, held.who};
        parts.push_back(holder_of(piece) + ' ' + open_time_text(held.elapsed));
    }
    return listed(parts);
}

std::string state_of(ombud::clock const& one)
{
    auto out = std::string(to_string(one.state));
    if (one.late) return out + ", " + open_time_text(*one.late) + " late";
    if (one.remaining) out += ", " + open_time_text(*one.remaining) + (one.ended ? " to spare" : " left");
    return out;
}

/// The picture, from top to bottom.
class drawing {
public:
    drawing(ombud::desk_model const& desk, ombud::timeline_data const& what)
        : desk_(desk), what_(what), axis_(what), clock_(desk.zone, what.watched.at), lines_(lines_of(what)),
          holders_(holders_of(what)), shown_(std::min<std::size_t>(lines_.size(), most_lines))
    {
    }
    std::string text();

private:
    std::int64_t x(instant t) const { return left + axis_.place(t, right - left); }
    void element(std::string_view name, std::string const& attributes, std::string_view title);
    void line(std::int64_t x1, int y1, std::int64_t x2, int y2, std::string_view look, std::string_view title = {});
    void box(std::int64_t at_x, int at_y, std::int64_t wide, int high, std::string_view look,
             std::string_view title = {});
    void shape(std::int64_t at_x, int at_y, std::string_view path, std::string_view look, std::string_view title);
    void write(std::int64_t at_x, int at_y, std::string_view text, std::string_view style = {});
    std::vector<std::string> reasons() const;
    void draw_head();
    void draw_axis();
    void draw_case();
    void draw_line(timeline_line const& one);
    void draw_piece(ombud::timeline_row const& row, ombud::stretch const& piece);
    void draw_marks(ombud::timeline_row const& row);
    void draw_now();
    void draw_key();
    std::string look_of(std::string const& holder) const;

    ombud::desk_model const& desk_;
    ombud::timeline_data const& what_;
    time_axis axis_;
    wall_clock clock_;
    std::vector<timeline_line> lines_;
    std::vector<std::string> holders_;
    std::size_t shown_;
    std::string body_;
    int y_ = 0;
    int top_ = 0;  // of the chart
};

void drawing::element(std::string_view name, std::string const& attributes, std::string_view title)
{
    body_ += '<' + std::string(name) + ' ' + attributes;
    if (title.empty()) body_ += "/>\n";
    else body_ += "><title>" + escaped(title) + "</title></" + std::string(name) + ">\n";
}

void drawing::line(std::int64_t x1, int y1, std::int64_t x2, int y2, std::string_view look, std::string_view title)
{
    element("line", std::string(look) + " x1=" + number(x1) + " y1=" + number(y1) + " x2=" + number(x2) + " y2="
                        + number(y2), title);
}

void drawing::box(std::int64_t at_x, int at_y, std::int64_t wide, int high, std::string_view look,
                  std::string_view title)
{
    element("rect", std::string(look) + " x=" + number(at_x) + " y=" + number(at_y) + " width=" + number(wide)
                        + " height=" + number(high), title);
}

// A path from a point on.
void drawing::shape(std::int64_t at_x, int at_y, std::string_view path, std::string_view look, std::string_view title)
{
    element("path", std::string(look) + " d=\"M" + std::to_string(at_x) + ' ' + std::to_string(at_y)
                        + std::string(path) + '"', title);
}

void drawing::write(std::int64_t at_x, int at_y, std::string_view text, std::string_view style)
{
    body_ += "<text x=" + number(at_x) + " y=" + number(at_y);
    if (!style.empty()) body_ += ' ' + std::string(style);
    body_ += '>' + escaped(text) + "</text>\n";
}

// Why it is late, and with whom the time went.
std::vector<std::string> drawing::reasons() const
{
    std::vector<std::string> out;
    for (auto const& row : what_.rows) {
        auto const& one = row.clock;
        if (!one.late) continue;
        auto const& terms = what_.promise_of(row);
        auto text = terms.id + (one.key.empty() ? "" : " (" + one.key + ')');
        if (one.due) text += " was due " + clock_(*one.due);
        text += one.ended ? " and was answered " : " and is ";
        text += open_time_text(*one.late) + " late: " + parts_of(one);
        out.push_back(text + '.');
    }
    constexpr std::size_t most = 5;
    if (out.size() > most) out.resize(most), out.emplace_back("More is late: see below.");
    if (out.empty()) out.emplace_back("Nothing is late.");
    return out;
}

void drawing::draw_head()
{
    y_ = 30;
    write(16, y_, "Case " + what_.watched.case_id + ", " + clock_.with_year(what_.watched.at), head);
    for (auto const& reason : reasons()) write(16, y_ += 20, cut_to(reason, (width - 32) / (letter - 1), "…"));
    y_ += 30;
}

void drawing::draw_axis()
{
    std::int64_t free = 0;
    int const bottom = top_ + 20 + static_cast<int>(shown_ + 1) * line_height;
    for (auto const& one : axis_.folded())
        box(x(one.open), top_ + 4, x(one.close) - x(one.open), bottom - top_ - 4, closed_hours,
            "closed, drawn narrower: " + clock_(one.open) + " to " + clock_(one.close));
    for (auto const& one : axis_.days(desk_.zone)) {
        line(x(one.at), top_ - 22, x(one.at), bottom, day, one.label);
        if (x(one.at) < free || x(one.at) + static_cast<int>(one.label.size()) * letter > width) continue;
        write(x(one.at) + 3, top_ - 12, one.label, bold);
        free = x(one.at) + static_cast<int>(one.label.size() + 1) * letter;
    }
    free = 0;
    for (auto const& one : axis_.hours(desk_.zone, 16)) {
        line(x(one.at), top_, x(one.at), bottom, hour);
        if (x(one.at) < free) continue;
        write(x(one.at) + 2, top_, one.label, small_text);
        free = x(one.at) + static_cast<int>(one.label.size() + 1) * letter;
    }
}

// What was said and done, and what is told to the customer.
void drawing::draw_case()
{
    write(16, y_ + 13, "what happened", bold);
    std::int64_t free = 0;
    auto const mark = [&](instant t, std::string_view look, std::string_view label, std::string const& named) {
        shape(x(t), y_ + 2, "l5 7l-5 7l-5 -7z", look, named + ", " + clock_(t));
        if (x(t) < free || x(t) + static_cast<int>(label.size()) * letter > width) return;
        write(x(t) - 4, y_ + 27, label, small_text);
        free = x(t) + static_cast<int>(label.size() + 1) * (letter - 1);
    };
    for (auto const& one : what_.events) {
        auto const by = one.by.empty() ? std::string() : " by " + one.by;
        auto const to = one.to.empty() ? std::string() : " to " + one.to;
        mark(one.at, one.answers ? filled : hollow, plain(one.kind), plain(one.kind) + by + to);
    }
    if (what_.answer) {
        free = 0;
        mark(what_.answer->expected, hollow, "expected", "answer expected");
        mark(what_.answer->quoted, filled, "quoted", "quoted to the customer");
    }
    y_ += line_height;
}

std::string drawing::look_of(std::string const& holder) const
{
    constexpr std::array<std::string_view, 6> fills{"#fff", "#bbb", "url(#f1)", "#777", "url(#f2)", "url(#f3)"};
    auto const place = std::find(holders_.begin(), holders_.end(), holder) - holders_.begin();
    auto const fill = fills[static_cast<std::size_t>(place) % fills.size()];
    return "fill=\"" + std::string(fill) + "\" " + std::string(running);
}

void drawing::draw_piece(ombud::timeline_row const& row, ombud::stretch const& piece)
{
    auto const from = x(piece.from), wide = std::max<std::int64_t>(x(piece.to) - from, 1);
    auto const holder = holder_of(piece);
    auto const named = what_.promise_of(row).id + ", " + std::string(to_string(piece.kind)) + ", "
                       + (piece.phase == ombud::case_phase::open ? "" : plain(to_string(piece.phase)) + ", ") + holder
                       + (piece.late ? ", late: " : ": ") + clock_(piece.from) + " to " + clock_(piece.to);
    if (piece.kind == stretch_kind::closed) return line(from, y_ + 9, from + wide, y_ + 9, shut, named);
    bool const stands = piece.kind == stretch_kind::paused;
    box(from, y_, wide, bar_height, stands ? std::string(paused) : look_of(holder), named);
    if (piece.late && !stands) line(from, y_ + bar_height, from + wide, y_ + bar_height, late, named);
    auto const label = stands ? std::string("paused") : holder;
    auto const room = static_cast<std::int64_t>(width_of(label)) * letter;
    if (wide < room + 10) return;
    box(from + 3, y_ + 3, room + 2, bar_height - 6, "fill=\"#fff\"");
    write(from + 5, y_ + 13, label, small_text);
}

void drawing::draw_marks(ombud::timeline_row const& row)
{
    for (auto const n : row.steps) {
        auto const& step = what_.watched.steps[n];
        auto const& rule = what_.watched.step_of(step);
        std::vector<std::string> people;
        for (auto const who : step.who) people.push_back(desk_.organisation.staff[who].id);
        auto const whom = step.code.empty() ? listed(people) : step.code;
        shape(x(step.at), y_ + bar_height + 4, "l5 8h-10z", filled,
              "step " + rule.written + ": " + std::string(to_string(rule.action)) + ' ' + whom + ", "
                  + clock_(step.at));
    }
    auto const& due = row.clock.due;
    if (!due) return;
    if (*due > axis_.end()) return write(right - 96, y_ + 31, "due later  →", small_text);
    line(x(*due), y_ - 5, x(*due), y_ + bar_height + 12, due_line, "due " + clock_(*due));
    write(x(*due) + (x(*due) > right - 24 ? -24 : 6), y_ + 31, "due", small_text);
}

void drawing::draw_line(timeline_line const& one)
{
    auto const& last = one.rows.back()->clock;
    auto const title = one.label + ": " + state_of(last) + (last.attribution.empty() ? "" : "; " + parts_of(last));
    body_ += "<g><title>" + escaped(title) + "</title>\n";
    write(16, y_ + 11, cut_to(one.label, 24, "…"), bold);
    auto const times = one.rows.size() == 1 ? std::string() : std::to_string(one.rows.size()) + " times; ";
    write(16, y_ + 27, cut_to(times + state_of(last), 30, "…"), small_text);
    for (auto const* const row : one.rows)
        for (auto const& piece : row->stretches) draw_piece(*row, piece);
    for (auto const* const row : one.rows) draw_marks(*row);
    body_ += "</g>\n";
    y_ += line_height;
}

void drawing::draw_now()
{
    auto const at = x(what_.watched.at);
    line(at, top_ + 4, at, y_, now_line, "now, " + clock_(what_.watched.at));
    write(std::min<std::int64_t>(at - 10, right - 20), y_ + 12, "now", bold);
    y_ += 34;
}

void drawing::draw_key()
{
    std::int64_t at = 16;
    auto const add = [&](std::string_view look, std::string_view label) {
        auto const room = 34 + static_cast<std::int64_t>(width_of(label)) * letter + 14;
        if (at + room > width) at = 16, y_ += 24;
        box(at, y_ - 11, 26, 14, look);
        write(at + 32, y_, label, small_text);
        at += room;
    };
    for (auto const& one : holders_) add(look_of(one), one + " has it");
    add(paused, "paused");
    add(closed_hours, "closed, drawn narrower");
    y_ += 24;
    write(16, y_, "thick line below: late   ·   triangle: step   ·   filled diamond: answer to the customer",
          small_text);
    y_ += 16;
}

std::string drawing::text()
{
    draw_head();
    top_ = y_ += 12;
    draw_axis();
    y_ += 20;
    draw_case();
    for (std::size_t n = 0; n < shown_; ++n) draw_line(lines_[n]);
    auto const more = lines_.size() - shown_;
    if (more != 0) write(16, y_ + 12, "and " + std::to_string(more) + " more", small_text);
    draw_now();
    draw_key();
    auto const size = std::to_string(width) + ' ' + std::to_string(y_);
    std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" font-family=\"sans-serif\" "
                      "font-size=\"13\" viewBox=\"0 0 " + size + "\" width=" + number(width)
                      + " height=" + number(y_) + ">\n";
    out += "<title>" + escaped("The clocks of case " + what_.watched.case_id) + "</title>\n<desc>"
           + escaped(listed(reasons(), " ")) + "</desc>\n";
    out += R"(<defs>
<pattern id="f1" width="6" height="6" patternUnits="userSpaceOnUse">
<path d="M0 6L6 0" stroke="#000" fill="none"/></pattern>
<pattern id="f2" width="5" height="5" patternUnits="userSpaceOnUse"><circle cx="2" cy="2" r="1"/></pattern>
<pattern id="f3" width="6" height="6" patternUnits="userSpaceOnUse">
<path d="M0 0L6 6" stroke="#000" fill="none"/></pattern>
</defs>
<rect width="100%" height="100%" fill="#fff"/>
)";
    return out + body_ + "</svg>\n";
}

}  // namespace

std::string timeline_svg(ombud::desk_model const& desk, ombud::timeline_data const& what)
{
    return drawing(desk, what).text();
}

}  // namespace program
