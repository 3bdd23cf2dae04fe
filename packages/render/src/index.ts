export { isChart } from './helm/is-chart.ts';
export { renderHelm } from './helm/render-helm.ts';
export type { Ended, Rendered, Renderer, RenderFailure, RenderOptions, Spawn } from './rendered.ts';
export type { MappedPlace, Precision, RenderedPlace, SourceLine, SourceMap } from './source-map.ts';
