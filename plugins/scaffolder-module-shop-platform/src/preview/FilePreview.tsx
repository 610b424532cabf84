import {
  fetchApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { templateDryRunPermission } from '@backstage/plugin-scaffolder-common/alpha';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import {
  createTemplatesClient,
  getRenderRefusals,
  type RenderedTemplateFile,
  type RenderRefusal,
} from '@shop-platform/backstage-plugin-templates-common';
import {
  EmptyState,
  formatBytes,
  PageStates,
  SkeletonRows,
  useAsyncData,
  useLocale,
} from '@shop-platform/ui-kit';
import { useMemo, useState } from 'react';
import { scaffolderShopPlatformTranslationRef } from '../translation';
import { FileContent } from './FileContent';
import styles from './FilePreview.module.css';
import { sizeOf } from './fileSize';
import { FileTree } from './FileTree';
import { toFileTree } from './toFileTree';

/** So many can be looked over with all folders open. */
const OPEN_UP_TO = 40;

/** The files that a template makes of some answers, rendered anew for others. */
function useFiles(templateRef: string, values: Record<string, unknown>) {
  const fetchApi = useApi(fetchApiRef);
  const client = useMemo(() => createTemplatesClient({ fetchApi }), [fetchApi]);
  // The form gives the same answers in another object each time.
  const answers = JSON.stringify(values);
  return useAsyncData<RenderedTemplateFile[]>(
    async signal => {
      const { files } = await client.render(
        { templateRef, values },
        { signal },
      );
      return files;
    },
    [client, templateRef, answers],
  );
}

function Refusals({ refusals }: { refusals: readonly RenderRefusal[] }) {
  const { t } = useTranslationRef(scaffolderShopPlatformTranslationRef);
  return (
    <Alert
      status="warning"
      icon
      role="status"
      title={t('preview.refused')}
      description={
        <ul className={styles.refusals}>
          {refusals.map(({ path, title, message }) => (
            <li key={`${path} ${message}`}>
              {[title ?? path, message].filter(Boolean).join(': ')}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function Files({ files }: { files: readonly RenderedTemplateFile[] }) {
  const { t } = useTranslationRef(scaffolderShopPlatformTranslationRef);
  const [chosen, setChosen] = useState<string>();
  const tree = useMemo(() => toFileTree(files), [files]);
  const shown =
    files.find(({ path }) => path === chosen) ??
    files.find(({ path }) => /^readme\.md$/i.test(path)) ??
    files[0];

  return (
    <div className={styles.files}>
      <nav className={styles.tree} aria-label={t('preview.tree')}>
        <FileTree
          nodes={tree}
          selected={shown.path}
          onSelect={setChosen}
          areOpen={files.length <= OPEN_UP_TO}
        />
      </nav>
      <FileContent key={shown.path} file={shown} />
    </div>
  );
}

/** What the template would make of the answers so far; nothing is made by looking. */
export function FilePreview(props: {
  templateRef: string;
  values: Record<string, unknown>;
}) {
  const { t } = useTranslationRef(scaffolderShopPlatformTranslationRef);
  const locale = useLocale();
  const { state, refresh } = useFiles(props.templateRef, props.values);
  const refusals =
    state.status === 'error' ? getRenderRefusals(state.error) : [];
  const files = state.status === 'ready' ? state.value : [];

  if (refusals.length > 0) {
    return <Refusals refusals={refusals} />;
  }
  return (
    <Flex direction="column" gap="3">
      {files.length > 0 && (
        <Flex align="center" justify="between" gap="3">
          <Text as="p" color="secondary" role="status">
            {`${t('preview.count', { count: files.length })} · ${formatBytes(
              files.reduce((sum, file) => sum + sizeOf(file), 0),
              { locale },
            )}`}
          </Text>
          <Button variant="tertiary" size="small" onPress={refresh}>
            {t('preview.again')}
          </Button>
        </Flex>
      )}
      <PageStates
        state={state}
        subject={t('preview.subject')}
        permission={templateDryRunPermission}
        skeleton={<SkeletonRows count={8} />}
        onRetry={refresh}
        isEmpty={value => value.length === 0}
        empty={
          <EmptyState
            title={t('preview.none')}
            description={t('preview.noneWhy')}
          />
        }
      >
        {value => <Files files={value} />}
      </PageStates>
    </Flex>
  );
}
