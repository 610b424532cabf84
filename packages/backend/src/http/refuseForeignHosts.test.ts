import { ConfigReader } from '@backstage/config';
import { mockErrorHandler } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { refuseForeignHosts } from './refuseForeignHosts';

function createApp(allowedHosts?: string[]) {
  const app = express();
  app.use(refuseForeignHosts(new ConfigReader({ backend: { allowedHosts } })));
  app.use((_request, response) => {
    response.json({ served: true });
  });
  app.use(mockErrorHandler());
  return app;
}

describe('refuseForeignHosts', () => {
  const app = createApp(['localhost:7007', '127.0.0.1:7007']);

  it('serves the configured hosts, in any case', async () => {
    for (const host of ['localhost:7007', '127.0.0.1:7007', 'LocalHost:7007']) {
      const { status } = await request(app).get('/api').set('Host', host);
      expect([host, status]).toEqual([host, 200]);
    }
  });

  it('refuses others, as a name that a foreign page pointed here, and says how to open the portal', async () => {
    for (const host of ['evil.example.com', 'localhost', 'localhost:80', '']) {
      const { status, body } = await request(app)
        .get('/api/auth/guest/refresh')
        .set('Host', host);
      expect([host, status]).toEqual([host, 403]);
      expect(body.error.message).toContain(
        'Open it as localhost:7007 or 127.0.0.1:7007',
      );
    }
  });

  it('answers health probes, which come by address', async () => {
    const { status } = await request(app)
      .get('/.backstage/health/v1/readiness')
      .set('Host', '10.0.0.7:7007');
    expect(status).toBe(200);
  });

  it('serves every host where none is configured', async () => {
    const { status } = await request(createApp())
      .get('/')
      .set('Host', 'backstage.shop.example.com');
    expect(status).toBe(200);
  });
});
