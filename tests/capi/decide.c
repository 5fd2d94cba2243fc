/* SPDX-License-Identifier: BSL-1.0 */
/* One desk, one case of each outcome, and every getter. */
#include "check.h"

#define CASE(id, amount, item) \
    "{\"id\":\"" id "\",\"customer\":\"c-1\",\"handler\":\"lena\",\"request\":{\"action\":\"refund\",\"amount\":\"" \
    amount "\",\"item\":{" item "}}}"

static ombud_decision* decide(const ombud_desk* desk, const char* json)
{
    ombud_decision* decision = NULL;
    ombud_error* error = NULL;
    CHECK(ombud_desk_decide_json(desk, json, strlen(json), CHECK_MONDAY, NULL, &decision, &error) == OMBUD_STATUS_OK);
    if (error != NULL) fputs(ombud_error_text(error, NULL), stderr);
    ombud_error_free(error);
    return decision;
}

static void a_grant_names_handler_and_amount(const ombud_desk* desk)
{
    ombud_decision* d = decide(desk, CASE("C-1", "79.00", "\"hygiene\":false,\"opened\":false"));
    CHECK(ombud_decision_outcome(d) == OMBUD_OUTCOME_GRANT);
    CHECK(ombud_decision_cause(d) == OMBUD_CAUSE_NONE);
    CHECK(ombud_decision_verdict(d) == OMBUD_VERDICT_GRANT);
    CHECK_TEXT(ombud_decision_case(d, &check_size), "C-1");
    CHECK_TEXT(ombud_decision_handler(d, &check_size), "lena");
    CHECK_TEXT(ombud_decision_decider(d, &check_size), "lena");
    CHECK_TEXT(ombud_decision_amount(d, &check_size), "79.00 EUR");
    CHECK(ombud_decision_at(d) == CHECK_MONDAY);
    CHECK(ombud_decision_has_quote(d) == 0);
    CHECK(ombud_decision_quote_expected(d) == 0);
    CHECK(ombud_decision_quote_quoted(d) == 0);
    ombud_decision_free(d);
}

static void a_decline_has_no_amount(const ombud_desk* desk)
{
    ombud_decision* d = decide(desk, CASE("C-2", "79.00", "\"hygiene\":true,\"opened\":true"));
    CHECK(ombud_decision_outcome(d) == OMBUD_OUTCOME_DECLINE);
    CHECK(ombud_decision_verdict(d) == OMBUD_VERDICT_DECLINE);
    CHECK_TEXT(ombud_decision_amount(d, &check_size), NULL);
    ombud_decision_free(d);
}

/* Vera's calendar is always open and she takes 2 h: expected at noon. The buffer is the larger of 25 % of 2 h and
   30 min, so the answer is quoted for 12:30. */
static void a_referral_names_decider_cause_and_times(const ombud_desk* desk)
{
    ombud_decision* d = decide(desk, CASE("C-3", "300.00", "\"hygiene\":false,\"opened\":false"));
    CHECK(ombud_decision_outcome(d) == OMBUD_OUTCOME_REFER);
    CHECK(ombud_decision_cause(d) == OMBUD_CAUSE_AUTHORITY);
    CHECK(ombud_decision_verdict(d) == OMBUD_VERDICT_GRANT);
    CHECK_TEXT(ombud_decision_decider(d, &check_size), "vera");
    CHECK(ombud_decision_has_quote(d) == 1);
    CHECK(ombud_decision_quote_expected(d) == CHECK_MONDAY + 2 * 3600);
    CHECK(ombud_decision_quote_quoted(d) == CHECK_MONDAY + 2 * 3600 + 1800);
    ombud_decision_free(d);
}

static void a_question_has_neither_verdict_nor_decider(const ombud_desk* desk)
{
    ombud_decision* d = decide(desk, CASE("C-4", "79.00", "\"hygiene\":true"));
    CHECK(ombud_decision_outcome(d) == OMBUD_OUTCOME_ASK);
    CHECK(ombud_decision_verdict(d) == OMBUD_VERDICT_NONE);
    CHECK_TEXT(ombud_decision_decider(d, &check_size), NULL);
    ombud_decision_free(d);
}

