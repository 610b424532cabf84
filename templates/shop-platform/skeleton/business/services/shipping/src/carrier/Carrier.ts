import type { Context } from '@opentelemetry/api';
import type { Address, Money } from '../shipments/Shipment.ts';
import type { Tracer } from '../tracing/index.ts';

export interface QuoteRequest {
  delivery: Address;
  weightGrams: number;
  declaredValue?: Money | undefined;
}

export interface Quote {
  price: Money;
  /** A date, in Europe/Kyiv. */
  deliverBy: string;
}

export interface ParcelOrder {
  /** The order's id: the carrier makes one parcel for each reference. */
  reference: string;
  delivery: Address;
  declaredValue: Money;
}

export interface Parcel {
  trackingNumber: string;
  deliverBy: string;
}

/** The way to the carrier: over HTTP, or simulated in this process. */
export interface CarrierConnection {
  quote(request: QuoteRequest, signal: AbortSignal): Promise<Quote>;
  /** Safe to repeat with the same reference. */
  register(order: ParcelOrder, signal: AbortSignal): Promise<Parcel>;
  /** Calls the parcel of a reference back; one that the carrier does not know is no error. */
  recall(reference: string, signal: AbortSignal): Promise<void>;
}

/** The carrier answered that it will not take the parcel, and why. */
export class CarrierRefusedError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'CarrierRefusedError';
  }
}

export interface CarrierOptions {
  connection: CarrierConnection;
  tracer: Tracer;
  quoteTimeoutMs: number;
  timeoutMs: number;
}

/** Nova Poshta, in traces and within time limits, whatever the connection. */
export class Carrier {
  readonly #options: CarrierOptions;

  constructor(options: CarrierOptions) {
    this.#options = options;
  }

  async quote(ctx: Context, request: QuoteRequest): Promise<Quote> {
    const { quoteTimeoutMs } = this.#options;
    return await this.#call(
      ctx,
      'quote',
      quoteTimeoutMs,
      (connection, signal) => connection.quote(request, signal),
    );
  }

  async register(ctx: Context, order: ParcelOrder): Promise<Parcel> {
    const { timeoutMs } = this.#options;
    return await this.#call(ctx, 'register', timeoutMs, (connection, signal) =>
      connection.register(order, signal),
    );
  }

  async recall(ctx: Context, reference: string): Promise<void> {
    const { timeoutMs } = this.#options;
    await this.#call(ctx, 'recall', timeoutMs, (connection, signal) =>
      connection.recall(reference, signal),
    );
  }

  async #call<T>(
    ctx: Context,
    operation: string,
    timeoutMs: number,
    fn: (connection: CarrierConnection, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const { connection, tracer } = this.#options;
    return await tracer.externalSpan(ctx, 'nova-poshta', operation, () =>
      fn(connection, AbortSignal.timeout(timeoutMs)),
    );
  }
}
