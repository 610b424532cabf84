/** 16 bytes in hexadecimal or, from older senders, 8. */
const TRACE_ID = /^(?:[0-9a-f]{16}|[0-9a-f]{32})$/;
/** The W3C header: version, trace, span, flags. */
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
/** A link to a trace, here or in another tool. */
const LINK = /\/trace\/([0-9a-f]{16}|[0-9a-f]{32})(?:[/?#]|$)/;

/**
 * The trace that a pasted text names: an id (with dashes or without), a
 * `traceparent` header, or a link to a trace.
 */
export function findTraceId(text: string): string | undefined {
  const clean = text.trim().toLowerCase();
  const [, named] = TRACEPARENT.exec(clean) ?? LINK.exec(clean) ?? [];
  const id = named ?? clean.replace(/-/g, '');
  return TRACE_ID.test(id) && !/^0+$/.test(id) ? id : undefined;
}
