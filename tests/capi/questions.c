/* SPDX-License-Identifier: BSL-1.0 */
/* What else can be asked of a desk than to decide. */
#include "check.h"

static ombud_case* parse(const ombud_desk* desk, const char* amount)
{
    char json[256];
    ombud_case* parsed = NULL;
    snprintf(json, sizeof json,
             "{\"id\":\"C-1\",\"customer\":\"c-1\",\"handler\":\"lena\",\"request\":{\"action\":\"refund\","
             "\"amount\":\"%s\",\"item\":{\"hygiene\":false,\"opened\":false}}}",
             amount);
    CHECK(ombud_case_parse(desk, json, strlen(json), &parsed, NULL) == OMBUD_STATUS_OK);
    return parsed;
}

/* The answer begins with `expected`, and is ended. */
static void begins(ombud_answer* answer, const char* expected)
{
    size_t size = 0;
    const char* json = ombud_answer_json(answer, &size);
    CHECK(json != NULL && size == strlen(json));
    CHECK(json != NULL && strncmp(json, expected, strlen(expected)) == 0);
    if (json != NULL && check_failed != 0) fprintf(stderr, "%s\n", json);
    ombud_answer_free(answer);
}

static void each_question_has_an_answer(const ombud_desk* desk)
{
    static const char promise[] = "{\"amount\":\"50.00\"}";
    static const char draft[] = "Our policy is so.";
    ombud_case* parsed = parse(desk, "300.00");
    ombud_answer* answer = NULL;
    CHECK(ombud_desk_whatif(desk, parsed, CHECK_MONDAY, &answer, NULL) == OMBUD_STATUS_OK);
    begins(answer, "{\"outcome\":\"refer\",\"cause\":\"authority\",\"case\":\"C-1\"");
    CHECK(ombud_desk_options(desk, parsed, CHECK_MONDAY, &answer, NULL) == OMBUD_STATUS_OK);
    begins(answer, "{\"case\":\"C-1\",\"at\":");
    CHECK(ombud_desk_check_promise(desk, parsed, promise, sizeof promise - 1, CHECK_MONDAY, &answer, NULL)
          == OMBUD_STATUS_OK);
    begins(answer, "{\"kept\":true,\"case\":\"C-1\"");
    CHECK(ombud_desk_brief(desk, parsed, CHECK_MONDAY, &answer, NULL) == OMBUD_STATUS_OK);
    begins(answer, "{\"case\":\"C-1\",\"at\":");
    CHECK(ombud_desk_check_close(desk, parsed, CHECK_MONDAY, &answer, NULL) == OMBUD_STATUS_OK);
    begins(answer, "{\"may_close\":true,\"case\":\"C-1\"");
    CHECK(ombud_desk_check_text(desk, draft, sizeof draft - 1, &answer, NULL) == OMBUD_STATUS_OK);
    begins(answer, "{\"findings\":[{\"begin\":0,\"end\":13,\"group\":\"dead_end\"");
    CHECK(ombud_desk_check_text(desk, NULL, 0, &answer, NULL) == OMBUD_STATUS_OK);
    begins(answer, "{\"findings\":[]}");
    ombud_case_free(parsed);
}

