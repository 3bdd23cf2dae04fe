import { csv } from './csv.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { html } from './html.ts';
import { junit } from './junit.ts';
import type { LateFormat, LateRenderer } from './late-renderer.ts';
import { markdown } from './markdown.ts';

/** The formats that are loaded together, when one of them is asked for. */
export const LATE_RENDERERS: Readonly<Record<LateFormat, LateRenderer>> = { junit, markdown, github, gitlab, csv, html };
