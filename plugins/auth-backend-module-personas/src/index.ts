export { authModulePersonas, authModulePersonas as default } from './module';
