import {
  coreExtensionData,
  createExtension,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';
import { lazy, Suspense } from 'react';

const ChaosBar = lazy(async () => {
  const module = await import('../components/ChaosBar');
  return { default: module.ChaosBar };
});

/** What is being broken, over every page of a portal that has a place for bars. */
export const chaosBar = createExtension({
  kind: 'bar',
  name: 'now',
  attachTo: { id: 'app/layout', input: 'bars' },
  // Most portals have no such place.
  disabled: true,
  output: [coreExtensionData.reactElement],
  factory: ({ node }) => [
    coreExtensionData.reactElement(
      <ExtensionBoundary node={node}>
        {/* Nothing moves on any page while there may be nothing to say. */}
        <Suspense fallback={undefined}>
          <ChaosBar />
        </Suspense>
      </ExtensionBoundary>,
    ),
  ],
});
