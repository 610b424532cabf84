import { type RenderedTemplateFile } from '@shop-platform/backstage-plugin-templates-common';
import { type TreeNode } from './toFileTree';
import styles from './FilePreview.module.css';

type Props = {
  nodes: readonly TreeNode<RenderedTemplateFile>[];
  /** The path of the file that is shown. */
  selected: string;
  onSelect: (path: string) => void;
  /** Whether folders are open to begin with. */
  areOpen: boolean;
};

/** The files in their folders, which open and close; one of them is shown. */
export function FileTree(props: Props) {
  return (
    <ul className={styles.branch}>
      {props.nodes.map(node =>
        node.kind === 'folder' ? (
          <li key={`${node.path}/`}>
            <details
              open={props.areOpen || props.selected.startsWith(`${node.path}/`)}
            >
              <summary className={styles.folder}>{node.name}</summary>
              <FileTree {...props} nodes={node.children} />
            </details>
          </li>
        ) : (
          <li key={node.file.path}>
            <button
              type="button"
              className={styles.file}
              aria-current={node.file.path === props.selected}
              onClick={() => props.onSelect(node.file.path)}
            >
              {node.name}
            </button>
          </li>
        ),
      )}
    </ul>
  );
}
