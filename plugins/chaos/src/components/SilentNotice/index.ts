export { SilentNotice } from './SilentNotice';
