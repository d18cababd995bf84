/**
 * The codes by which requests are handled: those of Extend that decide how to go on, and our own for an exchange
 * without a response of Extend. BAD_ANSWER stands for a response that is not from Extend.
 */
export type ExchangeCode =
	| 'BAD_ANSWER'
	| 'FILE_GONE'
	| 'FILE_PURGED'
	| 'NOT_AVAILABLE'
	| 'NOT_FOUND'
	| 'NOT_SENT'
	| 'NOT_STARTED'
	| 'NO_ANSWER'
	| 'RATE_LIMIT_EXCEEDED'
	| 'REDIRECTED'
	| 'TIMEOUT'
	| 'UNREACHABLE'
	| 'WRONG_SIZE'
	| `HTTP_${number}`;
