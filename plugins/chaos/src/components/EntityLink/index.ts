export { EntityLink, EntityLinks, PersonName } from './EntityLink';
