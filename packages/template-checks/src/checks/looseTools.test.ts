import { findLooseTools } from './looseTools';
import { isPinnedImage } from './pinnedImages';

const digest = `sha256:${'a1'.repeat(32)}`;

const messagesOf = (script: string, values: Record<string, string> = {}) =>
  findLooseTools(
    script,
    new Map(Object.entries(values).map(([name, value]) => [name, [value]])),
  ).map(({ line, message }) => `${line}: ${message}`);

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
    ['docker run --user "$RUNNER_UID" aquasec/trivy:0.74.0 fs .', 'trivy:0.74'],
    ['docker run --env "$TOKEN" postgres:18', 'postgres:18'],
    [`docker run a@${digest} && docker run b:1`, 'b:1'],
    [`docker run -e IMAGE=a@${digest} b:1`, 'b:1'],
    ['docker container create -itp 80:80 b:1 sh', 'b:1'],
    ['docker create -v/tmp:/tmp b:1', 'b:1'],
    ['(cd web; docker run b:1) | tee log', 'b:1'],
    ['echo "$(docker run b:1)"', 'b:1'],
    ['if ! sudo -u ci docker pull b:1; then exit 1; fi', 'b:1'],
    ["sh -ec 'docker run b:1'", 'b:1'],
    ['cat <<-END > start.sh\n\tdocker run b:1\n\tEND', 'b:1'],
    ['IMAGE=b:1\ndocker run "$IMAGE"', '$IMAGE'],
    [`for image in a@${digest} b:1; do docker pull "$image"; done`, '$image'],
    ['docker run "${IMAGE:-postgres:18}"', 'postgres:18'],
    ['curl -fsS https://example.com/tool > tool', 'no sha256'],
    ['curl -fsS https://example.com/tool.gz | gunzip > tool', 'no sha256'],
    [
      'curl -fsS https://example.com/tool | sudo tee /usr/bin/tool',
      'no sha256',
    ],
    ['(cd /; curl -fsS https://example.com/tool) > tool', 'no sha256'],
    ['curl -fOJ https://example.com/tool', 'no sha256'],
    ['gh release download v1 --repo acme/tool', 'no sha256'],
    ['curl https://example.com/install.py | python3', 'runs as it comes'],
    ['curl https://example.com/i | sudo -E bash -s -- -y', 'runs as it comes'],
    ['bash <(curl -s https://example.com/install)', 'runs as it comes'],
    ['sh -c "$(curl -fsSL https://example.com/install)"', 'runs as it comes'],
    ['bash <<< "`wget -qO- https://example.com/i`"', 'runs as it comes'],
    ['eval "$(curl -s https://example.com/env)"', 'runs as it comes'],
    ['uv tool install ruff', '--require-hashes'],
    ['npm install --prefix web left-pad', 'npm ci'],
    ['npm exec -- left-pad', 'npm ci'],
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
    'npm install --prefix infrastructure/security',
    'npm --prefix web ci',
    `docker run --volume "$PWD:/src" --user "$(id -u):$(id -g)" --env B=b:1 a@${digest} b:1`,
    `docker run -it --network=host "\${options[@]}" a@${digest}`,
    'docker pull "$name@$digest" && docker rm b:1',
    'id="$(docker build --quiet .)"; docker run "$id"',
    `IMAGE=a@${digest}; docker run "$IMAGE"`,
    "curl -s https://example.com | python3 -c 'import json'",
    'curl -s https://example.com | jq .version >> "$GITHUB_OUTPUT"',
    'curl -s https://example.com/health | tee /dev/stderr',
    'echo "$(curl -s https://example.com/version)" "it\'s" \\"npx" # bash',
    'version="$(curl -sX POSTO https://example.com)"',
    "echo 'npx eslint; docker run b:1' && echo $((1 << 2)) > n",
    'gh release download v1\necho "abc  t.tgz" | sha256sum -c -',
    'sudo apt-get install --yes jq',
  ])('are pinned: %s', script => {
    expect(messagesOf(script)).toEqual([]);
  });

  it('are in commands of several lines, and in variables', () => {
    const script = '# Twice.\ndocker run --rm \\\n  "$SYFT" scan .\n';
    expect(messagesOf(script, { SYFT: `anchore/syft@${digest}` })).toEqual([]);
    expect(messagesOf(script, { SYFT: 'anchore/syft:v1.51.0' })).toEqual([
      '1: The image $SYFT is not pinned by its digest',
    ]);
  });
});

it.each(['(', '$(', '"$(', '$((', '<<E\n', 'eval ', 'a | ', '${'])(
  'survives what is inside itself, as many times as there is place: %j',
  text => {
    const script = `docker run b:1\n${text.repeat(5000)}`;
    expect(messagesOf(script)).toEqual([expect.stringContaining('b:1')]);
  },
);

it('knows an image by its digest, or as what a run computes', () => {
  const values = new Map([['matrix.image', [`postgres:18@${digest}`, 'b:1']]]);
  const isPinned = (image: string) => isPinnedImage(image, values);
  expect(isPinned(`postgres:18@${digest}`)).toBe(true);
  expect(isPinned('${{ needs.build.outputs.image }}')).toBe(true);
  expect(isPinned('ghcr.io/acme/app@${{ needs.build.outputs.digest }}')).toBe(
    true,
  );
  expect(isPinned('postgres:18')).toBe(false);
  expect(isPinned('postgres@sha256:abc')).toBe(false);
  expect(isPinned('postgres:${{ matrix.version }}')).toBe(false);
  expect(isPinned('${{ matrix.image }}')).toBe(false);
  // They would be a million images.
  expect(isPinned('${{ matrix.image }}'.repeat(20))).toBe(false);
});
