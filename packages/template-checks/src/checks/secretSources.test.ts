import { placedObjects } from '../__testUtils__/placedObjects';
import { checkSources } from './secretSources';

const object = (kind: string, name: string, namespace: string, spec = '{}') =>
  `apiVersion: example.com/v1
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
---
`;

const secret = (ref: string) =>
  object('ExternalSecret', 'core', 'shop', `{ secretStoreRef: { ${ref} } }`);

const certificate = (ref: string) =>
  object('Certificate', 'core', 'shop', `{ issuerRef: { ${ref} } }`);

const check = (...texts: string[]) =>
  checkSources(placedObjects(texts.join(''))).map(
    ({ where, message }) => `${where}: ${message}`,
  );

const all = [
  object('SecretStore', 'vault', 'shop'),
  object('ClusterSecretStore', 'shared', 'default'),
  object('Issuer', 'own', 'shop'),
  object('ClusterIssuer', 'letsencrypt', 'default'),
];

describe('where a Secret comes from', () => {
  it.each([
    [secret('name: vault')],
    [secret('name: shared, kind: ClusterSecretStore')],
    [certificate('name: own')],
    [certificate('name: letsencrypt, kind: ClusterIssuer')],
  ])('is there', text => {
    expect(check(...all, text)).toEqual([]);
  });

  it.each([
    [secret('name: valt'), 'SecretStore valt in the namespace shop'],
    [
      secret('name: vault').replace('namespace: shop', 'namespace: other'),
      'SecretStore vault in the namespace other',
    ],
    [
      secret('name: vault, kind: ClusterSecretStore'),
      'ClusterSecretStore vault',
    ],
    [
      certificate('name: letsencrypt'),
      'Issuer letsencrypt in the namespace shop',
    ],
    [certificate('name: le, kind: ClusterIssuer'), 'ClusterIssuer le'],
  ])('is nowhere', (text, what) => {
    expect(check(...all, text)).toEqual([
      `all.yaml:24: Nothing makes the ${what}`,
    ]);
  });

  it('is elsewhere where the rendering makes none of its kind', () => {
    expect(check(secret('name: vault, kind: ClusterSecretStore'))).toEqual([]);
    expect(check(certificate('name: le, kind: ClusterIssuer'))).toEqual([]);
  });
});
