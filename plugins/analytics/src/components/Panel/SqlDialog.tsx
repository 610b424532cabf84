import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { useCopy } from '../../hooks/useCopy';
import { analyticsTranslationRef } from '../../translation';
import styles from './Panel.module.css';

/** The query of a panel, as its file has it. */
export function SqlDialog(props: {
  title: string;
  sql: string;
  onClose: () => void;
}) {
  const { title, sql, onClose } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const copy = useCopy();
  return (
    <Dialog
      isOpen
      width="min(48rem, 95vw)"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{t('panel.sqlOf', { title })}</DialogHeader>
      <DialogBody>
        <pre className={styles.sql}>
          <code>{sql}</code>
        </pre>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={() => copy(sql)}>
          {t('copy.copy')}
        </Button>
        <Button variant="primary" onPress={onClose}>
          {t('dialog.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
