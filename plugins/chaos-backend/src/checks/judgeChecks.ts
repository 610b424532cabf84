import { type ChaosCheck } from '@shop-platform/backstage-plugin-chaos-common';
import { type Run } from '../runs/types';
import { samplesOf } from './samplesOf';
import { type Check, type Sample } from './types';

/**
 * What the steady-state checks of a run say when it is over: one is broken that
 * did not hold as often in a row as halts a run, or that does not hold at the end.
 * What could not be told breaks none.
 */
export function judgeChecks(
  run: Run,
  checks: readonly Check[],
  options: { samples: readonly Sample[]; failures: number },
): ChaosCheck[] {
  return checks.flatMap((check): ChaosCheck[] => {
    const { before, during, after } = samplesOf(run, check.id, options.samples);
    if (during.length === 0 && after.length === 0) {
      return [];
    }
    const last = after.at(-1);
    const broken = brokenIn(during, options.failures);
    const isBroken = broken !== undefined || last?.ok === false;
    const message = broken?.message ?? last?.message;
    const scope = (broken ?? last ?? during.at(-1))?.scope;
    const values = {
      before: before.at(-1)?.value,
      during: worstOf(check, during),
      after: last?.value,
    };
    return [
      {
        service: check.title,
        role: 'check',
        measure: check.type,
        unit: check.unit,
        limit: check.limit,
        comparator: check.comparator,
        ...Object.fromEntries(
          Object.entries(values).filter(([, value]) => value !== undefined),
        ),
        samples: {
          before: before.length,
          during: during.length,
          after: after.length,
        },
        ...(isBroken && message ? { message } : {}),
        ...(scope ? { scope } : {}),
        ok: !isBroken,
      },
    ];
  });
}

/** The last of the first that failed as often in a row as counts. */
function brokenIn(
  samples: readonly Sample[],
  failures: number,
): Sample | undefined {
  let inRow = 0;
  return samples.find(({ ok }) => {
    inRow = ok === false ? inRow + 1 : 0;
    return inRow >= failures;
  });
}

function worstOf(
  { comparator }: Check,
  samples: readonly Sample[],
): number | undefined {
  const values = samples.flatMap(({ value }) => value ?? []);
  if (values.length === 0) {
    return undefined;
  }
  return comparator === 'above' ? Math.min(...values) : Math.max(...values);
}
