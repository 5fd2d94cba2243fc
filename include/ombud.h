/* SPDX-License-Identifier: BSL-1.0 */
#ifndef OMBUD_H
#define OMBUD_H

/**
 * @file ombud.h
 * The C interface of ombud: from a desk document and a case to a decision with an escalation path. C99, whole and
 * alone; the library is `libombud.so.0`.
 *
 *     ombud_desk* desk = NULL;
 *     ombud_decision* decision = NULL;
 *     ombud_error* error = NULL;
 *     const char* files[] = {"desk.jsonc"};
 *     if (ombud_desk_load(files, 1, &desk, &error) == OMBUD_STATUS_OK
 *         && ombud_desk_decide_json(desk, json, strlen(json), time(NULL), NULL, &decision, &error) == OMBUD_STATUS_OK)
 *         puts(ombud_decision_json(decision, NULL));
 *     else
 *         fputs(ombud_error_text(error, NULL), stderr);
 *     ombud_error_free(error);
 *     ombud_decision_free(decision);
 *     ombud_desk_free(desk);
 *
 * Rules that hold for every function:
 *
 * - What can fail returns `ombud_status`; everything else is a plain getter or a `_free`. No exception, no `errno` and
 *   no global state is part of this interface.
 * - Ownership is in the names: `_load`, `_parse` and `_decide` give an object that the caller ends with the `_free` of
 *   its noun. `_free` of NULL does nothing. Objects do not depend on each other's lifetime: a decision outlives its
 *   desk, and a case its desk. What a getter returns belongs to the object it was asked of, and lives as long.
 * - The results of a function, `desk`, `parsed` or `decision`, are set to NULL first and to an object if the status is
 *   OMBUD_STATUS_OK. So is `error`, the other way round: an object that says why, if the status is another. It may be
 *   NULL where the caller does not want it; and it stays NULL where no memory is left to make one.
 * - Strings are UTF-8. Those that go in are a pointer and a size in bytes, without a NUL at the end (paths excepted:
 *   they end in NUL, as in `main`). Those that come out end in NUL and have their size in `*size`, where `size` may be
 *   NULL; NULL is "there is none", and then `*size` is 0.
 * - Getters take NULL for an object and answer as for an empty one: NULL, 0, or the `_NONE` of the enumeration.
 * - Instants are seconds since 1970-01-01T00:00:00Z, without leap seconds.
 * - Threads: any number of them may use one object at the same time, so long as none of them frees it. An
 *   `ombud_watch_state` is the exception: one call at a time.
 */

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define OMBUD_API __attribute__((visibility("default")))
#else
#define OMBUD_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- the library --------------------------------------------------------------------------------------------- */

/** The version of this interface. It rises with every addition; what breaks programs changes the library's soname. */
#define OMBUD_ABI_VERSION 4

/** OMBUD_ABI_VERSION of the library that runs: at least the one that the program was compiled with, or functions that
 *  the program needs are missing. */
OMBUD_API uint32_t ombud_abi_version(void);

/** The version of the library that runs, such as "0.1.0". */
OMBUD_API const char* ombud_version(void);

/** How a call ended. Numbers are never reused; later versions may add some. */
typedef enum ombud_status {
    OMBUD_STATUS_OK = 0,
    OMBUD_STATUS_INVALID_ARGUMENT = 1, /**< the call itself is wrong: a NULL, or objects of two desks */
    OMBUD_STATUS_INVALID_DESK = 2,     /**< the desk document has errors, or a file of it cannot be read */
    OMBUD_STATUS_INVALID_CASE = 3,     /**< the case has errors */
    OMBUD_STATUS_NO_MEMORY = 4,        /**< memory ran out; all objects are as before the call */
    OMBUD_STATUS_INTERNAL = 5          /**< a fault of the library: please report it with the error's message */
} ombud_status;

/** What a status means, in a few words; never NULL. */
OMBUD_API const char* ombud_status_text(ombud_status status);

/* ---- errors -------------------------------------------------------------------------------------------------- */

/** Why a call failed: all findings about its input at once, at least one of them an error. */
typedef struct ombud_error ombud_error;

