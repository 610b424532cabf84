import { registerMswTestHooks } from '@backstage/backend-test-utils';
import {
  describeTraceStore,
  type OtlpExport,
} from '@shop-platform/backstage-plugin-traces-node/testUtils';
import { setupServer } from 'msw/node';
import { join } from 'node:path';
import { createStore } from '../__testUtils__/createStore';
import { withoutAddedNanosecond } from '../__testUtils__/emptySpans';
import { loadTraces } from '../__testUtils__/realJaeger';
import { replay } from '../__testUtils__/replay';
import { startRecorder } from '../__testUtils__/startRecorder';

/*
 * Asks the Jaeger at JAEGER_URL (and JAEGER_OTLP_URL, which takes the traces)
 * where these are set, and records it where JAEGER_RECORD names a folder;
 * otherwise the recorded one.
 */
const { JAEGER_URL, JAEGER_OTLP_URL, JAEGER_RECORD } = process.env;
const RECORDED_URL = 'http://jaeger.example';

const capabilities = {
  searchWithoutService: true,
  attributes: true,
  duration: true,
  errors: true,
  newestFirst: false,
  paging: false,
  red: false,
  redByPeer: false,
  edges: true,
};

function createSuiteStore(url: string, exports: OtlpExport[]) {
  return withoutAddedNanosecond(createStore({ url }), exports);
}

function describeReal(queryUrl: string) {
  describeTraceStore('JaegerTraceStore, on a running Jaeger', {
    capabilities,
    async create(exports) {
      if (!JAEGER_OTLP_URL) {
        throw new Error('JAEGER_OTLP_URL is needed along with JAEGER_URL');
      }
      await loadTraces(exports, { queryUrl, otlpUrl: JAEGER_OTLP_URL });
      if (!JAEGER_RECORD) {
        return { store: createSuiteStore(queryUrl, exports) };
      }
      const recorder = await startRecorder({ queryUrl, folder: JAEGER_RECORD });
      return {
        store: createSuiteStore(recorder.url, exports),
        close: () => recorder.stop(),
      };
    },
  });
}

function describeRecorded() {
  const folder = join(__dirname, '../__fixtures__/recorded');
  const { handler, assertComplete } = replay(RECORDED_URL, folder);
  registerMswTestHooks(setupServer(handler));
  afterEach(assertComplete);

  describeTraceStore('JaegerTraceStore, on a recorded Jaeger', {
    capabilities,
    create: async exports => ({
      store: createSuiteStore(RECORDED_URL, exports),
    }),
  });
}

if (JAEGER_URL) {
  describeReal(JAEGER_URL);
} else {
  describeRecorded();
}
