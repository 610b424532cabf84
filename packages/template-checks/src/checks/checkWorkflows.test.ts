import { checkWorkflows } from './checkWorkflows';

const digest = `sha256:${'a1'.repeat(32)}`;

const CALLED = `on: workflow_call
jobs:
  build:
    runs-on: ubuntu-24.04
    steps: [{ run: make }]
`;

const findingsOf = async (jobs: string, others: readonly string[] = []) => {
  const path = '.github/workflows/ci.yaml';
  const text = `on: push\nenv:\n  TOOL: tool:1\njobs:\n${jobs}`;
  const findings = await checkWorkflows({
    files: [
      { path, content: Buffer.from(text), executable: false },
      ...others.map(other => ({
        path: other,
        content: Buffer.from(CALLED),
        executable: false,
      })),
    ],
  });
  return findings.map(({ where, message }) =>
    `${where} ${message}`.replace(`${path}:`, ''),
  );
};

describe('what a workflow runs', () => {
  it('is looked up in what its own step, job and workflow set', async () => {
    const job = (name: string, lines: string[]) =>
      [`  ${name}:`, '    runs-on: ubuntu-24.04', ...lines, ''].join('\n');
    const run = ['    steps:', '      - run: docker run "$TOOL"'];
    expect(
      await findingsOf(
        [
          job('one', ['    env:', '      TOOL: tool:2', ...run]),
          job('two', ['    env:', `      TOOL: tool@${digest}`, ...run]),
          job('three', run),
          job('four', [
            ...run,
            '        env:',
            '          TOOL: ${{ github.actor }}',
          ]),
          job('five', [
            ...run,
            '        env:',
            '          TOOL: ${{ env.TOOL }}',
          ]),
        ].join(''),
      ),
    ).toEqual([
      '10 The image $TOOL is not pinned by its digest',
      '20 The image $TOOL is not pinned by its digest',
      '30 The image $TOOL is not pinned by its digest',
    ]);
  });

  it('is all that its matrix has', async () => {
    const jobWith = (matrix: string) => `  stores:
    runs-on: ubuntu-24.04
    strategy:
      matrix:
        ${matrix}
    services:
      store:
        image: \${{ matrix.image }}
    steps:
      - run: docker pull \${{ matrix.image }}
`;
    const found = [
      '12 The image ${{ matrix.image }} is not pinned by its digest',
      '14 The image ${{ matrix.image }} is not pinned by its digest',
    ];
    expect(await findingsOf(jobWith('image: [postgres:18]'))).toEqual(found);
    expect(
      await findingsOf(
        jobWith(`include: [{ image: postgres@${digest} }, { image: redis:8 }]`),
      ),
    ).toEqual(found);
    expect(
      await findingsOf(jobWith(`image: ['postgres:18@${digest}']`)),
    ).toEqual([]);
  });

  it('is there, where it is of the repository itself', async () => {
    const job = (uses: string) => `  call:\n    uses: ./.github/${uses}\n`;
    const step = (uses: string) =>
      `  run:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: ./${uses}\n`;
    const files = [
      '.github/workflows/build.yaml',
      '.github/actions/setup/action.yml',
    ];
    const missing = async (jobs: string) => await findingsOf(jobs, files);

    expect(await missing(job('workflows/build.yaml'))).toEqual([]);
    expect(await missing(step('.github/actions/setup/'))).toEqual([]);
    // What an earlier step fetches may be anywhere else.
    expect(await missing(step('fetched/action'))).toEqual([]);
    expect(await missing(job('workflows/built.yaml'))).toEqual([
      '6 ./.github/workflows/built.yaml is used and not rendered',
    ]);
    expect(await missing(step('.github/actions'))).toEqual([
      '8 ./.github/actions is used and not rendered',
    ]);
  });
});
