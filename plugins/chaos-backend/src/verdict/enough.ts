/** Fewer requests than these say nothing. */
export const ENOUGH_REQUESTS = 10;
