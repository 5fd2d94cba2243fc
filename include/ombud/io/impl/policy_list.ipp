// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_IMPL_POLICY_LIST_IPP
#define OMBUD_IO_IMPL_POLICY_LIST_IPP

#include <ombud/io/policy_list.hpp>

#include <ombud/base/json_writer.hpp>
#include <ombud/decision/detail/desk_data.hpp>
#include <ombud/decision/text.hpp>

#include <algorithm>
#include <tuple>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace io_detail {

inline std::string words_of(std::string_view id)
{
    std::string out(id);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

inline std::string protected_words(std::string_view whom)
{
    if (whom == "customer") return "you";
    if (whom == "staff") return "the people who work here";
    if (whom == "company" || whom == "public") return "the " + std::string(whom);
    return words_of(whom);
}

inline std::string action_words(action const& one) { return one.words.empty() ? words_of(one.id) : one.words; }

inline std::string effect_word(rule_effect then)
{
    switch (then) {
    case rule_effect::none: return {};
    case rule_effect::grant: return "grant";
    case rule_effect::decline: return "decline";
    case rule_effect::refer: return "refer";
    }
    return {};
}

inline std::string status_word(rule_status status)
{
    return status == rule_status::active ? "active" : status == rule_status::draft ? "draft" : "shadow";
}

// Gathers a list from a desk.
class policy_lister {
public:
    policy_lister(desk const& d, instant at, bool is_public) : desk_(d), public_(is_public)
    {
        list_.is_public = is_public;
        list_.at = at;
        list_.where = d.model().zone;
        if (!is_public) list_.desk = std::string(d.id()) + ' ' + std::string(d.version());
    }

    policy_list run()
    {
        for (auto const& one : desk_.policies().policies) {
            if (public_ && (!one.disclosed() || !one.in_force(list_.at))) continue;
            auto listed = policy_of(one);
            if (!public_ || !listed.rules.empty()) list_.policies.push_back(std::move(listed));
        }
        if (public_)
            std::stable_sort(list_.policies.begin(), list_.policies.end(),
                             [](auto const& a, auto const& b) { return a.title < b.title; });
        return std::move(list_);
    }

private:
    listed_policy policy_of(policy const& one) const
    {
        listed_policy out;
        out.title = one.title;
        auto const& actions = desk_.model().organisation.actions;
        for (auto const a : one.actions) out.actions.push_back(action_words(actions[a]));
        out.shown_before = one.shown_before;
        out.shown_after = one.shown_after;
        out.from = one.from;
        out.recourse = one.recourse;
        for (auto const r : one.rules)
            if (auto const& said = desk_.policies().rules[r];
                !public_ || (said.status == rule_status::active && !said.because.empty()))
                out.rules.push_back(rule_of(said));
        if (public_) return out;
        out.id = one.id;
        out.version = one.version;
        out.tier = to_string(one.tier);
        out.owner = one.owner;
        out.governed_by = one.governed_by == governing_date::agreement ? "agreement" : "request";
        out.until = one.until;
        out.review_by = one.review_by;
        out.must_be_shown = one.must_be_shown;
        return out;
    }

    listed_rule rule_of(rule const& one) const
    {
        listed_rule out;
        out.because = one.because;
        out.protects = protected_words(one.protects);
        out.limit = one.limit;
        for (auto const& id : one.offer) out.instead.push_back(offer_words(id));
        if (public_) return out;
        out.id = one.id;
        out.status = status_word(one.status);
        out.then = effect_word(one.then);
        out.when = one.when.source();
        out.waivable = one.waivable;
        return out;
    }

    std::string offer_words(std::string const& id) const
    {
        for (auto const& one : desk_.data().alternatives)
            if (one.id == id) return one.say;
        auto const action = desk_.model().organisation.find_action(id);
        return action ? action_words(desk_.model().organisation.actions[*action]) : words_of(id);
    }

    desk const& desk_;
    bool public_;
    policy_list list_;
};

// A page of headings, items and lines under them, in one of two ways of writing.
class page_writer {
public:
    virtual ~page_writer() = default;
    virtual void title(std::string_view text) = 0;
    virtual void line(std::string_view label, std::string_view text) = 0;
    virtual void section(std::string_view text) = 0;
    virtual void item(std::string_view text) = 0;
    virtual void detail(std::string_view text) = 0;
    virtual std::string finish() = 0;
};

class markdown_page final : public page_writer {
public:
    void title(std::string_view text) override { out_ += "# " + escaped(text) + "\n"; }
    void section(std::string_view text) override { out_ += "\n## " + escaped(text) + "\n", start_ = true; }
    void line(std::string_view label, std::string_view text) override
    {
        out_ += "\n" + std::string(label) + (label.empty() ? "" : ": ") + escaped(text) + "\n";
        start_ = true;
    }
    void item(std::string_view text) override
    {
        out_ += (start_ ? "\n- " : "- ") + escaped(text) + "\n";
        start_ = false;
    }
    void detail(std::string_view text) override { out_ += "  - " + escaped(text) + "\n"; }
    std::string finish() override { return std::move(out_); }

private:
    // Whatever could be markup behind a backslash; line breaks become blanks.
    static std::string escaped(std::string_view text)
    {
        std::string out;
        bool digits_only = true;
        for (char const c : text) {
            if (c == '\n' || c == '\r') {
                out += ' ';
                continue;
            }
            bool const leads = out.empty() && std::string_view("+-=").find(c) != std::string_view::npos;
            bool const numbers = digits_only && !out.empty() && (c == '.' || c == ')');
            if (leads || numbers || std::string_view("\\`*_{}[]<>#|~&!").find(c) != std::string_view::npos) out += '\\';
            out += c;
            digits_only = digits_only && c >= '0' && c <= '9';
        }
        return out;
    }

    std::string out_;
    bool start_ = true;
};

class html_page final : public page_writer {
public:
    void title(std::string_view text) override
    {
        auto const safe = escaped(text);
        out_ = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"
               + safe + "</title>\n<style>body{max-width:44rem;margin:2rem auto;padding:0 1rem;font-family:sans-serif;"
               "line-height:1.5}p{margin:.3rem 0}</style>\n</head>\n<body>\n<h1>"
               + safe + "</h1>\n";
    }
    void section(std::string_view text) override { close(0), out_ += "<h2>" + escaped(text) + "</h2>\n"; }
    void line(std::string_view label, std::string_view text) override
    {
        close(0);
        out_ += "<p>" + std::string(label) + (label.empty() ? "" : ": ") + escaped(text) + "</p>\n";
    }
    void item(std::string_view text) override { put(1, text); }
    void detail(std::string_view text) override { put(2, text); }
    std::string finish() override
    {
        close(0);
        return out_ + "</body>\n</html>\n";
    }

private:
    static std::string escaped(std::string_view text)
    {
        std::string out;
        for (char const c : text) {
            switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c; break;
            }
        }
        return out;
    }
    // Lists nest: an item stays open until the next one of its level, for the list that may follow inside.
    void put(int level, std::string_view text)
    {
        close(level);
        if (depth_ == level) out_ += "</li>\n";
        for (; depth_ < level; ++depth_) out_ += depth_ == 0 ? "<ul>\n" : "\n<ul>\n";
        out_ += "<li>" + escaped(text);
    }
    void close(int level)
    {
        for (; depth_ > level; --depth_) out_ += "</li>\n</ul>\n";
    }

    std::string out_;
    int depth_ = 0;
};

