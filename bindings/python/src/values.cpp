// SPDX-License-Identifier: BSL-1.0
#include "values.hpp"

#include <nanobind/stl/string.h>

#include <limits>

namespace binding {

namespace {

namespace cel = ombud::cel;
using ombud::value;
using cel::type_kind;

constexpr int deepest = 500;  // as deep as values are read from JSON

[[noreturn]] void raise(PyObject* kind, std::string const& message)
{
    PyErr_SetString(kind, message.c_str());
    throw nb::python_error();
}

nb::object helper(char const* name) { return nb::module_::import_("ombud._values").attr(name); }

// Reads one object and all that it holds.
class reader {
public:
    explicit reader(reading const& place) : place_(place) {}

    value read(nb::handle from, cel::type const& wanted)
    {
        if (wanted.kind() == type_kind::optional) {
            if (from.is_none()) return value::optional_none();
            return value::optional(read(from, wanted.parameters().front()));
        }
        auto out = read_plain(from.ptr(), wanted);
        if (!out.is_unknown() && !cel::admits(wanted, out))
            fail(PyExc_TypeError, "it holds " + std::string(type_name(from)) + " where " + to_string(wanted)
                                      + " is declared");
        return out;
    }

private:
    [[noreturn]] void fail(PyObject* kind, std::string const& message) const
    {
        raise(kind, place_.what + ": " + message);
    }

    static std::string type_name(nb::handle of) { return nb::cast<std::string>(nb::str(of.type().attr("__name__"))); }

    value read_plain(PyObject* from, cel::type const& wanted)
    {
        if (from == Py_None) return {};
        if (PyBool_Check(from)) return value::boolean(from == Py_True);
        if (PyLong_CheckExact(from)) return read_number(from, wanted);
        if (PyFloat_Check(from)) return value::real(PyFloat_AsDouble(from));
        if (PyUnicode_Check(from)) return read_text(from, wanted);
        if (PyBytes_Check(from)) return value::bytes(std::string(text_of(nb::borrow<nb::bytes>(from))));
        if (PyList_Check(from) || PyTuple_Check(from)) {
            // A Money is a tuple, too: what has a class of its own is asked for first.
            bool const plain = PyList_Check(from) || PyTuple_CheckExact(from);
            return plain ? read_list(from, wanted) : read_other(from, wanted);
        }
        if (PyDict_Check(from)) return read_map(from, wanted);
        return read_other(from, wanted);
    }

    value read_number(PyObject* from, cel::type const& wanted) const
    {
        if (wanted.kind() == type_kind::unsigned_integer) return read_unsigned(from);
        if (wanted.kind() == type_kind::real) {
            auto const number = PyLong_AsDouble(from);
            if (PyErr_Occurred() != nullptr) throw nb::python_error();
            return value::real(number);
        }
        int beyond = 0;
        auto const number = PyLong_AsLongLongAndOverflow(from, &beyond);
        if (beyond != 0)
            fail(PyExc_OverflowError, "an int of expressions has 64 bits with a sign; from 2**63 to 2**64 - 1 wrap the "
                                      "number in ombud.cel.uint, or declare it as uint");
        return value::integer(number);
    }

    value read_unsigned(PyObject* from) const
    {
        auto const number = PyLong_AsUnsignedLongLong(from);
        if (PyErr_Occurred() == nullptr) return value::unsigned_integer(number);
        PyErr_Clear();
        fail(PyExc_OverflowError, "a uint of expressions is from 0 to 2**64 - 1");
    }

    value read_text(PyObject* from, cel::type const& wanted) const
    {
        Py_ssize_t size = 0;
        auto const* const text = PyUnicode_AsUTF8AndSize(from, &size);
        if (text == nullptr) throw nb::python_error();  // a lone surrogate: UnicodeEncodeError, a ValueError
        std::string_view const written(text, static_cast<std::size_t>(size));
        if (wanted.kind() == type_kind::money) return read_money(written);
        return value::string(std::string(written));
    }

    // What documents do not write, an amount below zero, may come from a difference.
    value read_money(std::string_view text) const
    {
        bool const negative = text.starts_with('-');
        auto amount = ombud::parse_money(text.substr(negative ? 1 : 0), place_.unit);
        if (!amount || amount->currency == ombud::currency())
            fail(PyExc_ValueError, "`" + std::string(text) + "` is no money: write for example `120.00 EUR`");
        if (negative) amount->minor = -amount->minor;
        return value::money(*amount);
    }

