import { checkWorkflows } from './checkWorkflows';

const digest = `sha256:${'a1'.repeat(32)}`;

const findingsOf = async (jobs: string) => {
  const path = '.github/workflows/ci.yaml';
  const text = `on: push\nenv:\n  TOOL: tool:1\njobs:\n${jobs}`;
  const findings = await checkWorkflows({
    files: [{ path, content: Buffer.from(text), executable: false }],
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
});
