// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_IMPL_ID_IPP
#define OMBUD_BASE_IMPL_ID_IPP

#include <ombud/base/id.hpp>

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace base_detail {

// Characters that ids are made of.
inline constexpr auto in_ids = [] {
    std::array<bool, 256> out{};
    for (char const c : std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:-"))
        out[static_cast<unsigned char>(c)] = true;
    return out;
}();

// Optimal string alignment distance: insert, delete, replace, swap neighbours, each 1.
inline std::size_t edit_distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

}  // namespace base_detail

OMBUD_INLINE bool is_id(std::string_view text) noexcept
{
    auto const allowed = [](char c) { return base_detail::in_ids[static_cast<unsigned char>(c)]; };
    return !text.empty() && text.size() <= max_id_length && std::all_of(text.begin(), text.end(), allowed);
}

OMBUD_INLINE std::string_view closest(std::string_view word, std::span<std::string_view const> candidates)
{
    if (word.empty() || word.size() > max_id_length) return {};
    std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;  // a third of the word may be wrong
    std::string_view found;
    for (auto const candidate : candidates) {
        auto const longer = std::max(candidate.size(), word.size());
        auto const shorter = std::min(candidate.size(), word.size());
        if (candidate.empty() || longer - shorter >= best) continue;
        auto const distance = base_detail::edit_distance(word, candidate);
        // a word with no letter in common is not what was meant, however short
        if (distance < best && distance < longer) best = distance, found = candidate;
    }
    return found;
}

OMBUD_INLINE std::string did_you_mean(std::string_view word, std::span<std::string_view const> candidates)
{
    auto const meant = closest(word, candidates);
    if (meant.empty()) return {};
    return "did you mean `" + std::string(meant) + "`?";
}

}}  // namespace ombud
#endif
