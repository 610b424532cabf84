import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, Page } from '@playwright/test';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const SERVICES = join(__dirname, '../../../../examples/shop-platform/services');
const COMPONENT = 'component:';

const componentSchema = z.object({
  kind: z.literal('Component'),
  metadata: z.object({ name: z.string() }),
  spec: z.object({ dependsOn: z.array(z.string()).default([]) }),
});

/** By the name of each component of the shop: the components that it says it calls. */
export function calledBy(): Map<string, string[]> {
  const components = readdirSync(SERVICES).map(folder => {
    const file = join(SERVICES, folder, 'catalog-info.yaml');
    const [first] = parseAllDocuments(readFileSync(file, 'utf8'));
    return componentSchema.parse(first.toJS());
  });
  return new Map(
    components.map(({ metadata, spec }) => [
      metadata.name,
      spec.dependsOn
        .filter(ref => ref.startsWith(COMPONENT))
        .map(ref => ref.slice(COMPONENT.length)),
    ]),
  );
}

const domainsSchema = z.object({
  items: z.array(z.object({ metadata: z.object({ name: z.string() }) })),
});

/** The domains that the catalog has for the person who is signed in on a page. */
export async function domainsFor(page: Page): Promise<string[]> {
  const asked = page.waitForRequest(
    request =>
      request.url().includes('/api/catalog/') &&
      request.headers().authorization !== undefined,
  );
  await page.goto('/catalog');
  const { authorization } = (await asked).headers();
  const answer = await page.request.get(
    '/api/catalog/entities/by-query?filter=kind=domain&limit=100',
    { headers: { authorization } },
  );
  expect(answer.status()).toBe(200);
  const { items } = domainsSchema.parse(await answer.json());
  return items.map(({ metadata }) => metadata.name);
}
