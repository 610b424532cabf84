export { crashModule } from './crashModule';
