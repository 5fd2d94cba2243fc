// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/json.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <string>

using namespace ombud;
using cel::type;
using cel::value_from_json;

namespace {
// `line:column code path`, one for each finding.
std::string findings(result<value> const& read)
{
    if (read) return "read: " + to_json(*read);
    std::string text;
    for (auto const& d : read.diagnostics())
        text += (text.empty() ? "" : "; ") + std::to_string(d.at.line) + ':' + std::to_string(d.at.column) + ' '
              + std::string(to_string(d.code)) + (d.path.empty() ? "" : " ") + d.path;
    return text;
}

std::string refusal(std::string_view text) { return findings(value_from_json(text)); }

std::string again(std::string_view text)
{
    auto const read = value_from_json(text);
    return read ? to_json(*read) : findings(read);
}

cel::environment scope()
{
    cel::environment made;
    made.set_currency(*currency::parse("EUR"));
    made.declare_record("line", {{"sku", type::string()}, {"price", type::money()}, {"at", type::timestamp()}}, false);
    made.declare_record("order", {{"lines", type::list(type::record("line"))}}, true);
    return made;
}

result<value> typed(std::string_view text, type const& wanted) { return value_from_json(text, wanted, scope()); }

// The value as JSON with the kind in front.
std::string shown(std::string_view text, type const& wanted)
{
    auto const read = typed(text, wanted);
    return read ? std::string(to_string(read->kind())) + ' ' + to_json(*read) : findings(read);
}

std::string message(std::string_view text, type const& wanted)
{
    auto const read = typed(text, wanted);
    return read ? "read" : read.diagnostics().front().message;
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }
}  // namespace