/** How bad a finding is: an error stops a load, a warning never does. */
typedef enum ombud_severity {
    OMBUD_SEVERITY_NONE = 0,
    OMBUD_SEVERITY_ERROR = 1,
    OMBUD_SEVERITY_WARNING = 2
} ombud_severity;

/** How many findings there are. The getters below take an `index` under it; beyond it they answer NULL, 0 or _NONE. */
OMBUD_API size_t ombud_error_count(const ombud_error* error);
/** The finding's stable code, such as "unknown_key"; the README lists them. A fault in the call itself has the code
 *  "invalid_argument", one of the library "internal". */
OMBUD_API const char* ombud_error_code(const ombud_error* error, size_t index, size_t* size);
/** How bad the finding is. */
OMBUD_API ombud_severity ombud_error_severity(const ombud_error* error, size_t index);
/** What is wrong: one sentence in lower case, the input's own words in backticks. */
OMBUD_API const char* ombud_error_message(const ombud_error* error, size_t index, size_t* size);
/** What to do about it; NULL where the message already says it. */
OMBUD_API const char* ombud_error_hint(const ombud_error* error, size_t index, size_t* size);
/** The file, as the caller named it; NULL for a case. */
OMBUD_API const char* ombud_error_file(const ombud_error* error, size_t index, size_t* size);
/** The line, from 1; 0 if the finding has no place. */
OMBUD_API uint32_t ombud_error_line(const ombud_error* error, size_t index);
/** The column, from 1, in bytes; 0 if the finding has no place. */
OMBUD_API uint32_t ombud_error_column(const ombud_error* error, size_t index);
/** The place in the document, such as "policies[2].rules[0].when"; NULL at its top. */
OMBUD_API const char* ombud_error_path(const ombud_error* error, size_t index, size_t* size);
/** All findings as text for people, each with place, code and hint; lines end in a newline. NULL for NULL. */
OMBUD_API const char* ombud_error_text(const ombud_error* error, size_t* size);
/** End an error. Those that `ombud_desk_warnings` lends are not the caller's to end. */
OMBUD_API void ombud_error_free(ombud_error* error);

/* ---- desks --------------------------------------------------------------------------------------------------- */

/** Everything the organisation decided in advance, compiled. Immutable. */
typedef struct ombud_desk ombud_desk;

/** A document in memory. This struct never grows. */
typedef struct ombud_buffer {
    const char* name; /**< for findings: the name of its file; may be NULL */
    size_t name_size;
    const char* text; /**< JSON; comments and trailing commas are allowed */
    size_t text_size;
} ombud_buffer;

/** Load a desk from one or more files, which are merged; all errors are reported at once.
 *  @param paths  `count` paths, each ending in NUL
 *  @return OMBUD_STATUS_INVALID_DESK if a file cannot be read or the desk has errors */
OMBUD_API ombud_status ombud_desk_load(const char* const* paths, size_t count, ombud_desk** desk, ombud_error** error);

/** The same from memory. The buffers are no longer needed after the call.
 *  @return OMBUD_STATUS_INVALID_DESK if the desk has errors */
OMBUD_API ombud_status ombud_desk_parse(const ombud_buffer* buffers, size_t count, ombud_desk** desk,
                                        ombud_error** error);

/** The desk's id. */
OMBUD_API const char* ombud_desk_id(const ombud_desk* desk, size_t* size);
/** The desk's version, a text of its authors. */
OMBUD_API const char* ombud_desk_version(const ombud_desk* desk, size_t* size);
/** SHA-256 of the merged documents in canonical form, in hexadecimal: equal where only order and comments differ. */
OMBUD_API const char* ombud_desk_digest(const ombud_desk* desk, size_t* size);
/** Warnings about the documents, lent by the desk; its count is 0 if there are none. NULL for NULL only. */
OMBUD_API const ombud_error* ombud_desk_warnings(const ombud_desk* desk);
/** End a desk. Its cases and decisions stay valid. */
OMBUD_API void ombud_desk_free(ombud_desk* desk);

