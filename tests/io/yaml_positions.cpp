// SPDX-License-Identifier: BSL-1.0
#include <ombud/io/yaml.hpp>

#include <ombud/io/load.hpp>

#include "support/catch.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace {

std::string at(ombud::position p) { return std::to_string(p.line) + ':' + std::to_string(p.column); }

ombud::result<ombud::document> parse(std::string text)
{
    return ombud::parse_yaml({"t.yaml", std::move(text)}, 1'000'000);
}

// Where the byte at `offset` of the text under `a` stands.
std::string inside(std::string yaml, std::size_t offset)
{
    return at(parse(std::move(yaml)).value().root().find("a").inside(offset));
}

// One text in every style. Each of its words stands once in the file.
std::vector<std::string> const styles{
    "a: one two && three != 'x' ? four || five\n",
    "# c\n\na:   one two &&\n  three != 'x' ?\n\n  four || five\nb: 1\n",
    "a: 'one two && three != ''x'' ? four || five'",
    "a: 'one two &&\n  three != ''x'' ?\n  four || five'",
    "a: \"one two && three != 'x' ? four || five\"",
    "a: \"\\x20one\\ttwo\\u0020&& three\\\n   \\ != 'x' ?\n  four ||\\u00e9\\L\\U0001F600 five\"",
    "a: |\n  one two &&\n    three != 'x' ?\n  four || five\n",
    "a: >2-  # folded\n    one two\n   &&\n\n  three != 'x' ? four\n  || five\nb: 1\n",
    "a: !!str &x \"one two\n  && three != 'x' ? four || five\"",
    "a: &x !!str  # why\n  one two && three != 'x'\n  ? four || five\n",
    "- {a: [\"one two && three != 'x' ? four || five\"]}\n",
    "[a: 'one two && three != ''x'' ? four || five', b]",
    "a: |\r\n  one two &&\r\n  three != 'x' ?\r\n  four || five\r\n",
};

void find_texts(ombud::node const& at, std::vector<ombud::node>& out)
{
    if (at.is(ombud::node_kind::string) && at.text().size() > 9) out.push_back(at);
    if (!at.is(ombud::node_kind::object) && !at.is(ombud::node_kind::array)) return;
    for (auto const& each : at) find_texts(each, out);
}

}  // namespace

TEST_CASE("keys and values know their line and column", "[io][yaml][position]")
{
    auto const doc = parse("# c\na: 1\n\"b\" : [x, {c: ~}]\nd:\n  e: !!str 5\n  f: &n\n    - g\n    -\n    - h\ni:\n"
                           "j: >\n  k\n").value();
    auto const root = doc.root();
    CHECK(at(root.where()) == "2:1");
    CHECK(at(root.find("a").key_where()) == "2:1");
    CHECK(at(root.find("a").where()) == "2:4");
    CHECK(at(root.find("b").key_where()) == "3:1");
    CHECK(at(root.find("b").where()) == "3:7");
    auto const c = (++root.find("b").begin())->find("c");
    CHECK(at(c.key_where()) == "3:12");
    CHECK(at(c.where()) == "3:15");
    CHECK(at(root.find("d").where()) == "5:3");
    CHECK(at(root.find("d").find("e").where()) == "5:12");  // behind its tag
    CHECK(at(root.find("d").find("f").where()) == "7:5");   // behind its anchor
    std::string places;
    for (auto const& element : root.find("d").find("f")) places += at(element.where()) + ' ';
    CHECK(places == "7:7 8:5 9:7 ");
    CHECK(at(root.find("i").where()) == "10:1");  // nothing is written: the key
    CHECK(at(root.find("j").where()) == "11:4");
}

TEST_CASE("a byte order mark counts for no column, a tab and a letter of two bytes as JSON counts them", "[io][yaml]")
{
    CHECK(inside("\xEF\xBB\xBF" "a: xy", 1) == "1:5");
    CHECK(inside("\xC3\xA9: 1\na:\t\xC3\xA9x", 2) == "2:6");
}

