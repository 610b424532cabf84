import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const SHOP = join(__dirname, '../../../../examples/shop-platform');

const titleSchema = z.object({ en: z.string() });
const dashboardSchema = z.object({
  metadata: z.object({ name: z.string(), title: titleSchema }),
  spec: z.object({ panels: z.array(z.object({ title: titleSchema })).min(1) }),
});

function readFolder(folder: string, owner: string) {
  const files = readdirSync(join(SHOP, folder));
  return files.map(file => {
    const { metadata, spec } = dashboardSchema.parse(
      parse(readFileSync(join(SHOP, folder, file), 'utf8')),
    );
    return {
      path: `/analytics/${owner}/${metadata.name}`,
      title: metadata.title.en,
      panels: spec.panels.map(({ title }) => title.en),
    };
  });
}

/** The dashboards that come with the shop, as their files have them. */
export function shippedDashboards() {
  return [
    ...readFolder(
      'services/analytics-etl/dashboards',
      'component/default/analytics-etl',
    ),
    ...readFolder('dashboards', 'system/default/shop-platform'),
  ];
}
