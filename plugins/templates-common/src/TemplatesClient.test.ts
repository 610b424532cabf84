import { createTemplatesClient, getRenderRefusals } from './index';

function createClient(answer: () => Response) {
  const requests: Request[] = [];
  const client = createTemplatesClient({
    baseUrl: 'http://portal.test/api/templates',
    fetchApi: {
      fetch: async (input, init) => {
        requests.push(new Request(input, init));
        return answer();
      },
    },
  });
  return { client, requests };
}

describe('createTemplatesClient', () => {
  it('sends what to render, and gives back what came of it', async () => {
    const rendered = {
      templateRef: 'template:default/mesh',
      files: [],
      output: {},
      log: [],
    };
    const { client, requests } = createClient(() => Response.json(rendered));
    const what = {
      templateRef: 'template:default/mesh',
      values: { domain: 'shop.example.com' },
    };

    expect(await client.render(what)).toEqual(rendered);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: 'http://portal.test/api/templates/render',
    });
    expect(await requests[0].json()).toEqual(what);
  });

  it('gives the body as text, which the front end reads more than once', async () => {
    const bodies: unknown[] = [];
    const client = createTemplatesClient({
      fetchApi: {
        fetch: async (_, init) => {
          bodies.push(init?.body);
          return Response.json({});
        },
      },
    });

    await client.render({ templateRef: 'template:default/mesh', values: {} });
    expect(bodies).toEqual([expect.any(String)]);
  });

  it('rejects with the refusal of the back end, from which the reasons can be read', async () => {
    const refusals = [
      { path: 'domain', title: 'Domain', message: 'A domain, please' },
    ];
    const refuse = async (error: object) => {
      const { client } = createClient(() =>
        Response.json(
          { error, response: { statusCode: 400 } },
          { status: 400 },
        ),
      );
      return client
        .render({ templateRef: 'template:default/mesh', values: {} })
        .then(
          () => undefined,
          (reason: unknown) => reason,
        );
    };

    const refused = await refuse({ name: 'InputError', message: '', refusals });
    expect(refused).toMatchObject({ name: 'ResponseError', statusCode: 400 });
    expect(getRenderRefusals(refused)).toEqual(refusals);
    expect(
      getRenderRefusals(await refuse({ name: 'InputError', message: '' })),
    ).toEqual([]);
    expect(getRenderRefusals(new Error('away'))).toEqual([]);
  });
});
