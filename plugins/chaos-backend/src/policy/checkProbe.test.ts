import { checkProbe } from './checkProbe';

const policy = {
  namespaces: ['shop'],
  statusUrls: ['http://gateway.mesh.svc:15021/ready'],
};

const paths = (http: object) =>
  checkProbe(
    {
      path: 'spec.templates[0].statusCheck',
      spec: {
        type: 'HTTP',
        http: { criteria: { statusCode: '200' }, ...http },
      },
    },
    policy,
  ).map(({ path }) => path?.replace('spec.templates[0].statusCheck.', ''));

describe('checkProbe', () => {
  it.each([
    'http://web.shop.svc/healthz',
    'http://web.shop.svc:8080',
    'https://web.shop.svc.cluster.local/healthz?full=1',
    // The one address in another namespace that is named, and no other there.
    'http://gateway.mesh.svc:15021/ready',
  ])('lets a StatusCheck ask %s', url => {
    expect(paths({ url })).toEqual([]);
  });

  it.each([
    'http://web.kube-system.svc/healthz',
    'http://gateway.mesh.svc:15021/',
    'http://gateway.mesh.svc/ready',
    'http://169.254.169.254/latest/meta-data',
    'http://web.shop/',
    'http://web.shop.svc.evil.example/',
    'http://web.shop.svc@evil.example/',
    'http://me:secret@web.shop.svc/',
    'http://evil.example\\\\@web.shop.svc/',
    'http://evil.example#.shop.svc/',
    'ftp://web.shop.svc/',
    'http://WEB.shop.svc./',
  ])('does not let it ask %s', url => {
    expect(paths({ url })).toEqual(['http.url']);
  });

  it('lets it send nothing that says who asks, and change nothing', () => {
    const url = 'http://web.shop.svc/healthz';
    expect(paths({ url, method: 'GET', headers: { Accept: ['*/*'] } })).toEqual(
      [],
    );
    expect(paths({ url, headers: { Authorization: ['Bearer x'] } })).toEqual([
      'http.headers',
    ]);
    expect(paths({ url, method: 'POST' })).toEqual(['http.method']);
    expect(paths({ url, body: 'x' })).toEqual(['http.method']);
  });

  it('refuses one that it cannot read', () => {
    expect(
      checkProbe({ path: 'spec', spec: { type: 'HTTP' } }, policy),
    ).toHaveLength(1);
  });
});
