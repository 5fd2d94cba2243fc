// SPDX-License-Identifier: BSL-1.0
/// @file cel.cpp
/// Expressions: compiled here, evaluated without the interpreter's lock but where they call back into Python.

#include "values.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <set>
#include <span>
#include <string>

namespace binding {

namespace {

namespace cel = ombud::cel;
using ombud::value;

/// An expression and what it was compiled against. Holds no object of Python, so that no cycle can run through it:
/// functions are handed in with each evaluation.
struct compiled {
    cel::program program;
    cel::environment scope;
};

/// One evaluation as Python sees it: the functions it may call, and what they raised.
class call_scope {
public:
    explicit call_scope(nb::tuple functions) : functions_(std::move(functions)), outer_(std::exchange(innermost, this))
    {}
    call_scope(call_scope const&) = delete;
    call_scope& operator=(call_scope const&) = delete;
    ~call_scope() { innermost = outer_; }

    /// That of the evaluation which this thread is in.
    static call_scope& current() { return *innermost; }

    nb::object function(std::size_t number) const { return functions_[number]; }
    /// Lend an object that stays until the evaluation is over: the engine may let go of what it holds without the lock.
    nb::handle keep(nb::handle object)
    {
        kept_.push_back(nb::borrow(object));
        return object;
    }

    /// What `work` gives, or what it raises as the value that stands for an error.
    template <class Work>
    value guard(Work const& work)
    {
        if (stopped_.is_valid()) return value::error("the evaluation was interrupted");
        try {
            return work();
        } catch (nb::python_error const& raised) {
            return note(raised);
        }
    }

    /// Raise what must not become an error of the expression, such as KeyboardInterrupt.
    void rethrow() const
    {
        if (!stopped_.is_valid()) return;
        PyErr_SetObject(stopped_.type().ptr(), stopped_.ptr());
        throw nb::python_error();
    }

    /// The exception that an error came from, or None.
    nb::object cause_of(value const& failed) const
    {
        for (auto const& [message, exception] : raised_)
            if (message == failed.error_message()) return exception;
        return nb::none();
    }

private:
    static std::string message_of(nb::handle exception)
    {
        try {
            auto text = nb::cast<std::string>(nb::str(exception));
            if (!text.empty()) return text;
        } catch (nb::python_error const&) {  // its own __str__ fails
        } catch (nb::cast_error const&) {
        }
        return nb::cast<std::string>(exception.type().attr("__name__"));
    }

    value note(nb::python_error const& raised)
    {
        auto exception = nb::borrow(raised.value());
        if (!raised.matches(PyExc_Exception)) stopped_ = exception;
        auto message = message_of(exception);
        raised_.emplace_back(message, std::move(exception));
        return value::error(std::move(message));
    }

    static thread_local call_scope* innermost;

