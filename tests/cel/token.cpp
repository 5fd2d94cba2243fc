// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/token.hpp>

#include "support/catch.hpp"

#include <string>

using namespace ombud;

namespace {
std::string text_of(std::string_view source)
{
    auto const words = cel::tokenise(source, {});
    if (words.failure) return "refused at " + std::to_string(words.failure->offset);
    return std::string(words.tokens.front().literal.as_string());
}
std::string failure(std::string_view source) { return cel::tokenise(source, {}).failure.value().message; }
}  // namespace

TEST_CASE("escapes mean code points in texts and octets in bytes", "[cel][token]")
{
    CHECK(text_of(R"('\xff\377')") == "\u00ff\u00ff");
    CHECK(text_of(R"(b'\xff\377')") == "\xff\xff");
    CHECK(text_of(R"("\u2764\U0001F600\n\"\`")") == "\u2764\U0001F600\n\"`");
    CHECK(text_of("b'\u00ff'") == "\u00ff");
}

TEST_CASE("raw and triple texts keep what stands in them", "[cel][token]")
{
    CHECK(text_of(R"(r'a\')") == "a\\");
    CHECK(text_of("''''a'''") == "'a");
    CHECK(text_of("\"\"\"a\r\nb\"\"\"") == "a\r\nb");
    CHECK(text_of(R"(bR"\x")") == "\\x");
    CHECK(text_of(std::string_view("'a\0b'", 5)) == std::string("a\0b", 3));
}

TEST_CASE("bad literals are refused where they stand", "[cel][token]")
{
    CHECK(text_of(R"('\s')") == "refused at 1");
    CHECK(text_of(R"('\18')") == "refused at 1");
    CHECK(text_of(R"('\400')") == "refused at 1");
    CHECK(text_of(R"('\uD83D')") == "refused at 1");
    CHECK(text_of(R"(b'\u0041')") == "refused at 2");
    CHECK(text_of("'a\nb'") == "refused at 0");
    CHECK(text_of("'abc") == "refused at 0");
    CHECK(text_of("9223372036854775809") == "refused at 0");
    CHECK(text_of("1e400") == "refused at 0");
    CHECK(text_of("0.1e401") == "refused at 0");
    CHECK(text_of("1e99999999999999999999") == "refused at 0");
    CHECK(text_of("1e9223372036854775807") == "refused at 0");
    CHECK(text_of("1e2147483647") == "refused at 0");
    CHECK(text_of(std::string(400, '1') + ".5") == "refused at 0");
    for (auto const& tiny : {std::string("1e-400"), "0." + std::string(400, '0') + "1", std::string("0.01e-323"),
                             std::string("1e-99999999999999999999"), "0." + std::string(500, '0') + "1e100"})
        CHECK(cel::tokenise(tiny, {}).tokens.at(0).literal.as_real() == 0.0);
    CHECK(text_of("0x") == "refused at 0");
    CHECK(failure("a = b") == "`=` is no part of the language");
    CHECK(failure("'\\q'") == "`\\q` is no escape sequence");
}

TEST_CASE("numbers are read as the language writes them", "[cel][token]")
{
    auto const number = [](std::string_view source) {
        return to_json(cel::tokenise(source, {}).tokens.front().literal);
    };
    CHECK(number("01") == "1");
    CHECK(number("0xFu") == "15");
    CHECK(number(".5") == "0.5");
    CHECK(number("1.5E-3") == "0.0015");
    CHECK(number("18446744073709551615u") == "18446744073709551615");
    CHECK(cel::tokenise("1.", {}).tokens.size() == 3);  // 1, the dot, the end
}

TEST_CASE("a line's comment ends at the line feed alone", "[cel][token]")
{
    CHECK(cel::tokenise("1 // a \r b\n + 2 // c", {}).tokens.size() == 4);
    CHECK(cel::tokenise("1 \v", {}).failure.has_value());
}

TEST_CASE("a source that is too long or not UTF-8 is refused", "[cel][token][limits]")
{
    limits tiny;
    tiny.expression_bytes = 4;
    CHECK(cel::tokenise("1234", tiny).tokens.size() == 2);
    CHECK(cel::tokenise("12345", tiny).failure->code == errc::limit_exceeded);
    CHECK(cel::tokenise("'\xff'", {}).failure->code == errc::invalid_utf8);
    CHECK(cel::is_reserved("while"));
    CHECK_FALSE(cel::is_reserved("when"));
}
