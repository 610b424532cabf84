import { createChaosClient } from '..';

const client = (answer: Response) => {
  const fetch = jest.fn(async () => answer);
  return {
    fetch,
    chaos: createChaosClient({ fetchApi: { fetch }, baseUrl: 'http://chaos' }),
  };
};

describe('createChaosClient', () => {
  it('sends what is asked as text, which can be sent again', async () => {
    const { chaos, fetch } = client(Response.json({ clusters: [] }));

    await chaos.haltAll({ reason: 'fire' });

    expect(fetch).toHaveBeenCalledWith(
      'http://chaos/halts',
      expect.objectContaining({ method: 'POST', body: '{"reason":"fire"}' }),
    );
  });

  it('sends nothing where nothing is asked', async () => {
    const { chaos, fetch } = client(Response.json({ runs: [], silent: [] }));

    await chaos.getRuns({ entity: 'component:default/payments', limit: 5 });

    expect(fetch).toHaveBeenCalledWith(
      'http://chaos/runs?entity=component%3Adefault%2Fpayments&limit=5',
      expect.objectContaining({ method: 'GET', body: undefined }),
    );
  });

  it('rejects with what the back end says', async () => {
    const { chaos } = client(
      Response.json(
        {
          error: { name: 'ConflictError', message: 'Everything is halted' },
          request: { method: 'POST', url: '/runs' },
          response: { statusCode: 409 },
        },
        { status: 409 },
      ),
    );

    await expect(
      chaos.startRun({ cluster: 'west', manifest: 'a', confirmation: 'shop' }),
    ).rejects.toMatchObject({
      body: { error: { message: 'Everything is halted' } },
    });
  });
});
