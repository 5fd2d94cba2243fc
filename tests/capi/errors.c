/* SPDX-License-Identifier: BSL-1.0 */
/* Every way to fail, and that nothing is left behind: no result beside an error, no error beside a result. */
#include "check.h"

static const char good_case[] = "{\"id\":\"C-1\",\"customer\":\"c-1\",\"handler\":\"lena\",\"request\":"
                                "{\"action\":\"return\",\"item\":{\"opened\":false}}}";

static void check_refused(int line, ombud_status status, ombud_error** reported)
{
    ombud_error* const error = *reported;
    if (status != OMBUD_STATUS_INVALID_ARGUMENT || error == NULL) {
        ++check_failed;
        fprintf(stderr, "line %d: status %d\n", line, (int)status);
    }
    CHECK_TEXT(ombud_error_code(error, 0, &check_size), "invalid_argument");
    CHECK(ombud_error_count(error) == 1);
    CHECK(ombud_error_severity(error, 0) == OMBUD_SEVERITY_ERROR);
    CHECK(ombud_error_message(error, 0, NULL) != NULL);
    CHECK(ombud_error_hint(error, 0, NULL) != NULL);
    CHECK(ombud_error_file(error, 0, NULL) == NULL);
    CHECK(ombud_error_line(error, 0) == 0);
    ombud_error_free(error);
}
#define CHECK_REFUSED(status) check_refused(__LINE__, status, &error)

static void a_file_that_is_not_there_is_named(void)
{
    const char* const paths[] = {"no-such-desk.jsonc"};
    ombud_desk* desk = NULL;
    ombud_error* error = NULL;
    CHECK(ombud_desk_load(paths, 1, &desk, &error) == OMBUD_STATUS_INVALID_DESK);
    CHECK(desk == NULL);
    CHECK(ombud_error_count(error) == 1);
    CHECK_TEXT(ombud_error_code(error, 0, &check_size), "unreadable_file");
    CHECK_TEXT(ombud_error_file(error, 0, &check_size), "no-such-desk.jsonc");
    CHECK(strstr(ombud_error_text(error, NULL), "no-such-desk.jsonc") != NULL);
    ombud_error_free(error);
}

/* What a desk includes is found beside its file; a desk from memory has no such place. */
static void includes_need_files(void)
{
    static const char text[] = "{ \"include\": [\"parts/people.jsonc\"] }";
    const ombud_buffer buffer = {"memory.jsonc", 12, text, sizeof text - 1};
    const char* const paths[] = {OMBUD_SOURCE_DIR "/tests/corpus/include/desk.jsonc"};
    ombud_desk* desk = NULL;
    ombud_error* error = NULL;
    CHECK(ombud_desk_load(paths, 1, &desk, &error) == OMBUD_STATUS_OK);
    CHECK_TEXT(ombud_desk_id(desk, &check_size), "included");
    ombud_desk_free(desk);
    desk = NULL;
    CHECK(ombud_desk_parse(&buffer, 1, &desk, &error) == OMBUD_STATUS_INVALID_DESK);
    CHECK(desk == NULL);
    CHECK_TEXT(ombud_error_code(error, 0, &check_size), "unreadable_file");
    CHECK_TEXT(ombud_error_path(error, 0, &check_size), "include[0]");
    CHECK(strstr(ombud_error_message(error, 0, NULL), "includes need files") != NULL);
    ombud_error_free(error);
}

