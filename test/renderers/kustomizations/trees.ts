import { oddTrees } from './odd-trees.ts';
import { patchTrees } from './patch-trees.ts';
import type { Tree } from './places.ts';
import { settingTrees } from './setting-trees.ts';

/** Every way that a kustomization has to change what it lists, in small. */
export const trees: readonly Tree[] = [...patchTrees, ...settingTrees, ...oddTrees];
