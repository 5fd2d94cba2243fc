// SPDX-License-Identifier: BSL-1.0
#include <ombud/base/json_writer.hpp>

#include <ombud/base/detail/json_buffer.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using ombud::append_double;
using ombud::json_writer;

namespace {

std::string text_of(double number)
{
    std::string out;
    append_double(out, number);
    return out;
}

std::string quoted(std::string_view text)
{
    std::string out;
    ombud::append_json_string(out, text);
    return out;
}

}  // namespace

TEST_CASE("commas stand between values and nowhere else", "[base][json]")
{
    std::string out;
    json_writer w(out);
    w.begin_object();
    w.key("a").begin_array().integer(1).boolean(true).null().begin_array().end_array().begin_object().end_object();
    w.end_array();
    w.key("b").begin_object().key("c").string("d").key("e").raw("[9]").end_object();
    w.key("f").real(0.5).key("g").unsigned_integer(7);
    w.end_object();
    CHECK(out == R"({"a":[1,true,null,[],{}],"b":{"c":"d","e":[9]},"f":0.5,"g":7})");
}

TEST_CASE("the writer appends to what is there", "[base][json]")
{
    std::string out = "x=";
    json_writer(out).begin_array().boolean(false).end_array();
    CHECK(out == "x=[false]");
}

TEST_CASE("integers keep all their digits", "[base][json]")
{
    std::string out;
    json_writer(out)
        .begin_array()
        .integer(std::numeric_limits<std::int64_t>::min())
        .integer(std::numeric_limits<std::int64_t>::max())
        .unsigned_integer(std::numeric_limits<std::uint64_t>::max())
        .end_array();
    CHECK(out == "[-9223372036854775808,9223372036854775807,18446744073709551615]");
}

TEST_CASE("text is escaped as RFC 8259 demands and no further", "[base][json]")
{
    CHECK(quoted("a\"b\\c/d") == R"("a\"b\\c/d")");
    CHECK(quoted("\b\f\n\r\t") == R"("\b\f\n\r\t")");
    CHECK(quoted(std::string_view("\0\x01\x0B\x1F\x7F", 5)) == "\"\\u0000\\u0001\\u000b\\u001f\x7F\"");
    CHECK(quoted("\xC3\xBC\xE2\x82\xAC") == "\"\xC3\xBC\xE2\x82\xAC\"");
}

TEST_CASE("keys are escaped too", "[base][json]")
{
    std::string out;
    json_writer(out).begin_object().key("a\"\n").integer(1).end_object();
    CHECK(out == R"({"a\"\n":1})");
}

TEST_CASE("a double can be told from an integer", "[base][json]")
{
    CHECK(text_of(1.0) == "1.0");
    CHECK(text_of(-0.0) == "-0.0");
    CHECK(text_of(0.1) == "0.1");
    CHECK(text_of(1e300) == "1e+300");
    CHECK(text_of(123456789.0) == "123456789.0");
    CHECK(text_of(0.1 + 0.2) == "0.30000000000000004");
    CHECK(text_of(std::numeric_limits<double>::denorm_min()) == "5e-324");
}

TEST_CASE("numbers that JSON does not have become text", "[base][json]")
{
    std::string out;
    json_writer(out)
        .begin_array()
        .real(std::nan(""))
        .real(std::numeric_limits<double>::infinity())
        .real(-std::numeric_limits<double>::infinity())
        .real(2.0)
        .end_array();
    CHECK(out == R"(["NaN","Infinity","-Infinity",2.0])");
}

TEST_CASE("pieces that are gathered are the bytes that the writer appends", "[base][json][oracle]")
{
    std::mt19937 random(8259);
    auto const below = [&](std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random); };
    constexpr std::string_view rare = "\"\\\n\t\x01\x1F";
    for (int round = 0; round < 400; ++round) {
        std::string expected = "before", out = "before";
        json_writer writer(expected);
        ombud::base_detail::json_buffer buffer(out);
        writer.begin_array();
        buffer.literal("[");
        for (auto n = below(60); n > 0; --n) {
            std::string text(below(10) == 0 ? below(3'000) : below(40), ' ');
            for (auto& c : text) c = static_cast<char>(0x20 + below(0xE0));
            for (auto& c : text) c = c == '"' || c == '\\' ? 'x' : c;
            if (!text.empty() && below(4) == 0) text[below(text.size())] = rare[below(rare.size())];
            auto const number = static_cast<std::int64_t>(random()) - (std::int64_t{1} << 31);
            writer.begin_object().key("k").string(text).key("n").integer(number).key("raw").raw("true").end_object();
            buffer.literal("{\"k\":").text(text).literal(",\"n\":").integer(number).literal(",\"raw\":");
            buffer.raw("true").literal("}");
            if (n > 1) buffer.literal(",");
        }
        writer.end_array();
        buffer.literal("]");
        buffer.flush();
        REQUIRE(out == expected);
    }
}

TEST_CASE("every double reads back as itself", "[base][json][oracle]")
{
    std::mt19937_64 random(8259);
    for (int i = 0; i < 20'000; ++i) {
        auto const bits = random();
        double number = 0;
        std::memcpy(&number, &bits, sizeof number);
        if (!std::isfinite(number)) continue;
        auto const text = text_of(number);
        CAPTURE(bits, text);
        REQUIRE(std::strtod(text.c_str(), nullptr) == number);
    }
}