/* Two faults, both reported, each with its place: the unknown key on line 2, the type on line 3. */
static void all_faults_of_a_desk_are_reported_at_once(void)
{
    static const char text[] = "{ \"ombud\": 1, \"desk\": \"d\", \"version\": \"1\",\n"
                               "  \"acitons\": {}, \"time_zone\": \"UTC\", \"currency\": \"EUR\",\n"
                               "  \"actions\": [], \"roles\": {}, \"policies\": [] }\n";
    const ombud_buffer buffer = {"wrong.jsonc", 11, text, sizeof text - 1};
    ombud_desk* desk = NULL;
    ombud_error* error = NULL;
    size_t typo = 0;
    size_t type = 0;
    CHECK(ombud_desk_parse(&buffer, 1, &desk, &error) == OMBUD_STATUS_INVALID_DESK);
    CHECK(desk == NULL);
    for (size_t i = 0; i < ombud_error_count(error); ++i) {
        CHECK_TEXT(ombud_error_file(error, i, &check_size), "wrong.jsonc");
        typo = strcmp(ombud_error_code(error, i, NULL), "unknown_key") == 0 ? i + 1 : typo;
        type = strcmp(ombud_error_code(error, i, NULL), "wrong_type") == 0 ? i + 1 : type;
    }
    CHECK(typo != 0 && type != 0);
    CHECK(ombud_error_line(error, typo - 1) == 2 && ombud_error_column(error, typo - 1) == 3);
    CHECK(strstr(ombud_error_message(error, typo - 1, NULL), "`acitons`") != NULL);
    CHECK(strstr(ombud_error_hint(error, typo - 1, NULL), "`actions`") != NULL);
    CHECK(ombud_error_line(error, type - 1) == 3);
    CHECK_TEXT(ombud_error_path(error, type - 1, &check_size), "actions");
    CHECK(ombud_error_code(error, ombud_error_count(error), NULL) == NULL);
    CHECK(ombud_error_severity(error, ombud_error_count(error)) == OMBUD_SEVERITY_NONE);
    ombud_error_free(error);
}

static void faults_of_a_case_have_code_and_place(const ombud_desk* desk)
{
    static const char json[] = "{\"id\":\"C-1\",\"customer\":\"c-1\",\n\"handler\":\"lean\","
                               "\"request\":{\"action\":\"return\"}}";
    ombud_decision* decision = NULL;
    ombud_error* error = NULL;
    CHECK(ombud_desk_decide_json(desk, json, sizeof json - 1, CHECK_MONDAY, NULL, &decision, &error)
          == OMBUD_STATUS_INVALID_CASE);
    CHECK(decision == NULL);
    CHECK(ombud_error_count(error) == 1);
    CHECK_TEXT(ombud_error_code(error, 0, &check_size), "unknown_handler");
    CHECK_TEXT(ombud_error_path(error, 0, &check_size), "handler");
    CHECK(ombud_error_line(error, 0) == 2);
    CHECK(strstr(ombud_error_hint(error, 0, NULL), "lena") != NULL);
    ombud_error_free(error);
}

static void text_that_is_no_json_is_a_fault_of_the_case(const ombud_desk* desk)
{
    static const char* const texts[] = {"", "{", "null", "\xff\xfe", "{\"id\":1}", "[]"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; ++i) {
        ombud_case* parsed = NULL;
        ombud_error* error = NULL;
        CHECK(ombud_case_parse(desk, texts[i], strlen(texts[i]), &parsed, &error) == OMBUD_STATUS_INVALID_CASE);
        CHECK(parsed == NULL && ombud_error_count(error) > 0);
        CHECK(ombud_error_line(error, 0) >= 1);
        ombud_error_free(error);
    }
}

static void a_missing_instant_is_a_fault_of_the_case(const ombud_desk* desk)
{
    ombud_decision* decision = NULL;
    ombud_error* error = NULL;
    CHECK(ombud_desk_decide_json(desk, good_case, sizeof good_case - 1, OMBUD_NOW_FROM_CASE, NULL, &decision, &error)
          == OMBUD_STATUS_INVALID_CASE);
    CHECK(decision == NULL);
    CHECK_TEXT(ombud_error_code(error, 0, &check_size), "missing_key");
    CHECK_TEXT(ombud_error_path(error, 0, &check_size), "at");
    ombud_error_free(error);
}

