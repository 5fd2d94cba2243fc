/* SPDX-License-Identifier: BSL-1.0 */
/* decide_lines [--watch|--whatif|--options|--brief|--close] DESK… : reads cases with their instants from standard
   input, one `{"at": …, "case": …}` a line, and writes one decision a line, or the answer to that question; a case with
   errors gives the line `!` and the codes of its findings, and exit code 3. */
#include <ombud.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { line_bytes = 1 << 20 };

static ombud_status decide(const ombud_desk* desk, const char* line, size_t size, ombud_error** error)
{
    ombud_decision* decision = NULL;
    const ombud_status status = ombud_desk_decide_json(desk, line, size, OMBUD_NOW_FROM_CASE, NULL, &decision, error);
    if (status == OMBUD_STATUS_OK) puts(ombud_decision_json(decision, NULL));
    ombud_decision_free(decision);
    return status;
}

static ombud_status watch(const ombud_desk* desk, const ombud_case* parsed, int64_t now, ombud_answer** answer,
                          ombud_error** error)
{
    return ombud_desk_watch(desk, parsed, now, OMBUD_SINCE_BEGINNING, NULL, answer, error);
}

typedef ombud_status (*question)(const ombud_desk*, const ombud_case*, int64_t, ombud_answer**, ombud_error**);

static const struct named_question {
    const char* name;
    question ask;
} questions[] = {{"--watch", watch},
                 {"--whatif", ombud_desk_whatif},
                 {"--options", ombud_desk_options},
                 {"--brief", ombud_desk_brief},
                 {"--close", ombud_desk_check_close}};

static question question_named(const char* name)
{
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; ++i)
        if (strcmp(questions[i].name, name) == 0) return questions[i].ask;
    return NULL;
}

static ombud_status answer(const ombud_desk* desk, const char* line, size_t size, question ask, ombud_error** error)
{
    ombud_case* parsed = NULL;
    ombud_answer* found = NULL;
    ombud_status status = ombud_case_parse(desk, line, size, &parsed, error);
    if (status == OMBUD_STATUS_OK) status = ask(desk, parsed, OMBUD_NOW_FROM_CASE, &found, error);
    if (status == OMBUD_STATUS_OK) puts(ombud_answer_json(found, NULL));
    ombud_answer_free(found);
    ombud_case_free(parsed);
    return status;
}

static int answer_line(const ombud_desk* desk, const char* line, size_t size, question ask)
{
    ombud_error* error = NULL;
    const ombud_status status = ask != NULL ? answer(desk, line, size, ask, &error) : decide(desk, line, size, &error);
    if (status != OMBUD_STATUS_OK) {
        putchar('!');
        for (size_t i = 0; i < ombud_error_count(error); ++i) printf(" %s", ombud_error_code(error, i, NULL));
        putchar('\n');
        fputs(error != NULL ? ombud_error_text(error, NULL) : ombud_status_text(status), stderr);
    }
    ombud_error_free(error);
    return status == OMBUD_STATUS_OK ? 0 : 3;
}

int main(int argc, char** argv)
{
    ombud_desk* desk = NULL;
    ombud_error* error = NULL;
    char* line = NULL;
    int result = 0;
    const question ask = argc > 1 ? question_named(argv[1]) : NULL;
    if (ask != NULL) --argc, ++argv;
    if (argc < 2) {
        fputs("usage: decide_lines [--watch|--whatif|--options|--brief|--close] DESK... < CASES\n", stderr);
        return 2;
    }
    if (ombud_desk_load((const char* const*)(argv + 1), (size_t)argc - 1, &desk, &error) != OMBUD_STATUS_OK) {
        fputs(ombud_error_text(error, NULL), stderr);
        ombud_error_free(error);
        return 3;
    }
    line = malloc(line_bytes);
    while (line != NULL && fgets(line, line_bytes, stdin) != NULL) {
        const size_t size = strcspn(line, "\n");
        if (size != 0 && answer_line(desk, line, size, ask) != 0) result = 3;
    }
    free(line);
    ombud_desk_free(desk);
    return result;
}
