import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';

export const madeFromCard = EntityCardBlueprint.make({
  name: 'made-from',
  params: {
    type: 'content',
    // What a template can have made: it comes from a repository.
    filter: {
      $all: [
        { kind: { $in: ['component', 'resource', 'system'] } },
        {
          $any: [
            {
              'metadata.annotations.backstage.io/source-location': {
                $exists: true,
              },
            },
            {
              'metadata.annotations.backstage.io/managed-by-location': {
                $exists: true,
              },
            },
          ],
        },
      ],
    },
    loader: () =>
      import('../components/MadeFromCard').then(({ MadeFromCard }) => (
        <MadeFromCard />
      )),
  },
});