inline std::string list_words(std::vector<std::string> const& items)
{
    std::string out;
    for (auto const& one : items) out += (out.empty() ? "" : ", ") + one;
    return out;
}

// `9 Mar 2026`.
inline std::string day_words(instant t, zone const& where)
{
    auto const whole = human_time(t, where);
    auto const begin = whole.find(' ') + 1;
    return whole.substr(begin, whole.find(',') - begin);
}

inline void write_rule(page_writer& page, listed_rule const& one, bool is_public)
{
    if (is_public) page.item(one.because);
    else {
        auto head = one.id + (one.then.empty() ? "" : ": " + one.then) + (one.waivable ? ", waivable" : "");
        page.item(head + (one.status == "active" ? "" : ", " + one.status));
        if (!one.because.empty()) page.detail("Because: " + one.because);
        page.detail("When: " + (one.when.empty() ? "always" : one.when));
    }
    if (one.limit) page.detail("Up to " + to_string(*one.limit) + ".");
    if (!one.protects.empty()) page.detail("This protects " + one.protects + ".");
    if (!one.instead.empty()) page.detail("Instead: " + joined(one.instead, "or") + ".");
}

inline void write_policy(page_writer& page, listed_policy const& one, policy_list const& list)
{
    page.section(list.is_public ? one.title : one.title + " (" + one.id + ", version " + one.version + ")");
    for (auto const& rule : one.rules) write_rule(page, rule, list.is_public);
    auto const line = [&](std::string_view label, std::string const& text) {
        if (!text.empty()) page.line(label, text);
    };
    auto const day = [&](std::optional<instant> t) { return t ? day_words(*t, list.where) : std::string{}; };
    line("About", one.actions.empty() ? "everything" : list_words(one.actions));
    line("Shown before the sale", list_words(one.shown_before));
    line("Shown after the sale", list_words(one.shown_after));
    line("In force since", day(one.from));
    line("If we cannot agree", one.recourse);
    if (list.is_public) return;
    line("Until", day(one.until));
    line("Tier", one.tier);
    line("Governed by the date of the", one.governed_by);
    line("Must be shown", one.must_be_shown ? "yes" : "");
    line("Owner", one.owner);
    line("Review by", day(one.review_by));
}

