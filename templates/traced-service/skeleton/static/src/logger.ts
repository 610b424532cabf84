import { trace } from '@opentelemetry/api';
import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import type { LogLevel } from './config.ts';
import { serviceName, serviceVersion } from './serviceInfo.ts';

export type Logger = FastifyBaseLogger;

/** JSON lines on standard output; what is logged inside a span carries its ids. */
export function createLogger(level: LogLevel): Logger {
  return pino({
    level,
    base: { service: serviceName, version: serviceVersion },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: label => ({ level: label }) },
    redact: ['req.headers.authorization', 'req.headers.cookie'],
    mixin: () => {
      const span = trace.getActiveSpan()?.spanContext();
      return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
    },
  });
}
