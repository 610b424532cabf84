import { metrics, type Meter } from '@opentelemetry/api';
import { serviceName } from '../serviceInfo.ts';
import type { Streamed } from './Freshness.ts';
import type { TableProgress } from './Run.ts';
import type { TableState } from './State.ts';

/** How far behind each table is, and what was copied, for alerts. */
export class EtlMetrics {
  readonly #rows;
  readonly #failures;
  readonly #duration;
  readonly #streamDuration;
  #states: readonly TableState[] = [];
  #slot: { lagBytes: number; isFollowed: boolean } | undefined;

  constructor() {
    const meter = metrics.getMeter(serviceName);
    this.#rows = meter.createCounter('etl.rows', {
      unit: '{row}',
      description: 'Rows that were sent to ClickHouse',
    });
    this.#failures = meter.createCounter('etl.failures', {
      unit: '{run}',
      description: 'Runs in which a table could not be copied',
    });
    this.#duration = meter.createHistogram('etl.table.duration', {
      unit: 's',
      description: 'How long a run spends on a table',
    });
    this.#streamDuration = meter.createHistogram('etl.stream.duration', {
      unit: 's',
      description: 'How long streamed changes of a table take',
    });
    meter
      .createObservableGauge('etl.lag', {
        unit: 's',
        description: 'Age of what the table does not have yet',
      })
      .addCallback(result => {
        for (const { table, upTo } of this.#states) {
          result.observe((Date.now() - Date.parse(upTo)) / 1000, {
            'etl.table': table,
          });
        }
      });
    this.#observeSlot(meter);
  }

  /** Only where changes are to be followed. */
  #observeSlot(meter: Meter): void {
    meter
      .createObservableGauge('etl.slot.lag', {
        unit: 'By',
        description:
          "Size of the log that PostgreSQL keeps for the pipeline's slot",
      })
      .addCallback(result => {
        if (this.#slot) {
          result.observe(this.#slot.lagBytes);
        }
      });
    meter
      .createObservableGauge('etl.slot.followed', {
        description: 'Whether changes come through the slot: 1, or 0',
      })
      .addCallback(result => {
        if (this.#slot) {
          result.observe(this.#slot.isFollowed ? 1 : 0);
        }
      });
  }

  slot(lagBytes: number, isFollowed: boolean): void {
    this.#slot = { lagBytes, isFollowed };
  }

  copied(table: string, { rows, durationMs }: TableProgress): void {
    this.#rows.add(rows, { 'etl.table': table });
    this.#duration.record(durationMs / 1000, { 'etl.table': table });
  }

  streamed(table: string, { rows, durationMs }: Streamed): void {
    this.#rows.add(rows, { 'etl.table': table });
    this.#streamDuration.record(durationMs / 1000, { 'etl.table': table });
  }

  failed(table: string): void {
    this.#failures.add(1, { 'etl.table': table });
  }

  observe(states: readonly TableState[]): void {
    this.#states = states;
  }
}
