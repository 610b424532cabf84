import {
  context,
  isSpanContextValid,
  SpanKind,
  trace,
  type Attributes,
  type Context,
  type Link,
  type Span,
} from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import {
  ATTR_DB_COLLECTION_NAME,
  ATTR_DB_NAMESPACE,
  ATTR_DB_OPERATION_NAME,
  ATTR_DB_QUERY_SUMMARY,
  ATTR_DB_SYSTEM_NAME,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
} from '@opentelemetry/semantic-conventions';
import { ATTR_SERVICE_PEER_NAME } from '@opentelemetry/semantic-conventions/incubating';
import { OpenSpan } from './OpenSpan.ts';

/** Where a dependency is found, as its spans name it. */
export interface Peer {
  address: string;
  port?: number | undefined;
  /** The logical database, as in `db.namespace`. */
  namespace?: string | undefined;
}

export interface TracerOptions {
  database?: Peer | undefined;
  cache?: Peer | undefined;
  /** By the name that is given to `externalSpan`. */
  external?: Readonly<Record<string, Peer>> | undefined;
}

export interface StartOptions {
  /** The parent; what is active when left out. */
  context?: Context;
  kind?: SpanKind;
  attributes?: Attributes;
  /** What caused this, as the sending of a message; a context without a span is left out. */
  links?: readonly Context[];
}

interface NewSpan {
  kind: SpanKind;
  attributes?: Attributes | undefined;
  links?: readonly Context[] | undefined;
}

/** Runs inside a span: `ctx` carries it, for spans below it. */
export type Traced<T> = (ctx: Context, span: Span) => Promise<T> | T;

/**
 * Names the work of this service in its traces. Each helper has two forms:
 * with a function the span is ended, and a failure recorded, whatever happens;
 * without one the caller holds the span: `using span = tracer.dbSpan(ctx, 'INSERT', 'orders')`.
 */
export class Tracer {
  readonly #options: TracerOptions;
  readonly #tracer = trace.getTracer('wish-lists-service');

  constructor(options: TracerOptions = {}) {
    this.#options = options;
  }

  /** A step of the business, such as `CreateOrder`. */
  start(name: string): OpenSpan;
  start<T>(name: string, fn: Traced<T>, options?: StartOptions): Promise<T>;
  start<T>(
    name: string,
    fn?: Traced<T>,
    options: StartOptions = {},
  ): OpenSpan | Promise<T> {
    const {
      context: parent = context.active(),
      kind = SpanKind.INTERNAL,
      attributes,
      links,
    } = options;
    const span = this.#open(parent, name, { kind, attributes, links });
    return fn ? span.run(fn) : span;
  }

  /** A statement: `dbSpan(ctx, 'INSERT', 'orders')`. It stands for the driver's own span. */
  dbSpan(ctx: Context, operation: string, collection: string): OpenSpan;
  dbSpan<T>(
    ctx: Context,
    operation: string,
    collection: string,
    fn: Traced<T>,
  ): Promise<T>;
  dbSpan<T>(
    ctx: Context,
    operation: string,
    collection: string,
    fn?: Traced<T>,
  ): OpenSpan | Promise<T> {
    const summary = `${operation} ${collection}`;
    const span = this.#openClient(ctx, summary, {
      [ATTR_DB_SYSTEM_NAME]: 'postgresql',
      [ATTR_DB_OPERATION_NAME]: operation,
      [ATTR_DB_COLLECTION_NAME]: collection,
      [ATTR_DB_QUERY_SUMMARY]: summary,
      ...peerAttributes(this.#options.database),
    });
    return fn ? span.run(fn, suppressTracing) : span;
  }

  /**
   * A command to the cache: `cacheSpan(ctx, 'GET', 'orders:42')`. Only the key's
   * first part is recorded: the rest is of high cardinality and may be personal.
   */
  cacheSpan(ctx: Context, operation: string, key: string): OpenSpan;
  cacheSpan<T>(
    ctx: Context,
    operation: string,
    key: string,
    fn: Traced<T>,
  ): Promise<T>;
  cacheSpan<T>(
    ctx: Context,
    operation: string,
    key: string,
    fn?: Traced<T>,
  ): OpenSpan | Promise<T> {
    const prefix = key.split(':', 1).join();
    const summary = `${operation} ${prefix}`;
    const span = this.#openClient(ctx, summary, {
      [ATTR_DB_SYSTEM_NAME]: 'redis',
      [ATTR_DB_OPERATION_NAME]: operation,
      [ATTR_DB_QUERY_SUMMARY]: summary,
      'cache.key.prefix': prefix,
      ...peerAttributes(this.#options.cache),
    });
    return fn ? span.run(fn, suppressTracing) : span;
  }

  /**
   * A call to a system of somebody else: `externalSpan(ctx, 'liqpay', 'charge')`.
   * The HTTP requests made inside, one for each attempt, are its children.
   */
  externalSpan(ctx: Context, system: string, operation: string): OpenSpan;
  externalSpan<T>(
    ctx: Context,
    system: string,
    operation: string,
    fn: Traced<T>,
  ): Promise<T>;
  externalSpan<T>(
    ctx: Context,
    system: string,
    operation: string,
    fn?: Traced<T>,
  ): OpenSpan | Promise<T> {
    const span = this.#openClient(ctx, `${system} ${operation}`, {
      [ATTR_SERVICE_PEER_NAME]: system,
      // Deprecated by the conventions, still what Jaeger's service map reads.
      'peer.service': system,
      'external.operation.name': operation,
      ...peerAttributes(this.#options.external?.[system]),
    });
    return fn ? span.run(fn) : span;
  }

  #openClient(parent: Context, name: string, attributes: Attributes): OpenSpan {
    return this.#open(parent, name, { kind: SpanKind.CLIENT, attributes });
  }

  #open(
    parent: Context,
    name: string,
    { kind, attributes = {}, links = [] }: NewSpan,
  ): OpenSpan {
    const span = this.#tracer.startSpan(
      name,
      { kind, attributes, links: links.flatMap(toLinks) },
      parent,
    );
    return new OpenSpan(span, trace.setSpan(parent, span));
  }
}

function toLinks(ctx: Context): Link[] {
  const spanContext = trace.getSpanContext(ctx);
  return spanContext && isSpanContextValid(spanContext)
    ? [{ context: spanContext }]
    : [];
}

function peerAttributes(peer: Peer | undefined): Attributes {
  if (!peer) {
    return {};
  }
  const { address, port, namespace } = peer;
  return {
    [ATTR_SERVER_ADDRESS]: address,
    ...(port === undefined ? {} : { [ATTR_SERVER_PORT]: port }),
    ...(namespace === undefined ? {} : { [ATTR_DB_NAMESPACE]: namespace }),
  };
}
