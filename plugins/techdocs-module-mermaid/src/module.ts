import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { TechDocsAddonLocations } from '@backstage/plugin-techdocs-react';
import { AddonBlueprint } from '@backstage/plugin-techdocs-react/alpha';
import { MermaidDiagrams } from './addon/MermaidDiagrams';

const mermaidAddon = AddonBlueprint.make({
  name: 'mermaid',
  params: {
    name: 'Mermaid',
    location: TechDocsAddonLocations.Content,
    component: MermaidDiagrams,
  },
});

/**
 * Draws the Mermaid diagrams of TechDocs pages, in the reader and on the
 * entity page.
 *
 * @public
 */
export const techdocsMermaidModule = createFrontendModule({
  pluginId: 'techdocs',
  extensions: [mermaidAddon],
});
