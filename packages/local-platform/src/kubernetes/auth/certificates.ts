import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { randomBytes, webcrypto } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1000;
const CA_DAYS = 3650;
const RENEW_BEFORE_MS = 365 * DAY_MS;

const pkiSchema = z.object({
  ca: z.string(),
  caKey: z.string(),
  certificate: z.string(),
  key: z.string(),
});

/** PEM: the cluster's authority, and what its server shows. */
export type Pki = z.infer<typeof pkiSchema>;

/** The certificates of a cluster, made at its first start and a year before they end. */
export async function openPki(folder: string, name: string): Promise<Pki> {
  const file = join(folder, 'pki.json');
  if (existsSync(file)) {
    const pki = pkiSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const { notAfter } = new X509Certificate(pki.ca);
    if (notAfter.getTime() - Date.now() > RENEW_BEFORE_MS) {
      return pki;
    }
  }
  const pki = await createPki(name);
  writeFileSync(`${file}.part`, JSON.stringify(pki), { mode: 0o600 });
  renameSync(`${file}.part`, file);
  return pki;
}

async function createPki(name: string): Promise<Pki> {
  const crypto = webcrypto as Crypto;
  const usages: KeyUsage[] = ['sign', 'verify'];
  const caKeys = await crypto.subtle.generateKey(ALGORITHM, true, usages);
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, usages);
  const dates = {
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + CA_DAYS * DAY_MS),
  };
  const ca = await X509CertificateGenerator.createSelfSigned(
    {
      ...dates,
      serialNumber: serialNumber(),
      name: `CN=${name}`,
      keys: caKeys,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(true, undefined, true),
        new KeyUsagesExtension(
          KeyUsageFlags.keyCertSign | KeyUsageFlags.digitalSignature,
          true,
        ),
      ],
    },
    crypto,
  );
  const certificate = await X509CertificateGenerator.create(
    {
      ...dates,
      serialNumber: serialNumber(),
      subject: 'CN=kube-apiserver',
      issuer: ca.subject,
      publicKey: keys.publicKey,
      signingKey: caKeys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension([
          { type: 'ip', value: '127.0.0.1' },
          { type: 'dns', value: 'localhost' },
          { type: 'dns', value: 'kubernetes' },
          { type: 'dns', value: 'kubernetes.default' },
          { type: 'dns', value: 'kubernetes.default.svc' },
          { type: 'dns', value: 'kubernetes.default.svc.cluster.local' },
        ]),
      ],
    },
    crypto,
  );
  const toPem = async (key: CryptoKey) =>
    PemConverter.encode(
      await crypto.subtle.exportKey('pkcs8', key),
      'PRIVATE KEY',
    );
  return {
    ca: ca.toString('pem'),
    caKey: await toPem(caKeys.privateKey),
    certificate: certificate.toString('pem'),
    key: await toPem(keys.privateKey),
  };
}

/** Positive, as it has to be. */
function serialNumber(): string {
  return `01${randomBytes(15).toString('hex')}`;
}
