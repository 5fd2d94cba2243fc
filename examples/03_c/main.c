/* SPDX-License-Identifier: BSL-1.0 */
#include <ombud.h>

#include <stdio.h>

int main(int argc, char** argv)
{
    static const char json[] = "{ \"id\": \"C-1\", \"customer\": \"c-77\", \"handler\": \"lena\","
                               "  \"request\": { \"action\": \"refund\", \"amount\": \"120.00\","
                               "                 \"bought_on\": \"2026-02-20\", \"opened\": false } }";
    const int64_t now = 1773050400; /* 2026-03-09T11:00:00+01:00: the host's clock, not the library's */
    ombud_desk* desk = NULL;
    ombud_decision* decision = NULL;
    ombud_error* error = NULL;

    if (ombud_desk_load((const char* const*)argv + 1, (size_t)argc - 1, &desk, &error) == OMBUD_STATUS_OK
        && ombud_desk_decide_json(desk, json, sizeof json - 1, now, NULL, &decision, &error) == OMBUD_STATUS_OK) {
        printf("outcome: %s\n", ombud_outcome_name(ombud_decision_outcome(decision)));
        printf("decider: %s\n", ombud_decision_decider(decision, NULL));
        printf("answer in: %d minutes\n", (int)(ombud_decision_quote_quoted(decision) - now) / 60);
        printf("say: %s\n", ombud_decision_text(decision, OMBUD_AUDIENCE_CUSTOMER, NULL));
    } else {
        fputs(ombud_error_text(error, NULL), stderr); /* each fault with file, line, column and what to do */
    }
    const int failed = decision == NULL;
    ombud_error_free(error);
    ombud_decision_free(decision);
    ombud_desk_free(desk);
    return failed;
}
