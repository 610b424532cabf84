import { z } from 'zod';
import { readDocuments } from '../checks/documents';
import { LocatedObject } from '../checks/servicePorts';

const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().default('default'),
  }),
});

/** The objects of one file, as the checks of Kubernetes get them. Its last `---` may have nothing below it. */
export function placedObjects(text: string): LocatedObject[] {
  const { documents } = readDocuments({
    files: [
      { path: 'all.yaml', content: Buffer.from(text), executable: false },
    ],
  });
  return documents
    .filter(({ value }) => value !== null)
    .map(({ value, where, at }) => {
      const object = objectSchema.parse(value);
      return { value: object, where, at, namespace: object.metadata.namespace };
    });
}
