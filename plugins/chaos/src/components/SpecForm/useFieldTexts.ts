import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  isHinted,
  problemOf,
  type FieldProblem,
  type FormField,
} from '../../model/form';
import { chaosTranslationRef } from '../../translation';

/** How a field of several values is written. */
const WAYS = {
  lines: 'form.lines',
  map: 'form.map',
  pairs: 'form.map',
  lists: 'form.lists',
} as const;

function hasWay(shape: FormField['shape']): shape is keyof typeof WAYS {
  return Object.hasOwn(WAYS, shape);
}

/** What stands beside a field. */
export type FieldTexts = {
  label: string;
  description: string;
  isInvalid: boolean;
  /** The words are those of Chaos Mesh, which are English. */
  isForeign: boolean;
};

/** The words for a field: those of the portal, and otherwise those of Chaos Mesh. */
export function useFieldTexts(): (field: FormField) => FieldTexts {
  const { t } = useTranslationRef(chaosTranslationRef);
  const sayProblem = (problem: FieldProblem): string => {
    if (problem.reason !== 'range') {
      return t(`fieldProblem.${problem.reason}`);
    }
    const { from, to } = problem;
    if (!Number.isFinite(to)) {
      return t('fieldProblem.min', { from: String(from) });
    }
    return Number.isFinite(from)
      ? t('fieldProblem.range', { from: String(from), to: String(to) })
      : t('fieldProblem.max', { to: String(to) });
  };
  const about = ({ name, schema, shape }: FormField): string => {
    const way = hasWay(shape) ? t(WAYS[shape]) : '';
    const hint = name && isHinted(name) ? t(`fieldHint.${name}`) : undefined;
    const explained = name ? hint : schema.description;
    // Some of the explanations have no full stop.
    const first = way && explained?.replace(/[^.:;]$/, '$&.');
    return [first || explained, way].filter(Boolean).join(' ');
  };
  return field => {
    const { id, name, schema, value, isRequired } = field;
    const problem = problemOf(schema, value, isRequired);
    return {
      label: name ? t(`field.${name}`) : id.split('.').slice(-1).join(''),
      description: problem ? sayProblem(problem) : about(field),
      isInvalid: problem !== undefined,
      isForeign: name === undefined && problem === undefined,
    };
  };
}
