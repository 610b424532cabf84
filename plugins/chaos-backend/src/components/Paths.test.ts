import { Components } from './Components';
import { Paths } from './Paths';

const refOf = (name: string) => `component:default/${name}`;

/** Components with who depends on each by the catalog; each is a service of its name. */
function componentsOf(dependents: Record<string, string[]>): Components {
  return new Components(
    Object.entries(dependents).map(([name, names]) => ({
      ref: refOf(name),
      title: name,
      service: name,
      hasPod: () => false,
      dependents: names.map(refOf),
      owners: [],
    })),
  );
}

const found = (paths: Paths, name: string) =>
  paths
    .dependentsOf([refOf(name)])
    .map(({ title, knownBy }) => `${title}: ${knownBy.join(' and ')}`);

it('has those of the catalog and those that were seen, each with who says so', () => {
  const paths = new Paths(
    componentsOf({
      payments: ['core'],
      core: ['storefront'],
      storefront: [],
      refunds: [],
    }),
    new Map([
      ['payments', ['core', 'refunds']],
      ['refunds', ['payments']],
    ]),
  );
  expect(found(paths, 'payments')).toEqual([
    'core: catalog and traces',
    'refunds: traces',
    'storefront: catalog',
  ]);
});

it('goes on through services that the catalog does not know', () => {
  const paths = new Paths(
    componentsOf({ payments: [], batch: [], report: [] }),
    new Map([
      ['payments', ['proxy', 'payments']],
      ['proxy', ['batch']],
    ]),
  );
  expect(paths.dependentsOf([refOf('payments')])).toEqual([
    {
      ref: 'service:proxy',
      title: 'proxy',
      isEntity: false,
      knownBy: ['traces'],
    },
    {
      ref: refOf('batch'),
      title: 'batch',
      isEntity: true,
      knownBy: ['traces'],
    },
  ]);
});

it('ends where services call each other in a circle', () => {
  const paths = new Paths(
    componentsOf({ one: ['other'], other: ['one'] }),
    new Map([['one', ['other']]]),
  );
  expect(found(paths, 'one')).toEqual(['other: catalog and traces']);
  expect(found(paths, 'other')).toEqual(['one: catalog']);
});
