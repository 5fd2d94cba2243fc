// SPDX-License-Identifier: BSL-1.0
#include <ombud/base/sha256.hpp>

#include <ombud/base/detail/sha256_block.hpp>

#include "support/catch.hpp"

#include <array>
#include <random>

using ombud::sha256;
using ombud::sha256_hex;

TEST_CASE("the examples of FIPS 180-4 hash as published", "[base][sha256]")
{
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
          == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256_hex(std::string(1'000'000, 'a'))
          == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("hashing in pieces of any size gives the digest of the whole", "[base][sha256]")
{
    std::string text;
    for (int i = 0; i < 300; ++i) text += static_cast<char>('a' + i % 26);
    for (std::size_t piece = 1; piece < 130; ++piece) {
        sha256 running;
        for (std::size_t from = 0; from < text.size(); from += piece) running.update(text.substr(from, piece));
        auto const digits = running.hex();
        REQUIRE(std::string(digits.data(), digits.size()) == sha256_hex(text));
    }
}

TEST_CASE("the processor's instructions, where it has them, do what plain code does", "[base][sha256]")
{
    using namespace ombud::base_detail;
    if (!has_sha256_instructions()) return;
    std::mt19937 random(1);
    for (int n = 0; n < 1'000; ++n) {
        sha256_state plain;
        for (auto& word : plain) word = static_cast<std::uint32_t>(random());
        std::array<unsigned char, 64> block;
        for (auto& one : block) one = static_cast<unsigned char>(random());
        auto fast = plain;
        sha256_block_portable(plain, block.data());
        sha256_block_instructions(fast, block.data());
        REQUIRE(fast == plain);
    }
}
