const DARK = `
  --page: #0f141b; --card: #171e27; --line: #2d3845; --text: #e6ebf1; --quiet: #a3b1c2; --link: #7cb2ff;
  --code: #10161d; --mark: #5c4a12; --mark-text: #fff3cd; --good: #6fd08c; --bad: #ff8f8f; --focus: #7cb2ff; --shade: #1e2732;
  --critical: #c8102e; --high: #c2410c; --medium: #eab308; --low: #2276b3; --info: #64748b;`;

/** The style of every page: colours by theme, type, controls, code, tables, print. */
export const SHELL_STYLE: string = `:root {
  color-scheme: light dark;
  --page: #f5f7fa; --card: #fff; --line: #d5dce5; --text: #18212c; --quiet: #51606f; --link: #0b57c2;
  --code: #f3f5f8; --mark: #ffe9a8; --mark-text: #18212c; --good: #116b34; --bad: #b3001b; --focus: #0b57c2; --shade: #e9edf2;
  --critical: #b3001b; --high: #c2410c; --medium: #f0b429; --low: #1d6fa5; --info: #5b6776;
}
@media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) {${DARK} } }
@media screen { :root[data-theme="light"] { color-scheme: light; } :root[data-theme="dark"] { color-scheme: dark;${DARK} } }
* { box-sizing: border-box; } [hidden] { display: none !important; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
a { color: var(--link); }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 13px; }
code, .break { overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; margin: 0; }
h1 { font-size: 22px; } h2 { font-size: 18px; } h3 { font-size: 16px; }
button, input, select { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 6px 10px; }
button { cursor: pointer; } button:hover { border-color: var(--quiet); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.wide { max-width: 1160px; margin: 0 auto; padding: 0 20px; }
.bar { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; }
.grow { flex: 1 1 240px; min-width: 0; }
.quiet { color: var(--quiet); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 14px 16px; margin: 0 0 14px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 12px; top: 12px; z-index: 9; background: var(--card); padding: 8px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.badge { display: inline-block; min-width: 74px; text-align: center; border-radius: 4px; padding: 1px 8px; font-size: 12.5px; font-weight: 600; color: #fff; }
.badge.critical { background: var(--critical); } .badge.high { background: var(--high); } .badge.low { background: var(--low); }
.badge.medium { background: var(--medium); color: #231a00; } .badge.info { background: var(--info); }
pre { margin: 6px 0; padding: 8px 10px; background: var(--code); border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.45; }
pre .number { display: inline-block; min-width: 4ch; padding-right: 1.5ch; text-align: right; color: var(--quiet); user-select: none; }
mark { background: var(--mark); color: var(--mark-text); border-radius: 2px; }
summary { cursor: pointer; }
table { border-collapse: collapse; width: 100%; margin-bottom: 16px; } th, td { text-align: left; vertical-align: top; padding: 4px 8px; border-bottom: 1px solid var(--line); }
@media (max-width: 640px) { .wide { padding: 0 12px; } .card { padding: 12px; } }
@media print {
  :root { color-scheme: light; --page: #fff; --card: #fff; --line: #bbb; --text: #000; --quiet: #333; --link: #000; --code: #fff; --mark: #ddd; --mark-text: #000; --good: #000; --bad: #000; }
  .screen { display: none !important; }
  .card { break-inside: avoid-page; border-radius: 0; }
  .badge { background: none !important; color: #000 !important; border: 1px solid #000; }
}
`;
