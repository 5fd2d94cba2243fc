/* SPDX-License-Identifier: BSL-1.0 */
/* Two threads on one desk, one case and one decision: each reads its own cases and all get the same bytes. */
#include "check.h"

#include <pthread.h>

enum { rounds = 500 };

typedef struct shared {
    const ombud_desk* desk;
    const ombud_case* parsed;
    const ombud_decision* decision; /* its JSON is asked for by both threads first */
    const char* expected;
} shared;

typedef struct worker {
    const shared* with;
    int differences;
} worker;

static const char json[] = "{\"id\":\"C-1\",\"customer\":\"c-1\",\"handler\":\"lena\",\"request\":{\"action\":"
                           "\"refund\",\"amount\":\"300.00\",\"item\":{\"hygiene\":false,\"opened\":false}}}";

static int same(const ombud_decision* decision, const char* expected)
{
    const char* got = ombud_decision_json(decision, NULL);
    return got != NULL && strcmp(got, expected) == 0;
}

static void* work(void* argument)
{
    worker* self = argument;
    const shared* with = self->with;
    self->differences += !same(with->decision, with->expected);
    for (int i = 0; i < rounds; ++i) {
        ombud_decision* own = NULL;
        ombud_decision* common = NULL;
        ombud_desk_decide_json(with->desk, json, sizeof json - 1, CHECK_MONDAY, NULL, &own, NULL);
        ombud_desk_decide(with->desk, with->parsed, CHECK_MONDAY, NULL, &common, NULL);
        self->differences += !same(own, with->expected) + !same(common, with->expected);
        ombud_decision_free(common);
        ombud_decision_free(own);
    }
    return NULL;
}

int main(void)
{
    ombud_desk* desk = check_load();
    ombud_case* parsed = NULL;
    ombud_decision* fresh = NULL;
    ombud_decision* reference = NULL;
    CHECK(ombud_case_parse(desk, json, sizeof json - 1, &parsed, NULL) == OMBUD_STATUS_OK);
    CHECK(ombud_desk_decide(desk, parsed, CHECK_MONDAY, NULL, &fresh, NULL) == OMBUD_STATUS_OK);
    CHECK(ombud_desk_decide(desk, parsed, CHECK_MONDAY, NULL, &reference, NULL) == OMBUD_STATUS_OK);
    if (check_failed == 0) {
        const shared with = {desk, parsed, fresh, ombud_decision_json(reference, NULL)};
        worker workers[2] = {{&with, 0}, {&with, 0}};
        pthread_t threads[2];
        for (int i = 0; i < 2; ++i) CHECK(pthread_create(&threads[i], NULL, work, &workers[i]) == 0);
        for (int i = 0; i < 2; ++i) pthread_join(threads[i], NULL);
        CHECK(workers[0].differences == 0 && workers[1].differences == 0);
    }
    ombud_decision_free(reference);
    ombud_decision_free(fresh);
    ombud_case_free(parsed);
    ombud_desk_free(desk);
    return check_failures();
}
