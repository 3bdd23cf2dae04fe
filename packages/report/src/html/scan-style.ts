/** What the page of a scan has beside the shell. */
export const SCAN_STYLE: string = `
.top { padding-top: 20px; } .top p { margin: 6px 0; }
.verdict.passed { color: var(--good); } .verdict.failed { color: var(--bad); }
.chart { width: 100%; height: 16px; border-radius: 8px; margin: 6px 0; display: block; overflow: hidden; }
.chart .critical { fill: var(--critical); } .chart .high { fill: var(--high); } .chart .medium { fill: var(--medium); }
.chart .low { fill: var(--low); } .chart .info { fill: var(--info); }
.next { margin-top: 14px; font-size: 16px; } ol { margin: 4px 0 12px; padding-left: 24px; }
.filters { position: sticky; top: 0; z-index: 2; background: var(--page); padding: 10px 0; border-bottom: 1px solid var(--line); margin-bottom: 14px; }
.filters .bar + .bar { margin-top: 8px; } .filters input[type="search"] { width: 100%; } .filters select { max-width: 230px; }
.chip { display: inline-flex; align-items: center; gap: 6px; border: 1px solid var(--line); background: var(--card); border-radius: 16px; padding: 2px 12px 2px 8px; cursor: pointer; }
.chip:has(:focus-visible) { outline: 2px solid var(--focus); outline-offset: 2px; } .chip input { margin: 0; } .dot { width: 10px; height: 10px; border-radius: 5px; }
.dot.critical { background: var(--critical); } .dot.high { background: var(--high); } .dot.medium { background: var(--medium); } .dot.low { background: var(--low); } .dot.info { background: var(--info); }
fieldset { border: 0; margin: 0; padding: 0; } .filters label > span:first-child { font-size: 13px; color: var(--quiet); margin-right: 6px; }
.object { content-visibility: auto; contain-intrinsic-size: auto 320px; }
.object header { display: flex; flex-wrap: wrap; gap: 2px 12px; align-items: baseline; margin-bottom: 8px; }
.finding { border-top: 1px solid var(--line); padding: 10px 0 6px; } .finding p { margin: 2px 0; }
.finding .head { display: flex; flex-wrap: wrap; gap: 2px 10px; align-items: baseline; } .finding .message { flex: 1 1 320px; min-width: 0; font-weight: 500; }
.facts { margin: 4px 0; padding-left: 20px; } .remedy { color: var(--good); } .remedy::before { content: "→ "; }
.why { margin: 4px 0; } .why p { margin: 6px 0; max-width: 90ch; white-space: pre-line; } .status { margin: 8px 0 0; }
.more { display: block; margin: 0 auto 20px; } section.card > summary { font-weight: 600; } .card > ul { padding-left: 20px; }
.inline { display: inline; font-size: 16px; }
table { border-collapse: collapse; width: 100%; } thead th { padding: 4px 12px 4px 0; text-align: left; font-weight: 500; color: var(--quiet); }
tbody th { text-align: left; font-weight: 500; white-space: nowrap; } tbody th, td { padding: 4px 12px 4px 0; border-top: 1px solid var(--line); vertical-align: top; }
td.row { white-space: nowrap; } td.row.pass { color: var(--good); } td.row.fail { color: var(--bad); }
#empty { padding: 20px 0; }
@media (max-width: 640px) { .filters { position: static; } .filters select { max-width: 100%; width: 100%; } .filters label.pick { flex: 1 1 100%; } .finding .message { flex-basis: 100%; } }
@media print { .filters, .why:not([open]) { display: none; } .object { content-visibility: visible; } .more { border: 0; } }
`;
