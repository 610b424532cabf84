import SwaggerParser from '@apidevtools/swagger-parser';
import { toError } from '@backstage/errors';
import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';
import { readDocuments } from './documents';

const versionSchema = z.looseObject({ openapi: z.string() });

/** OpenAPI documents are valid and complete in themselves. */
export async function checkOpenApi(
  rendered: RenderedFiles,
): Promise<Finding[]> {
  const documents = readDocuments(rendered).documents.filter(
    ({ value }) => versionSchema.safeParse(value).success,
  );
  const findings = await Promise.all(
    documents.map(async ({ path, where, value }) => {
      try {
        // The validator writes into what it gets, and takes a clone of it.
        await SwaggerParser.validate(path, structuredClone(Object(value)), {
          resolve: { external: false },
        });
        return [];
      } catch (error) {
        return [{ where, message: toError(error).message }];
      }
    }),
  );
  return findings.flat();
}
