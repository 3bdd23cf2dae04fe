export { listKey, type ListKey } from './list-keys.ts';
export { isClusterScoped } from './scope.ts';
