export { isHinted, type FieldName } from './fieldNames';
export { problemOf, shownText, type FieldProblem } from './fieldText';
export { type FieldShape, type FormSchema } from './FormSchema';
export {
  isExperimentKind,
  readSpecForm,
  type FormField,
  type SpecForm,
  type SpecPlace,
  type YamlPath,
} from './specForm';
export { addEntry, removeEntry, writeField } from './writeSpec';
