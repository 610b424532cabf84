import {
  type ChaosCluster,
  type ChaosRun,
  type ChaosRunDetails,
  type ChaosSteadyCheck,
} from '@shop-platform/backstage-plugin-chaos-common';

/** A check as it was seen last, against its limit. */
export type Reading = Pick<ChaosSteadyCheck, 'unit' | 'limit'> & {
  /** The service and the measure of what the verdict asks by itself; the run and the name of any other. */
  of:
    | { run: string; title: string }
    | { service: string; measure: 'errorRate' | 'p95' };
  value: number;
};

/** What is on and what is halted, in all clusters. */
export type Danger = {
  clusters: ChaosCluster[];
  /** Those that have begun and are not over. */
  runs: ChaosRun[];
  /** Which of their checks is the nearest to its limit, or the farthest beyond. */
  reading?: Reading;
};

/** One that awaits approval breaks nothing yet. */
export function hasBegun({ state }: Pick<ChaosRun, 'state'>): boolean {
  return state !== 'awaiting-approval';
}

type Candidate = { reading: Reading; share: number };

function candidatesOf({ run, checks, implied }: ChaosRunDetails): Candidate[] {
  const asked = (checks ?? []).map(check => ({
    ...check,
    of: { run: run.name, title: check.title },
  }));
  const unasked = (implied ?? []).map(check => ({
    ...check,
    comparator: 'below' as const,
    of: { service: check.service, measure: check.measure },
  }));
  return [...asked, ...unasked].flatMap(
    ({ samples, of, unit, limit, comparator }) => {
      const value = samples.at(-1)?.value;
      if (value === undefined) {
        return [];
      }
      const share = comparator === 'below' ? value / limit : limit / value;
      return [{ reading: { of, unit, limit, value }, share }];
    },
  );
}

/** The check that is the nearest to its limit; one of 0 is broken by anything. */
export function worstReading(
  runs: readonly ChaosRunDetails[],
): Reading | undefined {
  const candidates = runs
    .flatMap(candidatesOf)
    // Nothing out of nothing allowed is as it has to be.
    .map(({ reading, share }) => ({
      reading,
      share: Number.isNaN(share) ? 0 : share,
    }))
    .sort((one, other) => other.share - one.share);
  return candidates[0]?.reading;
}

/** Where something runs, and which of these places can still be halted. */
export function placesOf({
  clusters,
  runs,
}: Pick<Danger, 'clusters' | 'runs'>): {
  running: ChaosCluster[];
  toHalt: ChaosCluster[];
} {
  const running = clusters.filter(({ name }) =>
    runs.some(run => run.cluster === name),
  );
  return {
    running,
    toHalt: running.filter(({ halt }) => halt === undefined),
  };
}
