import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { presets } from '../../__testUtils__/chaos';
import {
  addBranch,
  addStep,
  addUse,
  allSteps,
  canMove,
  copyOf,
  duplicateStep,
  emptyWorkflow,
  experimentFrom,
  experimentOf,
  lanesOf,
  moveStep,
  NEW_STEPS,
  newHistory,
  oneAfterAnother,
  PARALLEL,
  phaseAfterPhase,
  placeFindings,
  problemOfName,
  readWorkflow,
  removeStep,
  removeUnused,
  renameStep,
  setExpression,
  setStepField,
  setTarget,
  withAction,
  wrapStep,
  type WorkflowEdit,
} from '.';

/** The two Workflows of the shop's chaos suite, as its template renders them. */
const [weekly, comprehensive] = ['weekly-resilience', 'comprehensive'].map(
  name =>
    readFileSync(
      resolve(
        __dirname,
        '../../../../../examples/shop-platform/infrastructure/kubernetes/chaos-mesh/workflows',
        `${name}.yaml`,
      ),
      'utf8',
    ),
);

const small = `# A test.
apiVersion: chaos-mesh.org/v1alpha1
kind: Workflow
metadata:
  name: small
  namespace: shop
spec:
  entry: all # the first
  templates:
    - name: all
      templateType: Serial
      children:
        - kill # then
        - both
        - rest
    # One goes.
    - name: kill
      templateType: PodChaos
      deadline: 1m
      podChaos:
        action: pod-kill
        mode: one
        unheardOf: { stays: true }
    - name: both
      templateType: Parallel
      children: [slow, rest]
    - name: slow
      templateType: NetworkChaos
      deadline: 2m
      networkChaos: { action: delay, mode: all, delay: { latency: 1s } }
    - name: rest
      templateType: Suspend
      deadline: 10s
`;

const task = `kind: Workflow
spec:
  entry: ask
  templates:
    - name: ask
      templateType: Task
      task: { container: { name: main, image: web } }
      conditionalBranches:
        - { target: good, expression: exitCode == 0 }
        - { target: bad }
    - { name: good, templateType: Suspend, deadline: 1s }
    - { name: bad, templateType: Suspend, deadline: 2s }
`;

function drawn(text: string) {
  const { picture } = readWorkflow(text);
  if (!picture) {
    throw new Error(`Not drawn: ${text}`);
  }
  return picture;
}

/** The names as they are drawn, each behind the ones that it is in. */
function outline(text: string): string[] {
  return allSteps(drawn(text).root).map(
    ({ path, name }) => `${'  '.repeat(path.length)}${name}`,
  );
}

function made(edit: WorkflowEdit | undefined): WorkflowEdit {
  if (!edit) {
    throw new Error('It was refused');
  }
  return edit;
}

function after(edit: WorkflowEdit | undefined) {
  const { text, path } = made(edit);
  return { outline: outline(text), path, text };
}

describe('a Workflow as a picture', () => {
  it('has every step where it is used, and says which are used twice', () => {
    expect(outline(small)).toEqual([
      'all',
      '  kill',
      '  both',
      '    slow',
      '    rest',
      '  rest',
    ]);
    const [all, kill, , slow, rest] = allSteps(drawn(small).root);
    expect(all).toMatchObject({ type: 'Serial', index: 0, path: [] });
    expect(kill).toMatchObject({ action: 'pod-kill', deadline: '1m', uses: 1 });
    expect(slow).toMatchObject({ path: [1, 0], action: 'delay' });
    expect(rest).toMatchObject({ path: [1, 1], uses: 2, index: 4 });
    expect(drawn(small)).toMatchObject({ unused: [], namespace: 'shop' });
    expect([kill, all].map(lanesOf)).toEqual([1, 2]);
  });

  it('has the branches of a Task, with what has to hold', () => {
    const [, good, bad] = allSteps(drawn(task).root);
    expect(good).toMatchObject({ name: 'good', when: 'exitCode == 0' });
    expect(bad).toMatchObject({ name: 'bad', when: '' });
  });

  it('follows no step into itself, and knows what is missing or unused', () => {
    const { root, unused } = drawn(`kind: Workflow
spec:
  entry: all
  templates:
    - { name: all, templateType: Serial, children: [all, gone] }
    - { name: alone, templateType: Suspend, deadline: 1s }
`);
    expect(root.steps).toEqual([
      expect.objectContaining({ name: 'all', isLoop: true, steps: [] }),
      expect.objectContaining({ name: 'gone', type: '', isLoop: false }),
    ]);
    expect(root.steps[1]).not.toHaveProperty('index');
    expect(unused).toEqual(['alone']);
  });

  it('is cut off where steps share steps without end', () => {
    const templates = Array.from(
      { length: 20 },
      (_, at) =>
        `    - { name: s${at}, templateType: Serial, children: [s${at + 1}, s${
          at + 1
        }] }`,
    );
    const text = `kind: Workflow\nspec:\n  entry: s0\n  templates:\n${templates.join(
      '\n',
    )}\n`;
    expect(drawn(text).isCut).toBe(true);
    expect(allSteps(drawn(text).root).length).toBeLessThan(500);
  });

  it.each([
    ['kind: PodChaos', { reason: 'kind' }],
    ['kind: Schedule\nspec: { type: PodChaos }', { reason: 'kind' }],
    ['kind: Workflow\nspec: { entry: all }', { reason: 'templates' }],
    ['', { reason: 'kind' }],
  ])('is not made of %j, with the reason', (text, problem) => {
    expect(readWorkflow(text)).toEqual({ problem });
  });

  it('is not made of what is no YAML, with the line', () => {
    expect(readWorkflow('kind: Workflow\nspec: [1, 2').problem).toEqual({
      reason: 'syntax',
      line: 2,
      message: expect.stringMatching(/^Flow sequence .* line 2, column 12$/),
    });
  });

  it('can only be looked at where the YAML has aliases', () => {
    const text = small.replace(
      'deadline: 10s',
      'deadline: &d 10s\n      x: *d',
    );
    expect(drawn(text).readOnly).toBe('aliases');
    expect(removeStep(text, [0])).toBeUndefined();
  });
});

