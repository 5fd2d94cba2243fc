// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_REVIEW_IMPL_PHRASE_IPP
#define OMBUD_REVIEW_IMPL_PHRASE_IPP

#include <ombud/review/phrase.hpp>

#include <ombud/base/json_writer.hpp>
#include <ombud/decision/detail/desk_data.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace review_detail {

// One character as wordings are compared: folded, with its bytes in the text.
struct letter {
    std::uint32_t code = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

// The character at a place; a byte that begins none counts by itself, beyond all code points.
inline letter read_letter(std::string_view text, std::size_t at) noexcept
{
    auto const byte = [&](std::size_t n) { return static_cast<unsigned char>(text[n]); };
    auto const first = byte(at);
    std::size_t const length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 0;
    letter const alone{0x110000u + first, at, at + 1};
    if (length == 1) return {first, at, at + 1};
    if (length == 0 || at + length > text.size()) return alone;
    std::uint32_t code = first & (0xFFu >> (length + 1));
    for (std::size_t n = at + 1; n < at + length; ++n) {
        if ((byte(n) & 0xC0u) != 0x80u) return alone;
        code = code << 6 | (byte(n) & 0x3Fu);
    }
    return {code, at, at + length};
}

inline bool is_blank(std::uint32_t code) noexcept
{
    return code == ' ' || (code >= 9 && code <= 13) || code == 0xA0 || (code >= 0x2000 && code <= 0x200A)
           || code == 0x202F || code == 0x3000;
}

inline bool is_apostrophe(std::uint32_t code) noexcept
{
    return code == '\'' || code == 0x2018 || code == 0x2019 || code == 0x02BC;
}

// Letters and digits; beyond ASCII everything but the blocks of punctuation.
inline bool is_word(std::uint32_t code) noexcept
{
    if (code < 0x80) return (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') || code == '_';
    bool const latin_sign = code <= 0xBF && code != 0xAA && code != 0xB5 && code != 0xBA;
    bool const punctuation = (code >= 0x2000 && code <= 0x206F) || (code >= 0x3000 && code <= 0x303F);
    return !latin_sign && !punctuation && code < 0x110000u;
}

// White space as one blank, apostrophes plain, A to Z small.
inline std::vector<letter> folded(std::string_view text)
{
    std::vector<letter> out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        auto one = read_letter(text, at);
        at = one.end;
        if (one.code >= 'A' && one.code <= 'Z') one.code += 'a' - 'A';
        if (is_apostrophe(one.code)) one.code = '\'';
        if (!is_blank(one.code)) {
            out.push_back(one);
            continue;
        }
        one.code = ' ';
        if (!out.empty() && out.back().code == ' ') out.back().end = one.end;
        else out.push_back(one);
    }
    return out;
}

// The letters of a wording, without blanks around it.
inline std::vector<std::uint32_t> wording(std::string_view phrase)
{
    std::vector<std::uint32_t> out;
    for (auto const& one : folded(phrase)) out.push_back(one.code);
    if (!out.empty() && out.back() == ' ') out.pop_back();
    if (!out.empty() && out.front() == ' ') out.erase(out.begin());
    return out;
}

inline constexpr std::string_view blame_phrases[] = {
    "the system won't let me", "the system does not allow", "the system doesn't allow", "the computer says",
    "the computer won't let me", "my manager won't let me", "management has decided", "you should have",
    "you failed to", "your own fault", "that's your fault", "another department's fault"};
inline constexpr std::string_view dead_end_phrases[] = {
    "our policy is", "it's our policy", "it is our policy", "that's our policy", "against our policy",
    "nothing I can do", "nothing we can do", "my hands are tied", "those are the rules", "rules are rules",
    "not my department", "not my job", "I can't help you", "we can't help you"};
inline constexpr std::string_view dismissive_phrases[] = {
    "calm down", "as I already said", "like I said", "that's just how it is", "if you say so",
    "nobody else complains", "no one else complains", "you're overreacting", "you must be mistaken",
    "not a big deal"};
inline constexpr std::string_view rude_phrases[] = {
    "shut up", "stupid", "idiot", "ridiculous", "nonsense", "don't waste my time", "get lost", "how dare you"};

class draft {
public:
    explicit draft(std::string_view text) : letters_(folded(text)) {}