TEST_CASE("every word of a text is found in the file, whatever its style", "[io][yaml][position]")
{
    for (auto const& yaml : styles) {
        INFO(yaml);
        auto const doc = parse(yaml).value();
        std::vector<ombud::node> texts;
        find_texts(doc.root(), texts);
        REQUIRE(texts.size() == 1);
        for (std::string_view const word : {"one", "two", "&&", "three", "!=", "x", "?", "four", "||", "five"}) {
            auto const offset = texts[0].text().find(word);
            REQUIRE(offset != std::string_view::npos);
            auto const found = texts[0].inside(offset);
            INFO(word << " at " << at(found));
            CHECK(doc.sources()[0].line(found.line).substr(found.column - 1).starts_with(word));
        }
        auto const end = texts[0].inside(texts[0].text().find_last_not_of('\n') + 1);
        auto const line = doc.sources()[0].line(end.line).substr(0, end.column - 1);
        CHECK(line.ends_with("five"));
    }
}

TEST_CASE("escapes are found where they are written", "[io][yaml][position]")
{
    //       column       123456789012345678901234567890123
    std::string const a = R"(a: "\u00e9x\x41y\Lz\U0001F600w\"q")";
    std::string const text = "\xC3\xA9x\x41y\xE2\x80\xA8z\xF0\x9F\x98\x80w\"q";
    REQUIRE(parse(a).value().root().find("a").text() == text);
    std::string places;
    for (char const letter : {'x', 'y', 'z', 'w', '"', 'q'}) places += inside(a, text.find(letter)) + ' ';
    CHECK(places == "1:11 1:16 1:19 1:30 1:31 1:33 ");
    CHECK(inside(a, 1) == "1:5");  // inside the first letter: its escape
}

TEST_CASE("a fault in a condition is shown in its line of the file", "[io][yaml][load]")
{
    std::string const desk = R"(# a small desk
ombud: 1
desk: corner
version: "1"
time_zone: Europe/Berlin
currency: EUR
actions:
  refund: {amount: true}
roles:
  owner: {rank: 1, authority: [{action: "*"}]}
staff:
  - {id: lena, role: owner}
policies:
  - id: returns
    title: Returns
    tier: company
    actions: "*"
    rules:
      - id: small
        when: >
          request.amount < money('10.00')
          && custommer.kind == 'external'
        then: grant
        because: Small ones are not worth a discussion.
)";
    auto const loaded = ombud::load_desk(ombud::source_text{"corner.yaml", desk}, {}, ombud::parse_yaml);
    REQUIRE(loaded.diagnostics().size() == 1);
    auto const& first = loaded.diagnostics().front();
    CHECK(first.code == ombud::errc::undeclared_name);
    CHECK(at(first.at) == "22:14");
    CHECK(first.path == "policies[0].rules[0].when");
    auto mended = desk;
    mended.replace(mended.find("custommer"), 9, "customer");
    CHECK(ombud::load_desk(ombud::source_text{"corner.yml", mended}, {}, ombud::parse_yaml));
}

TEST_CASE("every beginning of a document is read or refused at a place in it", "[io][yaml]")
{
    std::string whole = "%YAML 1.2\n---\n";
    for (std::size_t i = 0; i < styles.size(); ++i)
        if (styles[i].starts_with("a: ")) whole += 'a' + std::to_string(i) + styles[i].substr(1) + '\n';
    whole += "c: &b [1, {c: d}, \"\xC3\xA9\"]\ne:\n- *b\n- !!int 5\n? f\n: ~\n";
    INFO(whole << "\n" << to_string(parse(whole).diagnostics()));
    REQUIRE(parse(whole));
    int refused = 0;
    for (std::size_t length = 0; length < whole.size(); ++length) {
        auto const read = parse(whole.substr(0, length));
        if (read) continue;
        ++refused;
        auto const& last = read.diagnostics().back();
        INFO(whole.substr(0, length) << "\n" << to_string(read.diagnostics()));
        REQUIRE(last.at.line >= 1);
        REQUIRE(!last.hint.empty());
        REQUIRE(last.message.find("not valid YAML") == std::string::npos);  // all complaints are known
    }
    CHECK(refused > 100);
}
