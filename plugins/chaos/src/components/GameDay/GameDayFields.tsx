import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, TextAreaField, TextField } from '@backstage/ui';
import {
  type ChaosCluster,
  type ChaosPolicy,
} from '@shop-platform/backstage-plugin-chaos-common';
import { useId } from 'react';
import { type GameDayDraft } from '../../model/gameDay';
import { chaosTranslationRef } from '../../translation';
import { ComponentField } from '../ComponentField';
import styles from './GameDay.module.css';
import { OPEN, useBeginnings } from './useBeginnings';

const LONGEST_TITLE = 120;
const LONGEST_NOTES = 4000;

type FieldsProps = {
  draft: GameDayDraft;
  clusters: readonly ChaosCluster[];
  policy: Pick<ChaosPolicy, 'namespaces'>;
  onChange: (change: Partial<GameDayDraft>) => void;
};

function WhenField(props: { value: string; onChange: (at: string) => void }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const id = useId();
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{t('gameDay.at', { zone })}</label>
      <input
        id={id}
        type="datetime-local"
        className={styles.input}
        value={props.value}
        onChange={event => props.onChange(event.target.value)}
      />
    </div>
  );
}

/** Where, and on what. */
function PlaceFields({ draft, clusters, policy, onChange }: FieldsProps) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const namespaces = policy.namespaces.map(name => ({ id: name, label: name }));
  return (
    <>
      <div className={styles.pair}>
        <Select
          size="small"
          label={t('new.cluster')}
          options={clusters.map(({ name, title, region }) => ({
            id: name,
            label: title,
            description: region,
          }))}
          value={draft.cluster}
          onChange={key => key !== null && onChange({ cluster: String(key) })}
        />
        <Select
          size="small"
          label={t('gameDay.namespace')}
          options={namespaces}
          value={draft.namespace}
          onChange={key => key !== null && onChange({ namespace: String(key) })}
        />
      </div>
      <ComponentField
        label={t('new.component')}
        placeholder={t('new.componentPlaceholder')}
        value={draft.entity}
        // Its experiments are others.
        onChange={entity => onChange({ entity, begin: '' })}
      />
    </>
  );
}

function BeginField({ draft, onChange }: FieldsProps) {
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <Select
      size="small"
      label={t('gameDay.begin')}
      description={t('gameDay.beginHint')}
      options={useBeginnings(draft)}
      value={draft.begin || OPEN}
      onChange={key =>
        key !== null && onChange({ begin: key === OPEN ? '' : String(key) })
      }
    />
  );
}

/** All that is said of a game day. */
export function GameDayFields(props: FieldsProps) {
  const { draft, onChange } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <div className={styles.form}>
      <TextField
        size="small"
        label={t('gameDay.title')}
        maxLength={LONGEST_TITLE}
        value={draft.title}
        onChange={title => onChange({ title })}
      />
      <WhenField value={draft.at} onChange={at => onChange({ at })} />
      <PlaceFields {...props} />
      <BeginField {...props} />
      <TextAreaField
        label={t('gameDay.people')}
        description={t('gameDay.peopleHint')}
        rows={2}
        value={draft.people}
        onChange={people => onChange({ people })}
      />
      <TextAreaField
        label={t('gameDay.notes')}
        rows={3}
        maxLength={LONGEST_NOTES}
        value={draft.notes}
        onChange={notes => onChange({ notes })}
      />
    </div>
  );
}
