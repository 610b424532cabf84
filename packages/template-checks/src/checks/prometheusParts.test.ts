import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkPrometheus } from './checkPrometheus';

const TEMPLATES = join(__dirname, '../../../../templates');

/** What a template renders for the shop. */
const read = (template: string) => {
  const folder = join(TEMPLATES, template, 'tests/golden/shop');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => ({
      path: relative(folder, path),
      content: readFileSync(path),
      executable: false,
    }));
};

const observability = read('observability');

/** The whole, in which a part says something else. */
function check(template: string, from = '', to = ''): string[] {
  let isChanged = from === '';
  const files = read(template).map(file => {
    const text = file.content.toString('utf8');
    isChanged ||= text.includes(from);
    return { ...file, content: Buffer.from(text.replace(from, to)) };
  });
  expect(isChanged).toBe(true);
  const findings = checkPrometheus({ files: [...observability, ...files] });
  return findings.map(({ message }) => message);
}

// Each parses whole renderings.
jest.setTimeout(60_000);

describe('the parts that Prometheus asks', () => {
  it.each(['istio-mesh', 'clickhouse-cluster'])(
    'show their metrics: %s',
    template => {
      expect(check(template)).toEqual([]);
    },
  );

  it('name what nobody tells any more when the mesh is silent', () => {
    const metrics = `  metrics:
    - providers:
        - name: prometheus
`;
    expect(check('istio-mesh', metrics)).toContainEqual(
      expect.stringContaining(
        'nothing that is rendered and asked exports istio_requests_total',
      ),
    );
  });

  it.each([
    ['without an endpoint', /<prometheus>[^]*<\/prometheus>/, ''],
    ['in a comment', /<prometheus>[^]*<\/prometheus>/, '<!-- $& -->'],
    ['at another port', '<port>9363</port>', '<port>9364</port>'],
    ['without events', '<events>true</events>', '<events>false</events>'],
  ])('have one that finds nothing in ClickHouse %s', (_how, from, to) => {
    const text = read('clickhouse-cluster')
      .find(({ path }) => path.endsWith('config/server.xml'))
      ?.content.toString('utf8');
    const [block] = new RegExp(from).exec(text ?? '') ?? [''];
    expect(check('clickhouse-cluster', block, to.replace('$&', block))).toEqual(
      [expect.stringMatching(/^The monitor .* finds nothing that exports/)],
    );
  });
});
