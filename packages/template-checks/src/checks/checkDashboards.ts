import { dashboardSchema } from '@shop-platform/backstage-plugin-analytics-common';
import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';
import { readDocuments, YamlDocument } from './documents';
import { keysOf } from './lines';

const kindSchema = z.looseObject({
  apiVersion: z.literal('shop-platform.io/v1'),
  kind: z.literal('Dashboard'),
});

/** A dashboard as code, which looks like an object of Kubernetes and is none. */
export function isDashboard({ value }: YamlDocument): boolean {
  return kindSchema.safeParse(value).success;
}

/** Dashboards are as the portal's analytics reads them. */
export function checkDashboards(rendered: RenderedFiles): Finding[] {
  return readDocuments(rendered)
    .documents.filter(isDashboard)
    .flatMap(({ value, at }) => {
      const { error } = dashboardSchema.safeParse(value);
      return error
        ? [{ where: at(keysOf(error)), message: z.prettifyError(error) }]
        : [];
    });
}
