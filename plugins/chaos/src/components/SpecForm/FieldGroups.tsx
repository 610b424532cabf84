import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { type ReactNode, useState } from 'react';
import { type FormField } from '../../model/form';
import { chaosTranslationRef } from '../../translation';
import { FieldInput } from './FieldInput';
import styles from './SpecForm.module.css';
import { useFieldTexts } from './useFieldTexts';

/** What can be done with the fields of a form. */
export type FormDeeds = {
  write: (field: FormField, entered: string) => void;
  add: (field: FormField) => void;
  remove: (field: FormField, index: number) => void;
};

/** What is shown once one asks for it; what is not shown costs nothing. */
export function Folded(props: {
  title: ReactNode;
  startsOpen?: boolean;
  children: () => ReactNode;
}) {
  const { title, startsOpen = false, children } = props;
  const [isOpen, setIsOpen] = useState(startsOpen);
  return (
    <details
      className={styles.group}
      open={isOpen}
      onToggle={event => setIsOpen(event.currentTarget.open)}
    >
      <summary>{title}</summary>
      {isOpen && <div className={styles.content}>{children()}</div>}
    </details>
  );
}

function Entries(props: { field: FormField; deeds: FormDeeds }) {
  const { field, deeds } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const { label } = useFieldTexts()(field);
  return (
    <>
      {field.entries.map((fields, index) => {
        const number = String(index + 1);
        return (
          <fieldset key={index} className={styles.entry}>
            <legend>{t('form.entry', { name: label, number })}</legend>
            <FieldList fields={fields} deeds={deeds} />
            <div>
              <Button
                size="small"
                variant="tertiary"
                iconStart={<RiDeleteBinLine />}
                onPress={() => deeds.remove(field, index)}
              >
                {t('form.remove', { name: label, number })}
              </Button>
            </div>
          </fieldset>
        );
      })}
      <div>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiAddLine />}
          onPress={() => deeds.add(field)}
        >
          {t('form.add', { name: label })}
        </Button>
      </div>
    </>
  );
}

/** A group, or a list of groups, under its title. */
function FieldGroup(props: { field: FormField; deeds: FormDeeds }) {
  const { field, deeds } = props;
  const { label, description, isInvalid, isForeign } = useFieldTexts()(field);
  const language = isForeign ? { lang: 'en' } : {};
  return (
    <Folded
      title={<span {...language}>{label}</span>}
      startsOpen={field.value !== undefined || isInvalid}
    >
      {() => (
        <>
          {description && (
            <p className={styles.quiet} {...language}>
              {description}
            </p>
          )}
          {field.shape === 'group' ? (
            <FieldList fields={field.fields} deeds={deeds} />
          ) : (
            <Entries field={field} deeds={deeds} />
          )}
        </>
      )}
    </Folded>
  );
}

const isGroup = ({ shape }: FormField) =>
  shape === 'group' || shape === 'groups';

/** Fields beside each other, and the groups below. */
export function FieldList(props: {
  fields: readonly FormField[];
  deeds: FormDeeds;
}): ReactNode {
  const { fields, deeds } = props;
  return (
    <>
      <div className={styles.fields}>
        {fields
          .filter(field => !isGroup(field))
          .map(field => (
            <FieldInput
              key={field.path.join('.')}
              field={field}
              onChange={entered => deeds.write(field, entered)}
            />
          ))}
      </div>
      {fields.filter(isGroup).map(field => (
        <FieldGroup key={field.path.join('.')} field={field} deeds={deeds} />
      ))}
    </>
  );
}
