// SPDX-License-Identifier: BSL-1.0
#include "timeline.hpp"

#include "terminal.hpp"
#include "words.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace program {

namespace {

using ombud::instant;
using ombud::stretch_kind;
using std::chrono::days;
using std::chrono::seconds;

constexpr std::int64_t narrower = 8;  // how much narrower closed hours are drawn
constexpr std::size_t most_lines = 40;

// The times in [a, b) at which some calendar of a drawn promise is open, joined.
std::vector<ombud::open_period> open_times(ombud::timeline_data const& what, instant a, instant b)
{
    std::map<std::uint32_t, ombud::promise const*> promises;
    for (auto const& row : what.rows) promises.emplace(row.clock.promise, &what.promise_of(row));
    std::vector<ombud::open_period> all;
    for (auto const& [number, one] : promises)
        for (auto const& period : one->hours.periods(a, b)) all.push_back(period);
    std::sort(all.begin(), all.end(), [](auto const& x, auto const& y) { return x.open < y.open; });
    std::vector<ombud::open_period> out;
    for (auto const& one : all)
        if (!out.empty() && one.open <= out.back().close) out.back().close = std::max(out.back().close, one.close);
        else out.push_back(one);
    return out;
}

// What lies ahead and should be seen.
instant last_of_interest(ombud::timeline_data const& what)
{
    auto out = what.watched.at;
    auto const see = [&](std::optional<instant> t) { out = std::max(out, t.value_or(out)); };
    for (auto const& row : what.rows)
        if (!row.clock.ended) see(row.clock.due);
    if (what.answer) see(what.answer->quoted);
    return out;
}

std::string two_digits(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

time_axis::time_axis(ombud::timeline_data const& what) : begin_(what.watched.at)
{
    auto const now = what.watched.at;
    for (auto const& row : what.rows) begin_ = std::min(begin_, row.clock.started.value_or(begin_));
    if (!what.events.empty()) begin_ = std::min(begin_, what.events.front().at);
    auto const past = std::max<seconds>(now - begin_, std::chrono::hours{1});
    end_ = std::max(std::min(last_of_interest(what), now + past), begin_ + std::chrono::minutes{1});
    auto done = begin_;
    auto const open = open_times(what, begin_, end_);
    for (auto const& one : open) {
        if (one.open > done) folded_.push_back({done, one.open});
        done = one.close;
    }
    if (!open.empty() && done < end_) folded_.push_back({done, end_});
}

std::int64_t time_axis::weight(instant t) const noexcept
{
    t = std::clamp(t, begin_, end_);
    auto out = (t - begin_).count() * narrower;
    for (auto const& one : folded_) {
        if (one.open >= t) break;
        out -= (std::min(one.close, t) - one.open).count() * (narrower - 1);
    }
    return out;
}

std::int64_t time_axis::place(instant t, std::int64_t width) const noexcept
{
    return weight(t) * width / weight(end_);
}

std::vector<time_axis::tick> time_axis::days(ombud::zone const& zone) const
{
    std::vector<tick> out;
    wall_clock const clock(zone, end_);
    std::string month;
    auto const date = [&](instant t) {  // the month only where it is another than before
        auto text = clock(t);
        text.resize(text.find(','));
        auto const after_day = text.find(' ', 4);
        auto const known = std::exchange(month, text.substr(after_day));
        return known == month ? text.substr(0, after_day) : text;
    };
    out.push_back({begin_, date(begin_)});
    auto const first = std::chrono::floor<std::chrono::days>(zone.to_local(begin_));
    auto const length = std::chrono::ceil<std::chrono::days>(end_ - begin_);
    auto const step = std::max(std::chrono::days{1}, length / 20);
    for (auto day = first + step;; day += step) {
        auto const at = zone.to_instant(day);
        if (at >= end_) return out;
        out.push_back({at, date(at)});
    }
}

std::vector<time_axis::tick> time_axis::hours(ombud::zone const& zone, std::size_t most) const
{
    using std::chrono::minutes;
    auto const closed = [&](instant t) {
        auto const within = [&](auto const& one) { return one.open < t && t < one.close; };
        return std::any_of(folded_.begin(), folded_.end(), within);
    };
    auto const first = std::chrono::floor<std::chrono::days>(zone.to_local(begin_));
    for (int const step : {15, 30, 60, 120, 180, 240, 360, 720}) {
        if ((end_ - begin_) / minutes{step} > std::int64_t(most) * 20) continue;
        std::vector<tick> out;
        for (auto wall = first + minutes{0};; wall += minutes{step}) {
            auto const at = zone.to_instant(wall);
            if (at > end_ || out.size() > most) break;
            if (at < begin_ || closed(at) || zone.to_local(at) != wall) continue;
            auto const since = (wall - std::chrono::floor<std::chrono::days>(wall)) / minutes{1};
            out.push_back({at, two_digits(since / 60) + (step < 60 ? ':' + two_digits(since % 60) : "")});
        }
        if (out.size() <= most) return out;
    }
    return {};
}

std::string cut_to(std::string_view text, std::size_t columns, std::string_view sign)
{
    if (width_of(text) <= columns) return std::string(text);
    std::size_t size = 0, seen = 0;
    for (; size < text.size(); ++size) {
        bool const starts = (static_cast<unsigned char>(text[size]) & 0xC0u) != 0x80u;
        if (starts && seen++ == columns - 1) break;
    }
    return std::string(text.substr(0, size)) + std::string(sign);
}

std::vector<timeline_line> lines_of(ombud::timeline_data const& what)
{
    std::vector<timeline_line> out;
    std::map<std::string, std::vector<std::size_t>> by_label;
    for (auto const& row : what.rows) {
        auto const label = what.promise_of(row).id + (row.clock.key.empty() ? "" : " (" + row.clock.key + ')');
        auto& known = by_label[label];
        auto const free = std::find_if(known.begin(), known.end(), [&](std::size_t n) {
            auto const& last = out[n].rows.back()->clock;
            return last.ended && *last.ended <= *row.clock.started;
        });
        if (free != known.end()) {
            out[*free].rows.push_back(&row);
            continue;
        }
        known.push_back(out.size());
        out.push_back({label, {&row}});
    }
    return out;
}

std::string holder_of(ombud::stretch const& piece)
{
    bool const named = piece.part == ombud::holder_part::handler || piece.part == ombud::holder_part::decider;
    if (!named) return plain(to_string(piece.part));
    return piece.who.empty() ? "nobody named" : piece.who;
}

std::vector<std::string> holders_of(ombud::timeline_data const& what)
{
    std::vector<std::string> out;
    for (auto const& row : what.rows)
        for (auto const& piece : row.stretches) {
            if (piece.kind != stretch_kind::running) continue;
            auto const who = holder_of(piece);
            if (std::find(out.begin(), out.end(), who) == out.end()) out.push_back(who);
        }
    return out;
}

namespace {

constexpr std::size_t label_width = 18, chart_width = 61;
constexpr auto wide = static_cast<std::int64_t>(chart_width);

// A letter for each: one of its own name, if it can be had.
std::map<std::string, char> letters_for(std::vector<std::string> const& names)
{
    std::map<std::string, char> out;
    std::set<char> used;
    for (auto const& name : names) {
        std::string wanted;
        for (char const c : name + "abcdefghijklmnopqrstuvwxyz") {
            char const low = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            if (low >= 'a' && low <= 'z') wanted += low;
        }
        auto const free = std::find_if(wanted.begin(), wanted.end(), [&](char c) { return !used.contains(c); });
        out[name] = free != wanted.end() ? *free : '?';
        used.insert(out[name]);
    }
    return out;
}

// One line after its label, without spaces at its end.
std::string line_text(std::string_view label, std::string_view chart)
{
    auto out = cut_to(label, label_width, "~");
    out.append(label_width + 1 - width_of(out), ' ');
    out += chart;
    return out.substr(0, out.find_last_not_of(' ') + 1) + '\n';
}

// Labels that would run into the one before are left out.
std::string ticks_text(time_axis const& axis, std::vector<time_axis::tick> const& ticks)
{
    std::string out(chart_width, ' ');
    std::size_t free = 0;
    for (auto const& one : ticks) {
        auto const at = static_cast<std::size_t>(axis.place(one.at, wide));
        if (at < free || at + one.label.size() > chart_width) continue;
        out.replace(at, one.label.size(), one.label);
        free = at + one.label.size() + 1;
    }
    return out;
}

char glyph_of(ombud::stretch const& piece, std::map<std::string, char> const& letters)
{
    if (piece.kind == stretch_kind::closed) return '.';
    if (piece.kind == stretch_kind::paused) return '-';
    char const low = letters.at(holder_of(piece));
    return piece.late && low >= 'a' ? static_cast<char>(low - 'a' + 'A') : low;
}

// What fills a column most stands there; but closed hours give way to anything, and everything to what is late.
class bar {
public:
    void add(time_axis const& axis, ombud::stretch const& piece, char glyph)
    {
        constexpr std::int64_t fine = 1000;  // parts of a column
        auto const from = axis.place(piece.from, wide * fine);
        auto const to = std::max(axis.place(piece.to, wide * fine), from + 1);
        int const rank = piece.kind == stretch_kind::closed ? 0 : piece.late ? 2 : 1;
        for (auto column = from / fine; column < wide && column * fine < to; ++column) {
            auto const share = std::min(to, (column + 1) * fine) - std::max(from, column * fine);
            auto& best = best_[static_cast<std::size_t>(column)];
            if (std::pair(rank, share) <= std::pair(best.rank, best.share)) continue;
            best = {glyph, rank, share};
        }
    }
    std::string text() const
    {
        std::string out;
        for (auto const& one : best_) out += one.glyph;
        return out;
    }

private:
    struct cell {
        char glyph = ' ';
        int rank = -1;
        std::int64_t share = 0;
    };
    std::array<cell, chart_width> best_{};
};

void mark(std::string& line, time_axis const& axis, instant at, char glyph, char several)
{
    auto& place = line[static_cast<std::size_t>(std::min(axis.place(at, wide), wide - 1))];
    place = place == ' ' || place == glyph ? glyph : several;
}

std::string bar_of(timeline_line const& line, time_axis const& axis, std::map<std::string, char> const& letters)
{
    bar out;
    for (auto const* const row : line.rows)
        for (auto const& piece : row->stretches) out.add(axis, piece, glyph_of(piece, letters));
    return out.text();
}

std::string marks_of(timeline_line const& line, time_axis const& axis, ombud::timeline_data const& what)
{
    std::string out(chart_width, ' ');
    for (auto const* const row : line.rows) {
        for (auto const n : row->steps) mark(out, axis, what.watched.steps[n].at, '!', '+');
        auto const& due = row->clock.due;
        if (due && *due > axis.end()) out.back() = '>';
        else if (due) mark(out, axis, *due, '|', '+');
    }
    return out;
}

struct event_glyph {
    char glyph;
    std::string_view meaning;
};

std::optional<event_glyph> glyph_of(ombud::timeline_event const& one)
{
    if (one.asks) return event_glyph{'c', "customer writes"};
    if (one.answers) return event_glyph{'a', "answer"};
    if (one.kind == "referred") return event_glyph{'r', "referred"};
    if (one.kind == "decided") return event_glyph{'d', "decided"};
    if (one.kind == "promised") return event_glyph{'p', "promised"};
    return std::nullopt;
}

// What was said and done, and what is told to the customer; and the key to it.
std::string case_line(ombud::timeline_data const& what, time_axis const& axis, std::vector<std::string>& key)
{
    std::string out(chart_width, ' ');
    std::map<char, std::string_view> used;
    for (auto const& one : what.events)
        if (auto const shown = glyph_of(one)) {
            mark(out, axis, one.at, shown->glyph, '*');
            used.insert({shown->glyph, shown->meaning});
        }
    if (what.answer && what.answer->quoted <= axis.end()) {
        mark(out, axis, what.answer->expected, 'e', '*');
        mark(out, axis, what.answer->quoted, 'q', '*');
        used.insert({{'e', "answer expected"}, {'q', "quoted"}});
    }
    if (out.find('*') != std::string::npos) used.insert({'*', "several"});
    for (auto const& [glyph, meaning] : used) key.push_back(std::string(1, glyph) + ' ' + std::string(meaning));
    return out.find_first_not_of(' ') == std::string::npos ? std::string() : line_text("case", out);
}

std::string key_text(std::vector<std::string> const& entries)
{
    std::string out, line;
    for (auto const& one : entries) {
        if (!line.empty() && width_of(line) + 3 + width_of(one) > label_width + chart_width) {
            out += line + '\n';
            line.clear();
        }
        line += (line.empty() ? "" : "   ") + one;
    }
    return out + (line.empty() ? "" : line + '\n');
}

}  // namespace

std::string timeline_text(ombud::desk_model const& desk, ombud::timeline_data const& what)
{
    auto const lines = lines_of(what);
    if (lines.empty()) return {};
    time_axis const axis(what);
    auto const letters = letters_for(holders_of(what));
    auto out = '\n' + line_text({}, ticks_text(axis, axis.days(desk.zone)));
    if (auto const hours = axis.hours(desk.zone, 16); !hours.empty()) out += line_text({}, ticks_text(axis, hours));
    std::vector<std::string> key, signs;
    out += case_line(what, axis, signs);
    std::string drawn;
    for (std::size_t n = 0; n < std::min(lines.size(), most_lines); ++n) {
        auto const bar = bar_of(lines[n], axis, letters);
        auto const marks = marks_of(lines[n], axis, what);
        drawn += bar + marks;
        out += line_text(lines[n].label, bar);
        if (marks.find_first_not_of(' ') != std::string::npos) out += line_text({}, marks);
    }
    if (lines.size() > most_lines) out += "and " + std::to_string(lines.size() - most_lines) + " more\n";
    auto const now = static_cast<std::size_t>(std::min(axis.place(what.watched.at, wide), wide - 1));
    out += line_text({}, now < 4 ? std::string(now, ' ') + "^ now" : std::string(now - 4, ' ') + "now ^");
    bool late = false;
    for (auto const& [name, letter] : letters) {
        key.push_back(std::string(1, letter) + ' ' + name);
        late |= drawn.find(static_cast<char>(letter - 'a' + 'A')) != std::string::npos;
    }
    if (late) key.emplace_back("CAPITALS late");
    constexpr std::pair<char, std::string_view> meanings[] = {
        {'-', "paused"}, {'.', "closed"}, {'!', "step"}, {'|', "due"}, {'+', "both"}, {'>', "due later"}};
    for (auto const& [glyph, meaning] : meanings)
        if (drawn.find(glyph) != std::string::npos) key.push_back(std::string(1, glyph) + ' ' + std::string(meaning));
    key.insert(key.end(), signs.begin(), signs.end());
    return out + '\n' + key_text(key);
}

}  // namespace program
