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

const nanosecondsPerSecond = 1e9;

/** How busy the event loop is, how full the heap, how large the process: what says that a pod is too small. */
export function registerRuntimeMetrics(): void {
  const meter = metrics.getMeter('runtime');
  const loop = monitorEventLoopDelay({ resolution: 20 });
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
      result.observe(delayP99, loop.percentile(99) / nanosecondsPerSecond);
      result.observe(delayMax, loop.max / nanosecondsPerSecond);
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
