import { ConfigReader } from '@backstage/config';
import { type TraceStore } from '@shop-platform/backstage-plugin-traces-node';
import { JaegerClient } from '../client/JaegerClient';
import { readJaegerSource } from '../readJaegerSource';
import { JaegerTraceStore } from '../store/JaegerTraceStore';

/** The store of a source with this configuration. */
export function createStore(source: {
  url: string;
  timeout?: string;
  headers?: Record<string, string>;
}): TraceStore {
  const config = new ConfigReader({ id: 'jaeger', type: 'jaeger', ...source });
  return new JaegerTraceStore(JaegerClient.create(readJaegerSource(config)));
}
