import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Text, TextField } from '@backstage/ui';
import { useId, useMemo, useState } from 'react';
import {
  experimentPlaceOf,
  findingsAt,
  problemOfName,
  renameStep,
  setStepField,
  stepFieldsOf,
  writeStepField,
  type PlacedFinding,
  type WorkflowEdit,
  type WorkflowPicture,
  type WorkflowStep,
} from '../../model/workflow';
import { chaosTranslationRef } from '../../translation';
import { SpecForm } from '../SpecForm';
import { type Offer } from './AddMenu';
import { BranchFields } from './BranchFields';
import { StepFieldInput } from './StepFieldInput';
import styles from './WorkflowPage.module.css';

type StepFormProps = {
  text: string;
  picture: WorkflowPicture;
  step: WorkflowStep;
  offer: Offer;
  findings: readonly PlacedFinding[];
  /** With where it is typed, for what is not done with one key. */
  onEdit: (edit: WorkflowEdit | undefined, typedAt?: string) => void;
};

/** Renames once one has written the whole name: on the way it may be another's. */
function NameField({ text, picture, step, onEdit }: StepFormProps) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const [draft, setDraft] = useState<{ of: string; name: string }>();
  const name = draft?.of === step.name ? draft.name : step.name;
  const problem =
    name === step.name ? undefined : problemOfName(picture, step.name, name);
  const rename = () => {
    if (name !== step.name && problem === undefined) {
      onEdit(renameStep(text, step.path, name));
    }
    if (problem === undefined) {
      setDraft(undefined);
    }
  };
  return (
    <div>
      <TextField
        size="small"
        label={t('workflow.name')}
        isInvalid={problem !== undefined}
        description={
          problem
            ? t(`workflow.nameProblem.${problem}`)
            : t('workflow.nameHint')
        }
        value={name}
        onChange={next => setDraft({ of: step.name, name: next })}
        onBlur={rename}
        onKeyDown={event => event.key === 'Enter' && rename()}
      />
    </div>
  );
}

function ListTypeField({ text, step, onEdit }: StepFormProps) {
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <Select
      size="small"
      label={t('workflow.order')}
      options={(['Serial', 'Parallel'] as const).map(id => ({
        id,
        label: t(`workflow.type.${id}`),
      }))}
      value={step.type}
      onChange={key =>
        key !== null &&
        onEdit(setStepField(text, step.path, ['templateType'], String(key)))
      }
    />
  );
}

/** What the step that is chosen is, and does; and what is to be changed in it. */
export function StepForm(props: StepFormProps) {
  const { text, step, findings, onEdit } = props;
  const { path, type, uses } = step;
  const { t } = useTranslationRef(chaosTranslationRef);
  const titleId = useId();
  const problems = findingsAt(findings, step);
  const fields = stepFieldsOf(text, path);
  const place = useMemo(() => experimentPlaceOf(text, path), [text, path]);
  const isList = type === 'Serial' || type === 'Parallel';

  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h3" id={titleId} variant="body-medium" weight="bold">
        {t('workflow.step', { name: step.name || t('workflow.unnamed') })}
      </Text>
      {uses > 1 && <p className={styles.quiet}>{t('workflow.sharedHint')}</p>}
      {step.isLoop && <p className={styles.quiet}>{t('workflow.loopHint')}</p>}
      {problems.length > 0 && (
        <ul className={styles.problems} aria-label={t('workflow.stepProblems')}>
          {problems.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      {step.index === undefined ? (
        <p className={styles.quiet}>{t('workflow.missing')}</p>
      ) : (
        <>
          <div className={styles.fields}>
            <NameField {...props} />
            {isList && <ListTypeField {...props} />}
            {fields.map(field => (
              <StepFieldInput
                key={`${step.name} ${field.name}`}
                field={field}
                onChange={entered =>
                  onEdit(
                    writeStepField(text, path, field, entered),
                    `${step.name} ${field.name}`,
                  )
                }
              />
            ))}
          </div>
          {place && (
            <SpecForm
              text={text}
              place={place}
              onChange={(next, typedAt) =>
                onEdit({ text: next, path }, `${step.name} ${typedAt}`)
              }
            />
          )}
          {type === 'Task' && <BranchFields {...props} />}
          {!isList && !place && type !== 'Suspend' && (
            <p className={styles.quiet}>{t('workflow.moreInYaml')}</p>
          )}
        </>
      )}
    </section>
  );
}
