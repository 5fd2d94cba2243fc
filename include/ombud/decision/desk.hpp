// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DESK_HPP
#define OMBUD_DECISION_DESK_HPP

/// @file desk.hpp
/// Everything the organisation decided in advance, compiled.
/// @layer 6 decision (uses: base, model, policy, promise, escalation)

#include <ombud/base/config.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/base/result.hpp>
#include <ombud/model/case.hpp>
#include <ombud/model/desk_model.hpp>

#include <memory>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

class document;
struct ruleset;

namespace decision_detail {
struct desk_data;
}

/// A compiled desk. Immutable: shared between threads without locks; copies are cheap and share everything.
class desk {
public:
    std::string_view id() const noexcept { return model().id; }
    std::string_view version() const noexcept { return model().version; }
    /// SHA-256 of the merged document as canonical JSON: equal for documents that differ only in order and comments.
    std::string_view digest() const noexcept { return model().digest; }
    OMBUD_DECL desk_model const& model() const noexcept;
    OMBUD_DECL ruleset const& policies() const noexcept;

    /// The handle of a fact, resolved once; nothing if the desk has none of that name.
    std::optional<ombud::fact> fact(std::string_view name) const noexcept { return model().facts.find(name); }
    /// A case built in code.   @errors as `case_file::make`
    OMBUD_DECL result<case_file> make_case(std::string_view id, std::string_view customer, std::string_view handler,
                                           std::string_view action) const;

    /// For the library's own use.
    explicit desk(std::shared_ptr<decision_detail::desk_data const> data) noexcept : data_(std::move(data)) {}
    decision_detail::desk_data const& data() const noexcept { return *data_; }
    std::shared_ptr<decision_detail::desk_data const> const& shared_data() const noexcept { return data_; }

private:
    std::shared_ptr<decision_detail::desk_data const> data_;  // INVARIANT: not null
};

/// Compile a merged document. All errors of its meaning at once; warnings come along. What is malformed is skipped in
/// silence: `policy/shape` reports it, and `load_desk` does both.
/// @errors every code of the groups *references inside a desk*, *doctrine*, *conditions*, *time*
OMBUD_DECL result<desk> compile_desk(document const& merged, limits const& bounds = {});

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/decision/impl/desk.ipp>
#endif
#endif  // OMBUD_DECISION_DESK_HPP
