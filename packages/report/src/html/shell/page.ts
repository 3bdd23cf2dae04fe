import { createHash } from 'node:crypto';
import { escaped } from '../../xml-text.ts';
import { SHELL_STYLE } from './style.ts';

/** A page that stands alone: no file beside it, no network, no script and no style but its own. */
export interface Page {
  readonly title: string;
  /** Pieces of HTML for the body. */
  readonly body: Iterable<string>;
  /** What runs in it, where anything does. */
  readonly live?: {
    /** JSON in pieces, for the script; see `forScript`. */
    readonly data: Iterable<string>;
    readonly script: string;
  };
  /** CSS beside that of all pages. */
  readonly style: string;
}

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%232563eb' d='M8 1l6 2v5c0 4-3 6-6 7-3-1-6-3-6-7V3z'/%3E%3C/svg%3E";

/** The page in pieces. What a browser may run is named by its hash: what slips through all escaping is still not run. */
export function* page({ title, body, live, style }: Page): IterableIterator<string> {
  const css = `\n${SHELL_STYLE}${style}`;
  const policy = [
    "default-src 'none'",
    `script-src ${live === undefined ? "'none'" : `'${hashOf(live.script)}'`}`,
    `style-src '${hashOf(css)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<link rel="icon" href="${ICON}">
<style>${css}</style>
</head>
<body>
`;
  yield* body;
  if (live !== undefined) {
    yield '\n<script type="application/json" id="data">';
    yield* live.data;
    yield `</script>\n<script>${live.script}</script>`;
  }
  yield '\n</body>\n</html>\n';
}

/** JSON as it may stand in a script element: nothing in it ends the element, or opens a comment. */
export function forScript(json: string): string {
  return json.replaceAll('<', String.raw`\u003c`);
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
