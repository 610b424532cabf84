import { createMockDirectory } from '@backstage/backend-test-utils';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { readExpressions, readGrafanaDashboards } from './grafanaDashboards';
import { fillVariables } from './prometheusPromql';

const GOLDEN = join(
  __dirname,
  '../../../../templates/observability/tests/golden',
);
const FOLDER = 'infrastructure/kubernetes/observability';
const RULES = ['recording-rules.yaml', 'alerts.yaml', 'slo.yaml'];

/** A second or two, on a machine that does nothing else. */
const TIMEOUT_MS = 60_000;

const promtool = process.env.PROMTOOL_PATH;
const describeWithPromtool = promtool ? describe : describe.skip;

const specSchema = z.object({
  groups: z.array(
    z.looseObject({
      rules: z.array(
        z.looseObject({ alert: z.string().optional(), expr: z.string() }),
      ),
    }),
  ),
});

type Spec = z.infer<typeof specSchema>;

const rulesSchema = z.looseObject({ spec: specSchema });

describeWithPromtool(
  'the rules of observability, where there is promtool',
  () => {
    const directory = createMockDirectory();

    /** The rules as promtool reads them, and their tests beside them. */
    function write(name: string, change: (spec: Spec) => Spec) {
      const source = join(GOLDEN, name, FOLDER);
      const tests = readdirSync(join(source, 'tests')).filter(file =>
        file.endsWith('.test.yaml'),
      );
      directory.setContent(
        Object.fromEntries([
          ...RULES.map(file => [
            file,
            stringify(change(readSpec(join(source, file)))),
          ]),
          ...tests.map(file => [
            file,
            readFileSync(join(source, 'tests', file), 'utf8'),
          ]),
        ]),
      );
      return tests;
    }

    function run(...args: string[]) {
      const { status, stdout, stderr } = spawnSync(promtool ?? '', args, {
        cwd: directory.path,
        encoding: 'utf8',
      });
      return { status, said: stdout + stderr };
    }

    it.each(readdirSync(GOLDEN))(
      'pass their own tests: %s',
      name => {
        const tests = write(name, spec => spec);
        expect(run('check', 'rules', '--lint-fatal', ...RULES)).toMatchObject({
          status: 0,
        });
        expect(run('test', 'rules', ...tests)).toMatchObject({ status: 0 });
      },
      TIMEOUT_MS,
    );

    it('are read by Prometheus as the dashboards are', () => {
      const folder = join(GOLDEN, 'shop', FOLDER, 'dashboards');
      const { dashboards } = readGrafanaDashboards({
        files: readdirSync(folder).map(name => ({
          path: name,
          content: readFileSync(join(folder, name)),
          executable: false,
        })),
      });
      const rules = dashboards
        .flatMap(readExpressions)
        .map(({ expression }, index) => ({
          record: `panel:${index}`,
          expr: fillVariables(expression),
        }));
      expect(rules.length).toBeGreaterThan(40);
      directory.setContent({
        'dashboards.yaml': stringify({ groups: [{ name: 'all', rules }] }),
      });
      expect(run('check', 'rules', 'dashboards.yaml')).toMatchObject({
        status: 0,
      });
    });

    it.each([
      ['never', 'vector(1) > 2'],
      ['always', 'vector(1)'],
    ])(
      'notice each alert that fires %s',
      (_, expr) => {
        const alerts = new Set<string>();
        const tests = write('shop', spec => ({
          groups: spec.groups.map(group => ({
            ...group,
            rules: group.rules.map(rule => {
              if (rule.alert === undefined) {
                return rule;
              }
              alerts.add(rule.alert);
              return { ...rule, expr };
            }),
          })),
        }));
        const { status, said } = run('test', 'rules', ...tests);
        expect(status).toBe(1);
        expect(alerts.size).toBeGreaterThan(5);
        for (const alert of alerts) {
          expect(said).toContain(`alertname: ${alert}`);
        }
      },
      TIMEOUT_MS,
    );
  },
);

function readSpec(file: string): Spec {
  return rulesSchema.parse(parse(readFileSync(file, 'utf8'))).spec;
}
