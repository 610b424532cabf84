import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { TemplateFolders } from './TemplateFolders';

describe('TemplateFolders', () => {
  const directory = createMockDirectory();
  const location = 'url:https://git.test/shop/all/blob/main/one/template.yaml';
  const readTree = jest.fn(async () => {
    directory.setContent({ copy: { skeleton: { 'a.txt': 'a' } } });
    return {
      dir: async () => directory.resolve('copy'),
      files: jest.fn(),
      archive: jest.fn(),
      etag: '',
    };
  });
  let folders: TemplateFolders;

  beforeEach(() => {
    readTree.mockClear();
    folders = new TemplateFolders({
      urlReader: mockServices.urlReader.mock({ readTree }),
      integrations: ScmIntegrations.fromConfig(
        mockServices.rootConfig({
          data: { integrations: { github: [{ host: 'git.test' }] } },
        }),
      ),
      recentMs: 3_600_000,
    });
  });

  const entity = (etag?: string) => ({
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name: 'one',
      annotations: { 'backstage.io/managed-by-location': location },
      ...(etag ? { etag } : {}),
    },
  });
  const recent = (etag?: string) =>
    folders.readRecent(entity(etag), 'template:default/one', () => true);

  it('fetches a template once for the parts of a rendering, and anew when it is another', async () => {
    const [first, second] = await Promise.all([recent('1'), recent('1')]);
    expect(first).toEqual([
      expect.objectContaining({ path: 'skeleton/a.txt' }),
    ]);
    expect(second).toBe(first);
    expect(await recent('1')).toBe(first);
    expect(readTree).toHaveBeenCalledTimes(1);

    await recent('2');
    await folders.read(entity('1'), 'template:default/one', () => true);
    expect(readTree).toHaveBeenCalledTimes(3);
  });

  it('tries again what could not be read', async () => {
    readTree.mockRejectedValueOnce(new Error('The host is busy'));
    await expect(recent()).rejects.toThrow('The host is busy');
    expect(await recent()).toHaveLength(1);
  });
});
