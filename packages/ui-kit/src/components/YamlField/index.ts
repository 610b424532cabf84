export { YamlField, type YamlFieldProps, type YamlNote } from './YamlField';
