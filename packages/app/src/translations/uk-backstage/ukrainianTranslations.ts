import { coreComponentsTranslationRef } from '@backstage/core-components/alpha';
import {
  createTranslationResource,
  type TranslationResource,
} from '@backstage/frontend-plugin-api';
import { apiDocsTranslationRef } from '@backstage/plugin-api-docs/alpha';
import { catalogTranslationRef } from '@backstage/plugin-catalog/alpha';
import { catalogGraphTranslationRef } from '@backstage/plugin-catalog-graph/alpha';
import { catalogImportTranslationRef } from '@backstage/plugin-catalog-import/alpha';
import { catalogReactTranslationRef } from '@backstage/plugin-catalog-react/alpha';
import { homeReactTranslationRef } from '@backstage/plugin-home-react/alpha';
import { kubernetesTranslationRef } from '@backstage/plugin-kubernetes/alpha';
import { kubernetesReactTranslationRef } from '@backstage/plugin-kubernetes-react/alpha';
import { notificationsTranslationRef } from '@backstage/plugin-notifications/alpha';
import { orgTranslationRef } from '@backstage/plugin-org/alpha';
import { scaffolderTranslationRef } from '@backstage/plugin-scaffolder/alpha';
import { scaffolderReactTranslationRef } from '@backstage/plugin-scaffolder-react/alpha';
import { searchTranslationRef } from '@backstage/plugin-search/alpha';
import { searchReactTranslationRef } from '@backstage/plugin-search-react/alpha';
import { techdocsTranslationRef } from '@backstage/plugin-techdocs/alpha';
import { userSettingsTranslationRef } from '@backstage/plugin-user-settings/alpha';

/**
 * Ukrainian for Backstage's own plugins, which ship English only. Each is a
 * chunk of its own, fetched when its first text is shown in Ukrainian.
 */
export const ukrainianTranslations: TranslationResource[] = [
  createTranslationResource({
    ref: coreComponentsTranslationRef,
    translations: { uk: () => import('./coreComponents') },
  }),
  createTranslationResource({
    ref: apiDocsTranslationRef,
    translations: { uk: () => import('./apiDocs') },
  }),
  createTranslationResource({
    ref: catalogTranslationRef,
    translations: { uk: () => import('./catalog') },
  }),
  createTranslationResource({
    ref: catalogGraphTranslationRef,
    translations: { uk: () => import('./catalogGraph') },
  }),
  createTranslationResource({
    ref: catalogImportTranslationRef,
    translations: { uk: () => import('./catalogImport') },
  }),
  createTranslationResource({
    ref: catalogReactTranslationRef,
    translations: { uk: () => import('./catalogReact') },
  }),
  createTranslationResource({
    ref: homeReactTranslationRef,
    translations: { uk: () => import('./homeReact') },
  }),
  createTranslationResource({
    ref: kubernetesTranslationRef,
    translations: { uk: () => import('./kubernetes') },
  }),
  createTranslationResource({
    ref: kubernetesReactTranslationRef,
    translations: { uk: () => import('./kubernetesReact') },
  }),
  createTranslationResource({
    ref: notificationsTranslationRef,
    translations: { uk: () => import('./notifications') },
  }),
  createTranslationResource({
    ref: orgTranslationRef,
    translations: { uk: () => import('./org') },
  }),
  createTranslationResource({
    ref: scaffolderTranslationRef,
    translations: { uk: () => import('./scaffolder') },
  }),
  createTranslationResource({
    ref: scaffolderReactTranslationRef,
    translations: { uk: () => import('./scaffolderReact') },
  }),
  createTranslationResource({
    ref: searchTranslationRef,
    translations: { uk: () => import('./search') },
  }),
  createTranslationResource({
    ref: searchReactTranslationRef,
    translations: { uk: () => import('./searchReact') },
  }),
  createTranslationResource({
    ref: techdocsTranslationRef,
    translations: { uk: () => import('./techdocs') },
  }),
  createTranslationResource({
    ref: userSettingsTranslationRef,
    translations: { uk: () => import('./userSettings') },
  }),
];
