// SPDX-License-Identifier: BSL-1.0
#include <ombud/io/file.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

using ombud::errc;
using ombud::read_file;

TEST_CASE("a file is read whole, under the name given", "[io][file]")
{
    std::string const path = OMBUD_SOURCE_DIR "/tests/corpus/good/desk.jsonc";
    auto const read = read_file(path, 1'000'000).value();
    CHECK(read.name() == path);
    CHECK(read.text().starts_with("// SPDX-License-Identifier: BSL-1.0\n"));
    CHECK(read.text().ends_with("}\n"));
    CHECK(read_file(path, read.text().size()));
    auto const cut = read_file(path, read.text().size() - 1);
    REQUIRE(!cut);
    CHECK(cut.diagnostics().front().code == errc::limit_exceeded);
}

TEST_CASE("what cannot be read is an error that names the path", "[io][file]")
{
    for (std::string const path : {OMBUD_SOURCE_DIR "/tests/corpus/absent.jsonc", OMBUD_SOURCE_DIR "/tests", ""}) {
        auto const read = read_file(path, 1'000'000);
        REQUIRE(!read);
        CHECK(read.diagnostics().front().code == errc::unreadable_file);
        CHECK(read.diagnostics().front().file == path);
        CHECK(read.diagnostics().front().message.starts_with('`' + path + '`'));
    }
}

TEST_CASE("an endless file is read to its limit only", "[io][file]")
{
    auto const read = read_file("/dev/zero", 100'000);
    REQUIRE(!read);
    auto const code = read.diagnostics().front().code;
    CHECK((code == errc::limit_exceeded || code == errc::unreadable_file));  // not every system has it
}

TEST_CASE("a desk is loaded from its file", "[io][file]")
{
    std::string const path = OMBUD_SOURCE_DIR "/tests/corpus/good/desk.jsonc";
    auto const loaded = ombud::load_desk_file(path);
    INFO(to_string(loaded.diagnostics()));
    REQUIRE(loaded);
    CHECK(loaded->id() == "corner-shop");
    CHECK(loaded->version() == "2026-03");
    CHECK(loaded->digest().size() == 64);
    CHECK(loaded->fact("request.item.opened"));
    CHECK_FALSE(ombud::has_errors(loaded.diagnostics()));
}

TEST_CASE("files that cannot be read are all named, and nothing is compiled without them", "[io][file]")
{
    std::vector<std::string> const paths{OMBUD_SOURCE_DIR "/tests/corpus/good/desk.jsonc", "absent.jsonc", "b.yaml",
                                         "also-absent.jsonc"};
    auto const loaded = ombud::load_desk_files(paths);
    REQUIRE(loaded.diagnostics().size() == 3);
    CHECK(loaded.diagnostics()[0].code == errc::unreadable_file);
    CHECK(loaded.diagnostics()[1].file == "b.yaml");
    CHECK(loaded.diagnostics()[2].file == "also-absent.jsonc");
    CHECK_FALSE(ombud::load_desk_files({}));
}
