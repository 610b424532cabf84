import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import { scaffolderShopPlatformTranslationRef } from '../translation';

type Props = {
  isOpen: boolean;
  /** What is deployed. */
  name: string;
  /** Where to, as text. */
  clusters: string;
  onClose(): void;
  onConfirm(): Promise<void>;
};

/** Says what a deploy does, and how to stop it, before it begins. */
export function DeployDialog(props: Props) {
  const { isOpen, name, clusters, onClose, onConfirm } = props;
  const { t } = useTranslationRef(scaffolderShopPlatformTranslationRef);

  return (
    <Dialog isOpen={isOpen} onOpenChange={open => open || onClose()}>
      <DialogHeader>{t('deploy.question', { name })}</DialogHeader>
      <DialogBody>
        <Text as="p">{t('deploy.consequences', { clusters })}</Text>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          onPress={async () => {
            onClose();
            await onConfirm();
          }}
        >
          {t('deploy.confirm', { clusters })}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('deploy.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
