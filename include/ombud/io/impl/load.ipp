// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_IMPL_LOAD_IPP
#define OMBUD_IO_IMPL_LOAD_IPP

#include <ombud/io/load.hpp>

#include <ombud/io/json.hpp>
#include <ombud/policy/keys.hpp>
#include <ombud/policy/reader.hpp>
#include <ombud/policy/shape.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace io_detail {

// A value of one part, and where that part's sources begin among the merged ones.
struct part_value {
    node at;
    std::uint16_t first_source = 0;
};

// What two parts may say about one key.
enum class meeting : std::uint8_t {
    merge,        // lists append, objects merge, scalars are equal
    define_once,  // each entry of the object is defined by one part
    never         // one part alone may have it
};

inline bool is_scalar(node const& at) { return !at.is(node_kind::array) && !at.is(node_kind::object); }

inline bool equal_scalars(node const& a, node const& b)
{
    if (a.kind() != b.kind()) return false;
    switch (a.kind()) {
    case node_kind::null: return true;
    case node_kind::boolean: return a.boolean() == b.boolean();
    case node_kind::integer: return a.integer() == b.integer();
    case node_kind::real: return a.real() == b.real();
    case node_kind::string: return a.text() == b.text();
    default: return false;
    }
}

inline std::string key_place(node const& at)
{
    auto const [line, column] = at.key_where();
    std::string out = at.file().empty() ? "<input>" : std::string(at.file());
    return out + ':' + std::to_string(line) + ':' + std::to_string(column);
}

class merger {
public:
    explicit merger(std::span<document const> parts)
    {
        for (auto const& part : parts) roots_.push_back({part.root(), builder_.adopt(part)});
    }

    // The merged document; where parts conflict, as the first of them has it.
    document run();
    diagnostics& found() noexcept { return found_; }

private:
    struct group {
        std::vector<part_value> values;  // of one key, in the order of the parts
    };

    void put_desk_first();
    std::vector<group> group_members(std::vector<part_value> const& objects) const;
    void members(std::vector<part_value> const& objects, meeting how);
    void values(group const& same, meeting how);
    void conflict(node const& first, node const& again, meeting how);
    static meeting meeting_of(node const& member);

    document_builder builder_;
    std::vector<part_value> roots_;  // the one that names the desk first, once that is known
    diagnostics found_;
};

// The part that names the desk lends its place to what is said of the whole.
inline void merger::put_desk_first()
{
    auto const names_desk = [](part_value const& root) { return static_cast<bool>(root.at.find("desk")); };
    auto const named = std::find_if(roots_.begin(), roots_.end(), names_desk);
    if (named != roots_.end()) std::rotate(roots_.begin(), named, named + 1);
}

// Keys in the order in which they first appear.
inline std::vector<merger::group> merger::group_members(std::vector<part_value> const& objects) const
{
    std::vector<group> groups;
    std::unordered_map<std::string_view, std::size_t> known;
    for (auto const& object : objects)
        for (auto const& member : object.at) {
            auto const [entry, fresh] = known.emplace(member.key(), groups.size());
            if (fresh) groups.emplace_back();
            groups[entry->second].values.push_back({member, object.first_source});
        }
    return groups;
}

inline meeting merger::meeting_of(node const& member)
{
    if (member.key() == "desk") return meeting::never;
    auto const* key = find_key(object_kind::desk, member.key());
    return key != nullptr && key->form == value_form::map ? meeting::define_once : meeting::merge;
}

inline void merger::conflict(node const& first, node const& again, meeting how)
{
    auto const name = '`' + std::string(again.key()) + '`';
    if (how == meeting::define_once)
        found_.push_back(error_at_key(again, errc::duplicate_id,
                                      name + " is defined twice, first at " + key_place(first),
                                      "give one of them another id, or remove it"));
    else if (how == meeting::never)
        found_.push_back(error_at_key(again, errc::conflicting_files,
                                      "two files name the `desk`, first at " + key_place(first),
                                      "write it in exactly one of the files that are merged"));
    else
        found_.push_back(error_at_key(again, errc::conflicting_files,
                                      "two files say different things about " + name + ", first at " + key_place(first),
                                      "say it in one of them, or the same in both"));
}

