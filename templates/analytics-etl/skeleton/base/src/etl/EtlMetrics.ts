import { metrics } from '@opentelemetry/api';
import { serviceName } from '../serviceInfo.ts';
import type { TableProgress } from './Run.ts';
import type { TableState } from './State.ts';

/** How far behind each table is, and what was copied, for alerts. */
export class EtlMetrics {
  readonly #rows;
  readonly #failures;
  readonly #duration;
  #states: readonly TableState[] = [];

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
  }

  copied(table: string, { rows, durationMs }: TableProgress): void {
    this.#rows.add(rows, { 'etl.table': table });
    this.#duration.record(durationMs / 1000, { 'etl.table': table });
  }

  failed(table: string): void {
    this.#failures.add(1, { 'etl.table': table });
  }

  observe(states: readonly TableState[]): void {
    this.#states = states;
  }
}
