import { findLooseTools, isPinnedImage } from './looseTools';

const digest = `sha256:${'a1'.repeat(32)}`;

const messagesOf = (script: string, values: Record<string, string> = {}) =>
  findLooseTools(script, new Map(Object.entries(values))).map(
    ({ line, message }) => `${line}: ${message}`,
  );

describe('tools that a script brings along', () => {
  it.each([
    ['go install golang.org/x/vuln/cmd/govulncheck@v1.9.0', 'go tool'],
    ['go run -v golang.org/x/vuln/cmd/govulncheck@latest ./...', 'go tool'],
    ['pip install semgrep==1.178.0', '--require-hashes'],
    ['python3 -m pip install -r requirements.txt', '--require-hashes'],
    ['pipx run checkov', '--require-hashes'],
    ['npx eslint@9 .', 'npm ci'],
    ['yarn dlx eslint', 'npm ci'],
    ['npm install --global renovate@41', 'npm ci'],
    ['cargo install cargo-audit', 'digest'],
    ['semgrep scan --config p/owasp-top-ten .', 'at a commit'],
    ['semgrep --config=auto', 'at a commit'],
    ['curl -sSL https://example.com/install | sh', 'sha256'],
    ['curl -fsSLo tool.tgz https://example.com/tool.tgz', 'no sha256'],
    ['curl --output tool https://example.com/tool', 'no sha256'],
    ['curl -s https://example.com/tool.tgz | tar -xz', 'no sha256'],
    ['wget https://example.com/tool', 'no sha256'],
    ['docker run --rm aquasec/trivy:0.74.0 fs .', 'digest'],
    ['docker pull postgres', 'digest'],
  ])('are loose: %s', (command, message) => {
    expect(messagesOf(`echo\n${command}\n`)).toEqual([
      expect.stringContaining(message),
    ]);
  });

  it.each([
    'go tool -modfile=tools.mod govulncheck ./...',
    'go install -mod=readonly tool',
    'go run ./cmd/migrate',
    'pip install --require-hashes --requirement tools.txt',
    'npx --no tsc',
    'npm ci && npm run test:unit',
    'npm install',
    'semgrep scan --config rules --config infrastructure/semgrep .',
    'curl --fail --silent --max-time 10 https://shop.example.com/healthz',
    'curl -so /dev/null https://shop.example.com',
    'wget -qO- https://shop.example.com',
    'curl -fLo t.tgz https://example.com/t.tgz\necho "abc  t.tgz" | sha256sum --check',
    '# npx eslint, or pip install it',
    `docker run --rm --volume "$PWD:/src" anchore/syft@${digest} scan /src`,
    'docker build --tag "$image" . && docker run --rm "$image"',
    'docker push "$image"',
  ])('are pinned: %s', script => {
    expect(messagesOf(script)).toEqual([]);
  });

  it('are in commands of several lines, and in variables', () => {
    const script = '# Twice.\ndocker run --rm \\\n  "$SYFT" scan .\n';
    expect(messagesOf(script, { SYFT: `anchore/syft@${digest}` })).toEqual([]);
    expect(messagesOf(script, { SYFT: 'anchore/syft:v1.51.0' })).toEqual([
      '1: docker --rm "$SYFT" scan . names no image by its digest',
    ]);
  });
});

it('knows an image by its digest, or as what a run computes', () => {
  expect(isPinnedImage(`postgres:18@${digest}`)).toBe(true);
  expect(isPinnedImage('${{ needs.build.outputs.image }}')).toBe(true);
  expect(isPinnedImage('postgres:18')).toBe(false);
  expect(isPinnedImage('postgres@sha256:abc')).toBe(false);
});
