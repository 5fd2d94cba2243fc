// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_IMPL_PROMISE_IPP
#define OMBUD_IO_IMPL_PROMISE_IPP

#include <ombud/io/promise.hpp>

#include <ombud/base/id.hpp>
#include <ombud/io/json.hpp>
#include <ombud/policy/fact_value.hpp>
#include <ombud/policy/keys.hpp>
#include <ombud/policy/reader.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace io_detail {

class promise_reader {
public:
    promise_reader(desk const& d, node const& root) : desk_(d.model()), root_(root) {}

    result<offered_promise> run()
    {
        if (!root_.is(node_kind::object))
            return error_at(root_, errc::wrong_type, "a promise must be an object",
                "write for example `{ \"amount\": \"20.00\" }`");
        for (auto const& member : root_) take(member);
        if (!found_.empty()) return found_;
        return out_;
    }

private:
    void refuse(node const& at, errc code, std::string message, std::string hint)
    {
        found_.push_back(error_at(at, code, std::move(message), std::move(hint)));
    }

    void take(node const& member)
    {
        static constexpr std::array<std::string_view, 5> keys{"action", "amount", "due", "to", "answer"};
        auto const key = member.key();
        if (is_own_key(key)) return;
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
            auto hint = did_you_mean(key, keys);
            if (hint.empty()) hint = "keys are `action`, `amount`, `due`, `to` and `answer`";
            found_.push_back(error_at_key(member, errc::unknown_key,
                "a promise has no key `" + std::string(key) + "`", hint));
        } else if (!member.is(node_kind::null)) {
            if (key == "answer") take_answer(member);
            else if (auto const text = read_text(member)) take_text(member, key, *text);
            else refuse(member, errc::wrong_type, "`" + std::string(key) + "` must be a text", "write it in quotes");
        }
    }

    void take_answer(node const& member)
    {
        if (auto const flag = read_flag(member)) out_.answer = *flag;
        else refuse(member, errc::wrong_type, "`answer` must be true or false", "true promises an answer only");
    }

    void take_text(node const& member, std::string_view key, std::string_view text)
    {
        if (key == "action") return take_action(member, text);
        if (key == "to") return take_to(member, text);
        auto const quoted = "`" + std::string(text) + "`";
        if (key == "amount") {
            out_.amount = read_money(member, desk_.currency);
            if (!out_.amount) refuse(member, errc::bad_money, quoted + " is no amount",
                std::string(meaning(errc::bad_money)));
            return;
        }
        auto const due = read_precise_instant(member, desk_.zone);
        if (due) out_.due = due->whole;
        else refuse(member, errc::bad_instant, quoted + " is no instant", std::string(meaning(errc::bad_instant)));
    }

    template <class Table>
    static std::string suggestion(std::string_view word, Table const& table)
    {
        std::vector<std::string_view> ids;
        for (auto const& thing : table) ids.push_back(thing.id);
        auto const hint = did_you_mean(word, ids);
        return hint.empty() ? "name one that the desk defines" : hint;
    }

    void take_action(node const& member, std::string_view text)
    {
        auto const& org = desk_.organisation;
        out_.action = org.find_action(text);
        if (!out_.action)
            refuse(member, errc::unknown_action, "the desk has no action `" + std::string(text) + "`",
                   suggestion(text, org.actions));
    }

    void take_to(node const& member, std::string_view text)
    {
        auto const& org = desk_.organisation;
        out_.to = text;
        if (text != "customer" && !org.find_staff(text))
            refuse(member, errc::unknown_reference, "no member of staff has the id `" + std::string(text) + "`",
                   suggestion(text, org.staff));
    }

    desk_model const& desk_;
    node root_;
    offered_promise out_;
    diagnostics found_;
};

}  // namespace io_detail

OMBUD_INLINE result<offered_promise> parse_promise(desk const& d, source_text json, limits const& bounds)
{
    auto const parsed = parse_json(std::move(json), bounds.case_bytes, bounds);
    if (!parsed) return parsed.diagnostics();
    return io_detail::promise_reader(d, parsed->root()).run();
}

}}  // namespace ombud
#endif