inline void merger::members(std::vector<part_value> const& objects, meeting how)
{
    for (auto const& same : group_members(objects)) values(same, how);
}

// Write what all parts say about one key. Recurses as deep as the parts nest.
inline void merger::values(group const& same, meeting how)
{
    auto const& first = same.values.front();
    std::vector<part_value> alike{first};
    for (std::size_t i = 1; i < same.values.size(); ++i) {
        auto const& again = same.values[i];
        bool const mergeable = how == meeting::merge && again.at.kind() == first.at.kind() && !is_scalar(again.at);
        if (mergeable) alike.push_back(again);
        else if (is_own_key(first.at.key())) alike = {again};  // the host's own: the last one holds
        else if (how == meeting::never || !equal_scalars(first.at, again.at)) conflict(first.at, again.at, how);
    }
    if (alike.size() == 1) return builder_.copy(alike.front().at, alike.front().first_source);
    builder_.begin_like(first.at, first.first_source);
    if (first.at.is(node_kind::object)) members(alike, meeting::merge);
    else
        for (auto const& list : alike)
            for (auto const& element : list.at) builder_.copy(element, list.first_source);
    builder_.end();
}

inline document merger::run()
{
    put_desk_first();
    auto const& base = roots_.front();
    builder_.begin_like(base.at, base.first_source);
    for (auto const& same : group_members(roots_)) {
        auto const how = meeting_of(same.values.front().at);
        bool const objects = std::all_of(same.values.begin(), same.values.end(),
                                         [](part_value const& v) { return v.at.is(node_kind::object); });
        if (how != meeting::define_once || !objects || same.values.size() == 1) {
            values(same, how == meeting::define_once ? meeting::merge : how);
            continue;
        }
        builder_.begin_like(same.values.front().at, same.values.front().first_source);
        members(same.values, meeting::define_once);
        builder_.end();
    }
    builder_.end();
    return std::move(builder_).finish();
}

// Findings in the order of the files, and of the text of each.
inline diagnostics in_order(diagnostics all, document const& merged)
{
    std::unordered_map<std::string_view, std::size_t> rank;
    for (auto const& source : merged.sources()) rank.emplace(source.name(), rank.size());
    auto const before = [&](diagnostic const& a, diagnostic const& b) {
        return std::tuple(rank[a.file], a.at.line, a.at.column) < std::tuple(rank[b.file], b.at.line, b.at.column);
    };
    std::stable_sort(all.begin(), all.end(), before);
    return all;
}

inline void keep_first(diagnostics& all, std::size_t most)
{
    if (all.size() <= most + 1) return;
    diagnostic rest = all.front();
    rest.code = errc::limit_exceeded;
    bool const error_dropped = std::any_of(all.begin() + static_cast<std::ptrdiff_t>(most), all.end(),
                                           [](diagnostic const& d) { return d.level == severity::error; });
    rest.level = error_dropped ? severity::error : severity::warning;
    rest.message = std::to_string(all.size() - most) + " more findings are not shown";
    rest.hint = "mend those shown first";
    all.resize(most);
    all.push_back(std::move(rest));
}

// Why these parts cannot be merged at all.
inline diagnostics refuse_parts(std::span<document const> parts)
{
    std::size_t sources = 0;
    for (auto const& part : parts) sources += part.sources().size();
    if (parts.empty())
        return {{errc::missing_key, severity::error, {}, {}, {}, "there is no file to read a desk from", "name one"}};
    if (sources > 65'536)
        return {{errc::limit_exceeded, severity::error, {}, {}, {}, "there are more than 65536 files to merge",
                 "join some of them"}};
    diagnostics found;
    for (auto const& part : parts)
        if (!part.root().is(node_kind::object))
            found.push_back(error_at(part.root(), errc::wrong_type,
                                     "a desk must be an object, not " + std::string(to_string(part.root().kind())),
                                     "write it between `{` and `}`"));
    return found;
}

// The merged document; conflicts are added to `found`.
inline document merge(std::span<document const> parts, diagnostics& found)
{
    if (parts.size() == 1) return parts.front();
    merger joined(parts);
    auto merged = joined.run();
    found.insert(found.end(), joined.found().begin(), joined.found().end());
    return merged;
}

}  // namespace io_detail

