import { formatRepoUrl, parseRepoUrl } from './repoUrl';

describe('the address of a repository', () => {
  it('is written as it is read, whatever the order', () => {
    const repository = {
      host: '127.0.0.1:13000',
      owner: 'shop-platform',
      repo: 'loyalty',
    };
    expect(formatRepoUrl(repository)).toBe(
      '127.0.0.1:13000?owner=shop-platform&repo=loyalty',
    );
    expect(
      parseRepoUrl('127.0.0.1:13000?repo=loyalty&owner=shop-platform'),
    ).toEqual(repository);
  });

  it.each([undefined, '', 'github.com', 'github.com?'])(
    'misses what %s does not say',
    text => {
      expect(parseRepoUrl(text)).toEqual({
        host: text?.startsWith('github') ? 'github.com' : '',
        owner: '',
        repo: '',
      });
    },
  );
});
