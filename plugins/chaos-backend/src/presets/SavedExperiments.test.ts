import { type UrlReaderService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { type Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { NotModifiedError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SavedExperiments } from './SavedExperiments';

const REPOSITORY = 'https://github.com/shop/platform/tree/main';
const CHAOS = `${REPOSITORY}/services/payments/chaos`;
/** What the template that keeps experiments writes. */
const golden = readFileSync(
  join(
    __dirname,
    '../../../../templates/save-experiment/tests/golden/payments-delay/services/payments/chaos/payments-delay.yaml',
  ),
  'utf8',
);
const schedule = `apiVersion: chaos-mesh.org/v1alpha1
kind: Schedule
metadata: { name: nightly, namespace: shop }
spec:
  schedule: 0 3 * * *
  concurrencyPolicy: Forbid
  historyLimit: 3
  type: PodChaos
  podChaos:
    action: pod-kill
    mode: one
    selector:
      namespaces: [shop]
      labelSelectors: { app.kubernetes.io/name: payments }
`;

function payments(annotations: Record<string, string> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payments',
      annotations: {
        'backstage.io/source-location': `url:${REPOSITORY}/services/payments/`,
        ...annotations,
      },
    },
  };
}

/** A repository with some files, and what it was asked for. */
function createReader(files: Record<string, string>) {
  const asked: string[] = [];
  let failure: Error | undefined;
  let clock = 0;
  let etag = 'first';
  const search: UrlReaderService['search'] = async (url, options) => {
    asked.push(url);
    if (failure) {
      throw failure;
    }
    if (options?.etag === etag) {
      throw new NotModifiedError();
    }
    return {
      etag,
      files: Object.entries(files).map(([path, text]) => ({
        url: `${REPOSITORY}/${path}`,
        content: async () => Buffer.from(text),
      })),
    };
  };
  const saved = new SavedExperiments({
    reader: { search },
    integrations: ScmIntegrations.fromConfig(
      new ConfigReader({ integrations: { github: [{ host: 'github.com' }] } }),
    ),
    logger: mockServices.logger.mock(),
    now: () => clock,
  });
  return {
    saved,
    asked,
    fail: (error?: Error) => {
      failure = error;
    },
    change: (changed: Record<string, string>) => {
      Object.assign(files, changed);
      etag += ' and next';
    },
    wait: (ms: number) => {
      clock += ms;
    },
  };
}

describe('the experiments that are kept in the repository of a component', () => {
  it('are what the template wrote there, as they are', async () => {
    const { saved, asked } = createReader({
      'services/payments/chaos/payments-delay.yaml': golden,
      'services/payments/chaos/nightly.yaml': schedule,
    });
    expect(await saved.of(payments())).toEqual({
      presets: [
        {
          id: 'saved:services/payments/chaos/nightly.yaml',
          name: 'nightly',
          kind: 'Schedule',
          manifest: schedule,
          file: 'services/payments/chaos/nightly.yaml',
          url: `${CHAOS}/nightly.yaml`,
        },
        {
          id: 'saved:services/payments/chaos/payments-delay.yaml',
          name: 'payments-delay',
          kind: 'NetworkChaos',
          manifest: golden,
          file: 'services/payments/chaos/payments-delay.yaml',
          url: `${CHAOS}/payments-delay.yaml`,
        },
      ],
      problems: [],
    });
    expect(asked).toEqual([`${CHAOS}/**/*.y*ml`]);
  });

  it('are where the annotation of the component says', async () => {
    const { saved, asked } = createReader({});
    const annotations = {
      'shop-platform.io/chaos-experiments':
        './tests/chaos/, more/*.yaml, one.yml',
    };
    await saved.of(payments(annotations));
    expect(asked).toEqual(
      ['tests/chaos/**/*.y*ml', 'more/*.yaml', 'one.yml'].map(
        path => `${REPOSITORY}/services/payments/${path}`,
      ),
    );
  });

  it.each([
    '../other',
    '/etc',
    'https://example.com/chaos',
    '%2e%2e/other',
    '..\\other',
    'chaos/..%2f..%2fother',
    '../one/other',
    '*?/../../other',
  ])('are nowhere but among its sources: %s', async path => {
    const { saved, asked } = createReader({});
    expect(
      await saved.of(payments({ 'shop-platform.io/chaos-experiments': path })),
    ).toMatchObject({
      presets: [],
      failure: { reason: expect.stringMatching(/at or below the sources/) },
    });
    expect(asked).toEqual([]);
  });

  it('leave out what is another thing, and say what is wrong with the rest', async () => {
    const { saved } = createReader({
      'chaos/kustomization.yaml': 'resources: [payments-delay.yaml]\n',
      'chaos/notes.yaml': 'a: [\n',
      'chaos/100%.yaml': golden.replace('duration: 2m', 'duration: -2m'),
      'chaos/long.yaml': `# ${'x'.repeat(70_000)}\n${golden}`,
    });
    expect(await saved.of(payments())).toEqual({
      presets: [],
      problems: [
        {
          file: 'chaos/100%.yaml',
          url: `${REPOSITORY}/chaos/100%.yaml`,
          message: expect.stringMatching(/^spec\.duration: /),
        },
        expect.objectContaining({
          file: 'chaos/long.yaml',
          message: 'It is longer than 65536 characters',
        }),
        expect.objectContaining({
          file: 'chaos/notes.yaml',
          message: expect.stringMatching(/^It is not YAML/),
        }),
      ],
    });
  });

  it('stay as they were read last where the repository does not answer, and say so', async () => {
    const { saved, asked, fail, wait } = createReader({
      'chaos/payments-delay.yaml': golden,
    });
    const good = await saved.of(payments());
    fail(new Error('no route to the host'));
    expect(await saved.of(payments())).toEqual(good);
    expect(asked).toHaveLength(1);

    wait(30_000);
    const failed = await saved.of(payments());
    expect(failed).toEqual({
      ...good,
      failure: { reason: 'no route to the host', since: expect.any(String) },
    });
    wait(30_000);
    expect(await saved.of(payments())).toEqual(failed);
    fail();
    wait(30_000);
    expect(await saved.of(payments())).toEqual(good);
  });

  it('are not taken from a folder with very many files, which is said', async () => {
    const { saved } = createReader(
      Object.fromEntries(
        Array.from({ length: 101 }, (_, at) => [`chaos/${at}.yaml`, golden]),
      ),
    );
    expect(await saved.of(payments())).toMatchObject({
      presets: [],
      failure: {
        reason: expect.stringMatching(/101 files .* name a narrower folder/),
      },
    });
  });

  it('are read anew once something has changed there', async () => {
    const { saved, change, wait } = createReader({
      'chaos/payments-delay.yaml': golden,
    });
    const good = await saved.of(payments());
    wait(30_000);
    expect(await saved.of(payments())).toEqual(good);
    change({ 'chaos/nightly.yaml': schedule });
    wait(30_000);
    expect((await saved.of(payments()))?.presets).toMatchObject([
      { name: 'nightly' },
      { name: 'payments-delay' },
    ]);
  });

  it('are not asked for where the component has no sources', async () => {
    const { saved, asked } = createReader({});
    const location = { 'backstage.io/source-location': 'file:/srv/payments/' };
    expect(await saved.of(payments(location))).toBeUndefined();
    expect(asked).toEqual([]);
  });
});
