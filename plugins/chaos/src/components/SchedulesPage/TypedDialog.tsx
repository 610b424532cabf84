import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextField,
} from '@backstage/ui';
import { useState } from 'react';
import { useErrorText } from '@shop-platform/ui-kit';
import { useDeed } from '../../hooks/useDeed';
import { chaosTranslationRef } from '../../translation';
import styles from './SchedulesPage.module.css';

/** Does something once a name is typed, and says in place why it was refused. */
export function TypedDialog(props: {
  title: string;
  about: string;
  label: string;
  expected: string;
  confirm: string;
  act: (typed: string) => Promise<void>;
  onClose: () => void;
}) {
  const { title, about, label, expected, confirm, act, onClose } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const errorText = useErrorText();
  const [typed, setTyped] = useState('');
  const deed = useDeed(async () => {
    await act(typed);
    onClose();
  });
  return (
    <Dialog
      isOpen
      width="min(32rem, 95vw)"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <div className={styles.dialog}>
          <p>{about}</p>
          <TextField
            autoComplete="off"
            label={label}
            value={typed}
            onChange={setTyped}
          />
          {deed.error && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={t('standing.failed')}
              description={errorText(deed.error)}
            />
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button
          variant="primary"
          destructive
          isDisabled={typed !== expected}
          isPending={deed.isPending}
          onPress={() => deed.run()}
        >
          {confirm}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
