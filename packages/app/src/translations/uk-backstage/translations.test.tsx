import {
  createFrontendModule,
  useTranslationRef,
  type TranslationRef,
  type TranslationResource,
} from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { kubernetesReactTranslationRef } from '@backstage/plugin-kubernetes-react/alpha';
import { checkTranslations } from '@shop-platform/ui-kit/testUtils';
import { screen } from '@testing-library/react';
import { z } from 'zod';
import packageJson from '../../../package.json';
import { ukrainianTranslations } from '.';

type Messages = Record<string, string>;

/** Names, addresses and examples that stay as they are. */
const SAME_IN_BOTH_LANGUAGES = [
  'ID',
  'Kubernetes',
  'OK',
  'YAML',
  'https://backstage.io/docs/features/software-templates/adding-templates/',
  'my-component',
  'my-group',
];

const LANGUAGES = { availableLanguages: ['en', 'uk'], defaultLanguage: 'uk' };

const manifestSchema = z.object({
  exports: z.record(z.string(), z.unknown()).default({}),
});
const refSchema = z.object({
  $$type: z.literal('@backstage/TranslationRef'),
  id: z.string(),
});
const messagesSchema = z.record(z.string(), z.string());
const resourceSchema = z.object({
  resources: z.tuple([
    z.object({
      language: z.literal('uk'),
      loader: z.custom<() => unknown>(value => typeof value === 'function'),
    }),
  ]),
});

function isTranslationRef(value: unknown): value is TranslationRef {
  return refSchema.safeParse(value).success;
}

/** The refs of all Backstage packages that the portal depends on. */
async function findRefs(): Promise<TranslationRef[]> {
  const names = Object.keys(packageJson.dependencies).filter(name =>
    /^@backstage\/(core-components|plugin-)/.test(name),
  );
  const refs: TranslationRef[] = [];
  for (const name of names) {
    const { exports } = manifestSchema.parse(
      await import(`${name}/package.json`),
    );
    const entry = './alpha' in exports ? `${name}/alpha` : name;
    refs.push(...Object.values(await import(entry)).filter(isTranslationRef));
  }
  return refs;
}

async function load(resource: TranslationResource): Promise<Messages> {
  const [{ loader }] = resourceSchema.parse(resource).resources;
  return z.object({ messages: messagesSchema }).parse(await loader()).messages;
}

function Pods() {
  const { t } = useTranslationRef(kubernetesReactTranslationRef);
  return (
    <ul>
      {[1, 3, 12, 1.5].map(count => (
        <li key={count}>{t('cluster.podsWithErrors', { count })}</li>
      ))}
    </ul>
  );
}

describe('Ukrainian for Backstage’s own plugins', () => {
  let refs: TranslationRef[];
  const ukrainian = new Map<string, Messages>();

  beforeAll(async () => {
    refs = await findRefs();
    for (const resource of ukrainianTranslations) {
      ukrainian.set(resource.id, await load(resource));
    }
  }, 120_000);

  it('covers every plugin, every message and every plural form', async () => {
    expect([...ukrainian.keys()].sort()).toEqual(
      refs.map(({ id }) => id).sort(),
    );

    for (const ref of refs) {
      await expect(
        checkTranslations(ref, {
          locale: 'uk',
          allowEqual: SAME_IN_BOTH_LANGUAGES,
          messages: ukrainian.get(ref.id),
        }),
      ).resolves.toEqual([]);
    }
  });

  it('keeps what the components look for inside a message', () => {
    const rows = /\{from\}.+\{to\}.+\{count\}/;
    const rowsKey = 'table.pagination.labelDisplayedRows';
    expect(ukrainian.get('core-components')?.[rowsKey]).toMatch(rows);
    expect(ukrainian.get('plugin.notifications')?.[rowsKey]).toMatch(rows);

    const stepsKey =
      'templateEditorToolbar.addToCatalogDialogContent.stepsListItems';
    expect(ukrainian.get('scaffolder')?.[stepsKey].split('\n')).toHaveLength(4);

    expect(
      ukrainian.get('catalog-react')?.[
        'entityPeekAheadPopover.emailCardAction.subTitle'
      ],
    ).toBe('mailto:{{email}}');
  });

  it('is what an app in Ukrainian shows, with each plural form', async () => {
    renderInTestApp(<Pods />, {
      config: {
        app: {
          extensions: [{ 'api:app/app-language': { config: LANGUAGES } }],
        },
      },
      features: [
        createFrontendModule({
          pluginId: 'app',
          extensions: ukrainianTranslations.map(resource =>
            TranslationBlueprint.make({
              name: resource.id,
              params: { resource },
            }),
          ),
        }),
      ],
    });

    expect(await screen.findByText('1 под із помилками')).toBeVisible();
    expect(screen.getByText('3 поди з помилками')).toBeVisible();
    expect(screen.getByText('12 подів із помилками')).toBeVisible();
    expect(screen.getByText('1.5 пода з помилками')).toBeVisible();
  });
});
