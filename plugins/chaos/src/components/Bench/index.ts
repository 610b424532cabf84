export { BenchPage } from './BenchPage';
export { WhereFields } from './WhereFields';
