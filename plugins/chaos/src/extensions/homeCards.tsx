import {
  coreExtensionData,
  createExtension,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';

/** What is being broken, on the home page of a portal that has a place for cards. */
export const chaosHomeCard = createExtension({
  kind: 'home-card',
  name: 'now',
  attachTo: { id: 'page:home', input: 'cards' },
  // Most home pages have no such place.
  disabled: true,
  output: [coreExtensionData.reactElement],
  factory: ({ node }) => [
    coreExtensionData.reactElement(
      ExtensionBoundary.lazy(node, () =>
        import('../components/HomeChaos').then(({ HomeChaos }) => (
          <HomeChaos />
        )),
      ),
    ),
  ],
});