/* ---- cases --------------------------------------------------------------------------------------------------- */

/** One customer's matter at one moment, in the words of one desk. Immutable. */
typedef struct ombud_case ombud_case;

/** Read a case: a JSON object of the form that the README describes, or one with its instant,
 *  `{"at": "2026-03-02T10:00:00+01:00", "case": {…}}`.
 *  @return OMBUD_STATUS_INVALID_CASE if it is not JSON, or tells what the desk does not know */
OMBUD_API ombud_status ombud_case_parse(const ombud_desk* desk, const char* json, size_t json_size,
                                        ombud_case** parsed, ombud_error** error);

/** The case's id. */
OMBUD_API const char* ombud_case_id(const ombud_case* parsed, size_t* size);
/** 1 if the case came with its instant, else 0. */
OMBUD_API int ombud_case_has_at(const ombud_case* parsed);
/** That instant; 0 if there is none. */
OMBUD_API int64_t ombud_case_at(const ombud_case* parsed);
/** End a case. */
OMBUD_API void ombud_case_free(ombud_case* parsed);

/* ---- deciding ------------------------------------------------------------------------------------------------ */

/** The answer to a case. Immutable. */
typedef struct ombud_decision ombud_decision;

/** Given as `now`: decide at the instant that came with the case. */
#define OMBUD_NOW_FROM_CASE INT64_MIN

/** What a decision should carry. May grow at its end: zero is the default of every field, those to come too. */
typedef struct ombud_decide_options {
    size_t size;          /**< sizeof(ombud_decide_options), as the caller was compiled */
    uint32_t no_texts;    /**< 1: compose no texts; `texts` is null in the JSON */
    uint32_t explain_all; /**< 1: list in `because` also the rules that were false */
} ombud_decide_options;

/** `ombud_decide_options options = OMBUD_DECIDE_OPTIONS_INIT;` gives the defaults. */
#define OMBUD_DECIDE_OPTIONS_INIT {sizeof(ombud_decide_options), 0, 0}

/** Decide a case. A pure function: equal desks, cases and instants give byte-equal JSON. What goes wrong inside a rule
 *  is not an error: it makes the decision a referral.
 *  @param parsed   a case that was read for this very desk
 *  @param now      the instant of the decision, of the years 1 to 9999; or OMBUD_NOW_FROM_CASE
 *  @param options  NULL for the defaults
 *  @return OMBUD_STATUS_INVALID_ARGUMENT for a case of another desk, an instant out of range, or options with a `size`
 *          or fields that this version does not know; OMBUD_STATUS_INVALID_CASE if the instant should come with the
 *          case, and did not */
OMBUD_API ombud_status ombud_desk_decide(const ombud_desk* desk, const ombud_case* parsed, int64_t now,
                                         const ombud_decide_options* options, ombud_decision** decision,
                                         ombud_error** error);

/** Read a case and decide it: `ombud_case_parse` and `ombud_desk_decide` in one. */
OMBUD_API ombud_status ombud_desk_decide_json(const ombud_desk* desk, const char* json, size_t json_size, int64_t now,
                                              const ombud_decide_options* options, ombud_decision** decision,
                                              ombud_error** error);

/* ---- decisions ----------------------------------------------------------------------------------------------- */

/** What the handler should do now. */
typedef enum ombud_outcome {
    OMBUD_OUTCOME_NONE = 0,
    OMBUD_OUTCOME_GRANT = 1,
    OMBUD_OUTCOME_OFFER = 2,   /**< grant a part, `ombud_decision_amount` */
    OMBUD_OUTCOME_DECLINE = 3,
    OMBUD_OUTCOME_REFER = 4,   /**< to `ombud_decision_decider`, because of `ombud_decision_cause` */
    OMBUD_OUTCOME_ASK = 5      /**< for the `needs` of the JSON */
} ombud_outcome;

