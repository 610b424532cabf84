import { z } from 'zod';
import { moneySchema } from '../shipments/Shipment.ts';
import {
  CarrierRefusedError,
  type CarrierConnection,
  type Parcel,
  type ParcelOrder,
  type Quote,
  type QuoteRequest,
} from './Carrier.ts';

const quoteSchema = z.object({ price: moneySchema, deliverBy: z.iso.date() });
const parcelSchema = z.object({
  trackingNumber: z.string().min(1),
  deliverBy: z.iso.date(),
});
const refusalSchema = z.object({ reason: z.string().min(1).max(200) });

export interface HttpCarrierOptions {
  url: string;
}

/** Talks to the carrier's adapter, as `docs/architecture.md` describes its three calls. */
export class HttpCarrier implements CarrierConnection {
  readonly #url: string;

  constructor({ url }: HttpCarrierOptions) {
    this.#url = url;
  }

  async quote(request: QuoteRequest, signal: AbortSignal): Promise<Quote> {
    const answer = await this.#send('POST', '/quotes', signal, request);
    return quoteSchema.parse(await answer.json());
  }

  async register(
    { reference, delivery, declaredValue }: ParcelOrder,
    signal: AbortSignal,
  ): Promise<Parcel> {
    const path = `/parcels/${reference}`;
    const body = { delivery, declaredValue };
    const answer = await this.#send('PUT', path, signal, body);
    return parcelSchema.parse(await answer.json());
  }

  async recall(reference: string, signal: AbortSignal): Promise<void> {
    const answer = await this.#send('DELETE', `/parcels/${reference}`, signal);
    await answer.body?.cancel();
  }

  async #send(
    method: string,
    path: string,
    signal: AbortSignal,
    body?: object,
  ): Promise<Response> {
    const answer = await fetch(new URL(path, this.#url), {
      method,
      signal,
      ...(body && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (answer.ok || (method === 'DELETE' && answer.status === 404)) {
      return answer;
    }
    if (answer.status === 422) {
      const { reason } = refusalSchema.parse(await answer.json());
      throw new CarrierRefusedError(reason);
    }
    await answer.body?.cancel();
    throw new Error(`The carrier answered ${answer.status}`);
  }
}
