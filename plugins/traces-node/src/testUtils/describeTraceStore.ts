import { type TraceStoreCapabilities } from '@shop-platform/backstage-plugin-traces-common';
import { type TraceStore, type TraceStoreOptions } from '../TraceStore';
import { conformanceMetrics } from './conformanceMetrics';
import { conformanceTraces } from './conformanceTraces';
import { describeAbort } from './describeAbort';
import { describeListings } from './describeListings';
import { describeMetrics } from './describeMetrics';
import { describePaging } from './describePaging';
import { describeRedByResource } from './describeRedByResource';
import { describeRuntime } from './describeRuntime';
import { describeSearch } from './describeSearch';
import { describeTrace } from './describeTrace';
import { type OtlpExport } from './otlp';
import { type OtlpMetricsExport } from './otlpMetrics';

/**
 * A store under test.
 *
 * @public
 */
export type TraceStoreUnderTest = {
  store: TraceStore;
  close?(): Promise<void>;
};

/**
 * How the suite gets its store.
 *
 * @public
 */
export type DescribeTraceStoreOptions = {
  /**
   * What the store is expected to declare. A capability that is false turns
   * its tests into one that says so by name, so that nothing is left out silently.
   */
  capabilities: TraceStoreCapabilities;
  /**
   * Makes the store. It holds these exports, in this order, and nothing else;
   * the metrics only where it has the capability `runtime`.
   */
  create(
    exports: OtlpExport[],
    metrics: OtlpMetricsExport[],
  ): Promise<TraceStoreUnderTest>;
};

/**
 * What the parts of the suite are given; the store exists once the tests run.
 * The functions that declare tests are among it, because this is a library: it
 * can be imported for its data set where there are none.
 */
export type Suite = {
  describe: jest.Describe;
  it: jest.It;
  capabilities: TraceStoreCapabilities;
  store(): TraceStore;
  options(): TraceStoreOptions;
};

/**
 * What every trace store has to answer, on the data set of `conformanceTraces`.
 * The requests are the same in every run, so that answers can be recorded.
 *
 * @public
 */
export function describeTraceStore(
  title: string,
  { capabilities, create }: DescribeTraceStoreOptions,
): void {
  const { afterAll, beforeAll, describe, it } = globalThis;

  describe(title, () => {
    let underTest: TraceStoreUnderTest | undefined;

    const suite: Suite = {
      describe,
      it,
      capabilities,
      store() {
        if (!underTest) {
          throw new Error('The store was not created');
        }
        return underTest.store;
      },
      options: () => ({ signal: new AbortController().signal }),
    };

    beforeAll(async () => {
      underTest = await create(conformanceTraces(), conformanceMetrics());
    }, 120_000);

    afterAll(async () => {
      await underTest?.close?.();
    });

    it('declares what it can answer', async () => {
      await expect(
        suite.store().capabilities(suite.options()),
      ).resolves.toEqual(capabilities);
    });

    describeListings(suite);
    describeSearch(suite);
    describePaging(suite);
    describeTrace(suite);
    describeMetrics(suite);
    describeRedByResource(suite);
    describeRuntime(suite);
    describeAbort(suite);
  });
}
