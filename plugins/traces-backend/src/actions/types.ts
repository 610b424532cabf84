import { type AuditorService } from '@backstage/backend-plugin-api';
import { type ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { type TracesLimits } from '../config';
import { type TracesService } from '../service/TracesService';

export type TracesActionOptions = {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  /** Guarded: an agent may read what its caller may. */
  traces: TracesService;
  limits: TracesLimits;
  /** Where a trace is in the portal. */
  urlOf: (traceId: string) => string;
};

/** The zod that the actions registry hands to schemas. */
export type Zod = Parameters<
  Parameters<ActionsRegistryService['register']>[0]['schema']['input']
>[0];
