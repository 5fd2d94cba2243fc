// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_REVIEW_PHRASE_HPP
#define OMBUD_REVIEW_PHRASE_HPP

/// @file phrase.hpp
/// Wordings to avoid, found in a draft.   @layer 7 review (uses: base, decision)

#include <ombud/base/config.hpp>
#include <ombud/decision/desk.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// Built-in wordings of one kind, and what to say instead.
struct phrase_group {
    std::string_view id;
    std::span<std::string_view const> phrases;
    std::string_view instead;
};

/// The groups that every desk has: `blame` (the system, the computer, management or the customer; D10), `dead_end`
/// (no reason and no way on; D27), `dismissive` (D12) and `rude` (D13). Short lists of what is meant in earnest, in
/// English; a desk adds its own wordings, and other languages, under the same names or others.
OMBUD_DECL std::span<phrase_group const> builtin_phrases() noexcept;

/// One wording in a draft.
struct text_finding {
    std::size_t begin = 0;  ///< bytes of the draft: [begin, end)
    std::size_t end = 0;
    std::string group;
    std::string phrase;     ///< as the desk or the built-in list has it
    std::string instead;    ///< what to say instead
};

/// Every built-in wording and every one of the desk's `phrases`, in order of place. Whole words only; capitals A to Z
/// equal small letters, typographic apostrophes plain ones, and any white space one blank. A wording inside a longer
/// one
/// of the same group that was found is not named again. The text may be any bytes: what is no UTF-8 matches itself
/// only.
/// O(text × phrases).
/// @source spec 3, What else can be asked of a desk; D10, D13, D27
OMBUD_DECL std::vector<text_finding> check_text(desk const& d, std::string_view text);

/// An object with `findings`, each with `begin`, `end`, `group`, `phrase` and `instead`.
OMBUD_DECL std::string to_json(std::vector<text_finding> const& found);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/review/impl/phrase.ipp>
#endif
#endif  // OMBUD_REVIEW_PHRASE_HPP
