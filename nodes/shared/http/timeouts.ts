/** Time limits in milliseconds, in one place so that they can be compared with each other. */

/** One HTTP exchange, unless the request has its own limit. An upload adds time for the size of its file. */
export const EXCHANGE_TIMEOUT_MS = 60_000;
/** One call with its retries. */
export const CALL_TIMEOUT_MS = 120_000;
/** Extend ends a synchronous call after five minutes; half a minute more for its response. */
export const SYNC_TIMEOUT_MS = 330_000;
/** How long the search for a run may continue past the deadline of its item. */
export const SEARCH_GRACE_MS = 15_000;
/** Each clean-up call after Stop or a timeout. */
export const CLEAN_UP_TIMEOUT_MS = 10_000;
/** Deletions at the end of an execution. */
export const DELETE_TIMEOUT_MS = 30_000;
/** Reading a version of an extractor, classifier or splitter. */
export const VERSION_TIMEOUT_MS = 60_000;
/** Looking for earlier results, whose only harm is a document that is processed again. */
export const LISTING_TIMEOUT_MS = 10_000;
/** Until storage starts its response with a file. */
export const STORAGE_RESPONSE_TIMEOUT_MS = 60_000;
/** Downloading a result that is paid for. */
export const RESULT_DOWNLOAD_TIMEOUT_MS = 300_000;
/** Loading a dropdown of the editor. */
export const DROPDOWN_TIMEOUT_MS = 20_000;
/** A call while a workflow is activated or deactivated, with its retries. */
export const HOOK_TIMEOUT_MS = 60_000;
/** Extend gives up on a delivery after 30 s; fetching its payload has to end well before. */
export const DELIVERY_TIMEOUT_MS = 20_000;
