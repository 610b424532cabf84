import { type TraceStore, type TraceStoreOptions } from '../TraceStore';
import { type Suite } from './describeTraceStore';
import { traceOf } from './expected';
import { WHOLE } from './model';

const SOON_MS = 2_000;

type Call = (store: TraceStore, options: TraceStoreOptions) => Promise<unknown>;

/** That nobody waits for an answer that nobody wants. */
export function describeAbort({
  capabilities,
  describe,
  it,
  store,
}: Suite): void {
  const calls: Record<string, Call> = {
    services: (target, options) => target.services(WHOLE, options),
    operations: (target, options) =>
      target.operations({ ...WHOLE, service: 'storefront' }, options),
    search: (target, options) =>
      target.search({ ...WHOLE, services: ['storefront'], limit: 20 }, options),
    trace: (target, options) =>
      target.trace({ traceId: traceOf('export catalog') }, options),
    ...(capabilities.red && {
      red: (target: TraceStore, options: TraceStoreOptions) =>
        target.red(
          { ...WHOLE, service: 'storefront', stepSeconds: 60 },
          options,
        ),
    }),
    ...(capabilities.runtime && {
      runtime: async (target: TraceStore, options: TraceStoreOptions) =>
        target.runtime?.(
          { ...WHOLE, service: 'storefront', stepSeconds: 60 },
          options,
        ),
    }),
    ...(capabilities.edges && {
      edges: (target: TraceStore, options: TraceStoreOptions) =>
        target.edges(WHOLE, options),
    }),
  };

  describe('an abort', () => {
    it.each(Object.entries(calls))('ends %s soon', async (_, call) => {
      const started = Date.now();
      const controller = new AbortController();
      const answer = call(store(), { signal: controller.signal });
      controller.abort();

      await expect(answer).rejects.toThrow();
      expect(Date.now() - started).toBeLessThan(SOON_MS);
    });

    it.each(Object.entries(calls))(
      'that came before keeps %s from starting',
      async (_, call) => {
        await expect(
          call(store(), { signal: AbortSignal.abort() }),
        ).rejects.toThrow();
      },
    );
  });
}
