import {
  pods,
  type Kind,
  type Pod,
} from '@shop-platform/backstage-plugin-clusters-node';
import { z } from 'zod';

/** A Pod with all that selectors may ask of it. */
export type SelectablePod = Pod & {
  spec: {
    restartPolicy?: string | undefined;
    schedulerName?: string | undefined;
    serviceAccountName?: string | undefined;
  };
  status: {
    podIPs?: { ip: string }[] | undefined;
    nominatedNodeName?: string | undefined;
  };
};

const fieldsSchema = z.object({
  spec: z.object({
    restartPolicy: z.string().optional(),
    schedulerName: z.string().optional(),
    serviceAccountName: z.string().optional(),
  }),
  status: z
    .object({
      podIPs: z.array(z.object({ ip: z.string() })).optional(),
      nominatedNodeName: z.string().optional(),
    })
    .prefault({}),
});

/** `v1` Pods with the fields that `fieldSelectors` of experiments name. */
export const selectablePods: Kind<SelectablePod> = {
  ...pods,
  schema: pods.schema.and(fieldsSchema),
};
