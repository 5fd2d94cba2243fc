// SPDX-License-Identifier: BSL-1.0
#include <ombud/base/source.hpp>

#include "support/catch.hpp"

using ombud::find_invalid_utf8;
using ombud::position;
using ombud::source_text;

TEST_CASE("lines and columns count from 1", "[base][source]")
{
    source_text const s("desk.jsonc", "ab\ncd\n\nx");
    CHECK(s.name() == "desk.jsonc");
    CHECK(s.at(0) == position{1, 1});
    CHECK(s.at(2) == position{1, 3});  // the line break belongs to its line
    CHECK(s.at(3) == position{2, 1});
    CHECK(s.at(6) == position{3, 1});
    CHECK(s.at(7) == position{4, 1});
    CHECK(s.at(8) == position{4, 2});    // the end
    CHECK(s.at(999) == position{4, 2});  // past the end
}

TEST_CASE("an empty text has a first line", "[base][source]")
{
    CHECK(source_text().at(0) == position{1, 1});
    CHECK(source_text("f", "").at(5) == position{1, 1});
    CHECK(source_text("f", "\n").at(1) == position{2, 1});
}

TEST_CASE("a line comes without its break, of either kind", "[base][source]")
{
    source_text const s("f", "one\r\ntwo\n\nfour");
    CHECK(s.line(0).empty());
    CHECK(s.line(1) == "one");
    CHECK(s.line(2) == "two");
    CHECK(s.line(3).empty());
    CHECK(s.line(4) == "four");
    CHECK(s.line(5).empty());
}

TEST_CASE("an excerpt puts a caret under the column", "[base][source]")
{
    source_text const s("f", "{\n  \"a\": 1,\n\t\"b\": 2\n}");
    CHECK(s.excerpt({2, 3}) == "  \"a\": 1,\n  ^\n");
    CHECK(s.excerpt({3, 2}) == "\t\"b\": 2\n\t^\n");  // a tab stays a tab, whatever its width
    CHECK(s.excerpt({2, 99}) == "  \"a\": 1,\n         ^\n");
    CHECK(s.excerpt({}).empty());
    CHECK(s.excerpt({1, 0}).empty());
}

TEST_CASE("columns are bytes, the caret counts characters", "[base][source]")
{
    source_text const s("f", "\xC3\xBC\xE2\x82\xAC=x");  // ü€=x
    CHECK(s.excerpt({1, 6}) == "\xC3\xBC\xE2\x82\xAC=x\n  ^\n");
}

TEST_CASE("an excerpt of a very long line is a window round the column", "[base][source]")
{
    std::string const line = std::string(1000, 'a') + "!" + std::string(1000, 'b');
    CHECK(source_text("f", line).excerpt({1, 1001})
          == std::string(60, 'a') + "!" + std::string(59, 'b') + "\n" + std::string(60, ' ') + "^\n");
    std::string umlauts;
    for (int i = 0; i < 500; ++i) umlauts += "\xC3\xBC";
    for (std::uint32_t column = 1; column <= 1000; ++column) {
        auto const shown = source_text("f", umlauts).excerpt({1, column});
        CAPTURE(column, shown);
        REQUIRE(find_invalid_utf8(shown) == std::string_view::npos);
    }
}

TEST_CASE("valid UTF-8 has no invalid byte", "[base][source][utf8]")
{
    CHECK(find_invalid_utf8("") == std::string_view::npos);
    CHECK(find_invalid_utf8("plain") == std::string_view::npos);
    // the first and last character of each length, and those round the surrogates
    for (auto const text : {"\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xEF\xBF\xBF", "\xED\x9F\xBF",
                            "\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
        CHECK(find_invalid_utf8(text) == std::string_view::npos);
    CHECK(find_invalid_utf8(std::string_view("a\0b", 3)) == std::string_view::npos);
}

TEST_CASE("the first invalid byte is found", "[base][source][utf8]")
{
    CHECK(find_invalid_utf8("ab\x80") == 2);              // a continuation alone
    CHECK(find_invalid_utf8("\xC3") == 0);                // cut short
    CHECK(find_invalid_utf8("ok\xE2\x82") == 2);          // cut short
    CHECK(find_invalid_utf8("\xE2\x28\xA1") == 0);        // no continuation
    CHECK(find_invalid_utf8("\xC0\xAF") == 0);            // overlong /
    CHECK(find_invalid_utf8("\xC1\xBF") == 0);            // overlong
    CHECK(find_invalid_utf8("\xE0\x9F\xBF") == 0);        // overlong
    CHECK(find_invalid_utf8("\xF0\x8F\xBF\xBF") == 0);    // overlong
    CHECK(find_invalid_utf8("\xED\xA0\x80") == 0);        // a surrogate
    CHECK(find_invalid_utf8("\xED\xBF\xBF") == 0);        // a surrogate
    CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0);    // beyond U+10FFFF
    CHECK(find_invalid_utf8("\xF5\x80\x80\x80") == 0);
    CHECK(find_invalid_utf8("\xFF") == 0);
    CHECK(find_invalid_utf8("\xC3\xBC\xFE") == 2);
}