    template <class Phrases>
    void find(std::string_view group, Phrases const& phrases, std::string_view instead,
              std::vector<text_finding>& out) const
    {
        for (auto const& phrase : phrases) {
            auto const wanted = wording(phrase);
            if (wanted.empty()) continue;
            auto const same = [](letter const& one, std::uint32_t code) { return one.code == code; };
            for (auto from = letters_.begin();; ++from) {
                from = std::search(from, letters_.end(), wanted.begin(), wanted.end(), same);
                if (from == letters_.end()) break;
                auto const begin = static_cast<std::size_t>(from - letters_.begin());
                auto const end = begin + wanted.size();
                if (stands_alone(begin, end))
                    out.push_back({from->begin, letters_[end - 1].end, std::string(group), std::string(phrase),
                                   std::string(instead)});
            }
        }
    }

private:
    // `can` is no word of `can't`.
    bool stands_alone(std::size_t begin, std::size_t end) const
    {
        auto const word_at = [&](std::size_t n) { return n < letters_.size() && is_word(letters_[n].code); };
        auto const apostrophe_at = [&](std::size_t n) { return n < letters_.size() && letters_[n].code == '\''; };
        bool const word_before = begin > 0 && (word_at(begin - 1)
                                               || (begin > 1 && apostrophe_at(begin - 1) && word_at(begin - 2)));
        bool const word_behind = word_at(end) || (apostrophe_at(end) && word_at(end + 1));
        return !(word_before && word_at(begin)) && !(word_behind && word_at(end - 1));
    }

    std::vector<letter> letters_;
};

// In order of place; what lies inside a longer wording of the same group is dropped.
inline void arrange(std::vector<text_finding>& found)
{
    std::sort(found.begin(), found.end(), [](text_finding const& a, text_finding const& b) {
        return std::tie(a.begin, b.end, a.group, a.phrase) < std::tie(b.begin, a.end, b.group, b.phrase);
    });
    std::vector<text_finding> kept;
    for (auto& one : found) {
        bool const inside = std::any_of(kept.begin(), kept.end(), [&](text_finding const& other) {
            return other.group == one.group && other.begin <= one.begin && one.end <= other.end;
        });
        if (!inside) kept.push_back(std::move(one));
    }
    found = std::move(kept);
}

}  // namespace review_detail

OMBUD_INLINE std::span<phrase_group const> builtin_phrases() noexcept
{
    using namespace review_detail;
    static constexpr std::array<phrase_group, 4> groups{{
        {"blame", blame_phrases, "say what you will do about it, and by when"},
        {"dead_end", dead_end_phrases, "say why, whom the rule protects, and what can be done instead"},
        {"dismissive", dismissive_phrases, "acknowledge what they said first, then say what happens next"},
        {"rude", rude_phrases, "say it plainly and kindly; where a contact is abusive, keep to its stance"},
    }};
    return groups;
}

OMBUD_INLINE std::vector<text_finding> check_text(desk const& d, std::string_view text)
{
    review_detail::draft const read(text);
    std::vector<text_finding> out;
    auto const builtin = builtin_phrases();
    for (auto const& group : builtin) read.find(group.id, group.phrases, group.instead, out);
    for (auto const& [id, phrases] : d.data().phrases) {
        auto const same = std::find_if(builtin.begin(), builtin.end(), [&](auto const& g) { return g.id == id; });
        auto const instead = same != builtin.end() ? std::string(same->instead)
                                                   : "say it in other words: the desk avoids this one as `" + id + "`";
        read.find(id, phrases, instead, out);
    }
    review_detail::arrange(out);
    return out;
}

OMBUD_INLINE std::string to_json(std::vector<text_finding> const& found)
{
    std::string text;
    json_writer out(text);
    out.begin_object().key("findings").begin_array();
    for (auto const& one : found) {
        out.begin_object().key("begin").unsigned_integer(one.begin).key("end").unsigned_integer(one.end);
        out.key("group").string(one.group).key("phrase").string(one.phrase).key("instead").string(one.instead);
        out.end_object();
    }
    out.end_array().end_object();
    return text;
}

}}  // namespace ombud
#endif
