/* SPDX-License-Identifier: BSL-1.0 */
/* Structs that may grow: the initializer, older and newer callers; and that NULL is harmless everywhere. */
#include "check.h"

static const char json[] = "{\"id\":\"C-1\",\"customer\":\"c-1\",\"handler\":\"lena\",\"request\":"
                           "{\"action\":\"return\",\"item\":{\"opened\":false}}}";

/* As a later version of the header may declare it. */
typedef struct later_options {
    ombud_decide_options known;
    uint64_t added;
} later_options;

static ombud_status decide(const ombud_desk* desk, const void* options, ombud_decision** decision)
{
    return ombud_desk_decide_json(desk, json, sizeof json - 1, CHECK_MONDAY, options, decision, NULL);
}

static void the_initializer_sets_the_size_and_nothing_else(void)
{
    const ombud_decide_options made = OMBUD_DECIDE_OPTIONS_INIT;
    ombud_decide_options by_hand;
    memset(&by_hand, 0, sizeof by_hand);
    by_hand.size = sizeof by_hand;
    CHECK(memcmp(&made, &by_hand, sizeof made) == 0);
}

static void defaults_are_those_of_no_options(const ombud_desk* desk)
{
    const ombud_decide_options defaults = OMBUD_DECIDE_OPTIONS_INIT;
    ombud_decision* with = NULL;
    ombud_decision* without = NULL;
    CHECK(decide(desk, &defaults, &with) == OMBUD_STATUS_OK);
    CHECK(decide(desk, NULL, &without) == OMBUD_STATUS_OK);
    CHECK(strcmp(ombud_decision_json(with, NULL), ombud_decision_json(without, NULL)) == 0);
    ombud_decision_free(without);
    ombud_decision_free(with);
}

static void without_texts_there_are_none(const ombud_desk* desk)
{
    ombud_decide_options options = OMBUD_DECIDE_OPTIONS_INIT;
    ombud_decision* decision = NULL;
    options.no_texts = 1;
    CHECK(decide(desk, &options, &decision) == OMBUD_STATUS_OK);
    CHECK_TEXT(ombud_decision_text(decision, OMBUD_AUDIENCE_CUSTOMER, &check_size), NULL);
    CHECK(strstr(ombud_decision_json(decision, NULL), "\"texts\":null") != NULL);
    ombud_decision_free(decision);
}

/* `hygiene` is not known, and where the package is unopened the rule on opened ones is false. */
static void everything_explained_lists_rules_that_are_false(const ombud_desk* desk)
{
    ombud_decide_options options = OMBUD_DECIDE_OPTIONS_INIT;
    ombud_decision* plain = NULL;
    ombud_decision* full = NULL;
    CHECK(decide(desk, &options, &plain) == OMBUD_STATUS_OK);
    options.explain_all = 1;
    CHECK(decide(desk, &options, &full) == OMBUD_STATUS_OK);
    CHECK(strstr(ombud_decision_json(plain, NULL), "hygiene/opened") == NULL);
    CHECK(strstr(ombud_decision_json(full, NULL), "hygiene/opened") != NULL);
    ombud_decision_free(full);
    ombud_decision_free(plain);
}

static void a_size_that_is_too_small_is_refused(const ombud_desk* desk)
{
    ombud_decide_options options = OMBUD_DECIDE_OPTIONS_INIT;
    ombud_decision* decision = NULL;
    options.size = 0;
    CHECK(decide(desk, &options, &decision) == OMBUD_STATUS_INVALID_ARGUMENT);
    options.size = sizeof options - 1;
    CHECK(decide(desk, &options, &decision) == OMBUD_STATUS_INVALID_ARGUMENT);
    CHECK(decision == NULL);
}

static void a_later_caller_is_served_unless_it_asks_for_more(const ombud_desk* desk)
{
    later_options options;
    ombud_decision* decision = NULL;
    memset(&options, 0, sizeof options);
    options.known.size = sizeof options;
    CHECK(decide(desk, &options, &decision) == OMBUD_STATUS_OK);
    ombud_decision_free(decision);
    options.added = 1;
    CHECK(decide(desk, &options, &decision) == OMBUD_STATUS_INVALID_ARGUMENT);
    CHECK(decision == NULL);
}

static void getters_of_null_answer_as_for_nothing(void)
{
    CHECK(ombud_error_count(NULL) == 0);
    CHECK_TEXT(ombud_error_text(NULL, &check_size), NULL);
    CHECK_TEXT(ombud_error_message(NULL, 0, &check_size), NULL);
    CHECK_TEXT(ombud_desk_id(NULL, &check_size), NULL);
    CHECK(ombud_desk_warnings(NULL) == NULL);
    CHECK_TEXT(ombud_case_id(NULL, &check_size), NULL);
    CHECK(ombud_case_has_at(NULL) == 0 && ombud_case_at(NULL) == 0);
    CHECK_TEXT(ombud_decision_json(NULL, &check_size), NULL);
    CHECK_TEXT(ombud_decision_decider(NULL, &check_size), NULL);
    CHECK_TEXT(ombud_decision_text(NULL, OMBUD_AUDIENCE_STAFF, &check_size), NULL);
    CHECK(ombud_decision_outcome(NULL) == OMBUD_OUTCOME_NONE);
    CHECK(ombud_decision_cause(NULL) == OMBUD_CAUSE_NONE);
    CHECK(ombud_decision_verdict(NULL) == OMBUD_VERDICT_NONE);
    CHECK(ombud_decision_at(NULL) == 0 && ombud_decision_has_quote(NULL) == 0);
    CHECK(ombud_status_text((ombud_status)99) != NULL);
}

int main(void)
{
    ombud_desk* desk = check_load();
    ombud_desk_free(NULL);
    ombud_case_free(NULL);
    ombud_decision_free(NULL);
    ombud_error_free(NULL);
    getters_of_null_answer_as_for_nothing();
    the_initializer_sets_the_size_and_nothing_else();
    if (desk == NULL) return check_failures();
    defaults_are_those_of_no_options(desk);
    without_texts_there_are_none(desk);
    everything_explained_lists_rules_that_are_false(desk);
    a_size_that_is_too_small_is_refused(desk);
    a_later_caller_is_served_unless_it_asks_for_more(desk);
    ombud_desk_free(desk);
    return check_failures();
}
