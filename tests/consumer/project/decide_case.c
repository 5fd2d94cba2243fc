/* SPDX-License-Identifier: BSL-1.0 */
#include <ombud.h>

#include <stdint.h>
#include <stdio.h>

int main(int argc, char* argv[])
{
    static char json[65536];
    const int64_t now = 1772442000; /* 2026-03-02T10:00:00+01:00 */
    ombud_desk* desk = NULL;
    ombud_decision* decision = NULL;
    ombud_error* error = NULL;
    size_t size = 0;
    int failed = 1;
    FILE* file = argc == 3 ? fopen(argv[2], "rb") : NULL;
    const char* paths[1];
    if (file == NULL) return 2;
    size = fread(json, 1, sizeof json, file);
    fclose(file);
    paths[0] = argv[1];
    if (ombud_desk_load(paths, 1, &desk, &error) == OMBUD_STATUS_OK
        && ombud_desk_decide_json(desk, json, size, now, NULL, &decision, &error) == OMBUD_STATUS_OK) {
        puts(ombud_decision_json(decision, NULL));
        failed = 0;
    } else {
        fputs(ombud_error_text(error, NULL), stderr);
    }
    ombud_error_free(error);
    ombud_decision_free(decision);
    ombud_desk_free(desk);
    return failed;
}