TEST_CASE("values come back from JSON as they went", "[cel][json]")
{
    for (auto const* const text :
         {"null", "true", "false", "0", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
          "18446744073709551615", "1.5", "-0.0", "5e-324", "1.7976931348623157e+308", "\"\"", "\"a\"", "[]", "{}",
          R"("\"\\\b\f\n\r\t\u0000é😀")", R"([1,[2.0,[]],{"a":{}}])", R"({"b":1,"a":2,"":3,"a b":null})"})
        CHECK(again(text) == text);
    CHECK(again(" [ 1 , { \"a\" :\n2 } ] \r\n\t") == R"([1,{"a":2}])");
    CHECK(again("\xEF\xBB\xBF[]") == "[]");
}

TEST_CASE("numbers keep their kind and are never clipped", "[cel][json]")
{
    auto const kind = [](std::string_view text) { return value_from_json(text).value().kind(); };
    CHECK(kind("9223372036854775807") == value_kind::integer);
    CHECK(kind("9223372036854775808") == value_kind::unsigned_integer);
    CHECK(kind("1e0") == value_kind::real);
    CHECK(kind("-0") == value_kind::integer);
    CHECK(std::signbit(value_from_json("-0.0").value().as_real()));
    CHECK(value_from_json("9007199254740993.0").value().as_real() == 9007199254740992.0);
    CHECK(value_from_json("0.30000000000000004").value().as_real() == 0.1 + 0.2);
    for (auto const* const beyond : {"18446744073709551616", "-9223372036854775809", "1e400", "-1e400",
                                     "1e99999999999", "123456789012345678901234567890"})
        CHECK(refusal(beyond) == "1:1 out_of_range");
    CHECK(refusal("[1,\n 1e400, {\"a\": 1e401}]") == "2:2 out_of_range [1]; 2:15 out_of_range [2].a");
}

TEST_CASE("texts are unescaped, whole surrogate pairs too", "[cel][json]")
{
    auto const text = [](std::string_view json) { return std::string(value_from_json(json).value().as_string()); };
    CHECK(text(R"("\ud83d\ude00\u00e9\/")") == "\U0001F600\u00e9/");
    CHECK(text(R"("a\u0000b")") == std::string("a\0b", 3));
    CHECK(value_from_json(R"({"a\u0000":1})").value().as_map()[0].first.as_string() == std::string_view("a\0", 2));
    CHECK(refusal(R"("ab\ud83d")") == "1:4 syntax_error");
    CHECK(refusal(R"("ab\ude00")") == "1:4 syntax_error");
    for (auto const* const half : {R"("\ud83d\u0041")", R"("\ud83dx")", R"("\ud83d\n")", R"("\udc00\ud83d")"}) {
        CHECK(refusal(half) == "1:2 syntax_error");
        CHECK(value_from_json(half).diagnostics()[0].message == "half of a surrogate pair stands alone");
    }
    CHECK(value_from_json(R"("a\q")").diagnostics()[0].message == R"(`\q` is no escape)");
    CHECK(value_from_json(R"("\u12g4")").diagnostics()[0].message
          == R"(`\u` is not followed by four hexadecimal digits)");
    CHECK(refusal("[\"a\nb\"]") == "1:4 syntax_error");
    CHECK(refusal("\"a\x01\"") == "1:3 syntax_error");
}

TEST_CASE("what is no JSON is refused where it stops to be", "[cel][json]")
{
    CHECK(refusal("") == "1:1 syntax_error");
    CHECK(refusal("  ") == "1:3 syntax_error");
    CHECK(refusal("[1,]") == "1:4 syntax_error");
    CHECK(refusal("{\"a\":1,}") == "1:8 syntax_error");
    CHECK(refusal("[1 2]") == "1:4 syntax_error");
    CHECK(refusal("{\"a\" 1}") == "1:6 syntax_error");
    CHECK(refusal("[1]\n]") == "2:1 syntax_error");
    CHECK(refusal("1 2") == "1:3 syntax_error");
    CHECK(refusal("[nul]") == "1:2 syntax_error");
    CHECK(refusal("[01]") == "1:3 syntax_error");
    CHECK(refusal("[NaN]") == "1:2 syntax_error");
    CHECK(refusal("['a']") == "1:2 syntax_error");
    CHECK(refusal("// a\n1") == "1:1 syntax_error");
    CHECK(value_from_json("{\"a\":\n [1,").diagnostics()[0].message
          == "the text ends inside the list that begins at line 2, column 2");
    CHECK(value_from_json("tru").diagnostics()[0].message == "the text ends inside `tru`");
    CHECK(refusal("[\n\"a\xC3\"]") == "2:3 invalid_utf8");
    CHECK(refusal("\"\xED\xA0\x80\"") == "1:2 invalid_utf8");
}

TEST_CASE("a truncated text is refused at each of its bytes", "[cel][json]")
{
    std::string_view const whole = R"({"a":[1,-2.5e3,"x\n\u00e9\ud83d\ude00",true,null],"b":{"c":false}})";
    REQUIRE(value_from_json(whole));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        auto const read = value_from_json(whole.substr(0, length));
        INFO(whole.substr(0, length));
        REQUIRE_FALSE(read);
        CHECK(read.diagnostics()[0].code == errc::syntax_error);
        CHECK(read.diagnostics()[0].at == position{1, static_cast<std::uint32_t>(length) + 1});
    }
}

TEST_CASE("nesting and length are bounded", "[cel][json][limits]")
{
    limits bounds;
    bounds.document_nesting = 3;
    bounds.case_bytes = 8;
    CHECK(value_from_json(nested(3), bounds));
    CHECK(findings(value_from_json(nested(4), bounds)) == "1:4 limit_exceeded");
    CHECK(value_from_json("[      ]", bounds));
    CHECK(findings(value_from_json("[       ]", bounds)) == "1:1 limit_exceeded");
    bounds = {};
    bounds.document_nesting = 1'000'000;
    CHECK(value_from_json(nested(500), bounds));
    CHECK(findings(value_from_json(nested(501), bounds)) == "1:501 limit_exceeded");
    bounds.diagnostics = 2;
    CHECK(value_from_json("[1e400,1e400,1e400]", bounds).diagnostics().size() == 2);
    bounds.diagnostics = 0;
    CHECK_FALSE(value_from_json("1e400", bounds));
}