/** Why the outcome is a referral. */
typedef enum ombud_cause {
    OMBUD_CAUSE_NONE = 0, /**< it is none */
    OMBUD_CAUSE_AUTHORITY = 1,
    OMBUD_CAUSE_SPECIAL_CLIENT = 2,
    OMBUD_CAUSE_CONFLICT = 3,
    OMBUD_CAUSE_GAP = 4,
    OMBUD_CAUSE_POLICY = 5,
    OMBUD_CAUSE_UNDISCLOSED = 6,
    OMBUD_CAUSE_UNDETERMINED = 7,
    OMBUD_CAUSE_UNKNOWABLE = 8,
    OMBUD_CAUSE_CONFLICT_OF_INTEREST = 9,
    OMBUD_CAUSE_PROMISE = 10,
    OMBUD_CAUSE_AT_ONCE = 11,
    OMBUD_CAUSE_REQUESTED = 12,
    OMBUD_CAUSE_CONCERN = 13,
    OMBUD_CAUSE_SKILL = 14
} ombud_cause;

/** What the policies and the promises that bind say. */
typedef enum ombud_verdict {
    OMBUD_VERDICT_NONE = 0, /**< the outcome is to ask */
    OMBUD_VERDICT_GRANT = 1,
    OMBUD_VERDICT_DECLINE = 2,
    OMBUD_VERDICT_REFER = 3
} ombud_verdict;

/** Whom a text is for. */
typedef enum ombud_audience {
    OMBUD_AUDIENCE_CUSTOMER = 1, /**< names no member of staff but the handler, no rank, no special status */
    OMBUD_AUDIENCE_STAFF = 2,
    OMBUD_AUDIENCE_AUDIT = 3
} ombud_audience;

/** The whole decision as one line of JSON without a newline: the same bytes through every interface of ombud. */
OMBUD_API const char* ombud_decision_json(const ombud_decision* decision, size_t* size);
/** What the handler should do now. */
OMBUD_API ombud_outcome ombud_decision_outcome(const ombud_decision* decision);
/** Why it is a referral. */
OMBUD_API ombud_cause ombud_decision_cause(const ombud_decision* decision);
/** What the policies and the promises that bind say. */
OMBUD_API ombud_verdict ombud_decision_verdict(const ombud_decision* decision);
/** Id of the case. */
OMBUD_API const char* ombud_decision_case(const ombud_decision* decision, size_t* size);
/** The instant of the decision. */
OMBUD_API int64_t ombud_decision_at(const ombud_decision* decision);
/** Id of the handler. */
OMBUD_API const char* ombud_decision_handler(const ombud_decision* decision, size_t* size);
/** Id of who decides: for grant, offer and decline the handler, or whoever gave that answer before or approved it last;
 *  NULL for ask, and where nobody can decide. */
OMBUD_API const char* ombud_decision_decider(const ombud_decision* decision, size_t* size);
/** What may be paid, for grant and offer of an action with an amount, such as "120.00 EUR"; else NULL. */
OMBUD_API const char* ombud_decision_amount(const ombud_decision* decision, size_t* size);
/** 1 if there is a time to quote, for a referral and for the appeal against an offer; else 0. */
OMBUD_API int ombud_decision_has_quote(const ombud_decision* decision);
/** When the answer is expected; 0 without a quote. */
OMBUD_API int64_t ombud_decision_quote_expected(const ombud_decision* decision);
/** When to tell the customer that it comes, later than expected; 0 without a quote. */
OMBUD_API int64_t ombud_decision_quote_quoted(const ombud_decision* decision);
/** What to say, to whom; NULL if the texts were not composed. */
OMBUD_API const char* ombud_decision_text(const ombud_decision* decision, ombud_audience audience, size_t* size);
/** SHA-256 of what was asked for and the facts that mattered, in hexadecimal: equal for like cases. */
OMBUD_API const char* ombud_decision_fingerprint(const ombud_decision* decision, size_t* size);
/** End a decision. */
OMBUD_API void ombud_decision_free(ombud_decision* decision);

/** The words of the JSON, such as "refer" and "special_client"; NULL for `_NONE` and for other numbers. */
OMBUD_API const char* ombud_outcome_name(ombud_outcome outcome);
OMBUD_API const char* ombud_cause_name(ombud_cause cause);
OMBUD_API const char* ombud_verdict_name(ombud_verdict verdict);

