import { networkEnvironment } from './networkEnvironment';

describe('networkEnvironment', () => {
  it('keeps what reaches a registry and no password', () => {
    expect(
      networkEnvironment({
        NODE_EXTRA_CA_CERTS: '/etc/ssl/company.pem',
        https_proxy: 'http://proxy.example:3128',
        HTTP_PROXY: 'http://me:secret@proxy.example:3128',
        npm_config_registry: 'https://token@npm.example',
        npm_config__auth: 'secret',
        GIT_HOST_OPTIONS: '{}',
        PATH: '/bin',
      }),
    ).toEqual({
      NODE_EXTRA_CA_CERTS: '/etc/ssl/company.pem',
      https_proxy: 'http://proxy.example:3128',
    });
  });
});
