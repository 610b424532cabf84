import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Dialog, DialogBody, DialogHeader, Text } from '@backstage/ui';
import { type Answer } from '../../model/answer';
import { analyticsTranslationRef } from '../../translation';
import { ResultTable } from '../ResultTable';

/** What a mark is drawn from, where nothing else is known to be behind it. */
export function MarkDialog(props: {
  title: string;
  answer: Answer;
  onClose: () => void;
}) {
  const { title, answer, onClose } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const heading = t('panel.rowsOf', { title });
  return (
    <Dialog
      isOpen
      width="min(72rem, 95vw)"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{heading}</DialogHeader>
      <DialogBody>
        <Text as="p" variant="body-medium" color="secondary">
          {t('panel.drawnFrom')}
        </Text>
        <ResultTable title={heading} answer={answer} />
      </DialogBody>
    </Dialog>
  );
}
