export { techdocsModuleMarkdownGenerator as default } from './module';
export {
  MarkdownTechdocsGenerator,
  type MarkdownGeneratorRunOptions,
} from './MarkdownTechdocsGenerator';
