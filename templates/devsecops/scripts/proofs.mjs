/* What is planted for each scanner, and what has to find it. */
import { randomBytes, randomInt } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What is planted, and the rules that have to notice. What a scanner would ask others
 * is `recorded`: what comes before the program, and after it, to have it take that.
 */
export const PROOFS = {
  semgrep: {
    seed: 'semgrep',
    rules: [
      'shop-sql-from-text',
      'shop-request-without-limit',
      'shop-card-data-in-log',
      'shop-guessable-token',
      'shop-go-sql-from-text',
      'shop-go-sql-from-text',
      'shop-go-client-without-limit',
      'shop-workflow-foreign-code',
      'shop-workflow-unpinned-action',
    ],
  },
  gosec: { seed: 'gosec', rules: ['G402', 'G401'] },
  // Of its database this one entry is enough, and needs no network.
  govulncheck: {
    seed: 'govulncheck',
    rules: ['GO-2021-0113'],
    recorded: {
      after: [`-db=${new URL('../tests/vulndb', import.meta.url)}`],
    },
  },
  // Made up here and now: no credential is kept in the repository, not even a false one.
  gitleaks: {
    plant: plantSecrets,
    rules: [
      'liqpay-private-key',
      'vault-token',
      'database-url-with-password',
      // Two look like the name of an entry of a Secret, and one lies where those do.
      'generic-api-key',
      'generic-api-key',
    ],
  },
  trufflehog: { plant: plantSecrets, rules: ['Postgres'] },
  'npm-audit': {
    program: 'npm',
    seed: 'npm-audit',
    rules: ['GHSA-p6mc-m468-83gw'],
    recorded: { before: runsWith('npmWithAdvisories.mjs') },
  },
  trivy: { seed: 'dockerfile', rules: ['DS-0002'] },
  grype: {
    seed: 'npm-audit',
    rules: ['GHSA-p6mc-m468-83gw-lodash'],
    recorded: { before: runsWith('grypeWithAdvisories.mjs') },
  },
  tfsec: { seed: 'tfsec', rules: ['google-compute-no-public-ingress'] },
  checkov: {
    seed: 'kubernetes',
    rules: ['CKV_K8S_16', 'CKV_K8S_17', 'CKV_K8S_27'],
  },
  kubesec: { seed: 'kubernetes', rules: ['Privileged'] },
  polaris: { seed: 'kubernetes', rules: ['runAsPrivileged', 'hostPIDSet'] },
  'kube-linter': {
    seed: 'kubernetes',
    rules: ['privileged-container', 'host-pid', 'docker-sock'],
    failOn: 'medium',
  },
  // Its engine is GitHub's; here it asks what the workflow asks it.
  codeql: { seed: 'codeql', rules: ['js/command-line-injection'] },
};

/** What runs a program with answers that were recorded. */
function runsWith(script) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return [process.execPath, path];
}

function plantSecrets(folder, commit) {
  const letters = count =>
    randomBytes(count * 2)
      .toString('base64')
      .replace(/[^A-Za-z0-9]/g, '')
      .slice(0, count);
  // Of a second factor. Digits between them, so that no word comes about that is passed over.
  const oneTimeKey = () =>
    [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
      .map(letter => ({ letter, place: randomInt(1_000_000) }))
      .sort((one, other) => one.place - other.place)
      .slice(0, 12)
      .map(({ letter }, index) => `${letter}${2 + (index % 6)}`)
      .join('');
  const planted = {
    'services/payments/notes.txt': [
      `LIQPAY_PRIVATE_KEY=${letters(40)}`,
      `VAULT_TOKEN=hvs.${letters(28)}`,
      `DATABASE_URL=postgresql://core:${letters(
        24,
      )}@db.shop.example.com:5432/shop`,
    ],
    'services/payments/totp.yaml': [`secretKey: ${oneTimeKey()}`],
    'services/payments/external-secret.yaml': [`secretKey: ${oneTimeKey()}`],
  };
  for (const [name, lines] of Object.entries(planted)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${lines.join('\n')}\n`);
  }
  commit(folder, 'Take notes');
  // Deleted is not gone.
  Object.keys(planted).forEach(name => rmSync(join(folder, name)));
}
