// SPDX-License-Identifier: BSL-1.0
#include <ombud/review/phrase.hpp>

#include "support/desks.hpp"

namespace {

ombud::desk shop(std::string const& phrases = "{}")
{
    return desks::load({desks::people, desks::policy("p", "company", ""), R"({"phrases": )" + phrases + "}"});
}

// `group:what stands there`, one after the other.
std::string found(ombud::desk const& d, std::string const& text)
{
    std::string out;
    for (auto const& one : check_text(d, text))
        out += (out.empty() ? "" : "; ") + one.group + ':' + text.substr(one.begin, one.end - one.begin);
    return out;
}

}  // namespace

TEST_CASE("built-in wordings are found whatever their case, apostrophes and blanks")
{
    auto const d = shop();
    CHECK(found(d, "Sorry, THE SYSTEM\n  won\xE2\x80\x99t let me.") == "blame:THE SYSTEM\n  won\xE2\x80\x99t let me");
    CHECK(found(d, "Our policy is that. There's nothing\xC2\xA0I can do!")
          == "dead_end:Our policy is; dead_end:nothing\xC2\xA0I can do");
    CHECK(found(d, "Please calm down, you idiot.") == "dismissive:calm down; rude:idiot");
    CHECK(found(d, "It comes on Monday, and I will call you.").empty());
    CHECK(found(d, "").empty());
}

TEST_CASE("each group says what to say instead")
{
    auto const all = check_text(shop(), "Our policy is so.");
    REQUIRE(all.size() == 1);
    CHECK(all[0].begin == 0);
    CHECK(all[0].end == 13);
    CHECK(all[0].phrase == "our policy is");
    CHECK(all[0].instead == "say why, whom the rule protects, and what can be done instead");
    for (auto const& group : ombud::builtin_phrases()) CHECK_FALSE(group.instead.empty());
}

TEST_CASE("whole words only: not inside a word, nor before an apostrophe that goes on")
{
    auto const d = shop(R"({"own": ["can", "for free", "art", "x!"]})");
    CHECK(found(d, "can") == "own:can");
    CHECK(found(d, "cannot candle toucan can't _can can2").empty());
    CHECK(found(d, "(can) \"can\" can, 'can'") == "own:can; own:can; own:can; own:can");
    CHECK(found(d, "\xE2\x80\x9C" "can\xE2\x80\x9D") == "own:can");
    CHECK(found(d, "\xC3\xA4" "art art\xC3\xA4 art") == "own:art");
    CHECK(found(d, "for  free") == "own:for  free");
    CHECK(found(d, "x!y") == "own:x!");
}

TEST_CASE("a desk's group of a built-in name adds to it, another one stands by itself")
{
    auto const d = shop(R"({"rude": ["good grief"], "haste": ["asap", "A.S.A.P."]})");
    CHECK(found(d, "Good grief, stupid, ASAP a.s.a.p.") == "rude:Good grief; rude:stupid; haste:ASAP; haste:a.s.a.p.");
    auto const all = check_text(d, "good grief, asap");
    CHECK(all[0].instead == "say it plainly and kindly; where a contact is abusive, keep to its stance");
    CHECK(all[1].instead == "say it in other words: the desk avoids this one as `haste`");
}

TEST_CASE("a wording inside a longer one of its group is not named twice, one of another group is")
{
    auto const d = shop(R"({"own": ["no way", "no way at all", "at all"], "other": ["way at"]})");
    CHECK(found(d, "no way at all") == "own:no way at all; other:way at");
    CHECK(found(d, "no way! at all") == "own:no way; own:at all");
}

TEST_CASE("texts of other scripts and bytes that are no text keep their places")
{
    auto const d = shop(R"({"own": ["gr\u00fc\u00dfe", "\u65e0\u80fd"]})");
    CHECK(found(d, "viele Gr\xC3\xBC\xC3\x9F" "e") == "own:Gr\xC3\xBC\xC3\x9F" "e");
    CHECK(found(d, "\xFF\xC3 stupid \xE2\x80") == "rude:stupid");
    CHECK(found(d, "\xE6\x97\xA0\xE8\x83\xBD") == "own:\xE6\x97\xA0\xE8\x83\xBD");
}

TEST_CASE("the findings as JSON")
{
    CHECK(to_json(check_text(shop(R"({"own": ["asap"]})"), "ASAP!"))
          == R"({"findings":[{"begin":0,"end":4,"group":"own","phrase":"asap",)"
             R"("instead":"say it in other words: the desk avoids this one as `own`"}]})");
    CHECK(to_json(check_text(shop(), "fine")) == R"({"findings":[]})");
}

TEST_CASE("what is malformed among the phrases is a finding of the loader")
{
    auto const faults = [](std::string const& phrases) {
        return desks::faults({desks::people, desks::policy("p", "company", ""), R"({"phrases": )" + phrases + "}"});
    };
    CHECK(faults(R"({"own": "asap"})") == std::vector<std::string>{"wrong_type"});
    CHECK(faults(R"({"own": [7]})") == std::vector<std::string>{"wrong_type"});
    CHECK(faults(R"({"own": [" "]})") == std::vector<std::string>{"out_of_range"});
    CHECK(faults(R"({"a b": ["x"]})") == std::vector<std::string>{"bad_id"});
    CHECK(faults(R"(["x"])") == std::vector<std::string>{"wrong_type"});
}

TEST_CASE("the order of phrases is no part of a desk's digest, the phrases are")
{
    CHECK(shop(R"({"own": ["a", "b"]})").digest() == shop(R"({"own": ["b", "a"]})").digest());
    CHECK(shop(R"({"own": ["a", "b"]})").digest() != shop(R"({"own": ["a"]})").digest());
}
