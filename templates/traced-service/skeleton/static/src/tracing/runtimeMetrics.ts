import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { metrics } from '@opentelemetry/api';
import {
  METRIC_NODEJS_EVENTLOOP_DELAY_MAX,
  METRIC_NODEJS_EVENTLOOP_DELAY_P99,
  METRIC_NODEJS_EVENTLOOP_UTILIZATION,
  METRIC_PROCESS_MEMORY_USAGE,
  METRIC_V8JS_MEMORY_HEAP_LIMIT,
  METRIC_V8JS_MEMORY_HEAP_USED,
} from '@opentelemetry/semantic-conventions/incubating';

const secondsPerNanosecond = 1e-9;

/**
 * How often the loop is looked at. Each look wakes the process, so at 10 ms an idle
 * one spends more on this than on anything else.
 */
const resolutionMs = 100;

/**
 * How late the loop was, in seconds. The histogram holds the time from one look to
 * the next, which is the resolution where nothing was late.
 */
function lateBy(nanoseconds: number): number {
  return Math.max(0, nanoseconds * secondsPerNanosecond - resolutionMs / 1000);
}

/** How busy the event loop is, how full the heap, how large the process: what says that a pod is too small. */
export function registerRuntimeMetrics(): void {
  const meter = metrics.getMeter('runtime');
  const loop = monitorEventLoopDelay({ resolution: resolutionMs });
  loop.enable();
  let utilization = performance.eventLoopUtilization();

  const delayP99 = meter.createObservableGauge(
    METRIC_NODEJS_EVENTLOOP_DELAY_P99,
    { unit: 's' },
  );
  const delayMax = meter.createObservableGauge(
    METRIC_NODEJS_EVENTLOOP_DELAY_MAX,
    { unit: 's' },
  );
  const busy = meter.createObservableGauge(
    METRIC_NODEJS_EVENTLOOP_UTILIZATION,
    { unit: '1' },
  );
  const heapUsed = meter.createObservableGauge(METRIC_V8JS_MEMORY_HEAP_USED, {
    unit: 'By',
  });
  const heapLimit = meter.createObservableGauge(METRIC_V8JS_MEMORY_HEAP_LIMIT, {
    unit: 'By',
  });
  const resident = meter.createObservableUpDownCounter(
    METRIC_PROCESS_MEMORY_USAGE,
    { unit: 'By' },
  );

  meter.addBatchObservableCallback(
    result => {
      const heap = getHeapStatistics();
      const now = performance.eventLoopUtilization();
      result.observe(delayP99, lateBy(loop.percentile(99)));
      result.observe(delayMax, lateBy(loop.max));
      result.observe(
        busy,
        performance.eventLoopUtilization(now, utilization).utilization,
      );
      result.observe(heapUsed, heap.used_heap_size);
      result.observe(heapLimit, heap.heap_size_limit);
      result.observe(resident, process.memoryUsage.rss());
      utilization = now;
      loop.reset();
    },
    [delayP99, delayMax, busy, heapUsed, heapLimit, resident],
  );
}