TEST_CASE("a key that stands twice is named with both places", "[cel][json]")
{
    auto const read = value_from_json("{\"a\":1,\n \"b\":2, \"\\u0061\":3}");
    CHECK(findings(read) == "2:9 duplicate_key a");
    CHECK(read.diagnostics()[0].message == "the key `a` stands twice in one object, first at line 1, column 2");
    CHECK(refusal(R"([{"x":{"k":1,"k":{"k":1}}}])") == "1:14 duplicate_key [0].x.k");
    CHECK(refusal(R"({"a":{"a":1},"b":{"a":1}})").starts_with("read"));
    std::string many = "{";
    for (int i = 0; i < 2'000; ++i) many += "\"k" + std::to_string(i) + "\":0,";
    CHECK(refusal(many + "\"k7\":0}") == "1:" + std::to_string(many.size() + 1) + " duplicate_key k7");
    CHECK(shown(R"({"1":0,"01":0})", type::map(type::integer(), type::dyn())) == "1:8 duplicate_key [1]");
}

TEST_CASE("each scalar is read where its type is declared", "[cel][json][type]")
{
    CHECK(shown("true", type::boolean()) == "bool true");
    CHECK(shown("-7", type::integer()) == "int -7");
    CHECK(shown("7", type::unsigned_integer()) == "uint 7");
    CHECK(shown("18446744073709551615", type::unsigned_integer()) == "uint 18446744073709551615");
    CHECK(shown("7", type::real()) == "double 7.0");
    CHECK(shown("-0", type::real()) == "double -0.0");
    CHECK(shown("123456789012345678901234567890", type::real()) == "double 1.2345678901234568e+29");
    for (auto const* const name : {"\"NaN\"", "\"Infinity\"", "\"-Infinity\""})
        CHECK(shown(name, type::real()) == "double " + std::string(name));
    CHECK(shown("\"a\"", type::string()) == R"(string "a")");
    CHECK(shown("\"aGVsbG8=\"", type::bytes()) == R"(bytes "aGVsbG8=")");
    CHECK(typed("\"aGVsbG8\"", type::bytes()).value().as_string() == "hello");
    CHECK(shown("\"2026-03-02T10:00:00.25+01:00\"", type::timestamp()) == R"(timestamp "2026-03-02T09:00:00.25Z")");
    CHECK(shown("\"1h30m\"", type::duration()) == R"(duration "5400s")");
    CHECK(shown("\"-9223372036.854775808s\"", type::duration()) == R"(duration "-9223372036.854775808s")");
    CHECK(shown("\"120\"", type::money()) == R"(money "120.00 EUR")");
    CHECK(shown("\"5 JPY\"", type::money()) == R"(money "5 JPY")");
    CHECK(shown("\"google.protobuf.Duration\"", type(cel::type_kind::type)) == R"(type "google.protobuf.Duration")");
    CHECK(shown("\"2026-03-02T10:00:00Z\"", type::dyn()) == R"(string "2026-03-02T10:00:00Z")");
}

TEST_CASE("what is written otherwise is refused with what was expected and found", "[cel][json][type]")
{
    CHECK(message("1", type::boolean()) == "the value must be bool, not the number `1`");
    CHECK(message("1.0", type::integer()) == "the value must be int, not the number `1.0`");
    CHECK(message("\"1\"", type::integer()) == "the value must be int, not the text `1`");
    CHECK(message("-1", type::unsigned_integer()) == "the number `-1` does not fit into uint");
    CHECK(message("9223372036854775808", type::integer()) == "the number `9223372036854775808` does not fit into int");
    CHECK(message("1e400", type::real()) == "the number `1e400` does not fit into double");
    CHECK(message("\"1\"", type::real()) == "the value must be double, not the text `1`");
    CHECK(message("true", type::string()) == "the value must be string, not `true`");
    CHECK(message("\"a*==\"", type::bytes()) == "the value must be bytes, not the text `a*==`");
    CHECK(message("\"a\"", type::bytes()).starts_with("the value must be bytes"));
    CHECK(message("\"tomorrow\"", type::timestamp()) == "the value must be timestamp, not the text `tomorrow`");
    CHECK(message("0", type::timestamp()) == "the value must be timestamp, not the number `0`");
    CHECK(message("\"1d\"", type::duration()) == "the value must be duration, not the text `1d`");
    CHECK(message("\"1.234 EUR\"", type::money()) == "the value must be money, not the text `1.234 EUR`");
    CHECK(findings(value_from_json("\"1\"", type::money(), {})) == "1:1 wrong_type");  // in no currency
    CHECK(message("\"number\"", type(cel::type_kind::type)) == "the value must be type, not the text `number`");
    CHECK(message("0", type::null()) == "the value must be null_type, not the number `0`");
    CHECK(message("{}", type::abstract("handle", {})) == "the value must be handle, not an object");
    CHECK(message("{\"a\":1}", type::list(type::integer())) == "the value must be list(int), not an object");
    CHECK(message("[]", type::map(type::string(), type::dyn())) == "the value must be map(string, dyn), not a list");
    CHECK(message("[]", type::record("line")) == "the value must be line, not a list");
}

TEST_CASE("null is admitted everywhere, and is no optional", "[cel][json][type]")
{
    for (auto const& wanted : {type::null(), type::boolean(), type::integer(), type::timestamp(), type::money(),
                               type::list(type::integer()), type::record("line"), type::abstract("handle", {})})
        CHECK(typed("null", wanted).value().is_null());
    auto const none = typed("null", type::optional(type::integer())).value();
    REQUIRE(none.is(value_kind::optional));
    CHECK(none.as_optional() == nullptr);
    auto const twice = typed("7", type::optional(type::optional(type::unsigned_integer()))).value();
    CHECK(twice.as_optional()->as_optional()->as_unsigned() == 7);
    auto const list = typed("[null,[1]]", type::list(type::optional(type::list(type::real())))).value();
    CHECK(list.as_list()[0].as_optional() == nullptr);
    CHECK(list.as_list()[1].as_optional()->as_list()[0].as_real() == 1.0);
}

TEST_CASE("keys of maps are read from their texts", "[cel][json][type]")
{
    auto const numbers = typed(R"({"-2":"1s","10":"2s"})", type::map(type::integer(), type::duration())).value();
    CHECK(numbers.find(value::integer(-2))->as_duration() == std::chrono::seconds{1});
    CHECK(typed(R"({"2":0})", type::map(type::unsigned_integer(), type::dyn())).value().as_map()[0].first.as_unsigned()
          == 2);
    CHECK(typed(R"({"true":0})", type::map(type::boolean(), type::dyn())).value().as_map()[0].first.is_true());
    CHECK(message(R"({"a":0})", type::map(type::integer(), type::dyn())) == "the key `a` must be int");
    CHECK(message(R"({"-1":0})", type::map(type::unsigned_integer(), type::dyn())) == "the key `-1` must be uint");
    CHECK(message(R"({"True":0})", type::map(type::boolean(), type::dyn())) == "the key `True` must be bool");
    CHECK(shown(R"({"a":0,"1":0,"a":0,"1":0})", type::map(type::integer(), type::dyn()))
          == "1:2 wrong_type a; 1:14 wrong_type a; 1:14 duplicate_key a; 1:20 duplicate_key [1]");
}

TEST_CASE("records are read by the fields that the scope declares", "[cel][json][type]")
{
    auto const order = type::record("order");
    auto const read
        = typed(R"({"lines":[{"sku":"7","price":"3"},{"at":"2026-03-02T10:00:00Z"}],"note":{"price":"3"}})", order);
    REQUIRE(read);
    auto const lines = read->find("lines")->as_list();
    CHECK(lines[0].find("price")->is(value_kind::money));
    CHECK(lines[0].find("at") == nullptr);
    CHECK(lines[1].find("at")->is(value_kind::timestamp));
    CHECK(read->find("note")->find("price")->is(value_kind::string));
    auto const wrong = typed("{\"lines\":[{\"prize\":[1]},{\"sku\":1,\n\"at\":\"x\"}, 3]}", order);
    CHECK(findings(wrong) == "1:12 unknown_key lines[0].prize; 1:32 wrong_type lines[1].sku; "
                             "2:6 wrong_type lines[1].at; 2:12 wrong_type lines[2]");
    CHECK(wrong.diagnostics()[0].hint == "did you mean `price`?");
    CHECK(wrong.diagnostics()[2].message == "`lines[1].at` must be timestamp, not the text `x`");
    CHECK(shown(R"({"a":1})", type::record("nowhere")) == R"(map {"a":1})");
    CHECK(shown(R"([{"a b":1.5},2])", type::list(type::map(type::string(), type::integer())))
          == R"(1:9 wrong_type [0]["a b"]; 1:14 wrong_type [1])");
}