OMBUD_INLINE result<document> parse_document(source_text source, std::size_t most_bytes, limits const& bounds,
                                             document_reader yaml)
{
    if (!is_yaml_name(source.name())) return parse_json(std::move(source), most_bytes, bounds);
    if (yaml != nullptr) return yaml(std::move(source), most_bytes, bounds);
    return diagnostic{errc::not_supported_yet, severity::error, source.name(), {1, 1}, {},
                      '`' + source.name() + "` is YAML, which this build does not read",
                      "build with yaml-cpp, or write it as JSON"};
}

OMBUD_INLINE result<document> merge_documents(std::span<document const> parts, limits const& bounds)
{
    auto found = io_detail::refuse_parts(parts);
    if (!found.empty()) return found;
    auto merged = io_detail::merge(parts, found);
    if (found.empty()) return merged;
    io_detail::keep_first(found, bounds.diagnostics);
    return found;
}

namespace io_detail {

// Reads the parts of a desk: the sources given and what they include, each file once.
class part_reader {
public:
    part_reader(std::span<source_text const> given, file_access const* files, limits const& bounds,
                document_reader yaml, diagnostics& found)
        : files_(files), yaml_(yaml), bounds_(bounds), found_(found), bytes_left_(bounds.desk_bytes)
    {
        for (auto const& source : given) given_.emplace(identity(source.name()), &source);
        for (auto const& source : given) read(source);
    }
    std::vector<document> const& parts() const noexcept { return parts_; }

private:
    std::string identity(std::string const& path) const { return files_ != nullptr ? files_->identify(path) : path; }
    void read(source_text const& source);
    void include(node const& at, std::string const& from);
    std::optional<diagnostic> objection(node const& at, std::string const& path, std::string const& file) const;

