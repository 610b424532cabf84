export { RequestPage } from './RequestPage';
export { WaitingRequests } from './WaitingRequests';
