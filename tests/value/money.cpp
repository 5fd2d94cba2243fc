// SPDX-License-Identifier: BSL-1.0
#include <ombud/value/money.hpp>

#include "support/catch.hpp"

#include <limits>
#include <sstream>

using ombud::currency;
using ombud::money;
using ombud::parse_money;

namespace {

constexpr auto least = std::numeric_limits<std::int64_t>::min();
constexpr auto most = std::numeric_limits<std::int64_t>::max();

currency const eur = currency::parse("EUR").value();
currency const jpy = currency::parse("JPY").value();
currency const kwd = currency::parse("KWD").value();

std::int64_t minor(std::string_view text, currency fallback = eur)
{
    auto const read = parse_money(text, fallback);
    return read ? read->minor : -1;
}

}  // namespace

TEST_CASE("currencies have the digits that ISO 4217 gives them", "[value][money]")
{
    auto const digits = [](std::string_view code) { return currency::parse(code).value().digits(); };
    for (auto const code : {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
                            "VUV", "XAF", "XOF", "XPF"})
        CHECK(digits(code) == 0);
    for (auto const code : {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}) CHECK(digits(code) == 3);
    for (auto const code : {"CLF", "UYW"}) CHECK(digits(code) == 4);
    std::istringstream two(
        "AED AUD BRL CAD CHF CNY CZK DKK EGP EUR GBP HKD HUF IDR ILS INR KES MAD MGA MRU MXN MYR NGN "
        "NOK NZD PHP PKR PLN RON RSD SAR SEK SGD THB TRY TWD UAH USD UYU XCD XCG ZAR ZWG");
    for (std::string code; two >> code;) CHECK(digits(code) == 2);
}

TEST_CASE("a code that ISO 4217 does not list is no currency", "[value][money]")
{
    for (auto const text : {"", "EU", "EURO", "eur", "XYZ", "DEM", "\xE2\x82\xAC"}) CHECK_FALSE(currency::parse(text));
    CHECK(eur.code() == "EUR");
    CHECK(currency().code().empty());
    CHECK(currency::from_index(eur.index()) == eur);
    CHECK(eur != jpy);
}

TEST_CASE("money is read in minor units of its currency, or of the fallback", "[value][money]")
{
    CHECK(minor("120.00") == 12'000);
    CHECK(minor("120") == 12'000);
    CHECK(minor("120.5") == 12'050);
    CHECK(minor("0") == 0);
    CHECK(minor("007.10") == 710);
    CHECK(parse_money("120 JPY", eur) == money{120, jpy});
    CHECK(parse_money("1.234 KWD", eur) == money{1'234, kwd});
    CHECK(parse_money("120.00 EUR", jpy) == money{12'000, eur});
}

TEST_CASE("what is not money is refused", "[value][money]")
{
    for (auto const text :
         {"", " ", ".", "-1", "+1", "1.", ".5", "1.234", "1,00", "1e3", "0x10", " 1", "1 ", "1  EUR", "1 EUR ", "1 eur",
          "EUR", "EUR 1", "1.0.0", "1.2.3 EUR", "\xD9\xA1", "1\xC2\xA0" "EUR", "1 EUR EUR", "NaN", "1.-1"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_money(text, eur));
    }
    CHECK_FALSE(parse_money("1.5", jpy));
    CHECK_FALSE(parse_money("1.5 JPY", eur));
    CHECK_FALSE(parse_money(std::string_view("1\0", 2), eur));
}

TEST_CASE("the largest amount is 2^63 - 1 minor units", "[value][money]")
{
    CHECK(minor("92233720368547758.07") == most);
    CHECK_FALSE(parse_money("92233720368547758.08", eur));
    CHECK(minor("9223372036854775807", jpy) == most);
    CHECK_FALSE(parse_money("9223372036854775808", jpy));
    CHECK_FALSE(parse_money("9223372036854775807", eur));
    CHECK_FALSE(parse_money(std::string(5000, '9'), eur));
}

TEST_CASE("money is written with all digits and its code", "[value][money]")
{
    CHECK(to_string(money{12'000, eur}) == "120.00 EUR");
    CHECK(to_string(money{5, eur}) == "0.05 EUR");
    CHECK(to_string(money{0, kwd}) == "0.000 KWD");
    CHECK(to_string(money{120, jpy}) == "120 JPY");
    CHECK(to_string(money{-5, eur}) == "-0.05 EUR");
    CHECK(to_string(money{least, eur}) == "-92233720368547758.08 EUR");
    CHECK(amount_text(money{12'050, eur}) == "120.50");
    CHECK(to_string(money{7, {}}) == "7");
}

TEST_CASE("what is written reads back", "[value][money]")
{
    for (auto const c : {eur, jpy, kwd})
        for (std::int64_t const amount :
             {std::int64_t{0}, std::int64_t{9}, std::int64_t{10}, std::int64_t{99'999}, most})
            CHECK(parse_money(to_string(money{amount, c}), {}) == money{amount, c});
}

TEST_CASE("amounts of different currencies are not comparable", "[value][money]")
{
    money const euros{100, eur}, yen{100, jpy};
    CHECK_FALSE(euros == yen);
    CHECK((euros <=> yen) == std::partial_ordering::unordered);
    CHECK_FALSE(euros < yen);
    CHECK_FALSE(euros >= yen);
    CHECK(money{99, eur} < euros);
    CHECK(money{100, eur} <= euros);
    CHECK_FALSE(add(euros, yen));
    CHECK_FALSE(subtract(euros, yen));
}

TEST_CASE("sums, differences and products are exact or nothing", "[value][money]")
{
    CHECK(ombud::add({150, eur}, {275, eur}) == money{425, eur});
    CHECK(ombud::subtract({150, eur}, {275, eur}) == money{-125, eur});
    CHECK(ombud::multiply({150, eur}, -3) == money{-450, eur});
    CHECK(ombud::add({most - 1, eur}, {1, eur}) == money{most, eur});
    CHECK_FALSE(ombud::add({most, eur}, {1, eur}));
    CHECK_FALSE(ombud::subtract({least, eur}, {1, eur}));
    CHECK_FALSE(ombud::multiply({most, eur}, most));
    CHECK_FALSE(ombud::multiply({least, eur}, -1));
}

TEST_CASE("a quotient is rounded half to even", "[value][money]")
{
    auto const over = [](std::int64_t a, std::int64_t b) { return ombud::divide({a, eur}, b).value().minor; };
    CHECK(over(5, 2) == 2);    // 2.5
    CHECK(over(7, 2) == 4);    // 3.5
    CHECK(over(1, 2) == 0);    // 0.5
    CHECK(over(3, 2) == 2);    // 1.5
    CHECK(over(-5, 2) == -2);
    CHECK(over(-7, 2) == -4);
    CHECK(over(7, -2) == -4);
    CHECK(over(-7, -2) == 4);
    CHECK(over(-1, 2) == 0);
    CHECK(over(10, 3) == 3);   // 3.33
    CHECK(over(11, 3) == 4);   // 3.67
    CHECK(over(-11, 3) == -4);
    CHECK(over(2, 3) == 1);    // 0.67
    CHECK(over(1, 3) == 0);
    CHECK(over(most, most) == 1);
    CHECK(over(most, least) == -1);
    CHECK(over(least, 1) == least);
    CHECK_FALSE(ombud::divide({1, eur}, 0));
    CHECK_FALSE(ombud::divide({least, eur}, -1));
}
