// @ts-check
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chaosMeshDefinitions } from '../lib/chaosMeshDefinitions.mjs';

const folder = mkdtempSync(join(tmpdir(), 'definitions-'));
const repository = join(folder, 'portal');
const beside = join(folder, 'shared/reference/crds/chaos-mesh');
after(() => rmSync(folder, { recursive: true }));

test("Chaos Mesh's definitions are those beside the repository, where they are", () => {
  assert.equal(chaosMeshDefinitions({}, repository), undefined);
  mkdirSync(beside, { recursive: true });
  assert.equal(chaosMeshDefinitions({}, repository), beside);
});

test("Chaos Mesh's definitions are those that are named, wherever", () => {
  assert.equal(
    chaosMeshDefinitions({ CHAOS_MESH_CRDS: '/elsewhere' }, repository),
    '/elsewhere',
  );
});