/* ---- what else can be asked ---------------------------------------------------------------------------------- */

/** The answer to another question than what the decision is: one line of JSON. Immutable. */
typedef struct ombud_answer ombud_answer;

/** The nearest changes that would turn the outcome of a case into a grant, each proved by deciding the changed case.
 *  @param parsed  a case that was read for this very desk
 *  @param now     as for `ombud_desk_decide`
 *  @return as `ombud_desk_decide` */
OMBUD_API ombud_status ombud_desk_whatif(const ombud_desk* desk, const ombud_case* parsed, int64_t now,
                                         ombud_answer** answer, ombud_error** error);

/** For each action of the desk what the handler of the case can do: in person, up to how much, through whom and by
 *  when, what to find out first, or not and why. Arguments and result as for `ombud_desk_whatif`. */
OMBUD_API ombud_status ombud_desk_options(const ombud_desk* desk, const ombud_case* parsed, int64_t now,
                                          ombud_answer** answer, ombud_error** error);

/** Whether the handler may promise something on the case, and if not, why, and what can safely be promised instead.
 *  @param promise  JSON: any of "action", "amount", "due", "to", and "answer" for a promise of an answer only
 *  @return as `ombud_desk_decide`; OMBUD_STATUS_INVALID_CASE also if the promise has errors */
OMBUD_API ombud_status ombud_desk_check_promise(const ombud_desk* desk, const ombud_case* parsed, const char* promise,
                                                size_t promise_size, int64_t now, ombud_answer** answer,
                                                ombud_error** error);

/** All that is known of a case, for whoever decides it next, so that nobody is asked twice. Arguments and result as for
 *  `ombud_desk_whatif`. */
OMBUD_API ombud_status ombud_desk_brief(const ombud_desk* desk, const ombud_case* parsed, int64_t now,
                                        ombud_answer** answer, ombud_error** error);

/** Whether the case may be closed, and what is still owed if not: duties of the decisions that the case hands back,
 *  promises that run, messages of the customer without an answer, steps of a complaint. Arguments and result as for
 *  `ombud_desk_whatif`. */
OMBUD_API ombud_status ombud_desk_check_close(const ombud_desk* desk, const ombud_case* parsed, int64_t now,
                                              ombud_answer** answer, ombud_error** error);

/** Wordings in a draft that are better avoided, with their bytes and what to say instead.
 *  @param text  any bytes; places in the answer count from its start */
OMBUD_API ombud_status ombud_desk_check_text(const ombud_desk* desk, const char* text, size_t text_size,
                                             ombud_answer** answer, ombud_error** error);

/** What was found out so far about the clocks of one case, to go on from. */
typedef struct ombud_watch_state ombud_watch_state;

/** Given as `since`: all steps from the beginning. */
#define OMBUD_SINCE_BEGINNING INT64_MIN

/** Where the clocks of a case stand, the steps that fell due after `since`, up to `now`, and when to ask again.
 *  @param now    as for `ombud_desk_decide`
 *  @param since  an instant of the years 1 to 9999, or OMBUD_SINCE_BEGINNING
 *  @param state  NULL; or where a state stands, at first NULL: with it, only events that were added since are gone
 *                through. The answer is the same with any state, also one that does not fit the case, and the caller
 *                ends it. Where the call fails, it stays as it was.
 *  @return as `ombud_desk_decide` */
OMBUD_API ombud_status ombud_desk_watch(const ombud_desk* desk, const ombud_case* parsed, int64_t now, int64_t since,
                                        ombud_watch_state** state, ombud_answer** answer, ombud_error** error);
/** End a state. */
OMBUD_API void ombud_watch_state_free(ombud_watch_state* state);

/** The answer as one line of JSON without a newline: the same bytes through every interface of ombud. */
OMBUD_API const char* ombud_answer_json(const ombud_answer* answer, size_t* size);
/** End an answer. */
OMBUD_API void ombud_answer_free(ombud_answer* answer);

#ifdef __cplusplus
}
#endif

#endif /* OMBUD_H */
