import { ANNOTATION_LOCATION, type Entity } from '@backstage/catalog-model';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { findTemplates } from '../template/findTemplates';

const templateSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.literal('Template'),
  metadata: z.looseObject({
    name: z.string(),
    annotations: z.record(z.string(), z.string()).default({}),
    releases: z.array(z.json()).optional(),
  }),
  spec: z.record(z.string(), z.json()),
});

/** The templates under a folder, as the catalog has them: so that one can render another. */
export function readTemplateEntities(root: string): Entity[] {
  return findTemplates(root).map(name => {
    const file = join(root, name, 'template.yaml');
    const { metadata, ...template } = templateSchema.parse(
      parse(readFileSync(file, 'utf8')),
    );
    return {
      ...template,
      metadata: {
        name: metadata.name,
        namespace: 'default',
        ...(metadata.releases ? { releases: metadata.releases } : {}),
        annotations: {
          ...metadata.annotations,
          [ANNOTATION_LOCATION]: `file:${file}`,
        },
      },
    };
  });
}
