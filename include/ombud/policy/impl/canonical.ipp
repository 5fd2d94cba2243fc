// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_CANONICAL_IPP
#define OMBUD_POLICY_IMPL_CANONICAL_IPP

#include <ombud/policy/canonical.hpp>

#include <ombud/base/json_writer.hpp>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace policy_detail {

// What the table of keys says about a value: its row, and whether the value is an element of the row's list or map.
struct canonical_role {
    key_info const* key = nullptr;
    bool inner = false;
    object_kind kind = object_kind::none;  // of the value, if it is an object that the table knows
};

inline void append_canonical(std::string& out, node const& at, canonical_role role);

inline canonical_role role_of_member(canonical_role role, std::string_view name)
{
    if (role.key != nullptr && !role.inner && role.key->form == value_form::map)
        return {role.key, true, role.key->object};
    auto const* key = find_key(role.kind, name);
    if (key == nullptr) return {};
    return {key, false, key->form == value_form::one ? key->object : object_kind::none};
}

inline void append_canonical_object(std::string& out, node const& at, canonical_role role)
{
    std::vector<node> members;
    // inside a value that may be anything, `x-` keys are part of it
    bool const of_map = role.key != nullptr && !role.inner && role.key->form == value_form::map;
    bool const has_own_keys = of_map || role.kind != object_kind::none;
    for (auto const& member : at) {
        auto const* key = find_key(role.kind, member.key());
        bool const own = has_own_keys && is_own_key(member.key());
        bool const says_something = !own && (key == nullptr || !key->about_files);
        if (says_something) members.push_back(member);
    }
    std::sort(members.begin(), members.end(), [](node const& a, node const& b) { return a.key() < b.key(); });
    out += '{';
    for (auto const& member : members) {
        if (out.back() != '{') out += ',';
        append_json_string(out, member.key());
        out += ':';
        append_canonical(out, member, role_of_member(role, member.key()));
    }
    out += '}';
}

// What an element is sorted by before its text: the values that tell it apart.
inline std::string sort_key(key_info const& key, node const& element)
{
    std::string out;
    for (auto names = key.identity; !names.empty();) {
        auto const name = names.substr(0, names.find(' '));
        names.remove_prefix(std::min(name.size() + 1, names.size()));
        auto const part = element.find(name);
        auto const* info = find_key(key.object, name);
        if (part.is(node_kind::string)) out += part.text();
        else if (info != nullptr) out += info->otherwise;
        out += '\0';
    }
    return out;
}

inline void append_canonical_array(std::string& out, node const& at, canonical_role role)
{
    // of a map the lists inside it are meant
    bool const of_map = role.key != nullptr && role.key->form == value_form::map;
    bool const sorted = role.key != nullptr && role.key->sorted && role.inner == of_map;
    auto const inside = role.key != nullptr && !role.inner ? canonical_role{role.key, true, role.key->object}
                                                           : canonical_role{};
    std::vector<std::pair<std::string, std::string>> elements;
    for (auto const& element : at) {
        auto& [id, text] = elements.emplace_back();
        if (sorted) id = sort_key(*role.key, element);
        append_canonical(text, element, inside);
    }
    if (sorted) std::sort(elements.begin(), elements.end());
    out += '[';
    for (std::size_t i = 0; i < elements.size(); ++i) {
        if (i != 0) out += ',';
        out += elements[i].second;
    }
    out += ']';
}

// Recurses as deep as the document nests, which `max_document_nesting` bounds.
inline void append_canonical(std::string& out, node const& at, canonical_role role)
{
    json_writer writer(out);
    switch (at.kind()) {
    case node_kind::null: writer.null(); return;
    case node_kind::boolean: writer.boolean(at.boolean()); return;
    case node_kind::integer: writer.integer(at.integer()); return;
    case node_kind::real: writer.real(at.real()); return;
    case node_kind::string: writer.string(at.text()); return;
    case node_kind::array: append_canonical_array(out, at, role); return;
    case node_kind::object: append_canonical_object(out, at, role); return;
    }
}

}  // namespace policy_detail

OMBUD_INLINE std::string canonical_json(node const& root, object_kind kind)
{
    std::string out;
    policy_detail::append_canonical(out, root, {nullptr, false, kind});
    return out;
}

}}  // namespace ombud
#endif
