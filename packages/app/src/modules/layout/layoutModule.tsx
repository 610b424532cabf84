import { SidebarPage } from '@backstage/core-components';
import {
  coreExtensionData,
  createExtension,
  createExtensionInput,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { Fragment } from 'react';

/**
 * Backstage's layout, with a place for bars over every page: beside the
 * sidebar, so that they cover neither it nor the page, and only once somebody
 * is signed in.
 */
const layout = createExtension({
  name: 'layout',
  attachTo: { id: 'app/root', input: 'children' },
  inputs: {
    nav: createExtensionInput([coreExtensionData.reactElement], {
      singleton: true,
    }),
    content: createExtensionInput([coreExtensionData.reactElement], {
      singleton: true,
    }),
    bars: createExtensionInput([coreExtensionData.reactElement]),
  },
  output: [coreExtensionData.reactElement],
  factory: ({ inputs }) => [
    coreExtensionData.reactElement(
      <SidebarPage>
        {inputs.nav.get(coreExtensionData.reactElement)}
        {inputs.bars.map(bar => (
          <Fragment key={bar.node.spec.id}>
            {bar.get(coreExtensionData.reactElement)}
          </Fragment>
        ))}
        {inputs.content.get(coreExtensionData.reactElement)}
      </SidebarPage>,
    ),
  ],
});

/** The portal's layout in place of Backstage's. */
export const layoutModule = createFrontendModule({
  pluginId: 'app',
  extensions: [layout],
});
