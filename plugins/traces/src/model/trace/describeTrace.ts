import { type SpanNode, type TraceModel } from './types';

const REASON_LENGTH = 140;

/** Attributes that say why a span failed, the most telling ones first. */
const REASON_ATTRIBUTES = ['exception.message', 'error.message', 'error.type'];
const STATUS_CODE_ATTRIBUTES = [
  'http.response.status_code',
  'http.status_code',
];
/** Names of what a span calls outside of the traced services. */
const PEER_ATTRIBUTES = ['peer.service', 'server.address'];

/** The parts of the one sentence that matters about a trace. */
export type TraceStory =
  /** The request failed, in this service, for this reason. */
  | {
      kind: 'failed';
      operation: string;
      origin: SpanNode;
      durationUs: number;
      reason?: string;
    }
  /** Something failed on the way, and the request did not. */
  | {
      kind: 'recovered';
      operation: string;
      origin: SpanNode;
      durationUs: number;
      errorCount: number;
    }
  /** It took its time, most of it in this service. */
  | {
      kind: 'took';
      operation: string;
      durationUs: number;
      service: string;
      share: number;
    }
  /** The reader may not know what the request was. */
  | { kind: 'restricted'; durationUs: number }
  /** Its root did not arrive. */
  | { kind: 'rootless'; operation: string; durationUs: number };

function firstOf(
  attributes: { [key: string]: string },
  keys: string[],
): string | undefined {
  const key = keys.find(name => attributes[name]?.trim());
  return key && attributes[key].trim();
}

function messageOf({ span }: SpanNode): string | undefined {
  const exception = span.events.find(({ name }) => name === 'exception');
  const code = firstOf(span.attributes, STATUS_CODE_ATTRIBUTES);
  return (
    span.status.message?.trim() ||
    (exception &&
      firstOf(exception.attributes, ['exception.message', 'exception.type'])) ||
    firstOf(span.attributes, REASON_ATTRIBUTES) ||
    (code && `HTTP ${code}`)
  );
}

/** One line, short enough for a title. */
function shorten(text: string): string {
  const line = text.slice(0, 10 * REASON_LENGTH).replace(/\s+/g, ' ');
  return line.length > REASON_LENGTH
    ? `${line.slice(0, REASON_LENGTH - 1).trimEnd()}…`
    : line;
}

/** Why a span failed, in the words it was sent with. */
export function reasonOf(node: SpanNode): string | undefined {
  const message = messageOf(node);
  const peer = firstOf(node.span.attributes, PEER_ATTRIBUTES);
  const { kind } = node.span;
  if (!message) {
    return undefined;
  }
  const namesPeer =
    peer !== undefined && message.toLowerCase().includes(peer.toLowerCase());
  return shorten(
    kind === 'client' && peer && !namesPeer ? `${peer}: ${message}` : message,
  );
}

/**
 * The child that an error came up from. One that failed itself explains more
 * than one that only called something that did, and of several, the last one
 * decided: those before it were tried again.
 */
function failingChild(node: SpanNode): SpanNode | undefined {
  const candidates = node.children.filter(
    child => child.isError || child.errorsBelow > 0,
  );
  return candidates.reduce<SpanNode | undefined>((best, child) => {
    if (!best || (child.isError && !best.isError)) {
      return child;
    }
    return child.isError === best.isError && child.endUs > best.endUs
      ? child
      : best;
  }, undefined);
}

/** Where the error of a trace began: the deepest failed span of its chain. */
export function errorOrigin(root: SpanNode): SpanNode | undefined {
  let origin: SpanNode | undefined = root.isError ? root : undefined;
  for (let next = failingChild(root); next; next = failingChild(next)) {
    if (next.isError) {
      origin = next;
    }
  }
  return origin;
}

/** The one sentence that matters about a trace, in parts; words are the page's. */
export function describeTrace(model: TraceModel): TraceStory | undefined {
  const { root, services, errorCount } = model;
  if (!root) {
    return undefined;
  }
  const { durationUs } = root;
  const { operation } = root.span;
  if (root.isRestricted) {
    return { kind: 'restricted', durationUs: model.durationUs };
  }
  const origin = errorOrigin(root);
  if (origin && root.isError) {
    const reason = reasonOf(origin);
    return { kind: 'failed', operation, origin, durationUs, reason };
  }
  if (root.span.parentSpanId) {
    return { kind: 'rootless', operation, durationUs: model.durationUs };
  }
  if (origin) {
    return { kind: 'recovered', operation, origin, durationUs, errorCount };
  }
  const [slowest] = services;
  return {
    kind: 'took',
    operation,
    durationUs,
    service: slowest.service,
    share: durationUs > 0 ? slowest.criticalUs / durationUs : 0,
  };
}
