export { listKey, type ListKey } from './list-keys.ts';
export { isBuiltInGroup, isClusterScoped } from './scope.ts';