static void an_argument_that_is_null_is_refused(const ombud_desk* desk)
{
    const char* const no_path[] = {NULL};
    const ombud_buffer no_text = {NULL, 0, NULL, 3};
    ombud_desk* loaded = NULL;
    ombud_case* parsed = NULL;
    ombud_decision* decision = NULL;
    ombud_error* error = NULL;
    CHECK_REFUSED(ombud_desk_load(NULL, 1, &loaded, &error));
    CHECK_REFUSED(ombud_desk_load(no_path, 1, &loaded, &error));
    CHECK_REFUSED(ombud_desk_load(no_path, 0, &loaded, &error));
    CHECK_REFUSED(ombud_desk_load(no_path, 1, NULL, &error));
    CHECK_REFUSED(ombud_desk_parse(NULL, 1, &loaded, &error));
    CHECK_REFUSED(ombud_desk_parse(&no_text, 1, &loaded, &error));
    CHECK_REFUSED(ombud_case_parse(NULL, good_case, sizeof good_case - 1, &parsed, &error));
    CHECK_REFUSED(ombud_case_parse(desk, NULL, 3, &parsed, &error));
    CHECK_REFUSED(ombud_case_parse(desk, good_case, sizeof good_case - 1, NULL, &error));
    CHECK_REFUSED(ombud_desk_decide(desk, NULL, CHECK_MONDAY, NULL, &decision, &error));
    CHECK_REFUSED(ombud_desk_decide_json(NULL, good_case, sizeof good_case - 1, 0, NULL, &decision, &error));
    CHECK_REFUSED(ombud_desk_decide_json(desk, good_case, sizeof good_case - 1, 0, NULL, NULL, &error));
    CHECK(loaded == NULL && parsed == NULL && decision == NULL);
    CHECK(ombud_desk_load(NULL, 1, &loaded, NULL) == OMBUD_STATUS_INVALID_ARGUMENT);
}

static void a_case_of_another_desk_is_refused(const ombud_desk* desk)
{
    ombud_desk* other = check_load();
    ombud_case* parsed = NULL;
    ombud_decision* decision = NULL;
    ombud_error* error = NULL;
    CHECK(ombud_case_parse(other, good_case, sizeof good_case - 1, &parsed, NULL) == OMBUD_STATUS_OK);
    CHECK_REFUSED(ombud_desk_decide(desk, parsed, CHECK_MONDAY, NULL, &decision, &error));
    CHECK(ombud_desk_decide(other, parsed, CHECK_MONDAY, NULL, &decision, &error) == OMBUD_STATUS_OK);
    CHECK(error == NULL);
    ombud_decision_free(decision);
    ombud_case_free(parsed);
    ombud_desk_free(other);
}

static void an_instant_beyond_the_years_1_to_9999_is_refused(const ombud_desk* desk)
{
    static const int64_t beyond[] = {INT64_MIN + 1, INT64_C(-62135596801), INT64_C(253402300800), INT64_MAX};
    static const int64_t within[] = {INT64_C(-62135596800), INT64_C(253402300799)};
    for (size_t i = 0; i < 4; ++i) {
        ombud_decision* decision = NULL;
        ombud_error* error = NULL;
        CHECK_REFUSED(
            ombud_desk_decide_json(desk, good_case, sizeof good_case - 1, beyond[i], NULL, &decision, &error));
    }
    for (size_t i = 0; i < 2; ++i) {
        ombud_decision* decision = NULL;
        CHECK(ombud_desk_decide_json(desk, good_case, sizeof good_case - 1, within[i], NULL, &decision, NULL)
              == OMBUD_STATUS_OK);
        ombud_decision_free(decision);
    }
}

int main(void)
{
    ombud_desk* desk = check_load();
    if (desk == NULL) return check_failures();
    a_file_that_is_not_there_is_named();
    includes_need_files();
    all_faults_of_a_desk_are_reported_at_once();
    faults_of_a_case_have_code_and_place(desk);
    text_that_is_no_json_is_a_fault_of_the_case(desk);
    a_missing_instant_is_a_fault_of_the_case(desk);
    an_argument_that_is_null_is_refused(desk);
    a_case_of_another_desk_is_refused(desk);
    an_instant_beyond_the_years_1_to_9999_is_refused(desk);
    ombud_desk_free(desk);
    return check_failures();
}
