// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_EVENT_HPP
#define OMBUD_MODEL_EVENT_HPP

/// @file event.hpp
/// What has happened on a case so far.   @layer 3 model (uses: value)

#include <ombud/base/config.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/value.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// The kinds of events that have a meaning; every other kind is `other`, and rules may still read it.
/// @source spec 4, Events
enum class event_kind : std::uint8_t {
    other, acknowledge, answered, asked, assigned, claim_answered, complaint, customer_message, decided, explained,
    follow_up, investigate, kept, manager_requested, offered, opened, policy_shown, priority, promised, referred,
    relationship_claimed, reopened, returned, staff_message, state, waived, withdrawn
};

/// What a follow-up came to, as the event's `outcome` says it; anything else is `fine`.   @source spec 11, Duties live
enum class follow_up_result : std::uint8_t {
    fine,
    needs_help,  ///< the matter is open again
    no_reply     ///< it is made once more
};

/// One event. Its fields are what rules read as `e.kind`, `e.by`, …; a field that is absent reads as unknown.
class event {
public:
    /// @param kind    free text, not empty
    /// @param fields  all other keys that were given, without `at` and `kind`; duplicates are the caller's error
    OMBUD_DECL event(instant at, std::string kind, std::vector<std::pair<std::string, value>> fields);

    /// The same, of fields whose keys are texts; moves from them.
    OMBUD_DECL static event of(instant at, std::string_view kind, std::span<value::entry> fields);

    instant at() const noexcept { return at_; }
    event_kind kind() const noexcept { return kind_; }
    std::string_view kind_text() const noexcept { return kind_text_; }
    /// Whether it is for the customer to read: `public`, which a message of staff is unless it says otherwise.
    bool is_public() const noexcept { return public_; }
    bool automated() const noexcept { return automated_; }
    /// What `text` tells of these fields, in O(1).
    std::string_view by() const noexcept { return by_; }
    std::string_view to() const noexcept { return to_; }
    std::string_view id() const noexcept { return id_; }
    /// The instant in `due`, if there is one.
    std::optional<instant> due() const noexcept { return due_; }
    /// The text of a field, or empty if it is absent or not a text. O(fields).
    OMBUD_DECL std::string_view text(std::string_view field) const noexcept;
    /// A field's value, or null pointer if it is absent.
    OMBUD_DECL value const* find(std::string_view field) const noexcept;
    /// The event as rules see it.
    value const& record() const noexcept { return record_; }

private:
    explicit event(instant at) noexcept : at_(at) {}
    void complete(std::string_view kind, std::span<value::entry> fields);

    instant at_;
    event_kind kind_ = event_kind::other;
    bool public_ = false;
    bool automated_ = false;
    value record_;
    // What clocks read of every event, without a walk through the record's memory.
    // INVARIANT: texts of `record_`, which never changes and is shared by all copies
    std::string_view kind_text_;
    std::string_view by_;
    std::string_view to_;
    std::string_view id_;
    std::optional<instant> due_;
};

/// What a `follow_up` came to.
OMBUD_DECL follow_up_result result_of(event const& follow_up) noexcept;

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/model/impl/event.ipp>
#endif
#endif  // OMBUD_MODEL_EVENT_HPP
