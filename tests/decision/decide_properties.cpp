// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/random_desks.hpp"

#include <map>
#include <set>

// What holds for every desk and case, tried on small random ones.

using namespace desks;

namespace {

unsigned const worlds = 500 / slowness;
constexpr unsigned cases_each = 5;

std::string whole(random_desk const& desk, matter const& m)
{
    std::string out;
    for (auto const& file : desk.files(false)) out += file + "\n";
    return out + json(m) + "\nat " + m.now;
}

// The first file includes the second, that one the third, and so on; the last two are included by all before them.
ombud::desk load_by_include(std::vector<std::string> files)
{
    auto const last = files.size() - 1;
    for (std::size_t n = 0; n < last; ++n) {
        auto list = "\"" + std::to_string(n + 1) + "\", \"" + std::to_string(last) + "\"";
        files[n].insert(1, "\"include\": [" + list + "], ");
    }
    ombud::file_access const access{
        [](std::string const&, std::string const& written) { return written; },
        [&](std::string const& path, std::size_t) { return ombud::source_text(path, files.at(std::stoul(path))); },
        [](std::string const& path) { return path; }};
    ombud::source_text const first("0", files[0]);
    auto loaded = ombud::load_desk(std::span(&first, 1), access);
    INFO(to_string(loaded.diagnostics()));
    return loaded.value();
}

// With what the desk may know of the customer: an account, support needs.
ombud::decision decide_as_known(ombud::desk const& desk, matter const& m, random_world& world)
{
    auto c = read(desk, m);
    if (world.chance(3)) c.set_account("a-8");
    if (world.chance(3)) c.set_needs({"slower"});
    return ombud::decide(desk, c, at(m.now));
}

// `check(world, parts, desk)` for random desks that load.
void for_each_desk(unsigned seed, unsigned how_many,
                   std::function<void(random_world&, random_desk const&, ombud::desk const&)> const& check)
{
    random_world world(seed);
    unsigned loaded = 0;
    for (unsigned n = 0; n < how_many; ++n) {
        auto const parts = make_desk(world);
        auto const desk = try_load(parts.files(false));
        if (!desk) {
            std::set<std::string> codes;
            for (auto const& d : desk.diagnostics())
                if (d.level == ombud::severity::error) codes.emplace(to_string(d.code));
            // what a random desk may get wrong: self-delegation of the last one, declines that nobody waives
            for (auto const& code : codes) {
                INFO(parts.files(false)[0]);
                CHECK((code == "override_not_allowed" || code == "decline_is_dead_end" || code == "self_delegation"
                       || code == "unknown_reference"));
            }
            continue;
        }
        ++loaded;
        check(world, parts, *desk);
    }
    CHECK(loaded * 2 > how_many);
}

}  // namespace

TEST_CASE("deciding is a function: again, with a workspace that was used for other cases and desks, over a decision of "
          "them",
          "[decision][property]")
{
    ombud::workspace memory;
    ombud::decision over;
    std::map<std::string, unsigned> outcomes;
    for_each_desk(1, worlds, [&](random_world& world, random_desk const& parts, ombud::desk const& desk) {
        for (unsigned n = 0; n < cases_each; ++n) {
            auto const m = random_matter(world, parts.staff.size(), random_events(world, parts.staff.size()));
            INFO(whole(parts, m));
            auto const c = read(desk, m);
            auto const first = ombud::decide(desk, c, at(m.now));
            auto const bytes = to_json(first);
            REQUIRE(to_json(ombud::decide(desk, c, at(m.now))) == bytes);
            REQUIRE(to_json(ombud::decide(desk, c, at(m.now), memory)) == bytes);
            ombud::decide(desk, c, at(m.now), memory, over);
            REQUIRE(to_json(over) == bytes);
            ++outcomes[outcome(first)];
        }
    });
    for (auto const* const one :
         {"grant", "offer", "decline", "ask", "refer authority", "refer special_client", "refer conflict", "refer gap",
          "refer policy", "refer undisclosed", "refer undetermined", "refer conflict_of_interest", "refer at_once",
          "refer requested", "refer concern", "refer skill"}) {
        CAPTURE(one);
        if (slowness == 1) CHECK(outcomes[one] > 5);
    }
}

TEST_CASE("the order of policies, rules, facts, people and files changes nothing, the digest included",
          "[decision][property]")
{
    for_each_desk(2, worlds, [&](random_world& world, random_desk const& parts, ombud::desk const& desk) {
        auto other = parts;
        other.shuffle(world);
        auto files = other.files(true);
        std::shuffle(files.begin(), files.end(), world.source());
        auto const shuffled = load(files);
        REQUIRE(shuffled.digest() == desk.digest());
        REQUIRE(load_by_include(files).digest() == desk.digest());
        for (unsigned n = 0; n < cases_each; ++n) {
            auto const m = random_matter(world, parts.staff.size(), random_events(world, parts.staff.size()));
            INFO(whole(parts, m));
            REQUIRE(to_json(decide(shuffled, m)) == to_json(decide(desk, m)));
        }
    });
}

