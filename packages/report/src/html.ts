import type { LateRenderer } from './late-formats.ts';
export const html: LateRenderer = () => [];
