import { Components } from '../components/Components';
import { watchedOf } from './watchedOf';

const refOf = (name: string) => `component:default/${name}`;
const components = new Components(
  [
    { name: 'payments', dependents: ['core'] },
    { name: 'core', dependents: ['storefront'] },
    { name: 'storefront', dependents: [] },
    { name: 'shipping', dependents: [] },
  ].map(({ name, dependents }) => ({
    ref: refOf(name),
    title: name,
    service: name,
    hasPod: () => false,
    dependents: dependents.map(refOf),
    owners: [],
  })),
);
const watch = (callers: Record<string, string[]>, ...hit: string[]) =>
  watchedOf(
    { entities: hit.map(refOf) },
    components,
    new Map(Object.entries(callers)),
  );
const target = (name: string) => ({
  service: name,
  entity: refOf(name),
  role: 'target',
});
const caller = (name: string, ...knownBy: string[]) => ({
  service: name,
  entity: refOf(name),
  role: 'caller',
  knownBy,
});

describe('watchedOf', () => {
  it('unites the callers of the catalog with those that were seen', () => {
    expect(watch({ payments: ['core', 'shipping'] }, 'payments')).toEqual([
      target('payments'),
      caller('core', 'catalog', 'traces'),
      caller('shipping', 'traces'),
    ]);
  });

  it('has those that the catalog knows and nobody saw, and those that it does not know', () => {
    expect(watch({ payments: ['batch'] }, 'payments')).toEqual([
      target('payments'),
      caller('core', 'catalog'),
      { service: 'batch', role: 'caller', knownBy: ['traces'] },
    ]);
  });

  it('has each once, what is hit as that, and nobody who calls something else', () => {
    expect(
      watch(
        {
          payments: ['core', 'payments', 'storefront'],
          core: ['storefront'],
          shipping: ['batch'],
        },
        'payments',
        'core',
      ),
    ).toEqual([
      target('payments'),
      target('core'),
      caller('storefront', 'catalog', 'traces'),
    ]);
  });
});
