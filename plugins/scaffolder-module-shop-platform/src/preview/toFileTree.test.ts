import { toFileTree } from './toFileTree';

const file = (path: string) => ({ path });

describe('toFileTree', () => {
  it('puts folders before files, and joins those with nothing but a folder', () => {
    expect(
      toFileTree(
        [
          'README.md',
          'infrastructure/kubernetes/istio/values.yaml',
          '.template/mesh.json',
          'infrastructure/kubernetes/istio/a/b/deep.yaml',
          'LICENSE',
        ].map(file),
      ),
    ).toEqual([
      {
        kind: 'folder',
        name: '.template',
        path: '.template',
        children: [
          {
            kind: 'file',
            name: 'mesh.json',
            file: file('.template/mesh.json'),
          },
        ],
      },
      {
        kind: 'folder',
        name: 'infrastructure/kubernetes/istio',
        path: 'infrastructure/kubernetes/istio',
        children: [
          {
            kind: 'folder',
            name: 'a/b',
            path: 'infrastructure/kubernetes/istio/a/b',
            children: [
              {
                kind: 'file',
                name: 'deep.yaml',
                file: file('infrastructure/kubernetes/istio/a/b/deep.yaml'),
              },
            ],
          },
          {
            kind: 'file',
            name: 'values.yaml',
            file: file('infrastructure/kubernetes/istio/values.yaml'),
          },
        ],
      },
      { kind: 'file', name: 'LICENSE', file: file('LICENSE') },
      { kind: 'file', name: 'README.md', file: file('README.md') },
    ]);
  });

  it('is empty without files', () => {
    expect(toFileTree([])).toEqual([]);
  });
});
