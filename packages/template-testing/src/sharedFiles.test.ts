import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenFolder } from './golden/golden';
import { TEMPLATES_FOLDER } from './template/findTemplates';

/**
 * What every service of ours does alike. A template cannot fetch files of
 * another one, so each has its own, and they may not drift apart.
 */
const SHARED = [
  '.editorconfig',
  '.github/workflows/ci.yml',
  '.npmrc',
  '.nvmrc',
  '.oxlintrc.json',
  'k8s/disruption-budget.yaml',
  'k8s/service-account.yaml',
  'k8s/service.yaml',
  'src/http/app.ts',
  'src/http/health.ts',
  'src/http/problems.ts',
  'src/instrumentation.ts',
  'src/logger.ts',
  'src/main.ts',
  'src/part.ts',
  'src/serviceInfo.ts',
  'src/shutdown.ts',
  'src/tracing/OpenSpan.ts',
  'src/tracing/Tracer.ts',
  'src/tracing/index.ts',
  'src/tracing/runtimeMetrics.ts',
  'src/tracing/telemetry.ts',
  'src/tracing/telemetryConfig.ts',
  'test/support/http.ts',
  'test/support/telemetry.ts',
  'tsconfig.build.json',
  'tsconfig.json',
];

/** What does not depend on the language. */
const SHARED_WITH_GO = [
  'LICENSE',
  'k8s/autoscaler.yaml',
  'k8s/disruption-budget.yaml',
  'k8s/kustomization.yaml',
  'k8s/network-policy.yaml',
  'k8s/service-account.yaml',
  'k8s/service.yaml',
  'mkdocs.yml',
  'openapi.yaml',
];

function read(template: string, testCase: string, path: string): string {
  const folder = goldenFolder(join(TEMPLATES_FOLDER, template), testCase);
  return readFileSync(join(folder, path), 'utf8');
}

describe('the files that services have in common', () => {
  it.each(SHARED)('are the same in both templates: %s', path => {
    const traced = read('traced-service', 'minimal', path)
      .replaceAll('greetings-service', 'returns-etl')
      .replaceAll('greetings', 'returns-etl');
    expect(read('analytics-etl', 'returns', path)).toBe(traced);
  });

  it.each(SHARED_WITH_GO)('are the same in Go: %s', path => {
    expect(read('service-go', 'minimal', path)).toBe(
      read('traced-service', 'minimal', path),
    );
  });
});
