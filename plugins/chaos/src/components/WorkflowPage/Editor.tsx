import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text, VisuallyHidden } from '@backstage/ui';
import { useId } from 'react';
import { type WorkflowDraft } from '../../hooks/useWorkflowDraft';
import { useWorkflowEditing } from '../../hooks/useWorkflowEditing';
import { type PlacedFinding } from '../../model/workflow';
import { chaosTranslationRef } from '../../translation';
import { type Offer } from './AddMenu';
import { Picture } from './Picture';
import { StepForm } from './StepForm';
import { Toolbar } from './Toolbar';
import styles from './WorkflowPage.module.css';

/** Templates that nothing leads to: they never begin. */
function Unused(props: {
  names: readonly string[];
  isDisabled: boolean;
  onAdd: (name: string) => void;
  onRemove: (name: string) => void;
}) {
  const { names, isDisabled, onAdd, onRemove } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  if (names.length === 0) {
    return undefined;
  }
  return (
    <section className={styles.section} aria-label={t('workflow.unused')}>
      <p className={styles.quiet}>{t('workflow.unusedHint')}</p>
      <ul className={styles.unused}>
        {names.map(name => (
          <li key={name}>
            <strong>{name}</strong>
            <Button
              size="small"
              variant="tertiary"
              isDisabled={isDisabled}
              onPress={() => onAdd(name)}
            >
              {t('workflow.use', { name })}
            </Button>
            <Button
              size="small"
              variant="tertiary"
              isDisabled={isDisabled}
              onPress={() => onRemove(name)}
            >
              {t('workflow.removeOne', { name })}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why the picture is not that of the text, or cannot be changed. */
function PictureNotice({ draft }: { draft: WorkflowDraft }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { picture } = draft.good;
  if (draft.problem) {
    return (
      <Alert
        role="status"
        status="warning"
        icon
        title={t('workflow.lastGood')}
        description={t('workflow.lastGoodHint')}
      />
    );
  }
  if (picture.readOnly || picture.isCut) {
    return (
      <Alert
        role="status"
        status="info"
        icon
        title={t(picture.readOnly ? 'workflow.aliases' : 'workflow.cut')}
        description={t('workflow.changeYaml')}
      />
    );
  }
  return undefined;
}

/** The picture of a Workflow, and the step in it that is chosen. */
export function Editor(props: {
  draft: WorkflowDraft;
  offer: Offer;
  findings: readonly PlacedFinding[];
}) {
  const { draft, offer, findings } = props;
  const { text, picture } = draft.good;
  const { t } = useTranslationRef(chaosTranslationRef);
  const { step, said, isDisabled, deeds } = useWorkflowEditing(draft);
  const titleId = useId();

  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h2" id={titleId} variant="body-large" weight="bold">
        {t('workflow.picture')}
      </Text>
      <PictureNotice draft={draft} />
      <Toolbar
        picture={picture}
        step={step}
        offer={offer}
        isDisabled={isDisabled}
        deeds={deeds}
      />
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      <Picture
        picture={picture}
        chosen={step.path}
        findings={findings}
        isOutdated={draft.problem !== undefined}
        deeds={deeds}
      />
      <p className={styles.quiet}>{t('workflow.keys')}</p>
      <Unused
        names={picture.unused}
        isDisabled={isDisabled}
        onAdd={deeds.addAgain}
        onRemove={deeds.removeUnused}
      />
      <fieldset className={styles.form} disabled={isDisabled}>
        <StepForm
          text={text}
          picture={picture}
          step={step}
          offer={offer}
          findings={findings}
          onEdit={deeds.edit}
        />
      </fieldset>
    </section>
  );
}