TEST_CASE("the customer's text gives away nobody but the handler, no role, no status and no unpublished reason",
          "[decision][property][D6]")
{
    for_each_desk(3, worlds, [&](random_world& world, random_desk const& parts, ombud::desk const& desk) {
        for (unsigned n = 0; n < cases_each; ++n) {
            auto const m = random_matter(world, parts.staff.size(), random_events(world, parts.staff.size()));
            INFO(whole(parts, m));
            auto const text = decide_as_known(desk, m, world).texts()->customer;
            REQUIRE_FALSE(text.empty());
            for (std::size_t k = 0; k < parts.staff.size(); ++k) {
                auto const id = "xq" + std::to_string(k);
                if (id != m.handler) REQUIRE(text.find(id) == std::string::npos);
            }
            for (auto const* const word :
                 {"clerk", "chief", "lead", "rank", "special", "sponsor", "management", "manager", "claim", "relation",
                  "registered", "concern", "automated", "c-1", "c-2", "c-3", "a-8", "inner", "Not published",
                  "Unpublished"})
                REQUIRE(text.find(word) == std::string::npos);
        }
    });
}

TEST_CASE("letting off steam changes no outcome", "[decision][property][D13]")
{
    for_each_desk(4, worlds, [&](random_world& world, random_desk const& parts, ombud::desk const& desk) {
        for (unsigned n = 0; n < cases_each; ++n) {
            auto m = random_matter(world, parts.staff.size());
            auto const calm = decide(desk, m);
            m.more.replace(m.more.rfind("[]"), 2,
                           R"([{"at": "2026-03-01T09:00:00Z", "kind": "vent", "by": "customer", "text": "!!!"}])");
            INFO(whole(parts, m));
            auto const upset = decide(desk, m);
            REQUIRE(outcome(upset) == outcome(calm));
            REQUIRE(upset.verdict() == calm.verdict());
            REQUIRE(upset.decider() == calm.decider());
            REQUIRE(upset.amount() == calm.amount());
            REQUIRE(upset.stance() == calm.stance());
            REQUIRE(duties(upset) == duties(calm));
        }
    });
}

TEST_CASE("no decline is a dead end, and every referral has a decider or is decided in person",
          "[decision][property][D27]")
{
    for_each_desk(5, worlds, [&](random_world& world, random_desk const& parts, ombud::desk const& desk) {
        for (unsigned n = 0; n < cases_each; ++n) {
            auto const m = random_matter(world, parts.staff.size());
            INFO(whole(parts, m));
            auto const d = decide(desk, m);
            if (d.outcome() == ombud::outcome::decline)
                REQUIRE((!d.alternatives().empty() || d.appeal() || notices(d, "may_waive")));
            if (d.outcome() == ombud::outcome::decline) REQUIRE(m.customer != "c-2");
            if (d.outcome() == ombud::outcome::decline) REQUIRE(m.customer != "c-3");
            if (d.outcome() != ombud::outcome::refer) continue;
            REQUIRE(d.decider() != d.handler());
            bool const nobody = d.backed_if().starts_with("leave it undecided");  // who is left is barred
            bool const in_person = duties(d).find(":decide_in_person") != std::string::npos;
            REQUIRE(d.decider().empty() == (in_person || nobody));
            REQUIRE_FALSE((in_person && nobody));
            REQUIRE(d.decider().empty() == d.path().empty());
            if (!d.decider().empty() && d.has_quote()) REQUIRE(d.quote().quoted > d.quote().expected);
        }
    });
}

TEST_CASE("answering what is asked leads to a decision, in no more rounds than there are unknown facts",
          "[decision][property][D15]")
{
    for_each_desk(6, worlds, [&](random_world& world, random_desk const& parts, ombud::desk const& desk) {
        for (unsigned n = 0; n < cases_each; ++n) {
            auto const m = random_matter(world, parts.staff.size());
            INFO(whole(parts, m));
            auto c = read(desk, m);
            unsigned unknown = 2;  // the amount, and what is assumed; the list of what was shown is counted below
            for (unsigned slot = 0; slot < desk.model().facts.size(); ++slot)
                unknown += c[ombud::fact{slot}].is_unknown();
            std::set<std::string> asked;
            unsigned rounds = 0;
            for (auto d = ombud::decide(desk, c, at(m.now)); d.outcome() == ombud::outcome::ask;
                 d = ombud::decide(desk, c, at(m.now))) {
                REQUIRE(++rounds <= unknown);
                REQUIRE_FALSE(d.needs().empty());
                for (auto const& need : d.needs()) {
                    REQUIRE(asked.insert(need.fact).second);
                    if (world.chance(4)) {  // asked, and not known
                        c.add(ombud::event(at(m.now), "answered", {{"fact", ombud::value::string(need.fact)}}));
                        continue;
                    }
                    if (need.fact == "shown")
                        c.set_shown(world.chance(2) ? std::vector<std::string>{"p0", "p1"}
                                                    : std::vector<std::string>{});
                    else if (need.fact == "request.amount")
                        c.set(need.fact, ombud::value::money({100 * (1 + world.pick(600)), desk.model().currency}));
                    else if (need.fact == "request.n") c.set(need.fact, ombud::value::integer(world.pick(5)));
                    else if (need.fact == "request.agreed_at")
                        c.set(need.fact, ombud::value::timestamp({at("2026-02-01T00:00:00Z"), 0}));
                    else c.set(need.fact, ombud::value::boolean(world.chance(2)));
                }
                REQUIRE(c.problems().empty());
            }
        }
    });
}

