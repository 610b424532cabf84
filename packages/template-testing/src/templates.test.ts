import { join } from 'node:path';
import { findStaleGolden } from './golden/golden';
import { TemplateRenderer } from './render/TemplateRenderer';
import { checkTemplate } from './static/checkTemplate';
import { checkAccepted, checkRefused } from './suite/checkCase';
import { checkLeast } from './suite/checkLeast';
import { readCases, TemplateCase } from './template/cases';
import { findTemplates, TEMPLATES_FOLDER } from './template/findTemplates';
import { TemplateSource } from './template/TemplateSource';
import { Finding } from './types';

const updateGolden = process.env.UPDATE_GOLDEN === '1';

// Each renders a whole template, one of them a whole platform; a busy machine takes its time.
jest.setTimeout(600_000);

const toLines = (findings: readonly Finding[]) =>
  findings.map(({ where, message }) => `${where}: ${message}`);

describe.each(findTemplates(TEMPLATES_FOLDER))('the template %s', name => {
  const folder = join(TEMPLATES_FOLDER, name);
  const cases = readCases(folder);
  let renderer: TemplateRenderer;
  let source: TemplateSource;

  beforeAll(async () => {
    source = await TemplateSource.read(folder);
    renderer = await TemplateRenderer.start();
  });

  afterAll(() => renderer.stop());

  it('agrees with itself before it is rendered', async () => {
    const findings = await checkTemplate(source, await renderer.listActions());
    expect(toLines(findings)).toEqual([]);
  });

  it('has golden files of its own cases alone', async () => {
    expect(await findStaleGolden(folder, cases, { updateGolden })).toEqual([]);
  });

  it.each(cases.filter(testCase => testCase.expect === 'ok'))(
    'renders $name',
    async testCase => {
      const findings = await checkAccepted({
        renderer,
        source,
        testCase,
        updateGolden,
      });
      expect(toLines(findings)).toEqual([]);
    },
  );

  it('is safe where the defaults of its form are left as they are', async () => {
    const accepted = cases.filter(testCase => testCase.expect === 'ok');
    const findings = await checkLeast({
      renderer,
      source,
      // What one case leaves out another one answers; the first counts most.
      answers: accepted.reduceRight<TemplateCase['values']>(
        (all, { values }) => ({ ...all, ...values }),
        {},
      ),
    });
    expect(toLines(findings)).toEqual([]);
  });

  it.each(cases.filter(testCase => testCase.expect === 'invalid'))(
    'refuses $name',
    async testCase => {
      const findings = await checkRefused({ renderer, source, testCase });
      expect(toLines(findings)).toEqual([]);
    },
  );
});
