// SPDX-License-Identifier: BSL-1.0
// Any bytes: the lexer and the parser answer with words, a tree, or a failure that has its place in the text.
#include "fuzz/fuzz.hpp"

#include <ombud/base/source.hpp>

namespace {
using namespace ombud;
using fuzz::require;

void check_failure(cel::issue const& failure, std::string_view text)
{
    require(failure.offset <= text.size(), "a failure is in the text", failure.message);
    require(failure.length <= text.size() - failure.offset, "a failure ends in the text", failure.message);
    require(!failure.message.empty(), "a failure says what is wrong");
    if (failure.code == errc::invalid_utf8) return;
    require(find_invalid_utf8(failure.message) == std::string_view::npos, "a message is UTF-8", failure.message);
    require(find_invalid_utf8(failure.hint) == std::string_view::npos, "a hint is UTF-8", failure.hint);
}

void check_words(cel::token_list const& words, std::string_view text)
{
    std::size_t end = 0;
    for (auto const& word : words.tokens) {
        require(word.offset >= end, "words stand one after the other");
        end = std::size_t{word.offset} + word.length;
        require(end <= text.size(), "a word ends in the text");
    }
    require(words.tokens.back().kind == cel::token_kind::end, "the last word is the end");
}

void check_tree(cel::ast const& tree, std::string_view text, limits const& bounds)
{
    require(tree.source == text, "a tree keeps its source");
    require(tree.root < tree.nodes.size() && tree.nodes.size() <= bounds.expression_nodes, "a tree has a root");
    for (cel::node_index at = 0; at < tree.nodes.size(); ++at) {
        auto const& node = tree[at];
        require(std::size_t{node.offset} + node.length <= text.size(), "a node is in the text");
        require(node.at <= text.size(), "a node's operator is in the text");
        require(node.depth <= bounds.expression_nesting * cel::chain_factor, "a tree is not too deep");
        for (auto const child : tree.children_of(node)) {
            require(child < at, "children stand before their parent");
            require(tree[child].depth < node.depth, "children are less deep");
        }
    }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const text = fuzz::text_of(data, size);
    auto const bounds = fuzz::few_steps();
    auto const words = cel::tokenise(text, bounds);
    if (words.failure) check_failure(*words.failure, text);
    else check_words(words, text);

    auto const parsed = cel::parse(text, bounds);
    require(parsed.tree.has_value() != parsed.failure.has_value(), "there is a tree or a failure");
    require(!words.failure || parsed.failure, "a text without words has no tree");
    if (parsed.failure) check_failure(*parsed.failure, text);
    else check_tree(*parsed.tree, text, bounds);
    return 0;
}