TEST_CASE("abuse and its stance never change what the customer is entitled to", "[decision][property][D13]")
{
    for_each_desk(7, worlds / 2, [&](random_world& world, random_desk const& parts, ombud::desk const&) {
        auto strict = parts;
        strict.policies.push_back({R"("id": "manners", "title": "t", "tier": "company", "actions": "*")",
                                   {R"({"id": "end", "stance": "end_contact"})"}});
        auto const mild = load(parts.files(false)), stern = load(strict.files(false));
        for (unsigned n = 0; n < cases_each; ++n) {
            auto const m = random_matter(world, parts.staff.size());
            INFO(whole(parts, m));
            auto const a = decide(mild, m), b = decide(stern, m);
            auto const& handler = stern.model().organisation.staff[*stern.model().organisation.find_staff(m.handler)];
            REQUIRE(b.stance() == (b.cause() == ombud::cause::at_once ? ombud::stance::normal
                                   : handler.automated                ? ombud::stance::pause
                                                                      : ombud::stance::end_contact));
            REQUIRE(outcome(a) == outcome(b));
            REQUIRE(a.verdict() == b.verdict());
            REQUIRE(a.decider() == b.decider());
            REQUIRE(a.amount() == b.amount());
            REQUIRE(a.fingerprint() == b.fingerprint());
            REQUIRE(duties(a) == duties(b));
        }
    });
}

TEST_CASE("pressure and letting off steam change no outcome, limit, path or duty", "[decision][property][D13]")
{
    for_each_desk(8, worlds / 2, [&](random_world& world, random_desk const& parts, ombud::desk const& desk) {
        for (unsigned n = 0; n < cases_each; ++n) {
            auto m = random_matter(world, parts.staff.size(), random_events(world, parts.staff.size()));
            INFO(whole(parts, m));
            auto const c = read(desk, m);
            auto pressed = c;
            for (auto const* const kind : {"pressure", "vent", "pressure"})
                pressed.add(ombud::event(at("2026-03-01T11:00:00Z"), kind,
                                         {{"text", ombud::value::string("I know the mayor and will tell everyone")}}));
            auto const a = ombud::decide(desk, c, at(m.now)), b = ombud::decide(desk, pressed, at(m.now));
            // the fingerprint takes in `events` where a rule reads them; nothing else may differ
            REQUIRE(outcome(a) == outcome(b));
            REQUIRE(a.verdict() == b.verdict());
            REQUIRE(a.amount() == b.amount());
            REQUIRE(a.decider() == b.decider());
            REQUIRE(a.stance() == b.stance());
            REQUIRE(duties(a) == duties(b));
            REQUIRE(considered(a) == considered(b));
            REQUIRE(a.holds_until() == b.holds_until());
            REQUIRE(a.texts()->customer == b.texts()->customer);
        }
    });
}

TEST_CASE("support needs worsen neither outcome nor limit nor time, and keep the contact open",
          "[decision][property]")
{
    for_each_desk(9, worlds / 2, [&](random_world& world, random_desk const& parts, ombud::desk const&) {
        auto strict = parts;
        strict.policies.push_back({R"("id": "manners", "title": "t", "tier": "company", "actions": "*")",
                                   {R"({"id": "end", "stance": "end_contact"})"}});
        auto const desk = load(strict.files(false));
        for (unsigned n = 0; n < cases_each; ++n) {
            auto m = random_matter(world, parts.staff.size(), random_events(world, parts.staff.size()));
            INFO(whole(parts, m));
            auto const c = read(desk, m);
            auto needy = c;
            needy.set_needs({"in_writing", "third_party"});
            auto const a = ombud::decide(desk, c, at(m.now)), b = ombud::decide(desk, needy, at(m.now));
            REQUIRE(outcome(a) == outcome(b));
            REQUIRE(a.amount() == b.amount());
            REQUIRE(a.decider() == b.decider());
            REQUIRE(a.has_quote() == b.has_quote());
            if (a.has_quote()) REQUIRE(a.quote().quoted == b.quote().quoted);
            REQUIRE(duties(a) == duties(b));
            if (b.stance() != ombud::stance::end_contact) continue;
            auto const& staff = desk.model().organisation.staff;
            REQUIRE(std::any_of(staff.begin(), staff.end(),
                                [&](auto const& one) { return one.reports_to == c.handler(); }));
        }
    });
}
