import {
  coreExtensionData,
  createFrontendModule,
  discoveryApiRef,
  fetchApiRef,
  identityApiRef,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import { scmIntegrationsApiRef } from '@backstage/integration-react';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { CreateNotice } from './CreateNotice';
import { loadTranslator } from './fields/translator';
import { PreviewingScaffolderClient } from './preview/PreviewingScaffolderClient';

const addressRange = FormFieldBlueprint.make({
  name: 'address-range',
  params: {
    field: () =>
      import('./fields/addressRange').then(module => module.addressRange),
  },
});

const newEntityName = FormFieldBlueprint.make({
  name: 'new-entity-name',
  params: {
    field: () =>
      import('./fields/newEntityName').then(module => module.newEntityName),
  },
});

const newRepository = FormFieldBlueprint.make({
  name: 'new-repository',
  params: {
    field: () =>
      import('./fields/newRepository').then(module => module.newRepository),
  },
});

const keptText = FormFieldBlueprint.make({
  name: 'kept-text',
  params: {
    field: () =>
      import('./fields/keptText').then(module => module.keptTextField),
  },
});

const filePreview = FormFieldBlueprint.make({
  name: 'file-preview',
  params: {
    field: () =>
      import('./fields/filePreview').then(module => module.filePreview),
  },
});

/** Every form gets a last page that shows the files, whatever its template says. */
const scaffolderApi = scaffolderPlugin.getExtension('api:scaffolder').override({
  params: defineParams =>
    defineParams({
      api: scaffolderApiRef,
      deps: {
        catalogApi: catalogApiRef,
        discoveryApi: discoveryApiRef,
        fetchApi: fetchApiRef,
        identityApi: identityApiRef,
        scmIntegrationsApi: scmIntegrationsApiRef,
        translationApi: translationApiRef,
      },
      factory: ({ translationApi, ...apis }) =>
        new PreviewingScaffolderClient({
          ...apis,
          loadTranslator: () => loadTranslator(translationApi),
        }),
    }),
});

const deployCard = EntityCardBlueprint.make({
  name: 'deploy',
  params: {
    type: 'info',
    filter: {
      kind: 'component',
      'metadata.annotations.backstage.io/kubernetes-id': { $exists: true },
    },
    loader: () =>
      import('./deploy/DeployCard').then(({ DeployCard }) => <DeployCard />),
  },
});

const addCard = EntityCardBlueprint.make({
  name: 'add',
  params: {
    type: 'info',
    filter: {
      kind: 'component',
      'metadata.annotations.backstage.io/kubernetes-id': { $exists: true },
    },
    loader: () => import('./add/AddCard').then(({ AddCard }) => <AddCard />),
  },
});

/** The list of templates and their forms, below who may create from them. */
const templatesWithNotice = scaffolderPlugin
  .getExtension('sub-page:scaffolder/templates')
  .override({
    *factory(originalFactory) {
      const page = originalFactory();
      yield* page;
      yield coreExtensionData.reactElement(
        <>
          <CreateNotice />
          {page.get(coreExtensionData.reactElement)}
        </>,
      );
    },
  });

/**
 * Form fields of software templates, a last page of their forms that shows the
 * files, a word to those who may not create, and cards that deploy a component
 * and that lead to what can be added to it.
 *
 * @public
 */
export const scaffolderShopPlatformModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    addressRange,
    newEntityName,
    newRepository,
    keptText,
    filePreview,
    scaffolderApi,
    templatesWithNotice,
    deployCard,
    addCard,
  ],
});
