import { basename, dirname, join } from 'node:path';
import { compareWhole } from './drift/compareWhole';
import { EXAMPLES_FOLDER, findRenderings } from './examples/findRenderings';
import { renderTemplate } from './render/renderTemplate';
import { TEMPLATES_FOLDER } from './template/findTemplates';

// It renders a whole platform; a busy machine takes its time.
jest.setTimeout(600_000);

describe('the example', () => {
  it('is as shop-platform renders it today, file by file; yarn render:examples writes it', async () => {
    const { folder, manifest } =
      findRenderings(EXAMPLES_FOLDER).find(
        ({ name }) => name === 'shop-platform',
      ) ?? fail('The example has no manifest of shop-platform');
    const rendered = await renderTemplate({
      template: join(TEMPLATES_FOLDER, manifest.template),
      values: manifest.answers,
    });
    expect(rendered.files.length).toBeGreaterThan(800);
    expect(await compareWhole(folder, rendered)).toEqual([]);

    // What is a Component runs; what is only kept in a folder is a Resource.
    const textOf = new Map(
      rendered.files.map(({ path, content }) => [path, content.toString()]),
    );
    const components = [...textOf].filter(
      ([path, text]) =>
        basename(path) === 'catalog-info.yaml' &&
        /^kind: Component$/m.test(text),
    );
    expect(components).toHaveLength(7);
    const atRest = components.filter(([path]) => {
      const deployment = join(dirname(path), 'k8s/deployment.yaml');
      return !/^kind: Deployment$/m.test(textOf.get(deployment) ?? '');
    });
    expect(atRest.map(([path]) => path)).toEqual([]);
  });
});

function fail(message: string): never {
  throw new Error(message);
}
