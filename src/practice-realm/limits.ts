// How much the practice realm takes from whoever can reach the loopback interface. Each has its test.

/** Largest request on either transport, in bytes. */
export const MAX_REQUEST_BYTES = 32 * 1024;

/** A longer reply is answered over UDP with KRB_ERR_RESPONSE_TOO_BIG (RFC 4120 7.2.1). */
export const MAX_UDP_REPLY_BYTES = 4096;

/** Connections per TCP listener; a further one is closed at once. */
export const MAX_TCP_CONNECTIONS = 32;

/** A connection that says nothing for so long is closed. */
export const TCP_IDLE_MILLIS = 5_000;

/** Requests per second over all sockets, and how many may come at once; above it UDP is dropped, TCP closed. */
export const REQUESTS_PER_SECOND = 500;
export const REQUEST_BURST = 1000;

/** Requests being worked on at once, password changes waiting for their key among them. */
export const MAX_PENDING_REQUESTS = 64;

/** Clock skew allowed either way, in seconds (RFC 4120 8.2). */
export const CLOCK_SKEW_SECONDS = 300;

/** Authenticators remembered against replay. When so many are fresh, the realm answers KDC_ERR_SVC_UNAVAILABLE. */
export const MAX_REPLAY_ENTRIES = 50_000;

/** Replies kept for a request sent twice, byte for byte: how many, and for how many seconds. */
export const MAX_KEPT_REPLIES = 256;
export const KEPT_REPLY_SECONDS = 60;

/** The most additional tickets, addresses and enctypes of one request that are looked at. */
export const MAX_LISTED = 64;
