// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_JSON_WRITER_HPP
#define OMBUD_BASE_JSON_WRITER_HPP

/// @file json_writer.hpp
/// Writing JSON whose bytes depend on nothing but the values.   @layer 0 base
///
/// Not a general serialiser: keys come in the order written, there are no spaces, doubles are the shortest text that
/// reads back the same (`std::to_chars`), and text is escaped as RFC 8259 demands and no further. Digests,
/// fingerprints and decisions are compared byte by byte, so this is fixed here once.

#include <ombud/base/config.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

/// Appends one JSON document to a string that the caller owns. Commas are placed by the writer.
class json_writer {
public:
    explicit json_writer(std::string& out) noexcept : out_(&out) {}

    json_writer& begin_object() { return open('{'); }
    json_writer& end_object() { return close('}'); }
    json_writer& begin_array() { return open('['); }
    json_writer& end_array() { return close(']'); }

    /// A member's name; its value is written next.
    OMBUD_DECL json_writer& key(std::string_view name);
    OMBUD_DECL json_writer& string(std::string_view text);
    OMBUD_DECL json_writer& integer(std::int64_t number);
    OMBUD_DECL json_writer& unsigned_integer(std::uint64_t number);
    /// A double; not finite becomes the string `"NaN"`, `"Infinity"` or `"-Infinity"`, since JSON has no such number.
    OMBUD_DECL json_writer& real(double number);
    OMBUD_DECL json_writer& boolean(bool truth);
    OMBUD_DECL json_writer& null();
    /// Text that is JSON already, taken as it is.
    OMBUD_DECL json_writer& raw(std::string_view json);

private:
    OMBUD_DECL json_writer& open(char bracket);
    OMBUD_DECL json_writer& close(char bracket);
    void separate();

    std::string* out_;
    bool comma_ = false;  // whether a value stands before in the same array or object
};

/// `text` as a JSON string with its quotes.
OMBUD_DECL void append_json_string(std::string& out, std::string_view text);
/// `number` as the shortest text that reads back the same, always with a `.`, an exponent, or a name; 1.0 is `1.0`.
OMBUD_DECL void append_double(std::string& out, double number);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/base/impl/json_writer.ipp>
#endif
#endif  // OMBUD_BASE_JSON_WRITER_HPP
