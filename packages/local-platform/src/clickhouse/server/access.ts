import { ClickHouseException } from './errors';
import { Statement } from './statement';
import { isKeyword, Token } from './tokens';

/**
 * Functions, table engines and dictionary sources that reach files, programs or
 * other machines. The engine has one user who may do everything, and no way to
 * take a grant from it, so they are refused here, by name.
 */
const OUTSIDE = new Set(
  [
    'arrowFlight azureBlobStorage azureBlobStorageCluster azureQueue backup cosn',
    'deltaLake deltaLakeAzure deltaLakeCluster deltaLakeLocal deltaLakeS3 disk',
    'executable executablePool file fileCluster fileLog filesystem gcs hdfs hdfsCluster hive',
    'http hudi hudiCluster iceberg icebergAzure icebergCluster icebergHDFS icebergLocal icebergS3',
    'input jdbc kafka loop materializedMySQL materializedPostgreSQL mongodb mysql nats odbc',
    'oss paimon paimonAzure paimonHDFS paimonLocal paimonS3 postgresql prometheusQuery python',
    'rabbitMQ redis remote remoteSecure s3 s3Cluster s3Queue sqlite url urlCluster ytsaurus',
  ]
    .join(' ')
    .toLowerCase()
    .split(' '),
);

/** Refuses what would leave the database. Strings and comments are not looked into. */
export function checkAccess({ tokens }: Statement): void {
  for (const [index, token] of tokens.entries()) {
    const refused = refusal(tokens, index);
    if (refused) {
      throw ClickHouseException.of(
        'ACCESS_DENIED',
        `portal: Not enough privileges. ${refused} is not available on the embedded server (at position ${
          token.start + 1
        }).`,
      );
    }
  }
}

function refusal(tokens: Token[], index: number): string | undefined {
  const token = tokens[index];
  const next = tokens[index + 1];
  if (isKeyword(token, 'OUTFILE') || isKeyword(token, 'INFILE')) {
    return `Reading or writing files (${token.text})`;
  }
  if (isKeyword(token, 'ATTACH') && tokens.some(isFrom)) {
    return 'ATTACH FROM a path';
  }
  if (
    isKeyword(tokens[0], 'SYSTEM') &&
    (isKeyword(token, 'SHUTDOWN') || isKeyword(token, 'KILL'))
  ) {
    return `SYSTEM ${token.text.toUpperCase()}`;
  }
  if (token.text === '}' && next?.text === '(') {
    return 'A function whose name is a parameter';
  }
  if (!isName(token) || !OUTSIDE.has(token.text.toLowerCase())) {
    return undefined;
  }
  const named = isEngineName(tokens, index) || next?.text === '(';
  return named ? token.text : undefined;
}

function isFrom(token: Token): boolean {
  return isKeyword(token, 'FROM');
}

function isName({ kind }: Token): boolean {
  return kind === 'word' || kind === 'quoted';
}

function isEngineName(tokens: Token[], index: number): boolean {
  const before = tokens[index - 1];
  return isKeyword(before?.text === '=' ? tokens[index - 2] : before, 'ENGINE');
}
