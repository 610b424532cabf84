import { Button, ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import {
  RiDownloadLine,
  RiFileCopyLine,
  RiLinksLine,
  RiMore2Line,
  RiRefreshLine,
} from '@remixicon/react';
import { type TraceModel } from '../../../model/trace';
import { useCopy } from '../hooks/useCopy';
import { type TraceText } from '../hooks/useTraceText';
import { downloadTrace } from '../lib/downloadTrace';
import styles from './TraceHeader.module.css';

type ActionsProps = {
  model: TraceModel;
  /** The parameters of a link to just what is shown now. */
  linkParameters: URLSearchParams;
  onReload(): void;
  text: TraceText;
};

function MoreActions(props: ActionsProps & { copy(text: string): void }) {
  const { model, copy, onReload, text } = props;
  const { t } = text;
  const { trace } = model;
  return (
    <MenuTrigger>
      <ButtonIcon
        size="small"
        variant="secondary"
        icon={<RiMore2Line />}
        aria-label={t('tracePage.actions.more')}
      />
      <Menu>
        <MenuItem
          iconStart={<RiFileCopyLine />}
          onAction={() => copy(trace.traceId)}
        >
          {t('tracePage.actions.copyId')}
        </MenuItem>
        <MenuItem
          iconStart={<RiDownloadLine />}
          onAction={() => downloadTrace(trace)}
        >
          {t('tracePage.actions.download')}
        </MenuItem>
        <MenuItem iconStart={<RiRefreshLine />} onAction={onReload}>
          {t('tracePage.actions.reload')}
        </MenuItem>
      </Menu>
    </MenuTrigger>
  );
}

/** What can be done with the trace as a whole. */
export function TraceActions(props: ActionsProps) {
  const copy = useCopy();
  const copyLink = () => {
    const link = new URL(window.location.href);
    link.search = props.linkParameters.toString();
    copy(link.href);
  };
  return (
    <div className={styles.actions}>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiLinksLine />}
        onPress={copyLink}
      >
        {props.text.t('tracePage.actions.copyLink')}
      </Button>
      <MoreActions {...props} copy={copy} />
    </div>
  );
}