describe('the Workflows of the shop', () => {
  it.each([
    ['weekly', weekly, 'weekly'],
    ['comprehensive', comprehensive, 'watched'],
  ])('%s loses nothing by being changed and changed back', (_, text, entry) => {
    expect(drawn(text).root.name).toBe(entry);
    expect(drawn(text).unused).toEqual([]);
    const there = made(renameStep(text, [], 'another'));
    expect(there.text).not.toBe(text);
    expect(made(renameStep(there.text, [], entry)).text).toBe(text);

    const moved = made(moveStep(text, [0], 'later'));
    expect(parse(moved.text)).not.toEqual(parse(text));
    expect(made(moveStep(moved.text, moved.path, 'earlier')).text).toBe(text);

    const put = made(addStep(text, [], NEW_STEPS.Suspend));
    expect(made(removeStep(put.text, put.path)).text).toBe(text);
  });

  it('the weekly one is in a Schedule', () => {
    expect(drawn(weekly).base).toEqual(['spec', 'workflow']);
    expect(allSteps(drawn(weekly).root).length).toBeGreaterThan(8);
    expect(drawn(comprehensive).root.type).toBe('Parallel');
  });
});

describe('a change of the picture', () => {
  it('adds behind what is chosen, or into it, under a name of its own', () => {
    const behind = after(addStep(small, [0], NEW_STEPS.Suspend));
    expect(behind.outline.slice(0, 4)).toEqual([
      'all',
      '  kill',
      '  rest-2',
      '  both',
    ]);
    expect(behind.path).toEqual([1]);
    const into = after(addStep(small, [1], NEW_STEPS.StatusCheck));
    expect(into.outline).toContain('    is-well');
    expect(into.path).toEqual([1, 2]);
    // Comments and what the editor does not know stay.
    expect(into.text).toContain('# One goes.');
    expect(into.text).toContain('- kill # then');
    expect(into.text).toContain('unheardOf: { stays: true }');
  });

  it('puts a Serial around what is alone, to add to it', () => {
    const alone = `kind: Workflow
spec:
  entry: rest
  templates:
    - { name: rest, templateType: Suspend, deadline: 1s }
`;
    const { outline: names, path } = after(
      addStep(alone, [], experimentOf('PodChaos', 'shop')),
    );
    expect(names).toEqual(['one-by-one', '  rest', '  pod']);
    expect(path).toEqual([1]);
  });

  it('fills an empty Workflow', () => {
    const empty = emptyWorkflow('shop');
    const one = made(addStep(empty, [], PARALLEL));
    const two = after(addStep(one.text, one.path, NEW_STEPS.Task));
    expect(two.outline).toEqual(['one-by-one', '  side-by-side', '    task']);
    expect(two.text).toContain('      children:\n        - task\n');
  });

  it('uses a step again, but not in itself', () => {
    expect(after(addUse(small, [1], 'kill')).outline).toContain('    kill');
    expect(addUse(small, [1], 'all')).toBeUndefined();
    expect(addUse(small, [1], 'both')).toBeUndefined();
    expect(addUse(small, [1], 'unheard-of')).toBeUndefined();
  });

  it('moves within, into and out', () => {
    expect(after(moveStep(small, [0], 'later'))).toMatchObject({
      path: [1],
      outline: ['all', '  both', '    slow', '    rest', '  kill', '  rest'],
    });
    expect(after(moveStep(small, [2], 'in'))).toMatchObject({
      path: [1, 2],
      outline: ['all', '  kill', '  both', '    slow', '    rest', '    rest'],
    });
    // Into the one behind it where there is none before it.
    expect(after(moveStep(small, [0], 'in'))).toMatchObject({
      path: [0, 0],
      outline: ['all', '  both', '    kill', '    slow', '    rest', '  rest'],
    });
    expect(after(moveStep(small, [1, 0], 'out'))).toMatchObject({
      path: [2],
      outline: ['all', '  kill', '  both', '    rest', '  slow', '  rest'],
    });
    const picture = drawn(small);
    expect(canMove(picture, [0], 'earlier')).toBe(false);
    expect(canMove(picture, [0], 'out')).toBe(false);
    expect(canMove(picture, [], 'later')).toBe(false);
    expect(moveStep(small, [0], 'earlier')).toBeUndefined();
  });

  it('takes a branch out of its Task without its condition', () => {
    const inside = made(wrapStep(task, [], NEW_STEPS.Serial)).text;
    const { outline: names, text } = after(moveStep(inside, [0, 0], 'out'));
    expect(names).toEqual(['one-by-one', '  ask', '    bad', '  good']);
    expect(text).not.toContain('exitCode');
  });

  it('renames a step and all that leads to it', () => {
    const { text, outline: names } = after(renameStep(small, [2], 'pause'));
    expect(names.filter(name => name.trim() === 'pause')).toHaveLength(2);
    expect(names.join()).not.toContain('rest');
    expect(after(renameStep(small, [], 'whole')).text).toContain(
      'entry: whole # the first',
    );
    expect(text).toContain('children: [slow, pause]');
    expect(after(renameStep(task, [0], 'fine')).text).toContain('target: fine');
    const picture = drawn(small);
    expect(problemOfName(picture, 'kill', 'rest')).toBe('taken');
    expect(problemOfName(picture, 'kill', 'No name')).toBe('form');
    expect(problemOfName(picture, 'kill', 'kill')).toBeUndefined();
    expect(renameStep(small, [0], 'rest')).toBeUndefined();
  });

  it('deletes a step with what only it led to', () => {
    const { outline: names, text, path } = after(removeStep(small, [1]));
    expect(names).toEqual(['all', '  kill', '  rest']);
    expect(text).not.toContain('name: slow');
    expect(text).toContain('name: rest');
    expect(path).toEqual([1]);
    expect(removeStep(small, [])).toBeUndefined();
    const unused = `${small}    - { name: alone, templateType: Suspend, deadline: 1s }\n`;
    // What was not led to before is not its business.
    expect(after(removeStep(unused, [1])).text).toContain('name: alone');
    expect(after(removeUnused(unused, [], 'alone')).text).toBe(small);
    expect(removeUnused(unused, [], 'kill')).toBeUndefined();
  });

  it('duplicates a step with copies of what is inside', () => {
    const { outline: names, path, text } = after(duplicateStep(small, [1]));
    expect(names).toEqual([
      'all',
      '  kill',
      '  both',
      '    slow',
      '    rest',
      '  both-2',
      '    slow-2',
      '    rest-2',
      '  rest',
    ]);
    expect(path).toEqual([2]);
    // A change of the copy is none of the original.
    expect(
      after(setStepField(text, [2, 0], ['deadline'], '9m')).text,
    ).toContain('deadline: 2m');
    expect(after(duplicateStep(task, [0])).text).toContain('target: good-2');
    expect(duplicateStep(small, [])).toBeUndefined();
  });

  it('puts a step into another one', () => {
    const { outline: names } = after(wrapStep(small, [0], PARALLEL));
    expect(names.slice(0, 3)).toEqual(['all', '  side-by-side', '    kill']);
    expect(after(wrapStep(small, [], PARALLEL)).outline[0]).toBe(
      'side-by-side',
    );
  });

  it('changes the branches of a Task', () => {
    const { text } = made(
      addBranch(task, [], {
        expression: 'stdout == "x"',
        template: NEW_STEPS.Suspend,
      }),
    );
    expect(drawn(text).root.steps[2]).toMatchObject({
      name: 'rest',
      when: 'stdout == "x"',
    });
    expect(
      drawn(made(setExpression(text, [1], 'exitCode > 0')).text).root.steps[1],
    ).toMatchObject({ when: 'exitCode > 0' });
    expect(
      drawn(made(setExpression(text, [0], '')).text).root.steps[0],
    ).toMatchObject({ when: '' });
    expect(after(setTarget(task, [0], 'bad')).outline).toEqual([
      'ask',
      '  bad',
      '  bad',
    ]);
    expect(setTarget(task, [0], 'ask')).toBeUndefined();
    expect(after(removeStep(task, [0])).text).not.toContain('good');
  });
});

