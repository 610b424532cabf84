import {
  metadataSchema,
  type Kind,
  type Metadata,
} from '@shop-platform/backstage-plugin-clusters-node';
import { z } from 'zod';

const nodeSchema: z.ZodType<{ metadata: Metadata }> = z.object({
  metadata: metadataSchema,
});

/** `v1` Nodes: selectors of experiments may name their labels. */
export const nodes: Kind<{ metadata: Metadata }> = {
  apiVersion: 'v1',
  kind: 'Node',
  plural: 'nodes',
  namespaced: false,
  schema: nodeSchema,
};
