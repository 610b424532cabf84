import { ResponseError } from '@backstage/errors';
import {
  type ChaosClient,
  type ChaosRun,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type TimeWindow, type TimeWindows } from '@shop-platform/ui-kit';

/** A picture with more names than this tells nothing. */
const MOST_WINDOWS = 20;

function toWindow(run: ChaosRun, href: string | undefined): TimeWindow {
  return {
    id: run.id,
    title: run.name,
    // Before its faults were on, it had changed nothing.
    from: new Date(run.injectedAt ?? run.startedAt),
    to: run.endedAt === undefined ? undefined : new Date(run.endedAt),
    region: run.region,
    entityRefs: run.entities,
    href,
  };
}

/** The runs that touch a stretch of time; none for who may not see them. */
export async function listRunWindows(
  chaos: Pick<ChaosClient, 'getRuns'>,
  options: {
    from: Date;
    to: Date;
    signal?: AbortSignal;
    linkTo: (id: string) => string | undefined;
  },
): Promise<TimeWindows> {
  const { from, to, signal, linkTo } = options;
  try {
    const { runs, nextCursor } = await chaos.getRuns(
      {
        from: from.toISOString(),
        to: to.toISOString(),
        limit: MOST_WINDOWS,
      },
      { signal },
    );
    return {
      windows: runs.map(run => toWindow(run, linkTo(run.id))),
      moreExist: nextCursor !== undefined,
    };
  } catch (error) {
    if (error instanceof ResponseError && error.response.status === 403) {
      return { windows: [], moreExist: false };
    }
    throw error;
  }
}
