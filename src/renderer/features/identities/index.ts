export { ExpertIdentities } from './expert.tsx';
export { SimpleIdentities } from './simple.tsx';
