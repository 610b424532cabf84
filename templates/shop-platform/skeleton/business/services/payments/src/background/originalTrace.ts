import {
  propagation,
  ROOT_CONTEXT,
  trace,
  type Context,
  type Span,
} from '@opentelemetry/api';

/** The trace of a request as text, to be kept with what is left to do. */
export function toTraceparent(ctx: Context): string | null {
  const carrier: Record<string, string> = {};
  propagation.inject(ctx, carrier);
  return carrier.traceparent ?? null;
}

/** Work that is done long after its request is a trace of its own, and names the one that it comes from. */
export function linkToOriginal(span: Span, traceparent: string | null): void {
  if (traceparent !== null) {
    const original = propagation.extract(ROOT_CONTEXT, { traceparent });
    const context = trace.getSpanContext(original);
    if (context) {
      span.addLink({ context });
    }
  }
}
