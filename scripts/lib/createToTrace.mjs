// @ts-check
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureKubectl } from './kubectl.mjs';
import { KubectlClient } from './KubectlClient.mjs';
import { signIn } from './tracePages.mjs';

const TIMEOUT_MS = 300_000;
const POLL_MS = 200;
const TEMPLATE = 'traced-service';
const REGION = 'europe-west1';

/**
 * How long it takes from "Create" of a service without a database to its first
 * trace: rendered, published, built, deployed to both clusters, asked once.
 * @param {object} platform
 * @param {string} platform.portal
 * @param {string} platform.git - the address of the Git host
 * @param {string} platform.data - the platform's folder
 * @returns {Promise<number>} in seconds
 */
export async function measureCreateToTrace({ portal, git, data }) {
  const token = await signIn(portal);
  /** @param {string} path @param {object} [body] */
  const call = async (path, body) => {
    const response = await fetch(`${portal}/api/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}: ${text}`);
    }
    return JSON.parse(text);
  };
  const name = `bench-${randomUUID().slice(0, 8)}`;
  const values = {
    ...(await readDefaults(call)),
    name,
    description: 'Measures how long it takes to be there.',
    owner: 'group:default/team-orders',
    system: 'system:default/order-management',
    postgresql: false,
    repoUrl: `${new URL(git).host}?owner=shop-platform&repo=${name}`,
  };
  const began = Date.now();
  const { id } = await call('scaffolder/v2/tasks', {
    templateRef: `template:default/${TEMPLATE}`,
    values,
  });
  await until(`the task that creates ${name}`, async () => {
    const { status } = await call(`scaffolder/v2/tasks/${id}`);
    if (status === 'failed' || status === 'cancelled') {
      throw new Error(`The task that creates ${name} ${status}`);
    }
    return status === 'completed';
  });
  const kubectl = new KubectlClient(
    await ensureKubectl(),
    join(data, 'kubeconfig'),
  );
  await until(`an answer of ${name}`, () => askPod(kubectl, name));
  await until(`a trace of ${name}`, async () => {
    const { traces } = await call(
      `traces/search?${new URLSearchParams({
        service: `${name}-service`,
        from: new Date(began).toISOString(),
        to: new Date().toISOString(),
      })}`,
    );
    return traces.length > 0;
  });
  return (Date.now() - began) / 1000;
}

/**
 * What the form has filled in.
 * @param {(path: string) => Promise<{ steps: { schema: { properties?: Record<string, { default?: unknown }> } }[] }>} call
 */
async function readDefaults(call) {
  const { steps } = await call(
    `scaffolder/v2/templates/default/template/${TEMPLATE}/parameter-schema`,
  );
  return Object.fromEntries(
    steps.flatMap(({ schema }) =>
      Object.entries(schema.properties ?? {}).flatMap(([key, property]) =>
        property.default === undefined ? [] : [[key, property.default]],
      ),
    ),
  );
}

/** @param {KubectlClient} kubectl @param {string} name */
async function askPod(kubectl, name) {
  const addresses = await kubectl.run([
    ...['--context', REGION, '-n', 'shop', 'get', 'pods'],
    ...['-l', `app.kubernetes.io/name=${name}`],
    ...['-o', 'jsonpath={.items[*].status.podIP}'],
  ]);
  const [address] = addresses.split(' ');
  return Boolean(address) && (await fetch(`http://${address}:8080/items`)).ok;
}

/** @param {string} what @param {() => Promise<boolean>} isThere */
async function until(what, isThere) {
  const deadline = Date.now() + TIMEOUT_MS;
  while (!(await isThere())) {
    if (Date.now() > deadline) {
      throw new Error(`${what} was not there after ${TIMEOUT_MS / 1000} s`);
    }
    await delay(POLL_MS);
  }
}
