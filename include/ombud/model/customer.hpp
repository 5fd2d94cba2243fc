// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_CUSTOMER_HPP
#define OMBUD_MODEL_CUSTOMER_HPP

/// @file customer.hpp
/// Customers with a registered relationship, and who must not decide for whom.   @layer 3 model (uses: value, model)

#include <ombud/base/config.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/model/staff.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/value.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What the sponsor of a special client does with their referrals.   @source spec 12, special_clients[]
enum class sponsor_part : std::uint8_t {
    consulted,  ///< asked for advice, decides only if nobody else can
    decides,    ///< may decide like anybody of management
    excluded    ///< neither consulted nor ever a candidate
};

/// Where a customer stands at one instant.   @source spec 3, step 7; D6
enum class special_status : std::uint8_t {
    none,
    registered,  ///< from `registered_on` until the start of `review_by`
    lapsed       ///< past it: counts as claimed, with the notice `registration_lapsed`
};

/// A registered, reviewed relationship of a customer to a sponsor. Staff never judge it.   @source D6
struct special_client {
    std::string customer;  ///< or the account whose customers inherit it
    staff_index sponsor = 0;
    std::string nature;
    std::string reason;
    staff_index registered_by = 0;
    instant registered_on;
    instant review_by;  ///< start of the day, in the desk's time zone
    sponsor_part part = sponsor_part::consulted;

    special_status status_at(instant now) const noexcept
    {
        if (now < registered_on) return special_status::none;
        return now < review_by ? special_status::registered : special_status::lapsed;
    }
};

/// A member of staff who must not decide for a customer.   @source spec 12, conflicts[]
struct conflict_entry {
    staff_index staff = 0;
    std::string customer;
    std::string reason;
};

/// Facts that the desk knows of a customer; what a case tells beats them.   @source spec 12, customers[]
struct customer_row {
    std::string id;
    std::vector<std::pair<fact, value>> facts;  // INVARIANT: sorted by fact, unique; facts of `customer.…` only
};

/// What the desk knows of customers, looked up by id in O(log n).
struct relations {
    std::vector<customer_row> customers;          // INVARIANT: sorted by id, unique
    std::vector<special_client> special_clients;  // INVARIANT: sorted by customer, unique
    std::vector<conflict_entry> conflicts;        // INVARIANT: sorted by customer, then staff
    std::vector<special_client> special_accounts{};  // INVARIANT: sorted by account, unique

    OMBUD_DECL customer_row const* find_customer(std::string_view id) const noexcept;
    /// The customer's own registration, or else that of the account; null if there is none.
    /// @param account  empty: none
    OMBUD_DECL special_client const* find_special(std::string_view customer,
                                                  std::string_view account = {}) const noexcept;
    /// Everybody who must not decide for this customer.
    OMBUD_DECL std::span<conflict_entry const> conflicts_with(std::string_view customer) const noexcept;
    /// The entry that names this person with this customer.
    OMBUD_DECL conflict_entry const* find_conflict(staff_index who, std::string_view customer) const noexcept;
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/model/impl/customer.ipp>
#endif
#endif  // OMBUD_MODEL_CUSTOMER_HPP
