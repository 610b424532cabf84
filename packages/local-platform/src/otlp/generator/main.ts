import { parseArgs } from 'node:util';
import { z } from 'zod';
import { generateTraces } from './generateTraces';
import { TraceSender } from './TraceSender';

const USAGE = `Sends generated traces to an OTLP receiver.

  --url <url>            the receiver, credential included
  --traces <number>      how many traces (1000)
  --flavour <name>       shop or benchmark (shop)
  --rate <number>        spans a second, at most (as fast as they are taken)
  --minutes <number>     the time up to now that the traces are spread over (60)
  --seed <number>        the same seed makes the same traces (1)
  --connections <number> requests under way at once (32)
  --batch <number>       spans of a request, about (500)
  --large-trace <number> ends with one more trace of so many spans (shop only)
`;

const optionsSchema = z.object({
  url: z.url(),
  traces: z.coerce.number().int().positive().default(1000),
  flavour: z.enum(['shop', 'benchmark']).default('shop'),
  rate: z.coerce.number().positive().optional(),
  minutes: z.coerce.number().positive().default(60),
  seed: z.coerce.number().int().default(1),
  connections: z.coerce.number().int().positive().default(32),
  batch: z.coerce.number().int().positive().default(500),
  'large-trace': z.coerce.number().int().positive().optional(),
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ...Object.fromEntries(
        Object.keys(optionsSchema.shape).map(name => [
          name,
          { type: 'string' as const },
        ]),
      ),
      help: { type: 'boolean' },
    },
  });
  if (values.help || !('url' in values)) {
    console.log(USAGE);
    return;
  }
  const options = optionsSchema.parse(values);
  const to = new Date();
  const sender = new TraceSender({
    url: options.url,
    connections: options.connections,
    spansPerSecond: options.rate,
  });
  const result = await sender.send(
    generateTraces({
      flavour: options.flavour,
      seed: options.seed,
      traces: options.traces,
      from: new Date(to.getTime() - options.minutes * 60_000),
      to,
      spansPerRequest: options.batch,
      largeTraceSpans: options['large-trace'],
    }),
  );
  console.log(
    `${result.spans} spans in ${
      result.requests
    } requests stored in ${result.seconds.toFixed(1)} s: ${Math.round(
      result.spans / result.seconds,
    )} spans/s, ${result.retries} sent again`,
  );
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