    file_access const* files_;
    document_reader yaml_;
    limits const& bounds_;
    diagnostics& found_;
    std::size_t bytes_left_;
    std::map<std::string, source_text const*> given_;  // by identity
    std::set<std::string> known_;                      // files that were read, by identity
    std::vector<std::string> open_;  // INVARIANT: those whose includes are being read, outermost first
    std::vector<document> parts_;
};

inline void part_reader::read(source_text const& source)
{
    auto const file = identity(source.name());
    // texts without files are told apart by nothing
    if (files_ != nullptr && !known_.insert(file).second) return;
    auto const part = parse_document(source, bytes_left_, bounds_, yaml_);
    bytes_left_ -= std::min(bytes_left_, source.text().size());
    if (!part) {
        found_.insert(found_.end(), part.diagnostics().begin(), part.diagnostics().end());
        return;
    }
    parts_.push_back(*part);
    auto const root = part->root();
    auto const list = root.is(node_kind::object) ? root.find("include") : node();
    if (!list.is(node_kind::array)) return;
    open_.push_back(file);
    for (auto const& path : list) include(path, std::string(source.name()));
    open_.pop_back();
}

// Why a file cannot be included here, whatever it holds.
inline std::optional<diagnostic> part_reader::objection(node const& at, std::string const& path,
                                                        std::string const& file) const
{
    if (files_ == nullptr)
        return error_at(at, errc::unreadable_file,
                        '`' + path + "` cannot be included: the desk was given as text, and includes need files",
                        "load the desk from its file, or give this document beside the others and leave it out here");
    if (std::find(open_.begin(), open_.end(), file) != open_.end())
        return error_at(at, errc::cyclic_reference, '`' + path + "` includes itself, directly or through others",
                        "remove this path: what it holds is part of the desk already");
    if (open_.size() >= bounds_.document_nesting && !known_.contains(file))
        return error_at(at, errc::limit_exceeded,
                        "files include each other more than " + std::to_string(bounds_.document_nesting) + " deep",
                        "include the innermost ones further out");
    return std::nullopt;
}

inline void part_reader::include(node const& at, std::string const& from)
{
    auto const written = read_text(at);
    if (!written || written->empty()) return;
    auto const path = files_ != nullptr ? files_->locate(from, std::string(*written)) : std::string(*written);
    auto const file = identity(path);
    if (auto wrong = objection(at, path, file)) return found_.push_back(std::move(*wrong));
    if (known_.contains(file)) return;
    if (auto const given = given_.find(file); given != given_.end()) return read(*given->second);
    auto const opened = files_->read(path, bytes_left_);
    if (opened) return read(*opened);
    for (auto const& why : opened.diagnostics()) found_.push_back(error_at(at, why.code, why.message, why.hint));
}

// The merged document, as soon as all of its parts can be parsed and belong together, whatever its shape.
inline std::optional<document> read_parts(std::span<source_text const> sources, file_access const* files,
                                          limits const& bounds, document_reader yaml, diagnostics& found)
{
    part_reader const reading(sources, files, bounds, yaml, found);
    auto const& parts = reading.parts();
    if (found.empty()) found = refuse_parts(parts);
    if (!found.empty()) return std::nullopt;
    auto merged = merge(parts, found);
    auto const misshapen = check_shape(merged.root(), object_kind::desk, bounds);
    found.insert(found.end(), misshapen.begin(), misshapen.end());
    return merged;
}

// What a misshapen document means can be wrong on its own; what only follows from its shape is not said again.
inline bool follows_from(diagnostics const& shape, diagnostic const& meant)
{
    bool const by_name = meant.code == errc::unknown_reference || meant.code == errc::undeclared_name;
    return std::any_of(shape.begin(), shape.end(), [&](diagnostic const& s) {
        bool const same_line = s.file == meant.file && s.at.line == meant.at.line;
        bool const same = s.at.column == meant.at.column || s.code == meant.code;
        return (same_line && same) || (by_name && s.code == errc::bad_id);
    });
}

inline result<document> load_document(std::span<source_text const> sources, file_access const* files,
                                      limits const& bounds, document_reader yaml)
{
    diagnostics found;
    auto merged = read_parts(sources, files, bounds, yaml, found);
    if (found.empty()) return std::move(*merged);
    keep_first(found, bounds.diagnostics);
    return found;
}

// A document of the wrong shape is compiled all the same, so that all that is wrong with it is said at once.
inline result<desk> load_desk(std::span<source_text const> sources, file_access const* files, limits const& bounds,
                              document_reader yaml)
{
    diagnostics found;
    auto const merged = read_parts(sources, files, bounds, yaml, found);
    if (!merged) {
        keep_first(found, bounds.diagnostics);
        return found;
    }
    auto compiled = compile_desk(*merged, bounds);
    diagnostics const shape = found;
    for (auto const& meant : compiled.diagnostics())
        if (!follows_from(shape, meant)) found.push_back(meant);
    found = in_order(std::move(found), *merged);
    keep_first(found, bounds.diagnostics);
    if (has_errors(found)) return found;
    return {std::move(*compiled), std::move(found)};
}

}  // namespace io_detail

OMBUD_INLINE result<document> load_document(std::span<source_text const> sources, limits const& bounds,
                                            document_reader yaml)
{
    return io_detail::load_document(sources, nullptr, bounds, yaml);
}

OMBUD_INLINE result<document> load_document(std::span<source_text const> sources, file_access const& files,
                                            limits const& bounds, document_reader yaml)
{
    return io_detail::load_document(sources, &files, bounds, yaml);
}

OMBUD_INLINE result<desk> load_desk(std::span<source_text const> sources, limits const& bounds, document_reader yaml)
{
    return io_detail::load_desk(sources, nullptr, bounds, yaml);
}

OMBUD_INLINE result<desk> load_desk(std::span<source_text const> sources, file_access const& files,
                                    limits const& bounds, document_reader yaml)
{
    return io_detail::load_desk(sources, &files, bounds, yaml);
}

}}  // namespace ombud
#endif
