import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import {
  scaffolderApiRef,
  type TemplateParameterSchema,
} from '@backstage/plugin-scaffolder-react';
import { screen } from '@testing-library/react';
import module from '.';

const template: TemplateParameterSchema = { title: 'Service', steps: [] };

jest.setTimeout(60_000);

// Answers about a permission are remembered for the whole file: one test, one answer.
it('tells those who may not create from templates which group may', async () => {
  jest.spyOn(console, 'warn').mockImplementation();
  renderTestApp({
    features: [scaffolderPlugin, module],
    initialRouteEntries: ['/create/templates/default/service'],
    config: {
      permission: {
        roles: {
          developer: {
            title: 'Developers',
            groups: ['group:default/developers'],
            allow: ['scaffolder.task.create'],
          },
        },
      },
    },
    apis: [
      mockApis.permission({ authorize: AuthorizeResult.DENY }),
      [scaffolderApiRef, { getTemplateParameterSchema: async () => template }],
    ],
  });
  expect(
    await screen.findByText(
      'Only Developers may create from templates: ask group developers',
      {},
      { timeout: 30_000 },
    ),
  ).toBeVisible();
});
