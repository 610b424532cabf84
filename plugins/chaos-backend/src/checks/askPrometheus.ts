import { z } from 'zod';
import { type CheckSettings } from '../config';
import { isWithin } from './describe';
import { type Answer, type Check } from './types';

export const NO_PROMETHEUS =
  'No Prometheus is configured: name one in chaos.checks.prometheus.url';

/** A moment and a number in digits; `NaN` and `+Inf` are numbers, too. */
const point = z.tuple([z.number(), z.string()]);

const answerSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('success'),
    data: z.discriminatedUnion('resultType', [
      z.object({ resultType: z.literal('scalar'), result: point }),
      z.object({
        resultType: z.literal('vector'),
        result: z.array(z.object({ value: point.optional() })),
      }),
      z.object({ resultType: z.literal('matrix'), result: z.unknown() }),
      z.object({ resultType: z.literal('string'), result: z.unknown() }),
    ]),
  }),
  z.object({
    status: z.literal('error'),
    errorType: z.string(),
    error: z.string(),
  }),
]);

/** Larger than any answer with one number. */
const MAX_BYTES = 1_000_000;

/** Asks Prometheus for the one number that a query gives now. */
export async function askPrometheus(
  check: Check,
  query: string,
  options: { settings: CheckSettings; signal: AbortSignal },
): Promise<Answer> {
  const { prometheus } = options.settings;
  if (!prometheus) {
    return { message: NO_PROMETHEUS };
  }
  let parsed: z.infer<typeof answerSchema>;
  try {
    const response = await fetch(
      `${prometheus.url.replace(/\/+$/, '')}/api/v1/query`,
      {
        method: 'POST',
        redirect: 'error',
        headers: {
          ...prometheus.headers,
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ query }).toString(),
        signal: options.signal,
      },
    );
    if (Number(response.headers.get('content-length') ?? 0) > MAX_BYTES) {
      await response.body?.cancel();
      return { message: 'the query gives more than one number' };
    }
    // Errors of the query come with 400 and 422, in the same form.
    const json = answerSchema.safeParse(await response.json());
    if (!json.success) {
      return {
        message: `Prometheus answered ${response.status}, not as its API does`,
      };
    }
    parsed = json.data;
  } catch {
    return {
      message: options.signal.aborted
        ? `Prometheus did not answer within ${options.settings.timeoutMs} ms`
        : 'Prometheus does not answer',
    };
  }
  return parsed.status === 'error'
    ? { message: `Prometheus says: ${parsed.error.slice(0, 300)}` }
    : numberOf(check, parsed.data);
}

type Data = Extract<
  z.infer<typeof answerSchema>,
  { status: 'success' }
>['data'];

function numberOf(check: Check, data: Data): Answer {
  if (data.resultType === 'matrix' || data.resultType === 'string') {
    return { message: `the query gives a ${data.resultType}, not a number` };
  }
  const points =
    data.resultType === 'scalar'
      ? [data.result]
      : data.result.map(({ value }) => value);
  if (points.length !== 1) {
    return {
      message:
        points.length === 0
          ? 'the query gives nothing'
          : `the query gives ${points.length} numbers, not one: sum() or max() them`,
    };
  }
  const digits = points[0]?.[1];
  const value = Number(digits?.replace('Inf', 'Infinity'));
  return Number.isFinite(value)
    ? { value, ok: isWithin(check, value) }
    : { message: `the query gives ${digits ?? 'a histogram'}, not a number` };
}
