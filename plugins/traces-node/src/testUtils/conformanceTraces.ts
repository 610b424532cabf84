import { brokenTraces, repeatedSpan } from './brokenTraces';
import { type ConformanceSpan } from './model';
import { ordinaryTraces } from './ordinaryTraces';
import { type OtlpExport, toOtlpExport } from './otlp';
import { specialTraces } from './specialTraces';

const TRACES_PER_EXPORT = 6;

/** The spans of the data set by trace, each span once. */
export function conformanceSpans(): ConformanceSpan[][] {
  return [...ordinaryTraces(), ...brokenTraces(), ...specialTraces()];
}

/**
 * The data set of the conformance suite: some fifty traces of six services at
 * fixed times around 2026-03-01T12:00:00Z, the same in every run. Load the
 * exports in their order; some traces arrive in two of them.
 *
 * @public
 */
export function conformanceTraces(): OtlpExport[] {
  const traces = conformanceSpans();
  const exports: OtlpExport[] = [];
  const late: ConformanceSpan[] = [];

  for (let index = 0; index < traces.length; index += TRACES_PER_EXPORT) {
    const batch = traces.slice(index, index + TRACES_PER_EXPORT);
    exports.push(
      toOtlpExport(
        batch.flatMap((spans, position) => {
          // The last span of the first trace of each export comes with the others that are late.
          const isSplit = position === 0 && spans.length > 1;
          late.push(...(isSplit ? spans.slice(-1) : []));
          return isSplit ? spans.slice(0, -1) : spans;
        }),
      ),
    );
  }
  return [...exports, toOtlpExport([...late, ...repeatedSpan(traces)])];
}
