import type { Exception } from '../suite.ts';

export const EXCEPTIONS: readonly Exception[] = [];
