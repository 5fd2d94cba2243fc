// SPDX-License-Identifier: BSL-1.0
#include <ombud/base/version.hpp>

#include "support/catch.hpp"

#include <fstream>
#include <sstream>

TEST_CASE("the version is the same as text, as numbers and in the build", "[base][version]")
{
    auto const numbers = std::to_string(OMBUD_VERSION_MAJOR) + "." + std::to_string(OMBUD_VERSION_MINOR) + "."
                         + std::to_string(OMBUD_VERSION_PATCH);
    CHECK(numbers == OMBUD_VERSION_STRING);
    std::ifstream const build(OMBUD_SOURCE_DIR "/CMakeLists.txt");
    std::ostringstream text;
    text << build.rdbuf();
    CHECK(text.str().find("project(ombud VERSION " + numbers + " ") != std::string::npos);
}
