/*
 * A service as people write them: OpenTelemetry's own SDK, configured by nothing
 * but its environment variables. It does a little work, prints the id of its
 * trace and ends.
 */
import {
  metrics,
  Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';

async function main(): Promise<void> {
  const sdk = new NodeSDK();
  sdk.start();
  const tracer = trace.getTracer('orders', '2.1.0');
  const traceId = tracer.startActiveSpan(
    'POST /orders',
    { kind: SpanKind.SERVER },
    server => {
      work(tracer.startSpan('send order.created', { kind: SpanKind.PRODUCER }));
      server.setAttributes({
        'http.response.status_code': 500,
        'order.total': 99.5,
        'order.paid': false,
        'order.items': ['apple', 'кавун'],
      });
      server.recordException(new TypeError('no such product'));
      server.addEvent('retry', { attempt: 2 });
      server.setStatus({ code: SpanStatusCode.ERROR, message: 'failed' });
      server.end();
      return server.spanContext().traceId;
    },
  );
  const meter = metrics.getMeter('orders', '2.1.0');
  meter
    .createCounter('orders.created', { unit: '{order}', description: 'Orders' })
    .add(3, { region: 'europe-west1' });
  meter.createUpDownCounter('orders.open').add(-2);
  meter.createHistogram('orders.duration', { unit: 'ms' }).record(12.5);
  meter
    .createObservableGauge('queue.depth')
    .addCallback(result => result.observe(7, { queue: 'mail' }));
  await sdk.shutdown();
  process.stdout.write(traceId);
}

function work(span: Span): void {
  const { traceId, spanId } = span.spanContext();
  span.addLink({
    context: { traceId, spanId, traceFlags: 1 },
    attributes: { 'link.kind': 'batch' },
  });
  span.setStatus({ code: SpanStatusCode.OK });
  span.end();
}

main().catch(error => {
  process.stderr.write(String(error));
  process.exit(1);
});
