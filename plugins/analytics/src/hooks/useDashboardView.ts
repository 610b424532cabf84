import {
  type Dashboard,
  type ParameterValues,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type TimeRange, useTimeRange } from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readParameters, writeParameter } from '../model/parameters';
import { defaultRangeOf } from '../model/periods';

/** What of a dashboard is shown; all of it stands in the link. */
export type DashboardView = {
  range: TimeRange;
  defaultRange: TimeRange;
  setRange: (range: TimeRange) => void;
  parameters: ParameterValues;
  /** The link, for what is stated as text. */
  link: URLSearchParams;
  setParameter: (name: string, texts: readonly string[]) => void;
  compare: boolean;
  setCompare: (compare: boolean) => void;
  tenant?: string;
  setTenant: (tenant: string) => void;
  /** The only panel that is shown, large. */
  onlyPanel?: string;
  setOnlyPanel: (panel: string | undefined) => void;
  isFullScreen: boolean;
  setFullScreen: (isFullScreen: boolean) => void;
};

const COMPARE = 'compare';
const TENANT = 'tenant';
const PANEL = 'panel';
const FULL = 'full';

function setOrDelete(
  link: URLSearchParams,
  name: string,
  value: string | undefined,
): void {
  if (value) {
    link.set(name, value);
  } else {
    link.delete(name);
  }
}

/** The time, the parameters and all else that is chosen, in the link of the page. */
export function useDashboardView(dashboard: Dashboard): DashboardView {
  const { spec } = dashboard;
  const [link, setLink] = useSearchParams();
  const defaultRange = useMemo(
    () => defaultRangeOf(spec.time?.default),
    [spec.time?.default],
  );
  const { range, setRange } = useTimeRange({ defaultRange });
  const change = (
    edit: (next: URLSearchParams) => void,
    options?: { replace: boolean },
  ) =>
    setLink(previous => {
      const next = new URLSearchParams(previous);
      edit(next);
      return next;
    }, options);

  const stated = link.toString();
  const parameters = useMemo(
    () => readParameters(new URLSearchParams(stated), spec.parameters ?? []),
    [stated, spec.parameters],
  );

  return {
    range,
    defaultRange,
    setRange,
    parameters,
    link,
    setParameter: (name, texts) =>
      change(next => writeParameter(next, name, texts)),
    compare: link.get(COMPARE) === 'true',
    setCompare: compare =>
      change(next => setOrDelete(next, COMPARE, compare ? 'true' : undefined)),
    tenant: link.get(TENANT) ?? undefined,
    setTenant: tenant =>
      change(next => setOrDelete(next, TENANT, tenant), { replace: true }),
    onlyPanel: link.get(PANEL) ?? undefined,
    setOnlyPanel: panel => change(next => setOrDelete(next, PANEL, panel)),
    isFullScreen: link.get(FULL) === 'true',
    setFullScreen: full =>
      change(next => setOrDelete(next, FULL, full ? 'true' : undefined)),
  };
}
