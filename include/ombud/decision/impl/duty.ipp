// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DUTY_IPP
#define OMBUD_DECISION_IMPL_DUTY_IPP

#include <ombud/decision/duty.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {

/// A duty that the library knows.
struct known_duty {
    std::string_view what;
    std::uint8_t rank;     ///< acknowledging comes first whatever else is due at the same time (D25); the rest stands
                           ///< as spec 3 lists it
    std::string_view end;  ///< what ends it, whoever owes it to whom
};

// By their length, which tells nearly all of them apart.
inline constexpr std::array<known_duty, 15> known_duties{{{"do", 1, "done"},
                                                          {"ask", 11, ""},
                                                          {"brief", 5, "referred"},
                                                          {"answer", 9, ""},
                                                          {"confirm", 2, "staff_message"},
                                                          {"explain", 3, "explained"},
                                                          {"consult", 10, "consult"},
                                                          {"follow_up", 12, "follow_up"},
                                                          {"acknowledge", 0, "acknowledge"},
                                                          {"renegotiate", 7, "promised"},
                                                          {"investigate", 8, "investigate"},
                                                          {"tell_handler", 14, "tell_handler"},
                                                          {"holding_reply", 6, "staff_message"},
                                                          {"decide_in_person", 13, "decided"},
                                                          {"offer_alternatives", 4, "offered"}}};

static_assert(std::is_sorted(known_duties.begin(), known_duties.end(),
                             [](auto const& a, auto const& b) { return a.what.size() < b.what.size(); }));

// By length: where those begin that are as long or longer.
inline constexpr auto known_duties_from = [] {
    std::array<std::uint8_t, known_duties.back().what.size() + 2> out{};
    for (std::size_t size = 0; size < out.size(); ++size)
        for (auto const& one : known_duties)
            if (one.what.size() < size) ++out[size];
    return out;
}();

inline known_duty const* find_known(std::string_view what) noexcept
{
    if (what.size() + 1 >= known_duties_from.size()) return nullptr;
    for (std::size_t n = known_duties_from[what.size()]; n < known_duties_from[what.size() + 1]; ++n)
        if (known_duties[n].what == what) return &known_duties[n];
    return nullptr;
}

// What a duty stands by.
struct duty_key {
    std::int64_t when;  // one without a time is due after all that have one
    std::uint32_t rank;
    std::uint32_t at;   // where it stands
};

inline std::int64_t time_of(duty const& one) noexcept
{
    return one.by ? one.by->time_since_epoch().count() : std::numeric_limits<std::int64_t>::max();
}

inline bool is_same(duty const& a, duty const& b) noexcept
{
    return a.what == b.what && a.who == b.who && a.to == b.to;
}

inline constexpr std::size_t few_duties = 32;

inline void merge_many(std::vector<duty>& duties)
{
    auto const same = [](duty const& d) { return std::tie(d.what, d.who, d.to); };
    std::stable_sort(duties.begin(), duties.end(), [&](duty const& a, duty const& b) {
        return std::tuple(same(a), time_of(a), std::tie(a.because))
               < std::tuple(same(b), time_of(b), std::tie(b.because));
    });
    duties.erase(std::unique(duties.begin(), duties.end(), is_same), duties.end());
}

// Of those that agree the earliest is left. Few are compared each with each, which allocates nothing.
inline void merge(std::vector<duty>& duties)
{
    if (duties.size() > few_duties) return merge_many(duties);
    std::size_t kept = 0;
    for (std::size_t n = 0; n < duties.size(); ++n) {
        auto const end = duties.begin() + static_cast<std::ptrdiff_t>(kept);
        auto const known = std::find_if(duties.begin(), end, [&](duty const& one) { return is_same(one, duties[n]); });
        if (known == end) {
            if (kept != n) duties[kept] = std::move(duties[n]);
            ++kept;
            continue;
        }
        auto const when = time_of(duties[n]), before = time_of(*known);
        if (when < before || (when == before && duties[n].because < known->because)) *known = std::move(duties[n]);
    }
    duties.resize(kept);
}

}  // namespace decision_detail

OMBUD_INLINE std::string_view usual_end(std::string_view what, std::string_view to) noexcept
{
    auto const* const known = decision_detail::find_known(what);
    if (known == nullptr) return "done";
    if (!known->end.empty()) return known->end;
    bool const to_customer = to == "customer";
    if (what == "answer") return to_customer ? "explained" : "decided";
    return to_customer ? "asked" : "answered";
}

OMBUD_INLINE void arrange(std::vector<duty>& duties)
{
    using namespace decision_detail;
    merge(duties);
    std::array<duty_key, few_duties> here;
    std::vector<duty_key> there;
    if (duties.size() > here.size()) there.resize(duties.size());
    auto const keys = std::span(there.empty() ? here.data() : there.data(), duties.size());
    for (std::uint32_t n = 0; n < keys.size(); ++n) {
        auto const* const known = find_known(duties[n].what);
        keys[n] = {time_of(duties[n]), known != nullptr ? known->rank : 255u, n};
    }
    auto const before = [&](duty_key const& a, duty_key const& b) {
        if (a.when != b.when) return a.when < b.when;
        if (a.rank != b.rank) return a.rank < b.rank;
        auto const &x = duties[a.at], &y = duties[b.at];
        return std::tie(x.what, x.to, x.who) < std::tie(y.what, y.to, y.who);
    };
    std::sort(keys.begin(), keys.end(), before);
    // each goes to its place, and what stood there to its own
    for (std::uint32_t n = 0; n < keys.size(); ++n) {
        auto from = keys[n].at;
        while (from < n) from = keys[from].at;
        if (from != n) std::swap(duties[n], duties[from]);
    }
}

}}  // namespace ombud
#endif