    nb::tuple functions_;
    call_scope* outer_;
    std::vector<nb::object> kept_;
    std::vector<std::pair<std::string, nb::object>> raised_;
    nb::object stopped_;
};

thread_local call_scope* call_scope::innermost = nullptr;

// Name, parameters, result, whether it is called as a method.
using signature = std::tuple<std::string, std::vector<std::string>, std::string, bool>;
using declaration = std::pair<std::string, std::string>;

[[noreturn]] void refuse(std::string const& message)
{
    PyErr_SetString(PyExc_ValueError, message.c_str());
    throw nb::python_error();
}

cel::type read_type(std::string const& text)
{
    if (auto known = cel::parse_type(text)) return std::move(*known);
    refuse("`" + text + "` is no type of expressions; types are bool, int, uint, double, string, bytes, timestamp, "
           "duration, money, list(T), map(K, V), optional_type(T), dyn");
}

// Whether a standard function takes these arguments already: then it would be called, and the host's never.
bool is_standard(cel::function const& f)
{
    cel::environment scope;
    std::string call = f.receiver ? "p0." + f.name + '(' : f.name + '(';
    for (std::size_t n = 0; n < f.parameters.size(); ++n) {
        auto const name = 'p' + std::to_string(n);
        scope.declare(name, f.parameters[n]);
        if (n > 0 || !f.receiver) call += (call.back() == '(' ? "" : ", ") + name;
    }
    return bool(cel::compile(scope, call + ')'));
}

value call_python(std::size_t number, std::string const& name, cel::type const& result, ombud::currency unit,
                  std::span<value const> arguments)
{
    nb::gil_scoped_acquire const held;
    auto& scope = call_scope::current();
    return scope.guard([&] {
        nb::list given;
        for (auto const& each : arguments) given.append(to_python(each));
        auto out = to_value(scope.function(number)(*given), result, {"the result of `" + name + "`", unit});
        return out.is_unknown() ? value::error("`" + name + "` may not give an Unknown") : out;
    });
}

cel::environment make_scope(cel::checking mode, std::vector<declaration> const& types,
                            std::vector<signature> const& functions, ombud::currency unit)
{
    cel::environment out(ombud::limits{}, mode);
    out.set_currency(unit);
    out.set_zones([](std::string_view name) {
        auto const zone = ombud::zone::load(name);
        return zone ? cel::zone_offset([z = *zone](ombud::instant t) { return z.offset_at(t); }) : cel::zone_offset();
    });
    for (auto const& [name, type] : types) out.declare(name, read_type(type));
    for (std::size_t number = 0; number < functions.size(); ++number) {
        auto const& [name, parameters, result, receiver] = functions[number];
        std::vector<cel::type> takes;
        for (auto const& each : parameters) takes.push_back(read_type(each));
        auto const gives = read_type(result);
        cel::function made{name, std::move(takes), gives,
                           [number, name = name, gives, unit](std::span<value const> arguments) {
                               return call_python(number, name, gives, unit, arguments);
                           },
                           receiver};
        if (is_standard(made)) refuse("`" + name + "` is a standard function for such arguments: give it another name");
        out.declare_function(std::move(made));
    }
    return out;
}

// The names of an expression that mean nothing yet: a checked compilation would refuse them.
std::vector<std::string> free_names(cel::environment const& scope, std::string_view source)
{
    std::vector<std::string> out;
    auto const parsed = cel::parse(source, scope.bounds());
    if (!parsed.tree) return out;
    std::set<std::uint32_t> places;
    for (auto const& issue : cel::compile(scope, source).issues)
        if (issue.code == ombud::errc::undeclared_name) places.insert(issue.offset);
    for (auto const& node : parsed.tree->nodes)
        if (node.kind == cel::node_kind::name && places.contains(node.offset))
            out.push_back(parsed.tree->text_of(node));
    return out;
}

ombud::currency read_currency(std::optional<std::string> const& code)
{
    if (!code) return {};
    if (auto const known = ombud::currency::parse(*code)) return *known;
    refuse("`" + *code + "` is no currency of ISO 4217, such as `EUR`");
}

made_of<compiled> compile(nb::bytes const& source, std::optional<std::vector<declaration>> const& types,
                          std::vector<signature> const& functions, std::optional<std::string> const& currency)
{
    using enum cel::checking;
    auto const text = text_of(source);
    auto const unit = read_currency(currency);
    auto scope = make_scope(types ? checked : unchecked, types.value_or(std::vector<declaration>{}), functions, unit);
    if (!types)
        for (auto& name : free_names(make_scope(checked, {}, functions, unit), text))
            scope.declare(std::move(name), cel::type::dyn());
    auto made = cel::compile(scope, text);
    auto found = to_findings(cel::to_diagnostics(made.issues, text, "<expression>"));
    if (!made) return {std::nullopt, std::move(found)};
    return {compiled{std::move(*made.compiled), std::move(scope)}, std::move(found)};
}

// What a variable, perhaps of a dotted name, is in nested dicts; nothing where a key is absent.
nb::handle find_in(nb::handle object, std::string_view name)
{
    for (auto rest = name; object.is_valid() && !rest.empty();) {
        if (!PyDict_Check(object.ptr())) {
            auto const message = "what holds the variable `" + std::string(name) + "` must be a dict at every dot";
            PyErr_SetString(PyExc_TypeError, message.c_str());
            throw nb::python_error();
        }
        auto const dot = std::min(rest.find('.'), rest.size());
        object = PyDict_GetItemWithError(object.ptr(), to_str(rest.substr(0, dot)).ptr());
        if (PyErr_Occurred() != nullptr) throw nb::python_error();
        rest.remove_prefix(std::min(dot + 1, rest.size()));
    }
    return object;
}

// Only what the expression may read is translated; callables wait until it does.
void fill(compiled const& in, nb::dict const& given, call_scope& scope, cel::activation& out)
{
    for (auto const slot : in.program.slots()) {
        auto const& variable = in.scope.variables()[slot];
        auto const found = find_in(given, variable.name);
        if (!found.is_valid()) continue;
        auto const read = [&variable, unit = in.scope.currency()](nb::handle from) {
            return to_value(from, variable.type, {"variable `" + variable.name + "`", unit});
        };
        if (PyCallable_Check(found.ptr()) == 0) {
            if (auto known = read(found); !known.is_unknown()) out.set(slot, std::move(known));
            continue;
        }
        out.set_lazy(slot, [slot, read, &scope, ask = scope.keep(found)] {
            nb::gil_scoped_acquire const held;
            auto answer = scope.guard([&] { return read(ask()); });
            return answer.is_unknown() ? value::unknown(slot) : answer;
        });
    }
}

enum class outcome { known, unknown, failed };

// Which outcome, what it is (a value, the names of variables, a finding), and the exception behind it.
nb::tuple hand_over(compiled const& in, value const& result, call_scope const& scope)
{
    if (result.is_unknown()) {
        nb::list names;
        for (auto const name : in.scope.names_of(result)) names.append(to_str(name));
        return nb::make_tuple(int(outcome::unknown), nb::tuple(names), nb::none());
    }
    if (!result.is_error()) return nb::make_tuple(int(outcome::known), to_python(result), nb::none());
    ombud::diagnostic d;
    d.code = ombud::errc::evaluation_error;
    d.file = "<expression>";
    d.at = ombud::source_text({}, std::string(in.program.source())).at(result.error_offset());
    d.message = result.error_message();
    return nb::make_tuple(int(outcome::failed), to_finding(d), scope.cause_of(result));
}

value run(compiled const& in, nb::dict const& given, call_scope& scope, cel::trace* shown)
{
    cel::activation variables;
    fill(in, given, scope, variables);
    cel::workspace memory;
    nb::gil_scoped_release const released;
    return shown != nullptr ? cel::evaluate(in.program, variables, memory, *shown)
                            : cel::evaluate(in.program, variables, memory);
}

nb::tuple evaluate(compiled const& in, nb::dict const& given, nb::tuple const& functions)
{
    call_scope scope(functions);
    auto const result = run(in, given, scope, nullptr);
    scope.rethrow();
    return hand_over(in, result, scope);
}

nb::list explain(compiled const& in, nb::dict const& given, nb::tuple const& functions)
{
    call_scope scope(functions);
    cel::trace shown;
    run(in, given, scope, &shown);
    scope.rethrow();
    nb::list out;
    for (auto const& step : shown.steps())
        out.append(nb::make_tuple(step.depth, step.offset, to_str(in.program.source().substr(step.offset, step.length)))
                   + hand_over(in, step.result, scope));
    return out;
}

nb::tuple variables_of(compiled const& in)
{
    nb::list names;
    for (auto const slot : in.program.slots()) names.append(to_str(in.scope.variables()[slot].name));
    return nb::tuple(names);
}

}  // namespace

void add_cel(nb::module_& m)
{
    nb::class_<compiled>(m, "Program")
        .def_prop_ro("source", [](compiled const& p) { return to_str(p.program.source()); })
        .def_prop_ro("canonical", [](compiled const& p) { return to_str(cel::unparse(p.program)); })
        .def_prop_ro("result_type", [](compiled const& p) { return to_str(to_string(p.program.result_type())); })
        .def_prop_ro("variables", &variables_of)
        .def_prop_ro("cost", [](compiled const& p) {
            return std::pair(p.program.cost().least, p.program.cost().most);
        })
        .def("evaluate", &evaluate, nb::arg("variables"), nb::arg("functions"))
        .def("trace", &explain, nb::arg("variables"), nb::arg("functions"));
    m.def("compile", &compile, nb::arg("source"), nb::arg("types").none(), nb::arg("functions"),
          nb::arg("currency").none());
}

}  // namespace binding