inline std::string write_list(page_writer& page, policy_list const& list)
{
    page.title(list.is_public ? "Our policies" : "Policies of " + list.desk);
    auto const day = day_words(list.at, list.where);
    page.line("", list.is_public ? "In force on " + day + "." : "As of " + day + ".");
    for (auto const& one : list.policies) write_policy(page, one, list);
    return page.finish();
}

// Writes a list as JSON; keys that only the house has come last.
class list_printer {
public:
    list_printer(policy_list const& list, std::string& out) : list_(list), json_(out) {}

    void print()
    {
        json_.begin_object().key("at");
        time(list_.at);
        if (!list_.is_public) json_.key("desk").string(list_.desk);
        json_.key("policies").begin_array();
        for (auto const& one : list_.policies) write(one);
        json_.end_array().end_object();
    }

private:
    void time(std::optional<instant> t)
    {
        if (t) json_.string(to_string(*t, list_.where.offset_at(*t)));
        else json_.null();
    }
    void text(std::string_view key, std::string_view held)
    {
        json_.key(key);
        held.empty() ? json_.null() : json_.string(held);
    }
    void texts(std::string_view key, std::vector<std::string> const& held)
    {
        json_.key(key).begin_array();
        for (auto const& one : held) json_.string(one);
        json_.end_array();
    }

    void write(listed_rule const& one)
    {
        json_.begin_object();
        text("because", one.because);
        text("protects", one.protects);
        text("limit", one.limit ? to_string(*one.limit) : std::string{});
        texts("instead", one.instead);
        if (!list_.is_public) {
            text("id", one.id);
            text("status", one.status);
            text("then", one.then);
            text("when", one.when);
            json_.key("waivable").boolean(one.waivable);
        }
        json_.end_object();
    }

    void write(listed_policy const& one)
    {
        json_.begin_object().key("title").string(one.title);
        texts("about", one.actions);
        texts("shown_before", one.shown_before);
        texts("shown_after", one.shown_after);
        json_.key("from");
        time(one.from);
        text("recourse", one.recourse);
        json_.key("rules").begin_array();
        for (auto const& rule : one.rules) write(rule);
        json_.end_array();
        if (!list_.is_public) write_internal(one);
        json_.end_object();
    }

    void write_internal(listed_policy const& one)
    {
        text("id", one.id);
        text("version", one.version);
        text("tier", one.tier);
        text("governed_by", one.governed_by);
        json_.key("until");
        time(one.until);
        json_.key("must_be_shown").boolean(one.must_be_shown);
        text("owner", one.owner);
        json_.key("review_by");
        time(one.review_by);
    }

    policy_list const& list_;
    json_writer json_;
};

}  // namespace io_detail

OMBUD_INLINE policy_list list_public_policies(desk const& d, instant at)
{
    return io_detail::policy_lister(d, at, true).run();
}

OMBUD_INLINE policy_list list_policies(desk const& d, instant at)
{
    return io_detail::policy_lister(d, at, false).run();
}

OMBUD_INLINE std::string to_markdown(policy_list const& list)
{
    io_detail::markdown_page page;
    return io_detail::write_list(page, list);
}

OMBUD_INLINE std::string to_html(policy_list const& list)
{
    io_detail::html_page page;
    return io_detail::write_list(page, list);
}

OMBUD_INLINE std::string to_json(policy_list const& list)
{
    std::string out;
    io_detail::list_printer(list, out).print();
    return out;
}

}}  // namespace ombud
#endif
