import {
  InputError,
  NotImplementedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { type z } from 'zod';
import { type JaegerSource } from '../readJaegerSource';
import { JaegerHttp, type JaegerAnswer } from './JaegerHttp';
import {
  dependenciesSchema,
  errorSchema,
  metricSchema,
  operationsSchema,
  servicesSchema,
  summariesSchema,
  traceSchema,
  type JaegerDependency,
  type JaegerMetric,
  type JaegerOperation,
  type JaegerSummary,
  type OtlpTrace,
} from './schemas';
import { toRfc3339 } from './toRfc3339';

/** A search in Jaeger's words. Both ends of the time belong to it. */
export type JaegerSearch = {
  service?: string;
  operation?: string;
  attributes: Map<string, string>;
  startTimeMin: bigint;
  startTimeMax: bigint;
  durationMin?: bigint;
  durationMax?: bigint;
  searchDepth: number;
};

/** A metric of a service's spans, at `endMs` and every step before it, back to `lookbackMs`. */
export type JaegerMetricQuery = {
  name: 'calls' | 'errors' | 'latencies';
  services: string[];
  spanKinds: string[];
  byOperation: boolean;
  endMs: number;
  lookbackMs: number;
  stepMs: number;
  ratePerMs: number;
  /** Of latencies alone. */
  quantile?: number;
};

const MAX_MESSAGE_LENGTH = 300;

/**
 * Jaeger's HTTP query API: version 3, and the older one for what that lacks.
 * Every answer is parsed before it goes on.
 */
export class JaegerClient {
  static create(source: JaegerSource): JaegerClient {
    return new JaegerClient(new JaegerHttp(source));
  }

  private constructor(private readonly http: JaegerHttp) {}

  async services(signal: AbortSignal): Promise<string[]> {
    const answer = await this.ask(
      { path: '/api/v3/services', schema: servicesSchema },
      signal,
    );
    return answer?.services ?? [];
  }

  async operations(
    service: string,
    signal: AbortSignal,
  ): Promise<JaegerOperation[]> {
    const parameters = new URLSearchParams({ service });
    const answer = await this.ask(
      { path: '/api/v3/operations', parameters, schema: operationsSchema },
      signal,
    );
    return answer?.operations ?? [];
  }

  async summaries(
    search: JaegerSearch,
    signal: AbortSignal,
  ): Promise<JaegerSummary[]> {
    const answer = await this.ask(
      {
        path: '/api/v3/trace-summaries',
        parameters: toSearchParameters(search),
        schema: summariesSchema,
      },
      signal,
    );
    return answer?.summaries ?? [];
  }

  async trace(
    traceId: string,
    signal: AbortSignal,
  ): Promise<OtlpTrace | undefined> {
    const answer = await this.ask(
      {
        path: `/api/v3/traces/${encodeURIComponent(traceId)}`,
        schema: traceSchema,
      },
      signal,
    );
    return answer?.result;
  }

  /** Calls between services, in the traces of the time before `endMs`. */
  async dependencies(
    { endMs, lookbackMs }: { endMs: number; lookbackMs: number },
    signal: AbortSignal,
  ): Promise<JaegerDependency[]> {
    const parameters = new URLSearchParams({
      endTs: String(endMs),
      lookback: String(lookbackMs),
    });
    const answer = await this.ask(
      { path: '/api/dependencies', parameters, schema: dependenciesSchema },
      signal,
    );
    return answer?.data ?? [];
  }

  /** @throws NotImplementedError when this Jaeger keeps no metrics */
  async metric(
    query: JaegerMetricQuery,
    signal: AbortSignal,
  ): Promise<JaegerMetric[]> {
    const parameters = new URLSearchParams({
      groupByOperation: String(query.byOperation),
      endTs: String(query.endMs),
      lookback: String(query.lookbackMs),
      step: String(query.stepMs),
      ratePer: String(query.ratePerMs),
    });
    query.services.forEach(name => parameters.append('service', name));
    query.spanKinds.forEach(kind => parameters.append('spanKind', kind));
    if (query.quantile !== undefined) {
      parameters.set('quantile', String(query.quantile));
    }
    const answer = await this.ask(
      { path: `/api/metrics/${query.name}`, parameters, schema: metricSchema },
      signal,
    );
    return answer?.metrics ?? [];
  }

  /** The answer, or `undefined` when Jaeger found nothing. */
  private async ask<Schema extends z.ZodType>(
    request: { path: string; parameters?: URLSearchParams; schema: Schema },
    signal: AbortSignal,
  ): Promise<z.output<Schema> | undefined> {
    const { path, parameters = new URLSearchParams(), schema } = request;
    const answer = await this.http.get(path, parameters, signal);
    if (answer.status !== 200) {
      return this.handleFailure(path, answer);
    }
    const parsed = schema.safeParse(this.parseJson(path, answer));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new ServiceUnavailableError(
        `${this.http.name} answered ${path} in an unknown form: ${
          issue.path.join('.') || 'the answer'
        }: ${issue.message}`,
      );
    }
    return parsed.data;
  }

  private parseJson(
    path: string,
    { contentType, body }: JaegerAnswer,
  ): unknown {
    if (!/^application\/json\b/i.test(contentType)) {
      throw new ServiceUnavailableError(
        `${this.http.name} answered ${path} with '${
          contentType || 'no content type'
        }' instead of JSON: is 'url' of this source Jaeger's query service, and no sign-in page in front of it?`,
      );
    }
    try {
      return JSON.parse(body);
    } catch {
      throw new ServiceUnavailableError(
        `${this.http.name} answered ${path} with JSON that is broken or not whole`,
      );
    }
  }

  private handleFailure(
    path: string,
    { status, body }: JaegerAnswer,
  ): undefined {
    const message = findMessage(body);
    if (status === 404 && message !== undefined) {
      return undefined;
    }
    if (status === 404) {
      throw new NotImplementedError(
        `${this.http.name} has no ${path}: Jaeger 2.19 or later is needed, and 'url' of this source has to hold its base path`,
      );
    }
    const said = `${this.http.name}: ${message ?? `HTTP status ${status}`}`;
    if (status === 501) {
      throw new NotImplementedError(said);
    }
    throw status === 400
      ? new InputError(said)
      : new ServiceUnavailableError(said);
  }
}

/** What Jaeger says went wrong: JSON, though it calls it text. */
function findMessage(body: string): string | undefined {
  try {
    return errorSchema
      .safeParse(JSON.parse(body))
      .data?.slice(0, MAX_MESSAGE_LENGTH);
  } catch {
    return undefined;
  }
}

function toSearchParameters(search: JaegerSearch): URLSearchParams {
  const parameters = new URLSearchParams({
    'query.startTimeMin': toRfc3339(search.startTimeMin),
    'query.startTimeMax': toRfc3339(search.startTimeMax),
    'query.searchDepth': String(search.searchDepth),
  });
  if (search.service !== undefined) {
    parameters.set('query.serviceName', search.service);
  }
  if (search.operation !== undefined) {
    parameters.set('query.operationName', search.operation);
  }
  if (search.durationMin !== undefined) {
    parameters.set('query.durationMin', `${search.durationMin}ns`);
  }
  if (search.durationMax !== undefined) {
    parameters.set('query.durationMax', `${search.durationMax}ns`);
  }
  if (search.attributes.size > 0) {
    parameters.set(
      'query.attributes',
      JSON.stringify(Object.fromEntries(search.attributes)),
    );
  }
  return parameters;
}