    void descend()
    {
        if (++depth_ > deepest)
            fail(PyExc_ValueError, "it is nested deeper than " + std::to_string(deepest) + " levels, or holds itself");
    }

    value part(nb::handle from, cel::type const& wanted)
    {
        auto out = read(from, wanted);
        if (out.is_unknown()) fail(PyExc_TypeError, "an Unknown cannot be part of something known");
        return out;
    }

    value read_list(PyObject* from, cel::type const& wanted)
    {
        descend();
        auto const element = wanted.kind() == type_kind::list ? wanted.parameters().front() : cel::type::dyn();
        std::vector<value> items;
        for (auto const item : nb::borrow<nb::object>(from)) items.push_back(part(item, element));
        --depth_;
        return value::list(std::move(items));
    }

    value read_map(PyObject* from, cel::type const& wanted)
    {
        descend();
        bool const declared = wanted.kind() == type_kind::map;
        auto const keys = declared ? wanted.parameters()[0] : cel::type::dyn();
        auto const contents = declared ? wanted.parameters()[1] : cel::type::dyn();
        std::vector<value::entry> entries;
        for (auto const [key, content] : nb::borrow<nb::dict>(from)) {
            auto name = part(key, keys);
            using enum ombud::value_kind;
            if (!name.is(string) && !name.is(integer) && !name.is(unsigned_integer) && !name.is(boolean))
                fail(PyExc_TypeError, "keys of maps are str, int or bool, not " + type_name(key));
            entries.emplace_back(std::move(name), part(content, contents));
        }
        --depth_;
        return value::map(std::move(entries));
    }

    // (what it is, what it is made of), from the module that knows Python's classes.
    value read_other(PyObject* from, cel::type const& wanted)
    {
        auto const told = nb::cast<nb::tuple>(helper("lower")(nb::handle(from), place_.what));
        auto const kind = nb::cast<std::string>(told[0]);
        if (kind == "timestamp")
            return value::timestamp({ombud::instant{std::chrono::seconds{nb::cast<std::int64_t>(told[1])}},
                                     nb::cast<std::int32_t>(told[2])});
        if (kind == "duration") return value::duration(std::chrono::nanoseconds{nb::cast<std::int64_t>(told[1])});
        if (kind == "money") return read_money(nb::cast<std::string>(told[1]));
        if (kind == "uint") return read_unsigned(from);
        if (kind == "unknown") return value::unknown(0);
        return read_plain(nb::object(told[1]).ptr(), wanted);  // "plain": the same as an int, list or dict
    }

    reading const& place_;
    int depth_ = 0;
};

nb::object list_of(value const& known)
{
    nb::list out;
    for (auto const& item : known.as_list()) out.append(to_python(item));
    return out;
}

nb::object dict_of(value const& known)
{
    nb::dict out;
    for (auto const& [key, content] : known.as_map()) out[to_python(key)] = to_python(content);
    if (out.size() != known.as_map().size())
        raise(PyExc_ValueError, "the map has keys that are one in Python, such as `1` and `true`: " + to_json(known));
    return out;
}

}  // namespace

value to_value(nb::handle given, cel::type const& wanted, reading const& place)
{
    return reader(place).read(given, wanted);
}

nb::object to_python(value const& known)
{
    using enum ombud::value_kind;
    switch (known.kind()) {
    case boolean: return nb::bool_(known.as_boolean());
    case integer: return nb::int_(known.as_integer());
    case unsigned_integer: return helper("uint")(known.as_unsigned());
    case real: return nb::float_(known.as_real());
    case string:
    case type: return to_str(known.as_string());
    case bytes: return to_bytes(known.as_string());
    case timestamp: {
        auto const t = known.as_timestamp();
        return helper("timestamp")(t.whole.time_since_epoch().count(), t.nanoseconds);
    }
    case duration: return helper("duration")(known.as_duration().count());
    case money: return helper("money")(to_string(known.as_money()));
    case list: return list_of(known);
    case map: return dict_of(known);
    case optional: return known.as_optional() != nullptr ? to_python(*known.as_optional()) : nb::none();
    case null:
    case unknown:
    case error: break;  // the last two never stand inside of what is known
    }
    return nb::none();
}

}  // namespace binding
