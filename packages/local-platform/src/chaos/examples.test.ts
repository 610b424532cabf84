import { toError } from '@backstage/errors';
import { chaosObjectSchema } from '@shop-platform/backstage-plugin-chaos-common';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { TestCluster } from '../kubernetes/__testUtils__/testCluster';
import { startChaosCluster } from './__testUtils__/chaosCluster';

jest.setTimeout(120_000);

const folder = join(
  __dirname,
  '../../../../examples/shop-platform/infrastructure/kubernetes/chaos-mesh',
);
const files = ['experiments', 'schedules', 'workflows'].flatMap(part =>
  readdirSync(join(folder, part)).map(name => join(part, name)),
);
/** They harm a volume at another path than /tmp, the only one of a container here. */
const REFUSED = ['io-errors.yaml', 'io-latency.yaml'].map(name =>
  join('experiments', name),
);

/** As the address of a kind names it. */
function pluralOf(kind: string): string {
  const name = kind.toLocaleLowerCase('en-US');
  return name.endsWith('chaos') ? name : `${name}s`;
}

describe("the shop's experiments", () => {
  let running: TestCluster;

  beforeAll(async () => {
    running = await startChaosCluster();
  });

  afterAll(() => running.stop());

  it('are there, those that are refused, too', () => {
    expect(files).toEqual(expect.arrayContaining(REFUSED));
    expect(files.length).toBeGreaterThan(REFUSED.length);
  });

  it.each(files)('%s is taken, or refused with a reason', file => {
    const documents = parseAllDocuments(
      readFileSync(join(folder, file), 'utf8'),
    );
    expect(documents).toHaveLength(1);
    const experiment = chaosObjectSchema.parse(documents[0].toJS());
    const resource = running.cluster
      .client('test')
      .resource<{ spec: object }>(
        experiment.apiVersion,
        pluralOf(experiment.kind),
      );

    const attempt = () => {
      try {
        resource.create('shop', {
          metadata: { name: experiment.metadata.name },
          spec: experiment.spec,
        });
        return 'taken';
      } catch (error) {
        return toError(error).message;
      }
    };

    expect(attempt()).toMatch(
      REFUSED.includes(file)
        ? /spec\.volumePath: Not on the embedded clusters: .* at \/tmp/
        : /^taken$/,
    );
    // Each hits a part of the shop, by the label that its pods have.
    expect(JSON.stringify(experiment.spec)).toMatch(
      /app\.kubernetes\.io\/name".*"(clickhouse|core|inventory|notifications|payments|storefront)"/,
    );
  });
});
