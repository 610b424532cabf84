import { describeProposal, fetchTemplateProposals } from './proposals';

const MANIFEST = 'services/core/.template/manifest.json';

const pull = (changes: object = {}) => ({
  html_url: 'https://git.test/shop/platform/pull/7',
  title: 'Upgrade traced-service from 1.0.0 to 1.1.0',
  body: `Faster\r\n\r\n${describeProposal(MANIFEST)}\r\n`,
  head: {
    ref: 'template/traced-service-1.1.0',
    repo: { full_name: 'shop/platform' },
  },
  base: { repo: { full_name: 'shop/platform' } },
  ...changes,
});

describe('the pull requests that templates have open', () => {
  const fetchMock = jest.spyOn(globalThis, 'fetch');

  afterAll(() => fetchMock.mockRestore());

  const read = () =>
    fetchTemplateProposals({
      apiBaseUrl: 'https://git.test/api/v3',
      owner: 'shop',
      repo: 'platform',
      headers: { authorization: 'Bearer secret' },
    });

  it('are those of the repository that say which manifest they are about', async () => {
    fetchMock.mockResolvedValueOnce(
      Response.json([
        pull(),
        pull({ body: null }),
        pull({ body: 'Manifest of what we believe' }),
        pull({
          head: {
            ref: 'template/traced-service-1.1.0',
            repo: { full_name: 'mallory/platform' },
          },
        }),
        pull({ head: { ref: 'template/gone', repo: null } }),
        pull({
          head: { ref: 'feature', repo: { full_name: 'shop/platform' } },
        }),
      ]),
    );
    expect(await read()).toEqual([
      {
        url: 'https://git.test/shop/platform/pull/7',
        title: 'Upgrade traced-service from 1.0.0 to 1.1.0',
        branch: 'template/traced-service-1.1.0',
        manifest: MANIFEST,
      },
    ]);
    expect(fetchMock).toHaveBeenLastCalledWith(
      'https://git.test/api/v3/repos/shop/platform/pulls?state=open&per_page=100&page=1',
      { headers: { authorization: 'Bearer secret' } },
    );
  });

  it('are on all pages, and a refusal says whose it is', async () => {
    fetchMock
      .mockResolvedValueOnce(
        Response.json(Array.from({ length: 100 }, () => pull({ body: '' }))),
      )
      .mockResolvedValueOnce(Response.json([pull()]));
    expect(await read()).toHaveLength(1);

    fetchMock.mockResolvedValueOnce(new Response('{}', { status: 403 }));
    await expect(read()).rejects.toThrow(
      /shop\/platform cannot be read: .* answered 403/,
    );
  });
});
