import { generateBenchmarkTraces } from './benchmark';
import { generateShopTraces } from './shop/generateShopTraces';
import { BenchmarkOptions, ShopOptions, TraceRequest } from './types';

export type TraceOptions =
  | ({ flavour: 'shop' } & ShopOptions)
  | ({ flavour: 'benchmark' } & BenchmarkOptions);

/** Traces as OTLP export requests, the same for the same options. */
export function generateTraces(options: TraceOptions): Generator<TraceRequest> {
  return options.flavour === 'shop'
    ? generateShopTraces(options)
    : generateBenchmarkTraces(options);
}
