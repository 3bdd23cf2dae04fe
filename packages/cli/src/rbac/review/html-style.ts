/** What the pages of access reviews have beside the style of all pages. */
export const REVIEW_STYLE: string = `
header.top { padding-top: 22px; } section > h2 { margin: 20px 0 10px; } .card > h2 { margin: 0 0 8px; }
.facts { margin: 6px 0 10px; } .number { text-align: right; }
table.grants { table-layout: fixed; font-size: 14px; } table.grants th:nth-child(1) { width: 30%; } table.grants th:nth-child(3) { width: 100px; }
table.grants td { overflow-wrap: anywhere; } table ul { margin: 0; padding-left: 18px; } th.decision { width: 20%; }
.bad { color: var(--bad); } tr { break-inside: avoid; } thead { display: table-header-group; }
table.servers { table-layout: fixed; } table.servers th:nth-child(1) { width: 36%; } table.servers th:nth-child(2) { width: 100px; }
.signatures td { height: 34px; vertical-align: bottom; border-bottom: 1px solid currentcolor; } .signatures { border-spacing: 18px 0; border-collapse: separate; }
@page { margin: 14mm 12mm 18mm; @bottom-right { content: "page " counter(page) " of " counter(pages); font: 9px sans-serif; } }
@media print { body { font-size: 11px; } table.grants { font-size: 10.5px; } .card { break-inside: auto; } h2, h3, .facts, thead { break-after: avoid; }
  article.whole, .facts, .signatures { break-inside: avoid; } header.top { padding-top: 0; } }
`;
