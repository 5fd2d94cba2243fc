// SPDX-License-Identifier: BSL-1.0
#include <ombud/value/wording.hpp>

#include "support/catch.hpp"

#include <string>
#include <utility>
#include <vector>

using ombud::wording;

TEST_CASE("a wording lends what somebody keeps, and keeps what it is given", "[value][wording]")
{
    std::string const kept = "hygiene-returns/opened";
    auto const lent = wording::lent(kept);
    CHECK(lent.data() == kept.data());
    wording copied(kept);
    CHECK(copied.data() != kept.data());
    auto const shared = copied;
    CHECK(shared.data() == copied.data());
    copied = "another";
    CHECK(shared == kept);
    CHECK(copied == "another");
    CHECK(wording().empty());
    CHECK(wording() == "");
}

TEST_CASE("wordings compare as texts, with each other and with texts", "[value][wording]")
{
    wording const a = "a", b = std::string("b");
    std::string const text = "a";
    CHECK(a == wording::lent(text));
    CHECK(a == text);
    CHECK(text == a);
    CHECK(a == std::string_view("a"));
    CHECK(a != b);
    CHECK(a < b);
    CHECK(b > text);
    CHECK(std::pair(a, 2) > std::pair(a, 1));
}

TEST_CASE("a wording reads like a text and becomes one", "[value][wording]")
{
    wording const one = "one";
    std::string const text = one;
    CHECK(text == "one");
    CHECK(one + " two" == "one two");
    CHECK("zero " + one == "zero one");
    CHECK(text + one == "oneone");
    CHECK(one + text == "oneone");
    CHECK(one + one == "oneone");
    CHECK('(' + one + ')' == "(one)");
    CHECK(one.size() == 3);
    CHECK(one.front() == 'o');
    CHECK(one.back() == 'e');
    CHECK(one[1] == 'n');
    CHECK(one.find("ne") == 1);
    CHECK(one.substr(1) == "ne");
    CHECK(one.starts_with("on"));
    CHECK(one.ends_with("ne"));
    std::vector<std::string> texts;
    texts.push_back(one);
    CHECK(texts.front() == one);
}
