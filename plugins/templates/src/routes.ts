import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

/** What was made from which version of a template. */
export const rootRouteRef = createRouteRef();

/** The form of a template, where the scaffolder's pages are installed. */
export const formRouteRef = createExternalRouteRef({
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** All templates, where the scaffolder's pages are installed. */
export const createPageRouteRef = createExternalRouteRef({
  defaultTarget: 'scaffolder.root',
});