describe('what a Workflow begins with', () => {
  const shop = { name: 'payments', namespace: 'shop' };

  it('are the experiments of a component, with rests between', () => {
    const text = oneAfterAnother(shop, presets);
    expect(outline(text)).toEqual([
      'weekly',
      '  pod-kill',
      '  rest-after-pod-kill',
      '  network-delay',
    ]);
    const templates = parse(text).spec.templates;
    expect(templates[2]).toMatchObject({
      name: 'network-delay',
      deadline: '60s',
      networkChaos: {
        mode: 'one',
        selector: { labelSelectors: { app: 'payments' } },
      },
    });
    expect(templates[2].networkChaos).not.toHaveProperty('duration');
    expect(experimentFrom(presets[0])?.fields.deadline).toBe('1m');
  });

  it('are the same by kinds', () => {
    expect(outline(phaseAfterPhase(shop, presets))).toEqual([
      'phases',
      '  pod',
      '    pod-kill',
      '  rest-after-pod',
      '  network',
      '    network-delay',
    ]);
  });

  it('is a copy under another name', () => {
    expect(copyOf(small)).toBe(
      small.replace('name: small', 'name: small-copy'),
    );
    expect(copyOf('a: [')).toBe('a: [');
  });
});

describe('what is to be changed', () => {
  it('stands at its step and its line', () => {
    const finding = { rule: 'manifest' as const, ok: false, message: 'No' };
    expect(
      placeFindings(small, [
        { ...finding, path: 'spec.templates[1].podChaos.mode' },
        // Of a Schedule around it, and as zod writes it.
        { ...finding, path: 'spec.workflow.templates[4].deadline' },
        { ...finding, path: 'spec.templates.3.networkChaos.unheardOf' },
        { ...finding, path: 'metadata.name' },
        { ...finding, rule: 'lever' },
        { ...finding, ok: true, path: 'spec.entry' },
      ]),
    ).toEqual([
      expect.objectContaining({ index: 1, line: 22 }),
      expect.objectContaining({ index: 4, line: 33 }),
      expect.objectContaining({ index: 3, line: 30 }),
      { message: 'No', place: 'metadata.name', line: 5 },
      { message: 'No', place: 'lever' },
    ]);
  });
});

