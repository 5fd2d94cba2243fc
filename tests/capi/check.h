/* SPDX-License-Identifier: BSL-1.0 */
#ifndef OMBUD_TESTS_CAPI_CHECK_H
#define OMBUD_TESTS_CAPI_CHECK_H

/** @file check.h
 *  A count of failed checks, and the desk that the tests share. A test ends with `return check_failures();`. */

#include <ombud.h>

#include <stdio.h>
#include <string.h>

static int check_failed;

static inline int check_failures(void)
{
    if (check_failed != 0) fprintf(stderr, "%d checks failed\n", check_failed);
    return check_failed != 0;
}

#define CHECK(condition) \
    ((condition) ? (void)0 : (void)(++check_failed, fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition)))

/** The getter, called with `&check_size`, gives that text: its size is right, and it ends in NUL. */
#define CHECK_TEXT(call, expected) check_text(__FILE__, __LINE__, call, expected)

static size_t check_size;

static inline void check_text(const char* file, int line, const char* got, const char* expected)
{
    const size_t size = check_size;
    if (expected == NULL ? got == NULL && size == 0
                         : got != NULL && size == strlen(expected) && memcmp(got, expected, size + 1) == 0)
        return;
    ++check_failed;
    fprintf(stderr, "%s:%d: got %s (%zu bytes), expected %s\n", file, line, got != NULL ? got : "NULL", size,
            expected != NULL ? expected : "NULL");
}

static inline ombud_desk* check_load(void)
{
    static const char* const files[] = {OMBUD_SOURCE_DIR "/tests/capi/desk.jsonc"};
    ombud_desk* desk = NULL;
    ombud_error* error = NULL;
    if (ombud_desk_load(files, 1, &desk, &error) != OMBUD_STATUS_OK) {
        ++check_failed;
        fputs(ombud_error_text(error, NULL), stderr);
    }
    ombud_error_free(error);
    return desk;
}

/** 2026-03-09 is a Monday; 10:00 in Berlin is 09:00 UTC. */
#define CHECK_MONDAY INT64_C(1773046800)

#endif