/* Goes on from a state where one is kept, and says the same as without one. */
static void clocks_are_watched(void)
{
    static const char* const files[] = {OMBUD_SOURCE_DIR "/tests/capi/desk.jsonc",
                                        OMBUD_SOURCE_DIR "/tests/capi/promises.jsonc"};
    static const char json[] = "{\"at\":\"2026-03-09T12:00:00Z\",\"case\":{\"id\":\"C-1\",\"customer\":\"c-1\","
                               "\"handler\":\"lena\",\"request\":{\"action\":\"refund\"},\"events\":["
                               "{\"at\":\"2026-03-09T10:00:00Z\",\"kind\":\"opened\"}]}}";
    ombud_case* parsed = NULL;
    ombud_answer* answer = NULL;
    ombud_answer* again = NULL;
    ombud_watch_state* state = NULL;
    ombud_error* error = NULL;
    ombud_desk* desk = NULL;
    CHECK(ombud_desk_load(files, 2, &desk, NULL) == OMBUD_STATUS_OK);
    CHECK(ombud_case_parse(desk, json, strlen(json), &parsed, NULL) == OMBUD_STATUS_OK);
    CHECK(ombud_desk_watch(desk, parsed, OMBUD_NOW_FROM_CASE, OMBUD_SINCE_BEGINNING, NULL, &answer, NULL)
          == OMBUD_STATUS_OK);
    begins(answer, "{\"case\":\"C-1\",\"at\":\"2026-03-09T13:00:00+01:00\",\"since\":null,\"clocks\":[{\"promise\":"
                   "\"first-answer\"");
    for (int64_t now = CHECK_MONDAY; now <= CHECK_MONDAY + 4 * 3600; now += 3600) {
        CHECK(ombud_desk_watch(desk, parsed, now, now - 3600, &state, &answer, NULL) == OMBUD_STATUS_OK);
        CHECK(ombud_desk_watch(desk, parsed, now, now - 3600, NULL, &again, NULL) == OMBUD_STATUS_OK);
        CHECK_TEXT(ombud_answer_json(answer, &check_size), ombud_answer_json(again, NULL));
        CHECK(state != NULL);
        ombud_answer_free(answer);
        ombud_answer_free(again);
    }
    CHECK(ombud_desk_watch(desk, parsed, CHECK_MONDAY, INT64_MAX, &state, &answer, &error)
          == OMBUD_STATUS_INVALID_ARGUMENT);
    CHECK(answer == NULL && state != NULL && error != NULL);
    ombud_error_free(error);
    CHECK(ombud_desk_watch(desk, NULL, CHECK_MONDAY, 0, &state, &answer, NULL) == OMBUD_STATUS_INVALID_ARGUMENT);
    ombud_watch_state_free(state);
    ombud_watch_state_free(NULL);
    ombud_case_free(parsed);
    ombud_desk_free(desk);
}

static void a_wrong_question_is_refused(const ombud_desk* desk)
{
    ombud_desk* other = check_load();
    ombud_case* parsed = parse(desk, "20.00");
    ombud_error* error = NULL;
    ombud_answer* answer = NULL;
    CHECK(ombud_desk_whatif(NULL, parsed, 0, &answer, NULL) == OMBUD_STATUS_INVALID_ARGUMENT);
    CHECK(ombud_desk_whatif(desk, NULL, 0, &answer, NULL) == OMBUD_STATUS_INVALID_ARGUMENT);
    CHECK(ombud_desk_options(desk, parsed, 0, NULL, NULL) == OMBUD_STATUS_INVALID_ARGUMENT);
    CHECK(ombud_desk_options(other, parsed, 0, &answer, NULL) == OMBUD_STATUS_INVALID_ARGUMENT);
    CHECK(ombud_desk_options(desk, parsed, OMBUD_NOW_FROM_CASE, &answer, NULL) == OMBUD_STATUS_INVALID_CASE);
    CHECK(ombud_desk_check_text(desk, NULL, 3, &answer, NULL) == OMBUD_STATUS_INVALID_ARGUMENT);
    CHECK(ombud_desk_check_promise(desk, parsed, "{\"amout\":1}", 11, CHECK_MONDAY, &answer, &error)
          == OMBUD_STATUS_INVALID_CASE);
    CHECK_TEXT(ombud_error_code(error, 0, &check_size), "unknown_key");
    CHECK(answer == NULL);
    ombud_error_free(error);
    CHECK(ombud_answer_json(NULL, &check_size) == NULL && check_size == 0);
    ombud_answer_free(NULL);
    ombud_case_free(parsed);
    ombud_desk_free(other);
}

int main(void)
{
    ombud_desk* desk = check_load();
    each_question_has_an_answer(desk);
    clocks_are_watched();
    a_wrong_question_is_refused(desk);
    ombud_desk_free(desk);
    return check_failures();
}