describe('the history of a text', () => {
  it('undoes what was typed in one place at once, and does it again', () => {
    const typed = ['a', 'ab'].reduce(
      (history, text) =>
        withAction(history, { type: 'type', text, at: 'yaml' }),
      newHistory({ text: '', repeat: '' }),
    );
    const elsewhere = withAction(typed, {
      type: 'type',
      text: 'abc',
      at: 'name',
    });
    const edited = withAction(elsewhere, { type: 'edit', text: 'x' });
    const once = withAction(edited, { type: 'undo' });
    expect(once.text).toBe('abc');
    const twice = withAction(once, { type: 'undo' });
    expect(twice.text).toBe('ab');
    const all = withAction(twice, { type: 'undo' });
    expect(all.text).toBe('');
    expect(withAction(all, { type: 'undo' })).toBe(all);
    expect(withAction(once, { type: 'redo' }).text).toBe('x');
    // Something new is the end of what was undone.
    expect(withAction(once, { type: 'edit', text: 'y' }).future).toEqual([]);
  });

  it('undoes how often it begins with the text that came with it', () => {
    const begun = withAction(newHistory({ text: 'a', repeat: '' }), {
      type: 'edit',
      text: 'b',
      repeat: '0 8 * * 3',
    });
    // Another text alone begins as often.
    const edited = withAction(begun, { type: 'edit', text: 'c' });
    expect(edited).toMatchObject({ text: 'c', repeat: '0 8 * * 3' });
    const typed = ['0', '0 9'].reduce(
      (history, repeat) =>
        withAction(history, { type: 'type', repeat, at: 'repeat' }),
      edited,
    );
    expect(typed).toMatchObject({ text: 'c', repeat: '0 9' });
    const undo = { type: 'undo' } as const;
    expect(withAction(typed, undo).repeat).toBe('0 8 * * 3');
    expect(withAction(begun, undo)).toMatchObject({ text: 'a', repeat: '' });
    // Of the same text it is a change, too.
    expect(
      withAction(begun, { type: 'edit', text: 'b', repeat: '' }).past,
    ).toHaveLength(2);
  });
});