static void a_decision_outlives_its_desk_and_its_json_is_whole(void)
{
    ombud_desk* desk = check_load();
    ombud_decision* d = decide(desk, CASE("C-5", "79.00", "\"hygiene\":false,\"opened\":false"));
    size_t size = 0;
    ombud_desk_free(desk);
    const char* json = ombud_decision_json(d, &size);
    CHECK(json != NULL && strlen(json) == size && size > 500);
    CHECK(json != NULL && strncmp(json, "{\"outcome\":\"grant\",\"cause\":null,", 32) == 0);
    CHECK(json != NULL && json[size - 1] == '}' && strchr(json, '\n') == NULL);
    CHECK(json == ombud_decision_json(d, NULL));
    CHECK(ombud_decision_fingerprint(d, &size) != NULL && size == 64);
    CHECK(json != NULL && strstr(json, ombud_decision_fingerprint(d, NULL)) != NULL);
    CHECK(ombud_decision_text(d, OMBUD_AUDIENCE_CUSTOMER, &size) != NULL && size > 0);
    CHECK(ombud_decision_text(d, OMBUD_AUDIENCE_STAFF, &size) != NULL && size > 0);
    CHECK(ombud_decision_text(d, OMBUD_AUDIENCE_AUDIT, &size) != NULL && size > 0);
    ombud_decision_free(d);
}

static void a_case_may_come_with_its_instant(const ombud_desk* desk)
{
    static const char json[] = "{\"at\":\"2026-03-09T10:00:00+01:00\",\"case\":"
                               CASE("C-6", "79.00", "\"hygiene\":false,\"opened\":false") "}";
    ombud_case* parsed = NULL;
    ombud_decision* first = NULL;
    ombud_decision* second = NULL;
    CHECK(ombud_case_parse(desk, json, sizeof json - 1, &parsed, NULL) == OMBUD_STATUS_OK);
    CHECK_TEXT(ombud_case_id(parsed, &check_size), "C-6");
    CHECK(ombud_case_has_at(parsed) == 1);
    CHECK(ombud_case_at(parsed) == CHECK_MONDAY);
    CHECK(ombud_desk_decide(desk, parsed, OMBUD_NOW_FROM_CASE, NULL, &first, NULL) == OMBUD_STATUS_OK);
    CHECK(ombud_decision_at(first) == CHECK_MONDAY);
    CHECK(ombud_desk_decide(desk, parsed, CHECK_MONDAY + 60, NULL, &second, NULL) == OMBUD_STATUS_OK);
    CHECK(ombud_decision_at(second) == CHECK_MONDAY + 60);
    ombud_decision_free(second);
    ombud_decision_free(first);
    ombud_case_free(parsed);
}

static void a_desk_from_memory_is_the_desk_from_its_file(const ombud_desk* desk)
{
    static char text[8192];
    ombud_buffer buffer = {"desk.jsonc", 10, text, 0};
    ombud_desk* same = NULL;
    FILE* file = fopen(OMBUD_SOURCE_DIR "/tests/capi/desk.jsonc", "rb");
    CHECK(file != NULL);
    if (file == NULL) return;
    buffer.text_size = fread(text, 1, sizeof text, file);
    fclose(file);
    CHECK(ombud_desk_parse(&buffer, 1, &same, NULL) == OMBUD_STATUS_OK);
    CHECK_TEXT(ombud_desk_id(same, &check_size), "c-desk");
    CHECK_TEXT(ombud_desk_version(same, &check_size), "2026-03");
    CHECK_TEXT(ombud_desk_digest(same, &check_size), ombud_desk_digest(desk, NULL));
    CHECK(check_size == 64);
    CHECK(ombud_desk_warnings(same) != NULL && ombud_error_count(ombud_desk_warnings(same)) == 0);
    ombud_desk_free(same);
}

static void names_are_those_of_the_json(void)
{
    CHECK(strcmp(ombud_outcome_name(OMBUD_OUTCOME_OFFER), "offer") == 0);
    CHECK(strcmp(ombud_cause_name(OMBUD_CAUSE_CONFLICT_OF_INTEREST), "conflict_of_interest") == 0);
    CHECK(strcmp(ombud_verdict_name(OMBUD_VERDICT_REFER), "refer") == 0);
    CHECK(ombud_outcome_name(OMBUD_OUTCOME_NONE) == NULL);
    CHECK(ombud_cause_name((ombud_cause)99) == NULL);
    CHECK(ombud_abi_version() == OMBUD_ABI_VERSION);
    CHECK(ombud_version() != NULL && strchr(ombud_version(), '.') != NULL);
}

int main(void)
{
    ombud_desk* desk = check_load();
    if (desk == NULL) return check_failures();
    a_grant_names_handler_and_amount(desk);
    a_decline_has_no_amount(desk);
    a_referral_names_decider_cause_and_times(desk);
    a_question_has_neither_verdict_nor_decider(desk);
    a_decision_outlives_its_desk_and_its_json_is_whole();
    a_case_may_come_with_its_instant(desk);
    a_desk_from_memory_is_the_desk_from_its_file(desk);
    names_are_those_of_the_json();
    ombud_desk_free(desk);
    return check_failures();
}
