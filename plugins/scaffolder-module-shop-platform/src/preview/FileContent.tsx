import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { type RenderedTemplateFile } from '@shop-platform/backstage-plugin-templates-common';
import { formatBytes, useLocale } from '@shop-platform/ui-kit';
import { useEffect, useState } from 'react';
import { scaffolderShopPlatformTranslationRef } from '../translation';
import styles from './FilePreview.module.css';
import { countLines, sizeOf } from './fileSize';
import { useCopy } from './useCopy';

/** Colours for more take longer than people look at them. */
const MAX_HIGHLIGHTED = 100_000;
/** What nobody reads to its end, such as a lock file, is cut here. */
const MAX_SHOWN = 300_000;

/** The text in colours, once those are loaded; the text as it is until then. */
function useHighlighted(path: string, text: string): string | undefined {
  const [highlighted, setHighlighted] = useState<{
    path: string;
    text: string;
    html?: string;
  }>();
  useEffect(() => {
    let isWanted = true;
    if (text.length <= MAX_HIGHLIGHTED) {
      import('./highlight')
        .then(({ highlight }) => {
          if (isWanted) {
            setHighlighted({ path, text, html: highlight(path, text) });
          }
        })
        // Colours are an extra: the text is there without them.
        .catch(() => undefined);
    }
    return () => {
      isWanted = false;
    };
  }, [path, text]);
  return highlighted?.path === path && highlighted.text === text
    ? highlighted.html
    : undefined;
}

function TextContent({ file }: { file: RenderedTemplateFile }) {
  const { t } = useTranslationRef(scaffolderShopPlatformTranslationRef);
  const text = file.content.slice(0, MAX_SHOWN);
  const html = useHighlighted(file.path, text);

  return (
    <>
      {/* Scrolls, so the keyboard has to reach it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles.text} tabIndex={0}>
        {html === undefined ? (
          <code>{text}</code>
        ) : (
          // Made by the highlighter, which escapes the text.
          // eslint-disable-next-line react/no-danger
          <code dangerouslySetInnerHTML={{ __html: html }} />
        )}
      </pre>
      {file.content.length > MAX_SHOWN && (
        <Text as="p" variant="body-small" color="secondary">
          {t('preview.cut')}
        </Text>
      )}
    </>
  );
}

/** One file: what it is called, how large it is, and what is in it. */
export function FileContent({ file }: { file: RenderedTemplateFile }) {
  const { t } = useTranslationRef(scaffolderShopPlatformTranslationRef);
  const locale = useLocale();
  const copy = useCopy();
  const isText = file.encoding === 'utf8';
  const facts = [
    formatBytes(sizeOf(file), { locale }),
    ...(isText
      ? [t('preview.lines', { count: countLines(file.content) })]
      : []),
    ...(file.executable ? [t('preview.executable')] : []),
  ];

  return (
    <section className={styles.content} aria-label={file.path}>
      <Flex align="center" justify="between" gap="3" className={styles.heading}>
        <div className={styles.name}>
          <Text as="h3" variant="body-medium" weight="bold">
            {file.path}
          </Text>
          <Text as="p" variant="body-small" color="secondary">
            {facts.join(' · ')}
          </Text>
        </div>
        {isText && (
          <Button
            variant="secondary"
            size="small"
            onPress={() => void copy(file.path, file.content)}
          >
            {t('preview.copy')}
          </Button>
        )}
      </Flex>
      {isText ? (
        <TextContent file={file} />
      ) : (
        <Text as="p" color="secondary">
          {t('preview.noText')}
        </Text>
      )}
    </section>
  );
}
