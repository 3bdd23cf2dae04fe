export { overlaysIn, type Overlay } from './kustomize/overlays-in.ts';
export { isKustomization } from './kustomize/kustomization-file.ts';
export { renderKustomize } from './kustomize/render-kustomize.ts';
export { isChart } from './helm/is-chart.ts';
export { renderHelm } from './helm/render-helm.ts';
export { chartsIn } from './helm/charts-in.ts';
export type { Ended, Rendered, Renderer, RenderFailure, RenderOptions, Spawn } from './rendered.ts';
export type { MappedPlace, RenderedPlace, SourceLine, SourceMap, SourceTarget } from './source-map.ts';
